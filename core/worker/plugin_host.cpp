// SPDX-License-Identifier: Apache-2.0
#include "plugin_host.hpp"

namespace sinter {

Status PluginHost::load(const std::string& path) {
    auto manifest = PluginLibrary::read_manifest(path);
    if (!manifest) return std::move(manifest).error();
    library_.emplace(path, *std::move(manifest));
    const auto add = [&](StepKind kind, const auto& declared) {
        for (const auto& step : declared) steps_.push_back(std::make_unique<Step>(kind, step, *library_, installed_));
    };
    add(StepKind::Decoder, library_->manifest().decoders);
    add(StepKind::Processor, library_->manifest().processors);
    add(StepKind::Validator, library_->manifest().validators);
    for (const auto& step : steps_)
        if (const auto instance = step->lease(); !instance) return instance.error();
    return {};
}

Step* PluginHost::find(StepKind kind, std::string_view name) const noexcept {
    for (const auto& step : steps_)
        if (step->kind() == kind && step->name() == name) return step.get();
    return nullptr;
}

}  // namespace sinter
