/* SPDX-License-Identifier: Apache-2.0 */
/* The asset model: tables of fixed-layout rows, and large aligned chunks ordered coarse to fine. */
#ifndef SINTER_ABI_ASSET_H
#define SINTER_ABI_ASSET_H

#include <sinter/abi/abi.h>

typedef uint32_t sinter_asset_type;
enum {
    SINTER_TEXTURE = 1,
    SINTER_MODEL = 2,
    SINTER_ANIMATION = 3,
    SINTER_AUDIO = 4,
    SINTER_SHADER = 5,
    SINTER_MATERIAL = 6,
    SINTER_PARTICLE_SYSTEM = 7,
    SINTER_FONT = 8,
    SINTER_UI = 9,
    SINTER_DATA = 10,
    SINTER_SCRIPT = 11
};

/* A file inside the source, such as an image in a GLB: not an asset yet. A decoder emits it under a label; the host decodes
 * it as if it lay in the project, by the decoder that its name and first bytes choose, and what comes out is the product of
 * that label. Table SINTER_FILE_NAME_TABLE: the name, one byte a row, of which only the extension matters. Table
 * SINTER_FILE_HINT_TABLE, optional, one byte a row: what the source knows of it, lines of sinter.toml's
 * `set.<step>.<setting> = <value>`; any rule overrides them, and a step that is not installed is no error. One chunk
 * SINTER_FILE_CHUNK: the bytes. No dependencies. A file inside a file inside a file is refused. */
#define SINTER_EMBEDDED_FILE 0x100u
#define SINTER_FILE_NAME_TABLE SINTER_TAG('F', 'N', 'A', 'M')
#define SINTER_FILE_HINT_TABLE SINTER_TAG('F', 'H', 'N', 'T')
#define SINTER_FILE_CHUNK SINTER_TAG('F', 'I', 'L', 'E')
#define SINTER_FILE_VERSION 1u

/* A table's or chunk's name: four ASCII characters, first one in the lowest byte. */
#define SINTER_TAG(a, b, c, d)                                                                          \
    ((uint32_t)(uint8_t)(a) | ((uint32_t)(uint8_t)(b) << 8) | ((uint32_t)(uint8_t)(c) << 16) | \
     ((uint32_t)(uint8_t)(d) << 24))

/* Rows of one C struct: little endian, no implicit padding, `count` rows of `stride` bytes from `rows`, which is
 * aligned to 8. Rows grow at their end only; `version` is raised when they do. A reader copies
 * min(stride, its own size) of a row into a zeroed one; zero means the default. */
typedef struct sinter_table {
    uint32_t tag;
    uint32_t version;
    uint32_t stride; /* bytes, > 0 */
    uint32_t count;
    const uint8_t* rows;
} sinter_table;

/* A large payload. The chunks of an asset are ordered coarse to fine. `alignment` is a power of two in 1..4096. */
typedef struct sinter_chunk {
    uint32_t tag;
    uint32_t alignment;
    sinter_bytes bytes;
} sinter_chunk;

/* How one asset needs another. */
typedef uint32_t sinter_dependency_kind;
enum {
    SINTER_LOADED_WITH_ME = 1,    /* loaded before its dependent counts as complete; its failure is passed on */
    SINTER_LOADED_ON_DEMAND = 2   /* known, loaded when somebody asks */
    /* What shapes my bytes is recorded by `read`, not declared. */
};

/* Another product this one refers to. */
typedef struct sinter_dependency {
    sinter_dependency_kind kind;
    sinter_asset_type type; /* what it must be; 0 if any */
    sinter_str path;        /* logical path from the project's root, "/" between parts, "#label" for a product */
} sinter_dependency;

/* A whole asset. Tables and chunks are views; the giver says how long they live. */
typedef struct sinter_asset {
    sinter_asset_type type;
    uint32_t table_count;
    uint32_t chunk_count;
    uint32_t dependency_count;
    const sinter_table* tables;
    const sinter_chunk* chunks;
    const sinter_dependency* dependencies; /* rows of other tables refer to them by index */
} sinter_asset;

SINTER_STATIC_ASSERT(sizeof(sinter_table) == 24, "sinter_table has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_chunk) == 24, "sinter_chunk has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_dependency) == 24, "sinter_dependency has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_asset) == 40, "sinter_asset has no padding");

#endif
