/* SPDX-License-Identifier: Apache-2.0 */
/* A plugin in plain C that has any step its manifest names, does nothing, and lets a test count its instances. */
#include <sinter/abi/decoder.h>
#include <sinter/abi/processor.h>
#include <sinter/abi/reload.h>
#include <sinter/abi/validator.h>
#include <stdlib.h>
#include <string.h>

#include "instance.h"

extern int setenv(const char* name, const char* value, int overwrite);

/* Whoever finds this variable set knows that code of the library ran. */
__attribute__((constructor)) static void on_load(void) { setenv("SINTER_TEST_RAN_" PLUGIN_NAME, "1", 1); }

static int live;

static void* create(void) {
    test_instance* self = malloc(sizeof *self);
    if (self) {
        self->live = &live;
        __atomic_add_fetch(&live, 1, __ATOMIC_SEQ_CST);
    }
    return self;
}
static void* create_nothing(void) { return NULL; }
static void destroy(void* self) {
    __atomic_sub_fetch(&live, 1, __ATOMIC_SEQ_CST);
    free(self);
}
static sinter_code work(void* self, const sinter_job* job) {
    (void)self;
    (void)job;
    return SINTER_OK;
}
static uint32_t can_hot_reload(void* self, const sinter_asset* old_version, const sinter_asset* new_version) {
    (void)self;
    (void)old_version;
    (void)new_version;
    return 1;
}
static sinter_code reload(void* self, const sinter_reload* host, const sinter_asset* old_version,
                          const sinter_asset* new_version) {
    (void)self;
    (void)host;
    (void)old_version;
    (void)new_version;
    return SINTER_OK;
}
static sinter_code update_references(void* self, const sinter_reload* host) {
    (void)self;
    (void)host;
    return SINTER_OK;
}

static const sinter_decoder_v0 decoder = {sizeof(sinter_decoder_v0), 0, create, destroy, work};
static const sinter_decoder_v0 poor_decoder = {sizeof(sinter_decoder_v0), 0, create_nothing, destroy, work};
static const sinter_decoder_v0 idle_decoder = {sizeof(sinter_decoder_v0), 0, create, destroy, NULL};
static const sinter_decoder_v0 plain_decoder = {sizeof(sinter_decoder_v0), 0, NULL, NULL, work};
static const sinter_processor_v0 processor = {sizeof(sinter_processor_v0), 0, create, destroy, work};
static const sinter_validator_v0 validator = {sizeof(sinter_validator_v0), 0, create, destroy, work};
static const sinter_reload_handler_v0 handler = {
    sizeof(sinter_reload_handler_v0), 0, create, destroy, can_hot_reload, reload, update_references};

static int equal(sinter_str a, const char* b) { return a.size == strlen(b) && memcmp(a.data, b, strlen(b)) == 0; }

static const void* get(sinter_str interface_id, sinter_str name) {
    if (equal(interface_id, SINTER_DECODER_ID)) {
        if (equal(name, "poor")) return &poor_decoder;
        if (equal(name, "idle")) return &idle_decoder;
        if (equal(name, "plain")) return &plain_decoder;
        return &decoder;
    }
    if (equal(interface_id, SINTER_PROCESSOR_ID)) return &processor;
    if (equal(interface_id, SINTER_VALIDATOR_ID)) return &validator;
    if (equal(interface_id, SINTER_RELOAD_ID)) return &handler;
    return NULL;
}

SINTER_EXPORT const sinter_entry_v0 sinter_entry = {SINTER_ABI_VERSION, sizeof(sinter_entry_v0), get};
