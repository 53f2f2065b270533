/* SPDX-License-Identifier: Apache-2.0 */
/* Validator: an asset → errors, warnings and figures. */
#ifndef SINTER_ABI_VALIDATOR_H
#define SINTER_ABI_VALIDATOR_H

#include <sinter/abi/host.h>

#define SINTER_VALIDATOR_ID "sinter.validator/0"

/* `create`, `destroy`: as for a decoder. `validate` reads job->input and calls `report` and `stat`; it emits
 * nothing. It returns SINTER_OK when it could judge, whatever it found: reported errors reject the asset. */
typedef struct sinter_validator_v0 {
    uint32_t size; /* sizeof(sinter_validator_v0) */
    uint32_t reserved;
    void* (*create)(void);
    void (*destroy)(void* self);
    sinter_code (*validate)(void* self, const sinter_job* job);
} sinter_validator_v0;

SINTER_STATIC_ASSERT(sizeof(sinter_validator_v0) == 32, "sinter_validator_v0 has no padding");

#endif
