// SPDX-License-Identifier: Apache-2.0
#include "build/build_world.hpp"

#include <thread>

#include "os/process.hpp"
#include "schedule/checkpoint.hpp"

namespace sinter {

Result<BuildWorld::Source> BuildWorld::read_source(const std::string& path) {
    const auto stamped_at = wall_clock_ns();
    auto file = sources_.read(path, max_source_bytes_);
    if (!file) {
        seen_.emplace(path, std::nullopt);
        return std::move(file).error();
    }
    seen_.emplace(path, file->stamp);
    auto known = stamps_.find(file->stamp);
    const auto hash = known ? *known : hash_bytes(file->bytes.bytes());
    if (!known) stamps_.remember(file->stamp, hash, stamped_at);
    return Source{std::make_shared<const AlignedBuffer>(std::move(file->bytes)), hash};
}

Result<ContentHash> BuildWorld::hash_of(const std::string& path) {
    const auto stamp = sources_.stamp(path);
    if (!stamp) {
        seen_.emplace(path, std::nullopt);
        return stamp.error();
    }
    if (const auto known = stamps_.find(*stamp)) {
        seen_.emplace(path, *stamp);
        return *known;
    }
    auto source = read_source(path);
    if (!source) return std::move(source).error();
    return source->hash;
}

void BuildWorld::note(const std::string& path) {
    const auto stamp = sources_.stamp(path);
    seen_.emplace(path, stamp ? std::optional{*stamp} : std::nullopt);
}

std::vector<SeenFile> BuildWorld::seen() const {
    std::vector<SeenFile> out;
    out.reserve(seen_.size());
    for (const auto& [path, stamp] : seen_) out.push_back({path, stamp});
    return out;
}

Result<std::string> BuildWorld::resolve(std::string_view from, std::string_view path) {
    return normalise(folder_of(from), path);
}

Result<JobWorld::File> BuildWorld::read(const std::string& path) {
    auto source = read_source(path);
    // A folder, a pipe or a device is no file to a plugin.
    if (source.code() == Code::Invalid) return {Code::Absent, source.error().text};
    if (!source) return std::move(source).error();
    return File{std::move(source->bytes), source->hash.hex()};
}

bool BuildWorld::checkpoint(float) { return sinter::checkpoint(); }
bool BuildWorld::is_disturbed() { return sinter::is_disturbed(); }

sinter_code BuildWorld::parallel_for(std::uint64_t count, sinter_parallel_body body, void* user) {
    const auto caller = std::this_thread::get_id();
    const auto code = sinter::parallel_for(count, [&](std::uint64_t index) {
        if (std::this_thread::get_id() == caller) return static_cast<Code>(body(user, index));
        const auto start = thread_cpu_ns();
        const auto result = static_cast<Code>(body(user, index));
        helper_cpu_ns_.fetch_add(thread_cpu_ns() - start, std::memory_order_relaxed);
        return result;
    });
    return static_cast<sinter_code>(code);
}

}  // namespace sinter
