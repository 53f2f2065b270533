/* SPDX-License-Identifier: Apache-2.0 */
/* Plugins that misbehave before their first job: one library for each value of MISBEHAVE_START. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <sinter/abi/decoder.h>

#define DIES_LOADING 1
#define HANGS_LOADING 2
#define DIES_CREATING 3
#define HANGS_CREATING 4
#define REFUSES_CREATING 5

static volatile int turning = 1;

/* Outside a worker it would take its tests along. */
static int caged(void) {
    return strcmp(program_invocation_short_name, "sinter-worker") == 0;
}
static void hang(void) {
    while (turning) {
    }
}

__attribute__((constructor)) static void load(void) {
    if (!caged()) return;
    if (MISBEHAVE_START == DIES_LOADING) abort();
    if (MISBEHAVE_START == HANGS_LOADING) hang();
}

static void* create(void) {
    static char instance;
    if (caged() && MISBEHAVE_START == DIES_CREATING) abort();
    if (caged() && MISBEHAVE_START == HANGS_CREATING) hang();
    return MISBEHAVE_START == REFUSES_CREATING ? NULL : &instance;
}
static void destroy(void* self) {
    (void)self;
}
static sinter_code decode(void* self, const sinter_job* job) {
    sinter_output* output = NULL;
    sinter_str label = {NULL, 0};
    (void)self;
    if (job->host->new_output(job->self, SINTER_DATA, &output) != SINTER_OK) return SINTER_INTERNAL;
    return job->host->emit(job->self, output, label);
}

static const sinter_decoder_v0 Decoder = {sizeof(sinter_decoder_v0), 0, create, destroy, decode};

static const void* get(sinter_str interface_id, sinter_str name) {
    (void)name;
    return interface_id.size == strlen(SINTER_DECODER_ID) &&
                   memcmp(interface_id.data, SINTER_DECODER_ID, interface_id.size) == 0
               ? &Decoder
               : NULL;
}

extern const sinter_entry_v0 sinter_entry;
SINTER_EXPORT const sinter_entry_v0 sinter_entry = {SINTER_ABI_VERSION, sizeof(sinter_entry_v0), get};
