/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of a script: its source as text, and what is known of it without running it.
 *
 * SINTER_SCRIPT_TABLE: one row. SINTER_SCRIPT_CHUNK: one chunk, the source. SINTER_SCRIPT_REQUIRE_TABLE: a row per other
 * script that it asks for by a constant name, in the order of the source, each name once. SINTER_SCRIPT_FUNCTION_TABLE: a
 * row per function, in the order in which they begin; the first is the script itself. SINTER_SCRIPT_GLOBAL_TABLE: a row per
 * global name that it writes, sorted by name. SINTER_STRING_TABLE (sinter/abi/data.h): names, one byte a row. */
#ifndef SINTER_ABI_SCRIPT_H
#define SINTER_ABI_SCRIPT_H

#include <sinter/abi/data.h>

#define SINTER_SCRIPT_TABLE SINTER_TAG('S', 'C', 'R', 'P')
#define SINTER_SCRIPT_REQUIRE_TABLE SINTER_TAG('R', 'E', 'Q', 'S')
#define SINTER_SCRIPT_FUNCTION_TABLE SINTER_TAG('F', 'U', 'N', 'S')
#define SINTER_SCRIPT_GLOBAL_TABLE SINTER_TAG('G', 'L', 'B', 'S')
#define SINTER_SCRIPT_CHUNK SINTER_TAG('T', 'E', 'X', 'T')
#define SINTER_SCRIPT_VERSION 1u

typedef uint32_t sinter_script_language;
enum { SINTER_SCRIPT_LUA_5_4 = 1 };

enum { SINTER_SCRIPT_STRIPPED = 1u << 0 /* comments and blank space were taken out; line numbers are the source's */ };

/* `dependency` of a required script that no file of the project is. */
#define SINTER_SCRIPT_NO_FILE UINT32_MAX

/* Exactly one row. */
typedef struct sinter_script_row {
    sinter_script_language language;
    uint32_t flags; /* SINTER_SCRIPT_... */
    uint32_t lines; /* of the source; its last one counts also without a line end */
    uint32_t chunk; /* index of the source */
} sinter_script_row;

typedef struct sinter_script_require_row {
    uint32_t name_offset; /* bytes into the string table */
    uint32_t name_size;
    uint32_t line;       /* of the first time, from 1 */
    uint32_t dependency; /* index into the asset's dependencies, or SINTER_SCRIPT_NO_FILE */
} sinter_script_require_row;

typedef struct sinter_script_function_row {
    uint32_t first_line; /* 1 for the script itself */
    uint32_t last_line;
    uint32_t parameters; /* without "..." */
    uint32_t is_vararg;  /* 1: takes "..." */
} sinter_script_function_row;

typedef struct sinter_script_global_row {
    uint32_t name_offset; /* bytes into the string table */
    uint32_t name_size;
    uint32_t line;        /* of the first write in the order of the functions, from 1 */
    uint32_t is_function; /* 1: written inside of a function, not by the script itself */
} sinter_script_global_row;

SINTER_STATIC_ASSERT(sizeof(sinter_script_row) == 16, "sinter_script_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_script_require_row) == 16, "sinter_script_require_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_script_function_row) == 16, "sinter_script_function_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_script_global_row) == 16, "sinter_script_global_row has no padding");

#endif
