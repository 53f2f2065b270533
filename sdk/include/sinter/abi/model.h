/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of a model: meshes of primitives with levels of detail, in a scene of nodes, with skins, morph targets,
 * cameras, lights and references to materials.
 *
 * Space: right-handed, Y up, metres, as glTF 2.0 (section 3.4); angles in radians; matrices column-major; quaternions x y
 * z w. What the source used is recorded in sinter_model_row. Triangles are counter-clockwise seen from the front. "None"
 * is SINTER_MODEL_NONE wherever a row refers to a row of another table.
 *
 * A primitive is what one draw call draws. Its vertices lie in streams, each an array of interleaved attributes, and are
 * ordered so that a coarser level uses a prefix of them: level `l` draws its own indices over the first `vertex_count`
 * vertices of every stream. So a level needs its own index range and the vertex ranges of all coarser ones and its own;
 * what is finer may be missing. Chunks are ordered coarse to fine: chunk 0 has the vertices and indices of the coarsest
 * level of every primitive, the next chunk what the next finer level adds. What a decoder emits has one level and one
 * chunk. A range never crosses chunks.
 *
 * Rows that belong to one another lie together and in order: the primitives and targets of mesh 0, those of mesh 1, and
 * so on without gaps; the streams of primitive 0, those of primitive 1, ...; the levels likewise. Attribute and range
 * rows may be shared by several streams, and bytes by several ranges. */
#ifndef SINTER_ABI_MODEL_H
#define SINTER_ABI_MODEL_H

#include <sinter/abi/data.h>
#include <sinter/abi/texture.h>

#define SINTER_MODEL_TABLE SINTER_TAG('M', 'O', 'D', 'L')
#define SINTER_MODEL_SCENE_TABLE SINTER_TAG('M', 'S', 'C', 'N')
#define SINTER_MODEL_NODE_TABLE SINTER_TAG('M', 'N', 'O', 'D')
#define SINTER_MODEL_MESH_TABLE SINTER_TAG('M', 'E', 'S', 'H')
#define SINTER_MODEL_PRIMITIVE_TABLE SINTER_TAG('M', 'P', 'R', 'M')
#define SINTER_MODEL_STREAM_TABLE SINTER_TAG('M', 'S', 'T', 'R')
#define SINTER_MODEL_ATTRIBUTE_TABLE SINTER_TAG('M', 'A', 'T', 'R')
#define SINTER_MODEL_RANGE_TABLE SINTER_TAG('M', 'R', 'N', 'G')
#define SINTER_MODEL_LOD_TABLE SINTER_TAG('M', 'L', 'O', 'D')
#define SINTER_MODEL_TARGET_TABLE SINTER_TAG('M', 'T', 'G', 'T')
#define SINTER_MODEL_SKIN_TABLE SINTER_TAG('M', 'S', 'K', 'N')
#define SINTER_MODEL_JOINT_TABLE SINTER_TAG('M', 'J', 'N', 'T')
#define SINTER_MODEL_MATERIAL_TABLE SINTER_TAG('M', 'M', 'A', 'T')
#define SINTER_MODEL_CAMERA_TABLE SINTER_TAG('M', 'C', 'A', 'M')
#define SINTER_MODEL_LIGHT_TABLE SINTER_TAG('M', 'L', 'G', 'T')
#define SINTER_MODEL_VARIANT_TABLE SINTER_TAG('M', 'V', 'A', 'R')
#define SINTER_MODEL_VARIANT_MATERIAL_TABLE SINTER_TAG('M', 'V', 'M', 'T')
#define SINTER_MODEL_CHUNK SINTER_TAG('G', 'E', 'O', 'M')
#define SINTER_MODEL_VERSION 1u

#define SINTER_MODEL_NONE 0xffffffffu

/* Most levels of a primitive, ranges of a stream, and attributes of a stream. */
#define SINTER_MODEL_MOST_LODS 32u
#define SINTER_MODEL_MOST_RANGES 32u
#define SINTER_MODEL_MOST_ATTRIBUTES 64u

enum {
    SINTER_MODEL_SKINNED = 1u << 0,
    SINTER_MODEL_MORPHED = 1u << 1,
    SINTER_MODEL_PROCESSED = 1u << 2 /* streams are in their final encodings and order */
};

/* Exactly one row. */
typedef struct sinter_model_row {
    uint32_t flags;              /* SINTER_MODEL_... */
    uint32_t default_scene;      /* row, or none */
    float bounds_min[3];         /* metres, over all meshes in their rest pose, in their own space; 0 when empty */
    float bounds_max[3];
    float sphere[4];             /* centre, radius */
    uint32_t lod_count;          /* most levels of any primitive, >= 1 */
    float source_unit_metres;    /* metres per unit of the source file: 1, 0.01, 0.0254 ... */
    uint32_t source_up_axis;     /* 0 X, 1 Y, 2 Z; add 4 when that axis points down */
    uint32_t source_left_handed; /* 0 or 1 */
    sinter_text_range generator; /* the tool that wrote the source */
} sinter_model_row;

