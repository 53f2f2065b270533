// SPDX-License-Identifier: Apache-2.0
#include "reload/run_reload.hpp"

namespace sinter {
namespace {

/// What the host table's `reload` points to.
struct RunningReload {
    const std::string& path;
    std::span<const Referrer> referrers;
    ReloadResult& result;
};

RunningReload& running(void* reload) {
    return *static_cast<RunningReload*>(reload);
}

const sinter_reload_host_v0 Host = {
    sizeof(sinter_reload_host_v0),
    0,
    [](void* reload) noexcept -> sinter_str {
        const auto& path = running(reload).path;
        return {path.data(), path.size()};
    },
    [](void* reload) noexcept -> std::uint64_t { return running(reload).referrers.size(); },
    [](void* reload, std::uint64_t index, sinter_str* path) noexcept -> const sinter_asset* {
        const auto referrers = running(reload).referrers;
        if (index >= referrers.size()) return nullptr;
        const auto& referrer = referrers[index];
        if (path) *path = {referrer.path.data(), referrer.path.size()};
        return &referrer.asset.abi();
    },
    [](void* reload, std::uint64_t index, std::uint32_t dependency) noexcept -> sinter_code {
        auto& call = running(reload);
        if (index >= call.referrers.size()) return SINTER_ABSENT;
        const auto dependencies = call.referrers[index].asset.dependencies();
        if (dependency >= dependencies.size() || to_view(dependencies[dependency].path) != call.path)
            return SINTER_ABSENT;
        try {
            call.result.replaced.emplace_back(index, dependency);
        } catch (...) {
            return SINTER_OUT_OF_MEMORY;
        }
        return SINTER_OK;
    },
    [](void* reload, sinter_severity severity, sinter_code code, sinter_str text) noexcept {
        auto& said = running(reload).result.diagnostics;
        if (said.size() >= JobResult::MostSaid) return;
        try {
            const auto kind = severity == SINTER_NOTE      ? Diagnostic::Severity::Note
                              : severity == SINTER_WARNING ? Diagnostic::Severity::Warning
                                                           : Diagnostic::Severity::Error;
            const auto words = to_view(text).substr(0, JobResult::MostTextBytes);
            said.push_back({kind, {static_cast<Code>(code), std::string{words}, {}}});
        } catch (...) {
            return;  // no memory for words
        }
    }};

/// The code of a failed call with the last error it reported.
Status status_of(sinter_code code, const ReloadResult& result) {
    if (code == SINTER_OK) return {};
    for (auto said = result.diagnostics.rbegin(); said != result.diagnostics.rend(); ++said)
        if (said->severity == Diagnostic::Severity::Error) return {static_cast<Code>(code), said->error.text};
    return {static_cast<Code>(code), "the reload handler failed"};
}

}  // namespace

ReloadResult run_reload(Step& handler, const std::string& path, AssetView old_version, AssetView new_version,
                        std::span<const Referrer> referrers) {
    ReloadResult result;
    if (handler.library().isolation() != Isolation::None) {
        result.status = {Code::Contract, "reload handlers run inside the engine, and the plugin of \"" +
                                             handler.name() + "\" belongs into the cage"};
        return result;
    }
    const auto lease = handler.lease();
    if (!lease) {
        result.status = lease.error();
        return result;
    }
    const auto& table = lease->reload();
    RunningReload call{path, referrers, result};
    const sinter_reload reload{&Host, &call};
    if (table.can_hot_reload(lease->self(), &old_version.abi(), &new_version.abi()) == 0) {
        result.status = {Code::Denied,
                         "the new version cannot take the place of the one in use (" + handler.name() + ")"};
        return result;
    }
    result.status =
        status_of(table.reload(lease->self(), &reload, &old_version.abi(), &new_version.abi()), result);
    if (result.status) result.status = status_of(table.update_references(lease->self(), &reload), result);
    return result;
}

}  // namespace sinter
