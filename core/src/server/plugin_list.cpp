// SPDX-License-Identifier: Apache-2.0
#include <sinter/core/plugin_list.hpp>

#include "config/project.hpp"
#include "plugin/catalog.hpp"
#include "plugin/plugin_folders.hpp"

namespace sinter {
namespace {

std::string range_of(const SettingDecl& decl) {
    std::string out;
    for (const auto& choice : decl.choices) out += (out.empty() ? "" : ", ") + choice;
    if (!decl.minimum && !decl.maximum) return out;
    const bool whole = std::holds_alternative<std::int64_t>(decl.default_value);
    const auto text = [&](double number) {
        return whole ? std::to_string(static_cast<std::int64_t>(number)) : to_text(Value{number});
    };
    return (decl.minimum ? text(*decl.minimum) : "") + ".." + (decl.maximum ? text(*decl.maximum) : "");
}

StepInfo step_info(const Step& step) {
    StepInfo out;
    const auto& decl = step.decl();
    out.kind = name_of(step.kind());
    out.name = decl.name;
    out.type = decl.type;
    out.content_version = decl.content_version;
    if (step.kind() == StepKind::Decoder) out.extensions = static_cast<const DecoderDecl&>(decl).extensions;
    for (const auto& setting : decl.settings)
        out.settings.push_back({setting.name, std::string{type_name(setting.default_value)},
                                to_text(setting.default_value), range_of(setting), setting.help});
    out.help = decl.help;
    return out;
}

}  // namespace

PluginList list_plugins(const Config& config) {
    PluginList out;
    const auto folders = plugin_folders(config);
    for (const auto& folder : folders) out.folders.push_back(folder.path);
    auto catalog = Catalog::scan(folders);
    for (const auto& said : catalog.diagnostics()) out.problems.push_back(said.error);
    catalog.apply(config.project().isolation, out.problems);
    for (const auto& plugin : catalog.plugins()) {
        const auto& manifest = plugin->manifest();
        auto& info = out.plugins.emplace_back();
        info.name = manifest.name;
        info.version = manifest.version;
        info.file = plugin->path();
        info.description = manifest.description;
        info.licence = manifest.licence;
        info.isolation = plugin->isolation();
        info.isolation_reason = plugin->isolation_reason();
        info.libraries = manifest.libraries;
        for (const auto kind :
             {StepKind::Decoder, StepKind::Processor, StepKind::Validator, StepKind::Reload})
            for (const auto* step : catalog.steps(kind))
                if (&step->library() == plugin.get()) info.steps.push_back(step_info(*step));
    }
    return out;
}

}  // namespace sinter
