// SPDX-License-Identifier: Apache-2.0
// JpegReader: libjpeg behind functions that fail with a status.
#pragma once

#include <cstdio>

#include <jpeglib.h>

#include <csetjmp>
#include <string>

#include <sinter/plugin.hpp>

#include "bytes.hpp"

namespace sinter::texture_core {

/// One image being read. libjpeg reports a fatal error by longjmp; each function here that calls it sets the
/// jump up itself and holds nothing that has a destructor, so no frame is left without its clean-up. Threads:
/// one. Lifetime: views the source, and the job whose checkpoint it calls.
class JpegReader {
  public:
    JpegReader(DecodeJob& job, Bytes source);
    ~JpegReader();
    JpegReader(const JpegReader&) = delete;
    JpegReader& operator=(const JpegReader&) = delete;

    /// Reads up to the first scan. Then `info` tells the size and the stored colours.
    Status open();
    /// Begins to decode to gray, RGB or CMYK (`info().output_components` bytes a texel), with at most `limit`
    /// bytes of libjpeg's own memory. A progressive image is read wholly here.
    Status start(std::uint64_t limit);
    /// The next row: output_width * output_components bytes.
    bool read_row(std::uint8_t* row) noexcept;
    /// Why read_row was false.
    [[nodiscard]] Status failure() const;
    /// Reads to the end of the image. Its errors only count as warnings: the rows are there.
    void finish() noexcept;

    [[nodiscard]] const jpeg_decompress_struct& info() const noexcept { return info_; }
    /// Bytes of the source that were read.
    [[nodiscard]] std::uint64_t position() const noexcept;
    /// Warnings of libjpeg ("premature end of JPEG file"), and the text of the first.
    [[nodiscard]] long warning_count() const noexcept { return warnings_; }
    [[nodiscard]] std::string_view first_warning() const noexcept { return first_warning_; }

  private:
    static void on_error(j_common_ptr info);
    static void on_message(j_common_ptr info, int level);
    static void on_progress(j_common_ptr info);
    static JpegReader& self(j_common_ptr info) { return *static_cast<JpegReader*>(info->client_data); }
    bool try_open() noexcept;
    bool try_start() noexcept;

    DecodeJob& job_;
    Bytes source_;
    jpeg_decompress_struct info_{};
    jpeg_error_mgr errors_{};
    jpeg_progress_mgr progress_{};
    std::jmp_buf jump_{};
    char text_[JMSG_LENGTH_MAX] = {};
    char first_warning_[JMSG_LENGTH_MAX] = {};
    long warnings_ = 0;
    Code code_ = Code::Ok;
};

}  // namespace sinter::texture_core
