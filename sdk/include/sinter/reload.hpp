// SPDX-License-Identifier: Apache-2.0
// ReloadHandler: how a running engine goes from one version of an asset to the next. See sinter/abi/reload.h.
#pragma once

#include <sinter/abi/reload.h>
#include <sinter/asset.hpp>
#include <sinter/severity.hpp>

namespace sinter {

/// A step of a running engine's reload.
class Reload {
  public:
    explicit Reload(const sinter_reload* reload) : reload_(reload) {}
    /// Logical path of the asset being reloaded, with "#label".
    [[nodiscard]] std::string_view path() const { return to_view(reload_->host->path(reload_->self)); }
    [[nodiscard]] std::uint64_t referrer_count() const {
        return reload_->host->referrer_count(reload_->self);
    }
    /// The loaded asset number `index` < referrer_count() that refers to the reloaded one.
    [[nodiscard]] AssetView referrer(std::uint64_t index, std::string_view* path = nullptr) const {
        sinter_str text{};
        const auto* asset = reload_->host->referrer(reload_->self, index, &text);
        if (path) *path = to_view(text);
        return asset ? AssetView{*asset} : AssetView{};
    }
    Status replace_reference(std::uint64_t index, std::uint32_t dependency) {
        const auto code = reload_->host->replace_reference(reload_->self, index, dependency);
        if (code == SINTER_OK) return {};
        return {static_cast<Code>(code), "the referrer has no such dependency"};
    }
    /// Every dependency of every referrer on the reloaded asset now means its new version.
    Status replace_all_references() {
        for (std::uint64_t i = 0; i < referrer_count(); ++i) {
            const auto dependencies = referrer(i).dependencies();
            for (std::uint32_t k = 0; k < dependencies.size(); ++k) {
                if (to_view(dependencies[k].path) != path()) continue;
                if (auto replaced = replace_reference(i, k); !replaced) return replaced;
            }
        }
        return {};
    }
    void report(Severity severity, Code code, std::string_view text) {
        reload_->host->report(reload_->self, static_cast<std::uint32_t>(severity),
                              static_cast<std::int32_t>(code), to_abi(text));
    }

  private:
    const sinter_reload* reload_;
};

/// Old version → new version in a running engine.
class ReloadHandler {
  public:
    virtual ~ReloadHandler() = default;
    virtual bool can_hot_reload(AssetView old_version, AssetView new_version) = 0;
    virtual Status reload(Reload& reload, AssetView old_version, AssetView new_version) = 0;
    virtual Status update_references(Reload& reload) = 0;
};

}  // namespace sinter
