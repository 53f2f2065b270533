/* SPDX-License-Identifier: Apache-2.0 */
/* The types every Sinter interface is made of, and the one symbol a plugin exports.
 *
 * Only what stands in these headers crosses the boundary: fixed-width integers, floats, sized UTF-8 strings,
 * sized views and function pointers. Who makes a thing releases it. No exception crosses. Little endian hosts
 * with 64-bit pointers. Compiles as C99 to C17 and C++11 to C++20. */
#ifndef SINTER_ABI_ABI_H
#define SINTER_ABI_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define SINTER_STATIC_ASSERT(condition, text) static_assert(condition, text)
#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
#define SINTER_STATIC_ASSERT(condition, text) _Static_assert(condition, text)
#else
/* C99: a declaration that may be repeated, of an array of impossible size when the condition is false. */
#define SINTER_STATIC_ASSERT(condition, text) extern char sinter_static_assert_[(condition) ? 1 : -1]
#endif

#ifdef __cplusplus
#define SINTER_EXTERN_C extern "C"
#else
#define SINTER_EXTERN_C extern
#endif
#define SINTER_EXPORT __attribute__((visibility("default"), used))

/* Raised whenever anything below this folder changes incompatibly while the ids end in "/0". */
#define SINTER_ABI_VERSION 1u

/* UTF-8, not terminated, `data` may be NULL when `size` is 0. A view: valid as long as its giver says. */
typedef struct sinter_str {
    const char* data;
    uint64_t size;
} sinter_str;

/* Read-only bytes. A view. */
typedef struct sinter_bytes {
    const uint8_t* data;
    uint64_t size;
} sinter_bytes;

/* Writable bytes. A view. */
typedef struct sinter_buffer {
    uint8_t* data;
    uint64_t size;
} sinter_buffer;

/* What a function returns. 0 is success; numbers are never reused. */
typedef int32_t sinter_code;
enum {
    SINTER_OK = 0,
    SINTER_CORRUPT = 1,        /* the input contradicts its format */
    SINTER_UNSUPPORTED = 2,    /* a valid input, or variant of one, that is not handled */
    SINTER_TOO_LARGE = 3,      /* over a limit of the job, the profile or the format */
    SINTER_INVALID = 4,        /* a value that its user chose is wrong: a setting, a field of a material */
    SINTER_ABSENT = 5,         /* there is no such thing; not an error by itself */
    SINTER_DENIED = 6,         /* a path outside the project */
    SINTER_OUT_OF_MEMORY = 7,  /* the host refused the memory */
    SINTER_CANCELLED = 8,      /* nobody wants the result any more */
    SINTER_CONTRACT = 9,       /* a caller broke the rules of this SDK */
    SINTER_IO = 10,            /* the operating system failed to read or write */
    SINTER_DEPENDENCY = 11,    /* something this needs has failed */
    SINTER_REJECTED = 12,      /* a validator said no */
    SINTER_INTERNAL = 13,      /* a bug: an exception escaped, an impossible state */
    SINTER_CRASHED = 14        /* from the host only: the plugin took its process with it, or had to be stopped */
};

typedef uint32_t sinter_severity;
enum { SINTER_NOTE = 0, SINTER_WARNING = 1, SINTER_ERROR = 2 };

/* A setting's or platform field's value. */
typedef uint32_t sinter_value_kind;
enum {
    SINTER_VALUE_NONE = 0,
    SINTER_VALUE_BOOL = 1,    /* integer: 0 or 1 */
    SINTER_VALUE_INTEGER = 2, /* integer */
    SINTER_VALUE_FLOAT = 3,   /* number */
    SINTER_VALUE_STRING = 4,  /* string */
    SINTER_VALUE_STRINGS = 5  /* items, item_count */
};
typedef struct sinter_value {
    sinter_value_kind kind;
    uint32_t reserved;
    int64_t integer;
    double number;
    sinter_str string;
    const sinter_str* items;
    uint64_t item_count;
} sinter_value;

/* What the library exports, once, under the name `sinter_entry`. Constant data: reading it runs nothing.
 *
 * `get(interface_id, name)` returns the function table that implements the interface under the name that
 * plugin.toml declares ("sinter.decoder/0", "png"), or NULL. Thread: any, also several at once. The table
 * lives as long as the library. Which names exist is said by plugin.toml alone. */
typedef struct sinter_entry_v0 {
    uint32_t abi;  /* SINTER_ABI_VERSION of the headers it was built with */
    uint32_t size; /* sizeof(sinter_entry_v0) */
    const void* (*get)(sinter_str interface_id, sinter_str name);
} sinter_entry_v0;

#define SINTER_ENTRY_SYMBOL "sinter_entry"

SINTER_STATIC_ASSERT(sizeof(void*) == 8, "Sinter's ABI needs 64-bit pointers");
SINTER_STATIC_ASSERT(sizeof(sinter_str) == 16, "sinter_str has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_value) == 56, "sinter_value has no padding");
SINTER_STATIC_ASSERT(offsetof(sinter_value, items) == 40, "sinter_value layout");
SINTER_STATIC_ASSERT(sizeof(sinter_entry_v0) == 16, "sinter_entry_v0 has no padding");

#endif
