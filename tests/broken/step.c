/* SPDX-License-Identifier: Apache-2.0 */
/* One decoder. What is defined when this is compiled is what is wrong with it. */
#include <sinter/abi/decoder.h>
#include <string.h>

#ifndef ENTRY_ABI
#define ENTRY_ABI SINTER_ABI_VERSION
#endif
#ifndef ENTRY_SIZE
#define ENTRY_SIZE sizeof(sinter_entry_v0)
#endif
#ifndef ENTRY_GET
#define ENTRY_GET get
#endif
#ifndef TABLE_SIZE
#define TABLE_SIZE sizeof(sinter_decoder_v0)
#endif
#ifndef STEP_NAME
#define STEP_NAME "step"
#endif
#ifndef DECODE
#define DECODE decode
#endif

__attribute__((unused)) static sinter_code decode(void* self, const sinter_job* job) {
    (void)self;
    (void)job;
    return SINTER_OK;
}

static const sinter_decoder_v0 table = {TABLE_SIZE, 0, NULL, NULL, DECODE};

__attribute__((unused)) static const void* get(sinter_str interface_id, sinter_str name) {
    const size_t size = strlen(STEP_NAME);
    (void)interface_id;
    return name.size == size && memcmp(name.data, STEP_NAME, size) == 0 ? &table : NULL;
}

SINTER_EXPORT const sinter_entry_v0 sinter_entry = {ENTRY_ABI, ENTRY_SIZE, ENTRY_GET};
