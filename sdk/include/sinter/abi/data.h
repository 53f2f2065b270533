/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of data assets: a Material, and every other asset that is fields and references.
 *
 * Rows of sinter_field_row, sorted by name. Strings live in the string table, one byte a row. */
#ifndef SINTER_ABI_DATA_H
#define SINTER_ABI_DATA_H

#include <sinter/abi/asset.h>

#define SINTER_FIELD_TABLE SINTER_TAG('F', 'L', 'D', 'S')
#define SINTER_STRING_TABLE SINTER_TAG('S', 'T', 'R', 'S')
#define SINTER_DATA_VERSION 1u

typedef uint32_t sinter_field_kind;
enum {
    SINTER_FIELD_BOOL = 1,      /* number[0]: 0 or 1 */
    SINTER_FIELD_FLOAT = 2,     /* number[0 .. count), count 1 to 4 */
    SINTER_FIELD_STRING = 3,    /* string_offset, string_size */
    SINTER_FIELD_REFERENCE = 4  /* dependency */
};

typedef struct sinter_field_row {
    uint32_t name_offset; /* bytes into the string table */
    uint32_t name_size;
    sinter_field_kind kind;
    uint32_t count; /* numbers in use */
    float number[4];
    uint32_t string_offset;
    uint32_t string_size;
    uint32_t dependency; /* index into the asset's dependencies */
    uint32_t reserved;
} sinter_field_row;

SINTER_STATIC_ASSERT(sizeof(sinter_field_row) == 48, "sinter_field_row has no padding");

#endif
