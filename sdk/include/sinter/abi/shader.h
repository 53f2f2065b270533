/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of a shader: one stage, its variants, and what each variant expects of the program that runs it.
 *
 * One row of sinter_shader_row; rows of sinter_shader_variant_row, the default variant first; and, of each
 * variant, ranges of rows of the other tables. Names are bytes of the text table. The code lies in chunks:
 * that of the default variant first; variants whose code is equal share a chunk. SPIR-V is 32-bit words,
 * little endian (Khronos SPIR-V 1.6, section 2.3); GLSL and MSL are UTF-8 text without a terminator.
 *
 * What a variant expects is read from its SPIR-V before any optimiser saw it: a binding that nothing uses is
 * listed, without SINTER_SHADER_USED, so that the layouts an engine makes do not depend on what an optimiser
 * removes. */
#ifndef SINTER_ABI_SHADER_H
#define SINTER_ABI_SHADER_H

#include <sinter/abi/asset.h>

#define SINTER_SHADER_TABLE SINTER_TAG('S', 'H', 'D', 'R')
#define SINTER_SHADER_AXIS_TABLE SINTER_TAG('S', 'A', 'X', 'S')
#define SINTER_SHADER_VARIANT_TABLE SINTER_TAG('S', 'V', 'A', 'R')
#define SINTER_SHADER_BINDING_TABLE SINTER_TAG('S', 'B', 'N', 'D')
#define SINTER_SHADER_MEMBER_TABLE SINTER_TAG('S', 'M', 'E', 'M')
#define SINTER_SHADER_PORT_TABLE SINTER_TAG('S', 'P', 'R', 'T')
#define SINTER_SHADER_CONSTANT_TABLE SINTER_TAG('S', 'S', 'P', 'C')
#define SINTER_SHADER_INCLUDE_TABLE SINTER_TAG('S', 'I', 'N', 'C')
#define SINTER_SHADER_TEXT_TABLE SINTER_TAG('S', 'T', 'X', 'T') /* one byte a row */
#define SINTER_SHADER_CHUNK SINTER_TAG('S', 'H', 'C', 'D')
#define SINTER_SHADER_VERSION 1u

typedef uint32_t sinter_shader_stage;
enum {
    SINTER_STAGE_VERTEX = 1,
    SINTER_STAGE_TESSELLATION_CONTROL = 2,
    SINTER_STAGE_TESSELLATION_EVALUATION = 3,
    SINTER_STAGE_GEOMETRY = 4,
    SINTER_STAGE_FRAGMENT = 5,
    SINTER_STAGE_COMPUTE = 6,
    SINTER_STAGE_TASK = 7,
    SINTER_STAGE_MESH = 8,
    SINTER_STAGE_RAY_GENERATION = 9,
    SINTER_STAGE_INTERSECTION = 10,
    SINTER_STAGE_ANY_HIT = 11,
    SINTER_STAGE_CLOSEST_HIT = 12,
    SINTER_STAGE_MISS = 13,
    SINTER_STAGE_CALLABLE = 14
};

/* A language: of the source, and of the code in the chunks. */
typedef uint32_t sinter_shader_language;
enum {
    SINTER_SHADER_SPIRV = 1,   /* version: 0x00010600 for 1.6, as in the header's second word */
    SINTER_SHADER_GLSL = 2,    /* version: that of #version: 450; of a source without one: 110 */
    SINTER_SHADER_GLSL_ES = 3, /* version: 300 */
    SINTER_SHADER_MSL = 4,     /* version: 10000 a major + 100 a minor: 20400 */
    SINTER_SHADER_HLSL = 5     /* source only; version: 0 */
};

enum {
    SINTER_SHADER_DEBUG_NAMES = 1u << 0, /* the code carries the names of the source */
    SINTER_SHADER_AUTO_MAPPED =
        1u << 1,                       /* the source left out locations or bindings, and got them in order */
    SINTER_SHADER_FOR_SIZE = 1u << 2,  /* was optimised for size */
    SINTER_SHADER_FOR_SPEED = 1u << 3, /* was optimised for speed */
    SINTER_SHADER_Y_FLIPPED =
        1u << 4, /* a vertex stage whose gl_Position.y is the opposite of the source's */
    SINTER_SHADER_DEPTH_ADAPTED = 1u << 5 /* a vertex stage whose depth 0..w became -w..w */
};

/* A name: bytes [offset, offset + size) of the text table. */
typedef struct sinter_shader_text {
    uint32_t offset;
    uint32_t size;
} sinter_shader_text;

/* Exactly one row. */
typedef struct sinter_shader_row {
    sinter_shader_stage stage;
    sinter_shader_language source_language;
    uint32_t source_version;
    sinter_shader_language language; /* of the code in the chunks */
    uint32_t language_version;
    uint32_t flags;                 /* SINTER_SHADER_... */
    sinter_shader_text entry_point; /* of the code in the chunks */
    uint32_t warnings;              /* that the compiler gave for the default variant */
    /* SPIR-V words of the default variant for Vulkan 1.3 without debug names, after SPIRV-Tools' performance
     * passes: what shaders are compared by. Of the source; later steps keep it. */
    uint32_t reference_words;
} sinter_shader_row;