typedef struct sinter_model_scene_row {
    sinter_text_range name; /* its roots: every node whose `scene_mask` has the bit of this row */
} sinter_model_scene_row;

/* Parents come before their children. */
typedef struct sinter_model_node_row {
    sinter_text_range name;
    uint32_t parent;       /* row < own row, or none */
    uint32_t mesh;         /* row or none */
    uint32_t skin;
    uint32_t camera;
    uint32_t light;
    uint32_t has_matrix;   /* 1: `matrix` is the local transform and the next three are its decomposition, as far as it has one */
    float translation[3];  /* metres */
    float rotation[4];     /* unit quaternion */
    float scale[3];
    float matrix[16];      /* local transform, always filled */
    uint32_t first_weight; /* of the node's own morph weights in table 'MWGT' of floats; none: those of its mesh */
    uint32_t weight_count;
    uint64_t scene_mask;   /* bit i: a root of scene i (scenes beyond 63 are left out, with a warning) */
} sinter_model_node_row;

/* Rows of one float: default weights of morph targets. */
#define SINTER_MODEL_WEIGHT_TABLE SINTER_TAG('M', 'W', 'G', 'T')

typedef struct sinter_model_mesh_row {
    sinter_text_range name;
    uint32_t first_primitive;
    uint32_t primitive_count;
    uint32_t first_target; /* names and default weights of its morph targets */
    uint32_t target_count;
    float bounds_min[3];   /* metres, rest pose, morphs at rest */
    float bounds_max[3];
    float sphere[4];
    uint32_t joint_count;  /* the most of its primitives; a skin that it is drawn with has at least so many joints */
    uint32_t reserved;
} sinter_model_mesh_row;

typedef struct sinter_model_target_row {
    sinter_text_range name;
    float weight; /* default */
    uint32_t reserved;
} sinter_model_target_row;

typedef uint32_t sinter_topology;
enum { SINTER_TOPOLOGY_POINTS = 0, SINTER_TOPOLOGY_LINES = 1, SINTER_TOPOLOGY_TRIANGLES = 2 };

typedef struct sinter_model_primitive_row {
    uint32_t mesh;
    uint32_t material;      /* row or none */
    sinter_topology topology;
    uint32_t vertex_count;  /* of the finest level */
    uint32_t first_stream;
    uint32_t stream_count;
    uint32_t first_lod;     /* row of the finest level; coarser ones follow */
    uint32_t lod_count;     /* >= 1 */
    uint32_t joint_count;   /* 1 + the highest joint its vertices use; 0: not skinned */
    uint32_t reserved;
    float bounds_min[3];    /* metres, of level 0 */
    float bounds_max[3];
    float sphere[4];
} sinter_model_primitive_row;

/* An array of interleaved attributes; those of all its ranges have the same stride. */
typedef struct sinter_model_stream_row {
    uint32_t stride;          /* bytes, a multiple of 4 */
    uint32_t target;          /* morph target within the mesh whose differences it holds; none: the rest pose */
    uint32_t first_attribute;
    uint32_t attribute_count;
    uint32_t first_range;     /* rows in order: the coarsest level's vertices first */
    uint32_t range_count;
} sinter_model_stream_row;

typedef uint32_t sinter_semantic;
enum {
    SINTER_SEMANTIC_POSITION = 1,
    SINTER_SEMANTIC_NORMAL = 2,
    SINTER_SEMANTIC_TANGENT = 3, /* w: the sign of the bitangent */
    SINTER_SEMANTIC_TEXCOORD = 4,
    SINTER_SEMANTIC_COLOR = 5,   /* linear */
    SINTER_SEMANTIC_JOINTS = 6,  /* joints of the skin that the drawing node has */
    SINTER_SEMANTIC_WEIGHTS = 7, /* of a vertex, over all its sets: sum 1 */
    SINTER_SEMANTIC_CUSTOM = 8   /* named in `name` */
};

typedef uint32_t sinter_encoding;
enum {
    SINTER_ENCODING_PLAIN = 0,
    SINTER_ENCODING_OCTAHEDRAL = 1 /* x, y: a unit vector folded onto an octahedron (Cigolle et al. 2014); a third
                                    * component, where there is one, is 0; the last holds the tangent's sign */
};

/* value = scale * (what the GPU reads from `format`) + bias, by component; then `encoding` is undone. Scale is 1 and bias
 * 0 in what a decoder emits. Formats: R, RG, RGB and RGBA of 8, 16 and 32 bits each (UNORM, SNORM, USCALED, SSCALED, UINT,
 * SINT, SFLOAT), and A2B10G10R10_UNORM_PACK32 and _SNORM_PACK32. */
