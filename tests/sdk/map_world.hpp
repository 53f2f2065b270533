// SPDX-License-Identifier: Apache-2.0
// MapWorld: a job's world whose files are texts in a map, and which can cancel at any checkpoint.
#pragma once

#include <algorithm>
#include <filesystem>
#include <limits>
#include <map>
#include <string>

#include "plugin/job.hpp"

namespace sinter::test {

class MapWorld : public JobWorld {
  public:
    std::map<std::string, std::string> files;  ///< by logical path
    /// Checkpoints that say "go on" before the first that says "stop".
    std::size_t checkpoints_allowed = std::numeric_limits<std::size_t>::max();
    std::size_t checkpoints = 0;

    Result<std::string> resolve(std::string_view from, std::string_view path) override {
        const auto joined = path.starts_with('/') ? std::filesystem::path{path.substr(1)}
                                                  : std::filesystem::path{from}.parent_path() / path;
        auto normal = joined.lexically_normal().generic_string();
        if (normal.empty() || normal.starts_with(".."))
            return {Code::Denied, "not a path inside the project"};
        return normal;
    }
    Result<File> read(const std::string& logical_path) override {
        const auto found = files.find(logical_path);
        if (found == files.end()) return {Code::Absent, "no such file"};
        const auto& text = found->second;
        auto buffer = AlignedBuffer::zeroed(text.size());
        std::copy(text.begin(), text.end(), buffer.data());
        return File{std::make_shared<const AlignedBuffer>(std::move(buffer)), "hash of " + text};
    }
    bool checkpoint(float) override { return checkpoints++ < checkpoints_allowed; }
};

/// A text as the bytes of a job's source.
inline std::span<const std::uint8_t> as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace sinter::test