/* A define that variants differ by. The key of a variant is the sum of value index << key_shift over all
 * axes. */
typedef struct sinter_shader_axis_row {
    sinter_shader_text name;   /* "SHADOWS" */
    sinter_shader_text values; /* the values, one space between two: "0 1 2" */
    uint32_t value_count;      /* >= 1 */
    uint32_t key_shift;        /* bits; 0..63 */
} sinter_shader_axis_row;

/* Rows [first, first + count) of a table. */
typedef struct sinter_shader_range {
    uint32_t first;
    uint32_t count;
} sinter_shader_range;

/* One set of values of the axes. Row 0 is the default variant: the first value of every axis, key 0. */
typedef struct sinter_shader_variant_row {
    uint64_t key;
    sinter_shader_text defines; /* "SHADOWS=1 LIGHTS=4"; empty when the shader has no axes */
    uint32_t chunk;             /* index of its code */
    uint32_t spirv_words;       /* of the SPIR-V that its code is, or was made of */
    uint32_t instructions;      /* in the functions of that SPIR-V */
    uint32_t workgroup[3];      /* invocations; 0 unless a compute, task or mesh stage */
    /* Bit i: workgroup[i] is set by the specialisation constant of id workgroup_constant[i]. */
    uint32_t workgroup_specialised;
    uint32_t workgroup_constant[3];
    sinter_shader_range bindings; /* sorted by set, binding, kind, name; push constants last */
    sinter_shader_range
        inputs; /* of the port table, sorted by location, component; built-ins are not listed */
    sinter_shader_range outputs;
    sinter_shader_range constants; /* sorted by id */
} sinter_shader_variant_row;

typedef uint32_t sinter_shader_binding_kind;
enum {
    SINTER_BINDING_UNIFORM_BUFFER = 1,
    SINTER_BINDING_STORAGE_BUFFER = 2,
    SINTER_BINDING_COMBINED_IMAGE = 3, /* an image with its sampler */
    SINTER_BINDING_SAMPLED_IMAGE = 4,
    SINTER_BINDING_SAMPLER = 5,
    SINTER_BINDING_STORAGE_IMAGE = 6,
    SINTER_BINDING_UNIFORM_TEXELS = 7, /* texel buffers */
    SINTER_BINDING_STORAGE_TEXELS = 8,
    SINTER_BINDING_INPUT_ATTACHMENT = 9,
    SINTER_BINDING_ACCELERATION_STRUCTURE = 10,
    SINTER_BINDING_PUSH_CONSTANT = 11,
    SINTER_BINDING_SHADER_RECORD = 12
};

enum {
    SINTER_SHADER_READ = 1u << 0,  /* may be read */
    SINTER_SHADER_WRITE = 1u << 1, /* may be written */
    SINTER_SHADER_USED = 1u << 2,  /* the entry point, or a function it may call, refers to it */
    SINTER_SHADER_COHERENT = 1u << 3,
    SINTER_SHADER_DEPTH = 1u << 4,   /* an image that is compared against */
    SINTER_SHADER_ARRAYED = 1u << 5, /* an image with layers */
    SINTER_SHADER_MULTISAMPLED = 1u << 6
};

#define SINTER_SHADER_NONE 0xFFFFFFFFu

/* Something outside the shader that it reads or writes. */
typedef struct sinter_shader_binding_row {
    sinter_shader_binding_kind kind;
    uint32_t set;             /* SINTER_SHADER_NONE for push constants and shader records */
    uint32_t binding;         /* likewise */
    uint32_t count;           /* descriptors; 0: an array whose length the program chooses */
    uint32_t flags;           /* SINTER_SHADER_READ ... */
    uint32_t image_dimension; /* SPIR-V's Dim + 1: 1 1D, 2 2D, 3 3D, 4 cube, 5 rectangle, 6 buffer, 7 subpass;
                                 0: no image */
    uint32_t image_format;    /* VkFormat of a storage image; 0: unknown or none */
    uint32_t input_attachment_index; /* SINTER_SHADER_NONE unless an input attachment */
    sinter_shader_text name;         /* of the variable, or of its block when that has no name */
    sinter_shader_text type_name;    /* of the block; empty for others */
    uint64_t size; /* bytes of a block, without the elements of an array of unknown length; else 0 */
    sinter_shader_range members; /* of a block */
    /* Where the code in the chunks wants it. In MSL the index [[buffer(n)]], [[texture(n)]] or
     * [[sampler(n)]], and of a combined image's sampler in target_sampler. In GLSL ES 3.00, which has
     * neither: the text under which the program finds it, the uniform's or uniform block's name; and where
     * the source had an image and a sampler that were joined, rows of the input remain and a row of kind
     * COMBINED_IMAGE stands for the pair, its image's set and binding here, its sampler's in sampler_set and
     * sampler_binding. */
    uint32_t target_index;   /* SINTER_SHADER_NONE: as set and binding say */
    uint32_t target_sampler; /* SINTER_SHADER_NONE: none */
    uint32_t sampler_set;    /* SINTER_SHADER_NONE: none */
    uint32_t sampler_binding;
    sinter_shader_text target_name; /* empty: as set and binding say */
} sinter_shader_binding_row;