typedef struct sinter_model_attribute_row {
    sinter_semantic semantic;
    uint32_t set;           /* TEXCOORD_<set>, ... */
    uint32_t format;        /* VkFormat (Vulkan 1.3, section 34.1), also those that texture.h does not name */
    uint32_t components;    /* 1 to 4 */
    uint32_t offset;        /* bytes within a vertex, a multiple of 4 */
    sinter_encoding encoding;
    sinter_text_range name; /* of a custom one */
    float scale[4];
    float bias[4];
    float minimum[4];       /* of the finite values, undone: exact for positions; else both are 0 where not known */
    float maximum[4];
} sinter_model_attribute_row;

/* Vertices [first_vertex, first_vertex + vertex_count) of a stream: bytes [offset, offset + vertex_count * stride) of a
 * chunk. Ranges of a stream lie end to end. */
typedef struct sinter_model_range_row {
    uint32_t first_vertex;
    uint32_t vertex_count;
    uint32_t chunk;
    uint32_t reserved;
    uint64_t offset; /* bytes, a multiple of 4 */
} sinter_model_range_row;

/* One level of a primitive. */
typedef struct sinter_model_lod_row {
    uint32_t vertex_count; /* it uses the first so many vertices */
    uint32_t index_count;  /* 0: not indexed, it draws its vertices in order. Each index is below vertex_count; none
                            * restarts. A multiple of what the topology takes: 1, 2 or 3 */
    uint32_t index_bytes;  /* 2 or 4; 0 when not indexed */
    uint32_t chunk;
    uint64_t offset;       /* bytes, a multiple of 4 */
    float error;           /* metres: distance from level 0, as the simplifier estimates it; 0 for level 0 */
    uint32_t reserved;
} sinter_model_lod_row;

typedef struct sinter_model_skin_row {
    sinter_text_range name;
    uint32_t skeleton; /* node or none */
    uint32_t first_joint;
    uint32_t joint_count;
    uint32_t reserved;
} sinter_model_skin_row;

typedef struct sinter_model_joint_row {
    uint32_t node;
    uint32_t reserved;
    float inverse_bind[16];
    float radius; /* metres: of a sphere around the joint that holds all vertices it moves, in the joint's space; 0: unknown */
    uint32_t reserved_2;
} sinter_model_joint_row;

/* A slot that primitives refer to. */
typedef struct sinter_model_material_row {
    sinter_text_range name;
    uint32_t dependency; /* the material's index among the asset's dependencies, or none */
    uint32_t reserved;
} sinter_model_material_row;

/* A named look of the whole model (KHR_materials_variants), and what it changes: one row for each primitive whose
 * material it replaces. */
typedef struct sinter_model_variant_row {
    sinter_text_range name;
} sinter_model_variant_row;

typedef struct sinter_model_variant_material_row {
    uint32_t variant;
    uint32_t primitive;
    uint32_t material;
    uint32_t reserved;
} sinter_model_variant_material_row;

typedef struct sinter_model_camera_row {
    sinter_text_range name;
    uint32_t is_orthographic;
    float y_fov;        /* radians; orthographic: half the height in metres */
    float aspect_ratio; /* width / height; 0: the viewport's. Orthographic: half width / half height */
    float near_plane;   /* metres */
    float far_plane;    /* metres; 0: infinite */
    uint32_t reserved;
} sinter_model_camera_row;

typedef uint32_t sinter_light_kind;
enum { SINTER_LIGHT_DIRECTIONAL = 1, SINTER_LIGHT_POINT = 2, SINTER_LIGHT_SPOT = 3 };

/* KHR_lights_punctual: it shines along -Z of its node. */
typedef struct sinter_model_light_row {
    sinter_text_range name;
    sinter_light_kind kind;
    float color[3];   /* linear */
    float intensity;  /* candela; directional: lux */
    float range;      /* metres; 0: infinite */
    float inner_cone; /* radians */
    float outer_cone;
} sinter_model_light_row;

SINTER_STATIC_ASSERT(sizeof(sinter_model_row) == 72, "sinter_model_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_model_scene_row) == 8, "sinter_model_scene_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_model_node_row) == 152, "sinter_model_node_row has no padding");
SINTER_STATIC_ASSERT(offsetof(sinter_model_node_row, scene_mask) == 144, "sinter_model_node_row layout");
SINTER_STATIC_ASSERT(sizeof(sinter_model_mesh_row) == 72, "sinter_model_mesh_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_model_target_row) == 16, "sinter_model_target_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_model_primitive_row) == 80, "sinter_model_primitive_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_model_stream_row) == 24, "sinter_model_stream_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_model_attribute_row) == 96, "sinter_model_attribute_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_model_range_row) == 24, "sinter_model_range_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_model_lod_row) == 32, "sinter_model_lod_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_model_skin_row) == 24, "sinter_model_skin_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_model_joint_row) == 80, "sinter_model_joint_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_model_material_row) == 16, "sinter_model_material_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_model_variant_row) == 8, "sinter_model_variant_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_model_variant_material_row) == 16,
                     "sinter_model_variant_material_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_model_camera_row) == 32, "sinter_model_camera_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_model_light_row) == 40, "sinter_model_light_row has no padding");

#endif
