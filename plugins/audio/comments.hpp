// SPDX-License-Identifier: Apache-2.0
// Comments: the tags of a sound, and what they say of its loop.
#pragma once

#include <optional>

#include <sinter/audio_job.hpp>

namespace sinter {

/// What tags say, whatever the format they came from.
class Comments {
  public:
    /// "KEY=value", UTF-8. What is no such text is left out.
    void add(std::string_view comment);
    void add(std::string_view key, std::string_view value);
    /// A comment header: vendor, count, comments, all with 32-bit sizes (Vorbis I, section 5.2.1). Stops
    /// where it is cut short.
    void add_block(std::span<const std::uint8_t> block);

    /// LOOPSTART with LOOPLENGTH or LOOPEND (exclusive), as game music has it; LOOP_START and so on too. A
    /// start alone loops to the end. Frames.
    struct Loop {
        std::uint64_t start;
        std::optional<std::uint64_t> end;
    };
    [[nodiscard]] std::optional<Loop> loop() const;
    AudioTexts& texts() { return texts_; }

  private:
    AudioTexts texts_;
    std::optional<std::uint64_t> start_, length_, end_;
};

}  // namespace sinter
