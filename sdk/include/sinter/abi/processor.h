/* SPDX-License-Identifier: Apache-2.0 */
/* Processor: an asset → an asset, by settings and platform profile. */
#ifndef SINTER_ABI_PROCESSOR_H
#define SINTER_ABI_PROCESSOR_H

#include <sinter/abi/host.h>

#define SINTER_PROCESSOR_ID "sinter.processor/0"

/* `create`, `destroy`: as for a decoder. `process` reads job->input and emits one asset, or none when its input is
 * right as it is. A processor that rewrites a table of a newer version than it knows returns SINTER_UNSUPPORTED;
 * tables it does not know it passes through. */
typedef struct sinter_processor_v0 {
    uint32_t size; /* sizeof(sinter_processor_v0) */
    uint32_t reserved;
    void* (*create)(void);
    void (*destroy)(void* self);
    sinter_code (*process)(void* self, const sinter_job* job);
} sinter_processor_v0;

SINTER_STATIC_ASSERT(sizeof(sinter_processor_v0) == 32, "sinter_processor_v0 has no padding");

#endif
