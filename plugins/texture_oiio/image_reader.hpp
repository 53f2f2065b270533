// SPDX-License-Identifier: Apache-2.0
// One of OpenImageIO's readers over bytes in memory.
#pragma once

#include <OpenImageIO/imageio.h>

#include <memory>

#include <sinter/status.hpp>

#include "memory_source.hpp"

namespace sinter::texture_oiio {

/// A format that OpenImageIO reads.
struct Kind {
    const char* name;    ///< as users know it: "TGA"
    const char* reader;  ///< OpenImageIO's reader, by name, so that no other ever sees the bytes
};

/// Reads one file. Errors of all functions: Corrupt, Unsupported, TooLarge, OutOfMemory.
/// Threads: one at a time. Lifetime: views the source's bytes.
class ImageReader {
  public:
    /// Opens the first image of `source` and checks it.
    static Result<ImageReader> open(const Kind& kind, Bytes source);

    /// Makes level `level` of image `index` the current one. Nothing: there is none such, or it cannot be
    /// read; then `problem` is what the library said, or empty.
    [[nodiscard]] bool seek(int index, int level);
    [[nodiscard]] const OIIO::ImageSpec& spec() const noexcept { return input_->spec(); }
    [[nodiscard]] const Kind& kind() const noexcept { return *kind_; }
    /// What the library said last; forgets it.
    [[nodiscard]] std::string problem();

    /// Whether the current image is one that is decoded: extents, channels, memory, no depth, no deep
    /// samples.
    [[nodiscard]] Status check() const;
    /// Rows of the current image that are best read at once.
    [[nodiscard]] std::uint32_t rows_at_once() const noexcept;
    /// Reads rows [first, first + count), all channels, as they are in the file, without padding; `out` has
    /// the size for them. `first` is a multiple of rows_at_once().
    [[nodiscard]] Status read_rows(int index, int level, std::uint32_t first, std::uint32_t count,
                                   std::span<std::uint8_t> out);

  private:
    ImageReader(const Kind& kind, Bytes source)
        : kind_(&kind), source_(std::make_unique<MemorySource>(source)), size_(source.size()) {}

    const Kind* kind_;
    std::unique_ptr<MemorySource> source_;
    std::unique_ptr<OIIO::ImageInput> input_;  // after source_, which it reads to its end
    std::uint64_t size_;
};

}  // namespace sinter::texture_oiio
