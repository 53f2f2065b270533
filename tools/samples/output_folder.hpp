// SPDX-License-Identifier: Apache-2.0
// The folder the project is written to: never somebody else's.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include <sinter/status.hpp>

#include "image.hpp"

namespace sinter::samples {

/// A folder that is new, empty, or carries the generator's marker. Errors are kept: after the first, nothing
/// more is written, and status() tells it. One thread.
class OutputFolder {
  public:
    /// Creates the folder and its marker. Errors: Denied for a folder with other contents; Io.
    static Result<OutputFolder> open(const std::filesystem::path& path);

    /// Writes one file, by a temporary file and a rename; folders appear as needed. A file that already has
    /// these bytes stays untouched, with its time, so that a pipeline need not look at it again.
    void add(std::string_view relative, const Result<Bytes>& bytes);
    void add_text(std::string_view relative, std::string_view text);

    [[nodiscard]] const Status& status() const { return status_; }
    [[nodiscard]] std::size_t files() const { return files_; }
    [[nodiscard]] std::size_t written() const { return written_; }
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

  private:
    explicit OutputFolder(std::filesystem::path root) : root_(std::move(root)) {}
    void write(std::string_view relative, std::span<const std::uint8_t> bytes);

    std::filesystem::path root_;
    Status status_;
    std::size_t files_ = 0;
    std::size_t written_ = 0;
    std::uint64_t bytes_ = 0;
};

}  // namespace sinter::samples
