// SPDX-License-Identifier: Apache-2.0
#include "build/project.hpp"

#include "asset/sealed_file.hpp"
#include "config/embedded.hpp"
#include "worker/cage_options.hpp"

namespace sinter {

Project::Project(const Config& config, Catalog catalog)
    : config_(config), catalog_(std::move(catalog)), store_(config.output_folder().string()) {}

Result<std::unique_ptr<Project>> Project::open(const Config& config) {
    std::unique_ptr<Project> project{new Project{config, Catalog::scan(plugin_folders(config))}};
    std::vector<std::string> roots;
    for (const auto& folder : config.source_folders()) roots.push_back(folder.string());
    auto sources = SourceFolders::open(std::move(roots), {config.output_folder().string()});
    if (!sources) return std::move(sources).error();
    project->sources_ = *std::move(sources);

    project->platform_ = config.project().profile().fields;
    std::vector<const Manifest*> manifests;
    for (const auto& plugin : project->catalog_.plugins()) manifests.push_back(&plugin->manifest());
    project->pipeline_ = Pipeline::bind(config.project(), manifests, project->problems_);
    project->catalog_.apply(config.project().isolation, project->problems_);
    sort_by_place(project->problems_);
    for (const auto& said : project->catalog_.diagnostics()) project->warnings_.push_back(said.error);

    const auto& out = project->store_.out_folder();
    project->cage_.emplace(cage_options(config));
    project->index_.emplace(out + "/index/" + config.platform());
    project->stamps_.load(out + "/stamps");
    project->environment_ = project->hash_environment();
    return project;
}

std::uint64_t Project::max_source_bytes() const noexcept {
    return config_.project().max_source_bytes;
}
std::uint64_t Project::job_memory_bytes() const noexcept {
    return config_.project().job_memory_bytes;
}

ContentHash Project::hash_environment() const {
    ContentHasher hasher;
    const auto add = [&](std::string_view part) {
        const std::uint64_t size = part.size();
        hasher.update(std::string_view{reinterpret_cast<const char*>(&size), sizeof size});
        hasher.update(part);
    };
    add("sinter environment 1");
    for (const auto kind : {StepKind::Decoder, StepKind::Processor, StepKind::Validator})
        for (auto* step : catalog_.steps(kind)) add(step->key());
    for (const auto& plugin : catalog_.plugins()) {
        for (const auto& decoder : plugin->manifest().decoders) {
            add(std::to_string(decoder.preference));
            for (const auto& extension : decoder.extensions) add(extension);
            for (const auto& magic : decoder.magic) {
                add(std::to_string(magic.offset));
                add({reinterpret_cast<const char*>(magic.bytes.data()), magic.bytes.size()});
                add({reinterpret_cast<const char*>(magic.mask.data()), magic.mask.size()});
            }
        }
    }
    for (const auto& [name, value] : platform_) {
        add(name);
        add(to_text(value));
    }
    add(config_.project().text);
    for (const auto& embedded : embedded_texts()) add(embedded.text);
    return hasher.finish();
}

std::string Project::trace_file(std::string_view path) const {
    const auto id = AssetId::of(path).text();
    return store_.out_folder() + "/traces/" + id.substr(0, 2) + "/" + id;
}

Status Project::write_trace(Trace& trace, std::string_view path) const {
    const auto file = trace_file(path);
    auto written = trace.write(file);
    if (written || written.code() != Code::Absent) return written;
    if (auto made = make_folders(file.substr(0, file.rfind('/'))); !made) return made;
    return trace.write(file);
}

Status Project::save() {
    // The index must not speak of objects that a power cut could still take.
    if (auto synced = store_.sync_batch(); !synced) return synced;
    if (auto made = make_folders(store_.out_folder() + "/index"); !made) return made;
    if (auto saved = index_->save(); !saved) return saved;
    return stamps_.save(store_.out_folder() + "/stamps");
}

}  // namespace sinter
