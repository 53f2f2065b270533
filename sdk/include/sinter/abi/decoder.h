/* SPDX-License-Identifier: Apache-2.0 */
/* Decoder: the bytes of a source file → raw assets. */
#ifndef SINTER_ABI_DECODER_H
#define SINTER_ABI_DECODER_H

#include <sinter/abi/host.h>

#define SINTER_DECODER_ID "sinter.decoder/0"

/* `create` and `destroy` may be NULL: then `self` is NULL. The host makes as many instances as jobs run at once; an
 * instance serves one job at a time, from any thread, and may keep what is costly to make between jobs, as long
 * as no result depends on it. `create` returns NULL when it fails.
 *
 * `decode` reads job->source and emits at least one asset. The source is hostile: check every size before
 * arithmetic. Reports the reason of a failure, then returns its code. */
typedef struct sinter_decoder_v0 {
    uint32_t size; /* sizeof(sinter_decoder_v0) */
    uint32_t reserved;
    void* (*create)(void);
    void (*destroy)(void* self);
    sinter_code (*decode)(void* self, const sinter_job* job);
} sinter_decoder_v0;

SINTER_STATIC_ASSERT(sizeof(sinter_decoder_v0) == 32, "sinter_decoder_v0 has no padding");

#endif
