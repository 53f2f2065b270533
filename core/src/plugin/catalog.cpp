// SPDX-License-Identifier: Apache-2.0
#include "plugin/catalog.hpp"

#include <algorithm>
#include <compare>
#include <filesystem>
#include <set>
#include <system_error>
#include <tuple>

#include <sinter/text/suggest.hpp>

#include "config/quote.hpp"
#include "store/logical_path.hpp"

namespace sinter {
namespace {

bool begins_with(std::span<const std::uint8_t> start, const Magic& magic) {
    if (magic.bytes.empty() || magic.mask.size() != magic.bytes.size()) return false;
    if (start.size() < magic.offset || start.size() - magic.offset < magic.bytes.size()) return false;
    for (std::size_t i = 0; i < magic.bytes.size(); ++i) {
        if (((start[magic.offset + i] ^ magic.bytes[i]) & magic.mask[i]) != 0) return false;
    }
    return true;
}

/// Length of the longest of `extensions` that the name ends with after a dot, 0 when none does.
std::size_t fitting_extension(std::string_view lower_name, const std::vector<std::string>& extensions) {
    std::size_t longest = 0;
    for (const auto& extension : extensions) {
        if (lower_name.size() > extension.size() + 1 && lower_name.ends_with(extension) &&
            lower_name[lower_name.size() - extension.size() - 1] == '.')
            longest = std::max(longest, extension.size());
    }
    return longest;
}

std::string lower_case(std::string_view text) {
    std::string out{text};
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

}  // namespace

Catalog Catalog::scan(std::span<const PluginFolder> folders, LibraryPlaces places) {
    Catalog out;
    out.installed_ = std::make_unique<SharedLibraries>(std::move(places));
    std::set<std::filesystem::path> seen;
    for (const auto& folder : folders) {
        // A folder that is named twice does not make its plugins duplicates of themselves.
        std::error_code failed;
        const auto real = std::filesystem::canonical(folder.path, failed);
        if (failed || seen.insert(real).second) out.add_folder(folder);
    }
    return out;
}

Catalog Catalog::scan(std::span<const std::string> folders, LibraryPlaces places) {
    std::vector<PluginFolder> trusted;
    for (const auto& folder : folders) trusted.push_back({folder});
    return scan(trusted, std::move(places));
}

void Catalog::apply(std::span<const IsolationOverride> overrides, std::vector<Error>& problems) {
    std::vector<std::string_view> names;
    for (const auto& plugin : plugins_) names.push_back(plugin->manifest().name);
    for (const auto& said : overrides) {
        if (const auto found = std::ranges::find(names, said.plugin); found != names.end())
            plugins_[static_cast<std::size_t>(found - names.begin())]->set_isolation(
                said.isolation, IsolationReason::Project);
        else
            problems.push_back({Code::Invalid,
                                "isolation: no plugin " + shown(said.plugin) + " is installed" +
                                    did_you_mean(said.plugin, names),
                                said.where});
    }
}

void Catalog::complain(Diagnostic::Severity severity, Error error) {
    diagnostics_.push_back({severity, std::move(error)});
}

void Catalog::add_folder(const PluginFolder& folder) {
    namespace fs = std::filesystem;
    std::error_code failed;
    std::vector<std::string> files;
    for (fs::directory_iterator it{folder.path, failed}, end; !failed && it != end; it.increment(failed)) {
        const auto name = it->path().filename().string();
        std::error_code ignored;
        if (name.ends_with(".so") && !name.starts_with('.') && it->is_regular_file(ignored))
            files.push_back(it->path().string());
    }
    if (failed) {
        complain(Diagnostic::Severity::Warning,
                 system_error(folder.path, "cannot read the plugin folder", failed.value()));
    }
    std::ranges::sort(files);
    for (const auto& file : files) add_library(file, folder.trusted);
}

void Catalog::add_library(const std::string& path, bool trusted) {
    auto manifest = PluginLibrary::read_manifest(path);
    if (manifest.code() == Code::Absent) return;
    if (!manifest) return complain(Diagnostic::Severity::Error, std::move(manifest).error());
    for (const auto& other : plugins_) {
        if (other->manifest().name != manifest->name) continue;
        return complain(Diagnostic::Severity::Error, {Code::Invalid,
                                                      path + ": there is already a plugin \"" +
                                                          manifest->name + "\" (" + other->path() + ")",
                                                      {}});
    }
    auto& library = *plugins_.emplace_back(std::make_unique<PluginLibrary>(path, *std::move(manifest)));
    if (!trusted) library.set_isolation(Isolation::Worker, IsolationReason::ThirdParty);
    for (const auto& decl : library.manifest().decoders) add_step(StepKind::Decoder, decl, library);
    for (const auto& decl : library.manifest().processors) add_step(StepKind::Processor, decl, library);
    for (const auto& decl : library.manifest().validators) add_step(StepKind::Validator, decl, library);
    for (const auto& handler : library.manifest().reload_handlers) {
        auto decl = std::make_unique<StepDecl>();
        decl->name = handler.name;
        decl->type = handler.type;
        add_step(StepKind::Reload, *reload_decls_.emplace_back(std::move(decl)), library);
    }
}

void Catalog::add_step(StepKind kind, const StepDecl& decl, PluginLibrary& library) {
    if (const auto* other = find(kind, decl.name)) {
        return complain(Diagnostic::Severity::Error,
                        {Code::Invalid,
                         library.path() + ": there is already a " + std::string{name_of(kind)} + " \"" +
                             decl.name + "\" (" + other->library().path() + ")",
                         {}});
    }
    steps_.push_back(std::make_unique<Step>(kind, decl, library, *installed_));
}

std::vector<Step*> Catalog::steps(StepKind kind) const {
    std::vector<Step*> out;
    for (const auto& step : steps_) {
        if (step->kind() == kind) out.push_back(step.get());
    }
    return out;
}

Step* Catalog::choose_decoder(std::string_view logical_path, std::span<const std::uint8_t> start) const {
    const auto name = lower_case(file_name_of(logical_path));
    Step* best = nullptr;
    std::tuple<bool, std::size_t, std::int64_t> best_rank;
    for (const auto& step : steps_) {
        if (step->kind() != StepKind::Decoder) continue;
        const auto& decl = static_cast<const DecoderDecl&>(step->decl());
        const bool magic =
            std::ranges::any_of(decl.magic, [&](const Magic& it) { return begins_with(start, it); });
        const auto extension = fitting_extension(name, decl.extensions);
        if (!magic && extension == 0) continue;
        const std::tuple rank{magic, extension, decl.preference};
        if (!best || rank > best_rank || (rank == best_rank && step->name() < best->name())) {
            best = step.get();
            best_rank = rank;
        }
    }
    return best;
}

Step* Catalog::find(StepKind kind, std::string_view name) const noexcept {
    const auto found = std::ranges::find_if(
        steps_, [&](const auto& step) { return step->kind() == kind && step->name() == name; });
    return found == steps_.end() ? nullptr : found->get();
}

Step* Catalog::find_decoder(std::string_view name) const noexcept {
    return find(StepKind::Decoder, name);
}
Step* Catalog::find_processor(std::string_view name) const noexcept {
    return find(StepKind::Processor, name);
}
Step* Catalog::find_validator(std::string_view name) const noexcept {
    return find(StepKind::Validator, name);
}

Step* Catalog::find_reload(AssetType type) const noexcept {
    Step* any = nullptr;
    for (const auto& step : steps_) {
        if (step->kind() != StepKind::Reload) continue;
        if (step->decl().type == type) return step.get();
        if (!any && step->decl().type == AssetType::Unknown) any = step.get();
    }
    return any;
}

}  // namespace sinter
