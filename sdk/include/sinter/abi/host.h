/* SPDX-License-Identifier: Apache-2.0 */
/* The host table: all that a plugin may use while it works on a job.
 *
 * A plugin opens no files, starts no threads, reads no clock and no random numbers: what it may see is what the
 * host gives, and all of that is recorded, so that a result can be reused when nothing it saw has changed.
 *
 * Threads: a job runs on one thread. Every function is called from that thread, except inside a `parallel_for`
 * body, where `checkpoint` is the only one allowed. Lifetimes: every view the host gives lives until the job ends.
 * No function waits for another asset. */
#ifndef SINTER_ABI_HOST_H
#define SINTER_ABI_HOST_H

#include <sinter/abi/asset.h>

/* An asset being made. Belongs to the host. */
typedef struct sinter_output sinter_output;

/* Where in the source a report points. Zero means unknown; line and column count from 1. */
typedef struct sinter_where {
    uint64_t offset; /* bytes from the start; UINT64_MAX when unknown */
    uint32_t line;
    uint32_t column; /* in bytes */
    sinter_str path; /* of the neighbour that is wrong; empty: the job's own source */
} sinter_where;

/* Body of `parallel_for`: does item `index` and nothing else. Another code than SINTER_OK ends the loop early. */
typedef sinter_code (*sinter_parallel_body)(void* user, uint64_t index);

typedef struct sinter_host_v0 {
    uint32_t size; /* sizeof(sinter_host_v0) of the host */
    uint32_t reserved;

    /* ---- what the job is about ---- */

    /* Logical path of the source asset: from the project's root, "/" between parts. */
    sinter_str (*path)(void* job);
    /* The file's bytes. Only for a decoder; empty for others. Aligned to 64. */
    sinter_bytes (*source)(void* job);
    /* The asset to work on. Only for a processor or validator; NULL for a decoder. */
    const sinter_asset* (*input)(void* job);
    /* Label of the product being worked on; empty for the main one and for a decoder. */
    sinter_str (*label)(void* job);

    /* ---- what the job may look at; every look is recorded ---- */

    /* Bytes of another file: `path` is relative to the folder of the job's source, or from the root when it begins
     * with "/". SINTER_ABSENT: no such file (recorded too). SINTER_DENIED: outside the project.
     * SINTER_TOO_LARGE, SINTER_IO. */
    sinter_code (*read)(void* job, sinter_str path, sinter_bytes* out);
    /* Value of a setting that plugin.toml declares for this decoder, processor or validator; its kind is the
     * declared one. SINTER_CONTRACT for an undeclared name. */
    sinter_code (*setting)(void* job, sinter_str name, sinter_value* out);
    /* Value of a field of the platform profile. SINTER_ABSENT when the profile has no such field. */
    sinter_code (*platform)(void* job, sinter_str name, sinter_value* out);

    /* ---- what the job makes ---- */

    /* A new empty asset. */
    sinter_code (*new_output)(void* job, sinter_asset_type type, sinter_output** out);
    /* `count` zeroed rows of `stride` bytes; `*rows` is aligned to 64. Tags are unique within an asset.
     * SINTER_OUT_OF_MEMORY when over the job's budget. */
    sinter_code (*add_table)(void* job, sinter_output* output, uint32_t tag, uint32_t version, uint32_t stride,
                             uint32_t count, uint8_t** rows);
    /* `size` zeroed bytes; added after all earlier chunks. `*data` is aligned to max(alignment, 64). */
    sinter_code (*add_chunk)(void* job, sinter_output* output, uint32_t tag, uint32_t alignment, uint64_t size,
                             uint8_t** data);
    /* Declares that the product refers to another; `*index` is what rows store. `path` as for `read`, with
     * "#label" for a product, normalised by the host; "#label" alone is a product of the job's own source. The same path, kind and type gives the same index. */
    sinter_code (*add_dependency)(void* job, sinter_output* output, sinter_dependency_kind kind,
                                  sinter_asset_type type, sinter_str path, uint32_t* index);
    /* The output is complete: it is checked and becomes a product of a decoder, or the result of a processor.
     * A decoder emits its main product under the empty label and others under labels of [A-Za-z0-9_./ -]; at least
     * one. A processor emits exactly once, or never: then its input goes on unchanged. The label is ignored there.
     * SINTER_CONTRACT: malformed, a label twice. */
    sinter_code (*emit)(void* job, sinter_output* output, sinter_str label);

    /* ---- memory ---- */

    /* Zeroed scratch memory under the job's budget, aligned to 64. Released with the job, or earlier. */
    sinter_code (*allocate)(void* job, uint64_t size, uint8_t** data);
    void (*release)(void* job, uint8_t* data);

    /* ---- what the job says ---- */

    /* A diagnostic; `where` may be NULL. The last SINTER_ERROR before a function returns a code other than
     * SINTER_OK is the text its user sees. In a validator an error rejects the asset; all are shown. */
    void (*report)(void* job, sinter_severity severity, sinter_code code, sinter_str text,
                   const sinter_where* where);
    /* A figure a validator found (bytes, ms, counts); shown, never acted on. */
    void (*stat)(void* job, sinter_str name, double value);

    /* ---- time ---- */

    /* Call about every millisecond. Lends the thread to more urgent work, tells how far the job is (0 to 1), and
     * says when to stop: SINTER_CANCELLED, to be returned at once, and never otherwise. */
    sinter_code (*checkpoint)(void* job, float progress);
    /* Runs body(user, i) for each i in [0, count) on this thread and on idle ones, in any order; returns when all
     * are done. Returns the code of the lowest index that failed. Not inside a body. */
    sinter_code (*parallel_for)(void* job, uint64_t count, sinter_parallel_body body, void* user);
} sinter_host_v0;

/* A job: call host->function(job->self, …). */
typedef struct sinter_job {
    const sinter_host_v0* host;
    void* self;
} sinter_job;

SINTER_STATIC_ASSERT(sizeof(sinter_where) == 32, "sinter_where has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_host_v0) == 8 + 18 * 8, "sinter_host_v0 is 18 functions");

#endif
