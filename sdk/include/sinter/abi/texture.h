/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of a texture: 1D, 2D, 3D and cube, arrays, mips, any Vulkan format.
 *
 * One row of sinter_texture_row, `mips` rows of sinter_texture_mip_row (row 0 is the finest level), and chunks with the
 * texels. Within a level: layers, in each the faces (+X −X +Y −Y +Z −Z), in each the depth slices, in each the rows of
 * blocks from the top; nothing is padded. That is the order of KTX 2.0 (Khronos KTX File Format 2.0, section 3.9). */
#ifndef SINTER_ABI_TEXTURE_H
#define SINTER_ABI_TEXTURE_H

#include <sinter/abi/asset.h>

#define SINTER_TEXTURE_TABLE SINTER_TAG('T', 'E', 'X', 'R')
#define SINTER_TEXTURE_MIP_TABLE SINTER_TAG('T', 'M', 'I', 'P')
#define SINTER_TEXTURE_CHUNK SINTER_TAG('T', 'X', 'L', 'S')
#define SINTER_TEXTURE_VERSION 1u

/* VkFormat numbers (Vulkan 1.3, section 34.1) of the formats Sinter's own steps work on. Any other VkFormat, and
 * SINTER_FORMAT_UNDEFINED for what has no number, is carried by its block size, listed and passed through. */
typedef uint32_t sinter_format;
enum {
    SINTER_FORMAT_UNDEFINED = 0,
    SINTER_FORMAT_R8_UNORM = 9,
    SINTER_FORMAT_R8_SRGB = 15,
    SINTER_FORMAT_R8G8_UNORM = 16,
    SINTER_FORMAT_R8G8_SRGB = 22,
    SINTER_FORMAT_R8G8B8_UNORM = 23,
    SINTER_FORMAT_R8G8B8_SRGB = 29,
    SINTER_FORMAT_B8G8R8_UNORM = 30,
    SINTER_FORMAT_B8G8R8_SRGB = 36,
    SINTER_FORMAT_R8G8B8A8_UNORM = 37,
    SINTER_FORMAT_R8G8B8A8_SRGB = 43,
    SINTER_FORMAT_B8G8R8A8_UNORM = 44,
    SINTER_FORMAT_B8G8R8A8_SRGB = 50,
    SINTER_FORMAT_R16_UNORM = 70,
    SINTER_FORMAT_R16_SFLOAT = 76,
    SINTER_FORMAT_R16G16_UNORM = 77,
    SINTER_FORMAT_R16G16_SFLOAT = 83,
    SINTER_FORMAT_R16G16B16_UNORM = 84,
    SINTER_FORMAT_R16G16B16_SFLOAT = 90,
    SINTER_FORMAT_R16G16B16A16_UNORM = 91,
    SINTER_FORMAT_R16G16B16A16_SFLOAT = 97,
    SINTER_FORMAT_R32_SFLOAT = 100,
    SINTER_FORMAT_R32G32_SFLOAT = 103,
    SINTER_FORMAT_R32G32B32_SFLOAT = 106,
    SINTER_FORMAT_R32G32B32A32_SFLOAT = 109,
    SINTER_FORMAT_BC1_RGB_UNORM = 131,
    SINTER_FORMAT_BC1_RGB_SRGB = 132,
    SINTER_FORMAT_BC1_RGBA_UNORM = 133,
    SINTER_FORMAT_BC1_RGBA_SRGB = 134,
    SINTER_FORMAT_BC2_UNORM = 135,
    SINTER_FORMAT_BC2_SRGB = 136,
    SINTER_FORMAT_BC3_UNORM = 137,
    SINTER_FORMAT_BC3_SRGB = 138,
    SINTER_FORMAT_BC4_UNORM = 139,
    SINTER_FORMAT_BC4_SNORM = 140,
    SINTER_FORMAT_BC5_UNORM = 141,
    SINTER_FORMAT_BC5_SNORM = 142,
    SINTER_FORMAT_BC6H_UFLOAT = 143,
    SINTER_FORMAT_BC6H_SFLOAT = 144,
    SINTER_FORMAT_BC7_UNORM = 145,
    SINTER_FORMAT_BC7_SRGB = 146,
    SINTER_FORMAT_ETC2_R8G8B8_UNORM = 147,
    SINTER_FORMAT_ETC2_R8G8B8_SRGB = 148,
    SINTER_FORMAT_ETC2_R8G8B8A1_UNORM = 149,
    SINTER_FORMAT_ETC2_R8G8B8A1_SRGB = 150,
    SINTER_FORMAT_ETC2_R8G8B8A8_UNORM = 151,
    SINTER_FORMAT_ETC2_R8G8B8A8_SRGB = 152,
    SINTER_FORMAT_EAC_R11_UNORM = 153,
    SINTER_FORMAT_EAC_R11_SNORM = 154,
    SINTER_FORMAT_EAC_R11G11_UNORM = 155,
    SINTER_FORMAT_EAC_R11G11_SNORM = 156,
    SINTER_FORMAT_ASTC_4x4_UNORM = 157,
    SINTER_FORMAT_ASTC_4x4_SRGB = 158,
    SINTER_FORMAT_ASTC_5x4_UNORM = 159,
    SINTER_FORMAT_ASTC_5x4_SRGB = 160,
    SINTER_FORMAT_ASTC_5x5_UNORM = 161,
    SINTER_FORMAT_ASTC_5x5_SRGB = 162,
    SINTER_FORMAT_ASTC_6x5_UNORM = 163,
    SINTER_FORMAT_ASTC_6x5_SRGB = 164,
    SINTER_FORMAT_ASTC_6x6_UNORM = 165,
    SINTER_FORMAT_ASTC_6x6_SRGB = 166,
    SINTER_FORMAT_ASTC_8x5_UNORM = 167,
    SINTER_FORMAT_ASTC_8x5_SRGB = 168,
    SINTER_FORMAT_ASTC_8x6_UNORM = 169,
    SINTER_FORMAT_ASTC_8x6_SRGB = 170,
    SINTER_FORMAT_ASTC_8x8_UNORM = 171,
    SINTER_FORMAT_ASTC_8x8_SRGB = 172,
    SINTER_FORMAT_ASTC_10x5_UNORM = 173,
    SINTER_FORMAT_ASTC_10x5_SRGB = 174,
    SINTER_FORMAT_ASTC_10x6_UNORM = 175,
    SINTER_FORMAT_ASTC_10x6_SRGB = 176,
    SINTER_FORMAT_ASTC_10x8_UNORM = 177,
    SINTER_FORMAT_ASTC_10x8_SRGB = 178,
    SINTER_FORMAT_ASTC_10x10_UNORM = 179,
    SINTER_FORMAT_ASTC_10x10_SRGB = 180,
    SINTER_FORMAT_ASTC_12x10_UNORM = 181,
    SINTER_FORMAT_ASTC_12x10_SRGB = 182,
    SINTER_FORMAT_ASTC_12x12_UNORM = 183,
    SINTER_FORMAT_ASTC_12x12_SRGB = 184
};

