// SPDX-License-Identifier: Apache-2.0
#include "jpeg_reader.hpp"

#include <jerror.h>

#include <algorithm>
#include <cstring>
#include <limits>

namespace sinter::texture_core {
namespace {

// Real progressive files have about ten scans. Each costs a pass over the whole image, however few bytes it
// has.
constexpr int MaxScans = 256;

Code code_of(int message) noexcept {
    switch (message) {
        case JERR_OUT_OF_MEMORY:
        case JERR_NO_BACKING_STORE:
            return Code::OutOfMemory;
        case JERR_IMAGE_TOO_BIG:
            return Code::TooLarge;
        case JERR_ARITH_NOTIMPL:
        case JERR_BAD_PRECISION:
        case JERR_CCIR601_NOTIMPL:
        case JERR_COMPONENT_COUNT:
        case JERR_CONVERSION_NOTIMPL:
        case JERR_FRACT_SAMPLE_NOTIMPL:
        case JERR_NOT_COMPILED:
        case JERR_SOF_UNSUPPORTED:
            return Code::Unsupported;
        default:
            return Code::Corrupt;
    }
}

}  // namespace

JpegReader::JpegReader(DecodeJob& job, Bytes source) : job_(job), source_(source) {
    info_.err = jpeg_std_error(&errors_);
    info_.client_data = this;
    errors_.error_exit = &on_error;
    errors_.emit_message = &on_message;
    progress_.progress_monitor = &on_progress;
}

JpegReader::~JpegReader() {
    jpeg_destroy_decompress(&info_);
}

void JpegReader::on_error(j_common_ptr info) {
    auto& reader = self(info);
    reader.code_ = code_of(info->err->msg_code);
    info->err->format_message(info, reader.text_);
    std::longjmp(reader.jump_, 1);
}

void JpegReader::on_message(j_common_ptr info, int level) {
    if (level >= 0) return;  // traces
    auto& reader = self(info);
    if (reader.warnings_++ == 0) info->err->format_message(info, reader.first_warning_);
}

void JpegReader::on_progress(j_common_ptr info) {
    auto& reader = self(info);
    const auto& progress = *info->progress;
    if (reader.info_.input_scan_number > MaxScans) {
        reader.code_ = Code::TooLarge;
        std::snprintf(reader.text_, sizeof(reader.text_), "over %d scans", MaxScans);
        std::longjmp(reader.jump_, 1);
    }
    const auto share = progress.pass_limit > 0 ? static_cast<float>(progress.pass_counter) /
                                                     static_cast<float>(progress.pass_limit)
                                               : 0.0f;
    const auto passes = static_cast<float>(std::max(1, progress.total_passes));
    const auto done = (static_cast<float>(progress.completed_passes) + share) / passes;
    if (!reader.job_.checkpoint(std::clamp(done, 0.0f, 1.0f))) {
        reader.code_ = Code::Cancelled;
        std::longjmp(reader.jump_, 1);
    }
}

Status JpegReader::failure() const {
    if (code_ == Code::Cancelled) return Job::cancelled();
    return {code_, std::string{"JPEG: "} + text_};
}

bool JpegReader::try_open() noexcept {
    if (setjmp(jump_) != 0) return false;
    jpeg_create_decompress(&info_);
    info_.progress = &progress_;
    jpeg_mem_src(&info_, source_.data(), static_cast<unsigned long>(source_.size()));
    jpeg_save_markers(&info_, JPEG_APP0 + 1, 0xffff);  // EXIF
    jpeg_save_markers(&info_, JPEG_APP0 + 2, 0xffff);  // ICC
    jpeg_read_header(&info_, TRUE);
    return true;
}

Status JpegReader::open() {
    return try_open() ? Status{} : failure();
}

bool JpegReader::try_start() noexcept {
    if (setjmp(jump_) != 0) return false;
    jpeg_start_decompress(&info_);
    return true;
}

Status JpegReader::start(std::uint64_t limit) {
    info_.mem->max_memory_to_use =
        static_cast<long>(std::min<std::uint64_t>(limit, std::numeric_limits<long>::max()));
    switch (info_.jpeg_color_space) {
        case JCS_GRAYSCALE:
            info_.out_color_space = JCS_GRAYSCALE;
            break;
        case JCS_YCbCr:
        case JCS_RGB:
            info_.out_color_space = JCS_RGB;
            break;
        case JCS_CMYK:
        case JCS_YCCK:
            info_.out_color_space = JCS_CMYK;
            break;
        default:
            return {Code::Unsupported, "JPEG: colours of an unknown kind (" +
                                           std::to_string(info_.num_components) + " components)"};
    }
    return try_start() ? Status{} : failure();
}

bool JpegReader::read_row(std::uint8_t* row) noexcept {
    if (setjmp(jump_) != 0) return false;
    // The source is whole in memory, and ends in a made-up EOI when it is truncated: a row always comes.
    return jpeg_read_scanlines(&info_, &row, 1) == 1;
}

void JpegReader::finish() noexcept {
    if (setjmp(jump_) == 0)
        jpeg_finish_decompress(&info_);
    else if (warnings_++ == 0)
        std::memcpy(first_warning_, text_, sizeof(text_));
}

std::uint64_t JpegReader::position() const noexcept {
    return info_.src ? source_.size() - std::min<std::uint64_t>(source_.size(), info_.src->bytes_in_buffer)
                     : 0;
}

}  // namespace sinter::texture_core
