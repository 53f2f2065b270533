// SPDX-License-Identifier: Apache-2.0
// SoundFile: a file in memory, opened by libsndfile.
#pragma once

#include <memory>

#include <sndfile.h>

#include <sinter/audio_job.hpp>

namespace sinter {

/// Bytes as a file that libsndfile reads. Must not move while it is open.
class SoundFile {
  public:
    explicit SoundFile(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
    SoundFile(const SoundFile&) = delete;
    SoundFile& operator=(const SoundFile&) = delete;

    /// Errors: Corrupt, Unsupported (what the library does not know, formats that are not on the list),
    /// TooLarge.
    Status open();
    [[nodiscard]] const SF_INFO& info() const { return info_; }
    [[nodiscard]] SNDFILE* get() const { return file_.get(); }
    /// Why the last call failed, for people.
    [[nodiscard]] std::string reason() const;

  private:
    static sf_count_t length(void* self);
    static sf_count_t seek(sf_count_t offset, int whence, void* self);
    static sf_count_t read(void* data, sf_count_t count, void* self);
    static sf_count_t write(const void* data, sf_count_t count, void* self);
    static sf_count_t tell(void* self);

    struct Close {
        void operator()(SNDFILE* file) const { sf_close(file); }
    };
    std::span<const std::uint8_t> bytes_;
    std::size_t at_ = 0;
    SF_INFO info_{};
    std::unique_ptr<SNDFILE, Close> file_;
};

/// How samples of that format are stored without loss: codec, meaningful bits (0: float or lossy), and
/// whether the format loses something.
struct NativeForm {
    AudioCodec codec;
    std::uint32_t bits;
    bool lossy;
};
[[nodiscard]] NativeForm native_form(int format);

}  // namespace sinter
