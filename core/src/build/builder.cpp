// SPDX-License-Identifier: Apache-2.0
#include "build/builder.hpp"

#include <algorithm>

#include "build/build.hpp"

namespace sinter {

std::string_view name_of(BuildOutcome::Kind kind) noexcept {
    constexpr std::string_view names[] = {"built", "reused", "failed", "skipped", "cancelled"};
    return names[static_cast<std::uint8_t>(kind)];
}

std::shared_ptr<const AssetRecord> Builder::fresh_record(std::string_view path, std::string_view variant) const {
    auto record = project_.index().find(path, variant);
    if (!project_.can_build()) return record;
    if (!record || record->environment != project_.environment()) return nullptr;
    const bool fresh = std::all_of(record->seen.begin(), record->seen.end(), [&](const SeenFile& seen) {
        const auto now = project_.sources().stamp(seen.path);
        if (!seen.stamp) return !now;
        // A file that changed in the moment it was looked at may have changed again without a trace.
        return now && *now == *seen.stamp && seen.stamp->ctime_ns < record->checked_at_ns - SourceStamps::RacyNs;
    });
    return fresh ? record : nullptr;
}

namespace {

Routine run(Project& project, Scheduler& scheduler, StageHook* hook, std::string path, std::string variant,
            RequestPtr request, Builder::Completion done) {
    Build build{project, std::move(path), std::move(variant), request, hook};
    if (!co_await hop(scheduler, request)) {
        build.cancel();
    } else if (build.prepare() && build.decode()) {
        for (std::size_t item = 0; item < build.product_count(); ++item) {
            bool going = true;
            while (going && build.needs_stage(item)) {
                if (!co_await hop(scheduler, request)) {
                    build.cancel();
                    break;
                }
                going = build.run_stage(item);
            }
        }
    }
    done(build.finish());
}

}  // namespace

void Builder::build(std::string path, std::string variant, RequestPtr request, Completion done) {
    run(project_, scheduler_, hook_, std::move(path), std::move(variant), std::move(request), std::move(done));
}

}  // namespace sinter
