/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of data assets: Material, ParticleSystem, UI, Data: fields and references, typed, in one tree.
 *
 * SINTER_DATA_TABLE: one row of sinter_data_row. Missing: the root is an object of no schema, and all rows are its
 * fields (version 1).
 * SINTER_FIELD_TABLE: a row of sinter_field_row per value, breadth first: the root's children are rows
 * [0, root_count); then, in the order of the rows, the children of each array and object that has any. So the children
 * of a row are contiguous and lie behind it, every row but the root's children belongs to exactly one, and a table is
 * checked in one pass. The children of an object are sorted by name (bytewise, each name once); those of an array have
 * no names.
 * SINTER_STRING_TABLE: names and texts in UTF-8, one byte a row; not terminated, may hold zero bytes.
 * SINTER_NUMBER_TABLE: vectors of more than 4 numbers, one float a row. */
#ifndef SINTER_ABI_DATA_H
#define SINTER_ABI_DATA_H

#include <sinter/abi/asset.h>

#define SINTER_DATA_TABLE SINTER_TAG('D', 'A', 'T', 'A')
#define SINTER_FIELD_TABLE SINTER_TAG('F', 'L', 'D', 'S')
#define SINTER_STRING_TABLE SINTER_TAG('S', 'T', 'R', 'S')
#define SINTER_NUMBER_TABLE SINTER_TAG('N', 'U', 'M', 'S')
#define SINTER_DATA_VERSION 2u
/* Arrays and objects within each other, the root included. */
#define SINTER_DATA_MAX_DEPTH 64u

/* A text in the string table of any asset: UTF-8, not terminated. Size 0: no text. */
typedef struct sinter_text_range {
    uint32_t offset; /* bytes */
    uint32_t size;   /* bytes */
} sinter_text_range;

typedef uint32_t sinter_field_kind;
enum {
    SINTER_FIELD_BOOL = 1,      /* number[0]: 0 or 1 */
    SINTER_FIELD_FLOAT = 2,     /* a vector of `count` floats, finite; count 1 to 4: number[0 .. count); 5 to 16: rows
                                   [first, first + count) of the number table */
    SINTER_FIELD_STRING = 3,    /* string_offset, string_size */
    SINTER_FIELD_REFERENCE = 4, /* dependency */
    SINTER_FIELD_INTEGER = 5,   /* integer */
    SINTER_FIELD_DOUBLE = 6,    /* real; infinities and NaN where the source (TOML) has them */
    SINTER_FIELD_ENUM = 7,      /* a choice of its schema: string_offset, string_size; integer: its number there, from 0 */
    SINTER_FIELD_ARRAY = 8,     /* children: rows [first, first + count) */
    SINTER_FIELD_OBJECT = 9,    /* likewise */
    SINTER_FIELD_NULL = 10      /* no value */
};

/* What a kind does not name is 0; so is `first` of what has no children. */
typedef struct sinter_field_row {
    uint32_t name_offset; /* bytes into the string table */
    uint32_t name_size;
    sinter_field_kind kind;
    uint32_t count; /* numbers, or children */
    float number[4];
    uint32_t string_offset; /* bytes into the string table */
    uint32_t string_size;
    uint32_t dependency; /* index into the asset's dependencies */
    uint32_t first;      /* row of the first child, or of the first number */
    int64_t integer;     /* from here on since version 2 */
    double real;
} sinter_field_row;

/* Exactly one row. */
typedef struct sinter_data_row {
    sinter_field_kind root_kind; /* of the root: array, object; any other: row 0 is the root itself, without a name */
    uint32_t root_count;         /* children of the root; 1 when row 0 is the root */
    uint32_t schema_offset;      /* name of the schema in the string table; empty: typed by its values */
    uint32_t schema_size;
    uint32_t schema_path_offset; /* logical path of the file that declares the schema; empty: it ships with Sinter */
    uint32_t schema_path_size;
    uint32_t schema_version;     /* as the schema says; 0: none */
    uint32_t complete;           /* 1: every field with a default has a value (step data_defaults) */
} sinter_data_row;

SINTER_STATIC_ASSERT(sizeof(sinter_field_row) == 64, "sinter_field_row has no padding");
SINTER_STATIC_ASSERT(offsetof(sinter_field_row, integer) == 48, "sinter_field_row layout");
SINTER_STATIC_ASSERT(sizeof(sinter_data_row) == 32, "sinter_data_row has no padding");

#endif