typedef uint32_t sinter_texture_shape;
enum { SINTER_TEXTURE_2D = 0, SINTER_TEXTURE_1D = 1, SINTER_TEXTURE_3D = 2, SINTER_TEXTURE_CUBE = 3 };

/* How the numbers of the colour channels are meant, whatever the format's name says. Alpha is always linear. */
typedef uint32_t sinter_color_space;
enum {
    SINTER_COLOR_UNKNOWN = 0, /* nothing says; a rule or step decides */
    SINTER_COLOR_SRGB = 1,    /* IEC 61966-2-1 transfer curve, BT.709 primaries */
    SINTER_COLOR_LINEAR = 2   /* linear light, or data that is no colour: normals, masks */
};

typedef uint32_t sinter_alpha_mode;
enum {
    SINTER_ALPHA_NONE = 0,         /* no alpha channel, or all opaque by the format */
    SINTER_ALPHA_STRAIGHT = 1,     /* colour is not multiplied by alpha */
    SINTER_ALPHA_PREMULTIPLIED = 2
};

enum {
    SINTER_TEXTURE_NORMAL_MAP = 1u << 0,       /* texels are unit vectors, stored as 0.5 v + 0.5 */
    SINTER_TEXTURE_HAS_ICC = 1u << 1,          /* the source carried an ICC profile, which was not applied */
    SINTER_TEXTURE_SUPERCOMPRESSED = 1u << 2   /* levels are kept as in the source, in `supercompression` */
};

/* Exactly one row. */
typedef struct sinter_texture_row {
    sinter_texture_shape shape;
    sinter_format format;
    uint32_t width;            /* texels of level 0, >= 1 */
    uint32_t height;           /* 1 for 1D */
    uint32_t depth;            /* 1 unless 3D */
    uint32_t layers;           /* array size, >= 1 */
    uint32_t faces;            /* 6 for a cube, else 1 */
    uint32_t mips;             /* >= 1 */
    uint32_t block_width;      /* texels; 1 when not block compressed */
    uint32_t block_height;
    uint32_t block_depth;
    uint32_t block_bytes;      /* bytes of a block, or of a texel */
    uint32_t channels;         /* 1..4; 0 when unknown */
    sinter_color_space color_space;
    sinter_alpha_mode alpha_mode;
    uint32_t flags;            /* SINTER_TEXTURE_... */
    uint32_t supercompression; /* KTX 2.0 scheme of the levels as stored; 0: none */
    float gamma;               /* encoding gamma the source named (PNG gAMA: 0.45455); 0: none */
    uint32_t is_array;         /* 1 when an array, also one of a single layer */
    uint32_t reserved;
} sinter_texture_row;

/* One level: bytes [offset, offset + size) of chunk `chunk`. */
typedef struct sinter_texture_mip_row {
    uint32_t width; /* texels, >= 1 */
    uint32_t height;
    uint32_t depth;
    uint32_t chunk;       /* index */
    uint64_t offset;      /* bytes */
    uint64_t size;        /* bytes: slice_pitch * depth * faces * layers; as stored when supercompressed */
    uint64_t row_pitch;   /* bytes of one row of blocks */
    uint64_t slice_pitch; /* bytes of one layer of blocks: row_pitch * rows of blocks */
} sinter_texture_mip_row;

SINTER_STATIC_ASSERT(sizeof(sinter_texture_row) == 80, "sinter_texture_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_texture_mip_row) == 48, "sinter_texture_mip_row has no padding");
SINTER_STATIC_ASSERT(offsetof(sinter_texture_mip_row, offset) == 16, "sinter_texture_mip_row layout");

#endif