/* A scalar's kind, or what a member is instead of scalars. */
typedef uint32_t sinter_shader_scalar;
enum {
    SINTER_SCALAR_STRUCT = 0, /* its own members follow, one deeper */
    SINTER_SCALAR_BOOL = 1,
    SINTER_SCALAR_INT = 2,
    SINTER_SCALAR_UINT = 3,
    SINTER_SCALAR_FLOAT = 4,
    SINTER_SCALAR_POINTER = 5 /* a buffer's address, 64 bits */
};

enum { SINTER_SHADER_ROW_MAJOR = 1u << 0 };

/* A member of a block, or of a struct inside it; in the order of the source, a struct's members right after
 * it. */
typedef struct sinter_shader_member_row {
    sinter_shader_text name;
    uint32_t depth;  /* 0: a member of the block; n + 1: of the last member of depth n before it */
    uint32_t offset; /* bytes from the start of what holds it */
    uint32_t size;   /* bytes it takes, arrays with all elements; of unknown length: 0 */
    sinter_shader_scalar scalar;
    uint32_t bits;          /* of a scalar: 8, 16, 32, 64; 0 for a struct */
    uint32_t rows;          /* of a vector or of a matrix's column: 1..4; 0 for a struct */
    uint32_t columns;       /* 1 unless a matrix; 0 for a struct */
    uint32_t flags;         /* SINTER_SHADER_ROW_MAJOR */
    uint32_t array_count;   /* elements, of all dimensions; 1: no array; 0: as many as the buffer holds */
    uint32_t array_stride;  /* bytes from one element to the next of the innermost dimension; 0: no array */
    uint32_t matrix_stride; /* bytes from one column, or row, to the next; 0: no matrix */
    uint32_t reserved;
} sinter_shader_member_row;

enum {
    SINTER_SHADER_FLAT = 1u << 0,
    SINTER_SHADER_NO_PERSPECTIVE = 1u << 1,
    SINTER_SHADER_CENTROID = 1u << 2,
    SINTER_SHADER_SAMPLE = 1u << 3,
    SINTER_SHADER_PATCH = 1u << 4,      /* of a tessellation stage: once a patch */
    SINTER_SHADER_PER_VERTEX = 1u << 5, /* an array over the vertices of a primitive, which is not counted */
    SINTER_SHADER_PORT_USED = 1u << 6   /* as SINTER_SHADER_USED */
};

/* What comes in by location, or goes out: a vertex attribute, a varying, a colour. Matrices and arrays are
 * one row. */
typedef struct sinter_shader_port_row {
    uint32_t location;
    uint32_t component; /* 0..3 */
    uint32_t index;     /* of dual source blending: 0 or 1 */
    uint32_t format;    /* VkFormat of one location: 106 for vec3; 0 where Vulkan has none */
    uint32_t locations; /* that it takes: 4 for a mat4 */
    uint32_t count;     /* elements of an array; 1: none */
    uint32_t flags;
    sinter_shader_scalar scalar;
    sinter_shader_text name; /* "uv"; of a block's member "block.uv" */
} sinter_shader_port_row;

/* A specialisation constant. */
typedef struct sinter_shader_constant_row {
    uint32_t id;
    sinter_shader_scalar scalar;
    uint32_t bits; /* 1 for a bool */
    uint32_t reserved;
    uint64_t value; /* default: its bits, those above `bits` are 0 */
    sinter_shader_text name;
} sinter_shader_constant_row;

/* A file that the source includes, in the order in which the compiler first met them. */
typedef struct sinter_shader_include_row {
    sinter_shader_text path; /* logical */
    uint32_t includer;       /* row of the file that names it; SINTER_SHADER_NONE: the source itself */
    uint32_t line;           /* of the directive in that file, from 1; 0: unknown */
} sinter_shader_include_row;

SINTER_STATIC_ASSERT(sizeof(sinter_shader_row) == 40, "sinter_shader_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_shader_axis_row) == 24, "sinter_shader_axis_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_shader_variant_row) == 88, "sinter_shader_variant_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_shader_binding_row) == 88, "sinter_shader_binding_row has no padding");
SINTER_STATIC_ASSERT(offsetof(sinter_shader_binding_row, size) == 48, "sinter_shader_binding_row layout");
SINTER_STATIC_ASSERT(sizeof(sinter_shader_member_row) == 56, "sinter_shader_member_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_shader_port_row) == 40, "sinter_shader_port_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_shader_constant_row) == 32, "sinter_shader_constant_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_shader_include_row) == 16, "sinter_shader_include_row has no padding");

#endif
