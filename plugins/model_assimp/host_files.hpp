// SPDX-License-Identifier: Apache-2.0
// HostFiles: Assimp's files, which are those that the host reads: the source and its neighbours.
#pragma once

#include <string>

#include <assimp/IOStream.hpp>
#include <assimp/IOSystem.hpp>

#include <sinter/plugin.hpp>

namespace sinter::model_assimp {

/// The path of a neighbour as a source names it, with "/" between its parts: from another system's root
/// ("C:\\art\\wood.png", "/art/wood.png", "file:///…") only the last part is kept, since it can only lie
/// beside.
std::string neighbour_path(std::string_view named);

/// Read-only. Lifetime: within the job. Threads: the job's.
class HostFiles : public Assimp::IOSystem {
  public:
    /// `name`: what the importer knows the source as.
    HostFiles(DecodeJob& job, std::string name) : job_(job), name_(std::move(name)) {}

    bool Exists(const char* file) const override;
    char getOsSeparator() const override { return '/'; }
    Assimp::IOStream* Open(const char* file, const char* mode) override;
    void Close(Assimp::IOStream* stream) override { delete stream; }
    bool ComparePaths(const char* one, const char* second) const override;

  private:
    /// Nothing for what is not there or not ours.
    [[nodiscard]] std::optional<std::span<const std::uint8_t>> find(const char* file) const;

    DecodeJob& job_;
    std::string name_;
};

}  // namespace sinter::model_assimp
