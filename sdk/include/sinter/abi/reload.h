/* SPDX-License-Identifier: Apache-2.0 */
/* ReloadHandler: how a running engine goes from one version of an asset to the next. */
#ifndef SINTER_ABI_RELOAD_H
#define SINTER_ABI_RELOAD_H

#include <sinter/abi/asset.h>

#define SINTER_RELOAD_ID "sinter.reload/0"

/* What a reload handler may use. Valid during one call. Thread: the one that calls AssetServer::update. */
typedef struct sinter_reload_host_v0 {
    uint32_t size; /* sizeof(sinter_reload_host_v0) of the host */
    uint32_t reserved;
    /* Logical path of the asset being reloaded, with "#label": what its referrers' dependencies say. */
    sinter_str (*path)(void* reload);
    /* Number of loaded assets that refer to the one being reloaded, and one of them. */
    uint64_t (*referrer_count)(void* reload);
    const sinter_asset* (*referrer)(void* reload, uint64_t index, sinter_str* path);
    /* The referrer's dependency `index` of the old version now means the new one. SINTER_ABSENT: it has no
     * such dependency, or one on another asset. */
    sinter_code (*replace_reference)(void* reload, uint64_t referrer, uint32_t dependency);
    void (*report)(void* reload, sinter_severity severity, sinter_code code, sinter_str text);
} sinter_reload_host_v0;

typedef struct sinter_reload {
    const sinter_reload_host_v0* host;
    void* self;
} sinter_reload;

/* `create`, `destroy`: as for a decoder.
 * `can_hot_reload`: 1 when the new version can take the old one's place in a running engine, else 0.
 * `reload`: the new version takes the old one's place. Another code than SINTER_OK keeps the old one.
 * Handlers run inside the engine: a plugin that belongs into the cage cannot have one.
 * `update_references`: tells those who refer to it, by `replace_reference`. Called after `reload`. */
typedef struct sinter_reload_handler_v0 {
    uint32_t size; /* sizeof(sinter_reload_handler_v0) */
    uint32_t reserved;
    void* (*create)(void);
    void (*destroy)(void* self);
    uint32_t (*can_hot_reload)(void* self, const sinter_asset* old_version, const sinter_asset* new_version);
    sinter_code (*reload)(void* self, const sinter_reload* reload, const sinter_asset* old_version,
                          const sinter_asset* new_version);
    sinter_code (*update_references)(void* self, const sinter_reload* reload);
} sinter_reload_handler_v0;

SINTER_STATIC_ASSERT(sizeof(sinter_reload_host_v0) == 48, "sinter_reload_host_v0 has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_reload_handler_v0) == 48, "sinter_reload_handler_v0 has no padding");

#endif
