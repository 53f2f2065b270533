// SPDX-License-Identifier: Apache-2.0
#include "decoders.hpp"
#include "ogg_file.hpp"
#include "vorbis_link.hpp"

namespace sinter {
namespace {

enum class Content { None, Vorbis, Other };

/// Of the streams that begin the file, the first with sound.
Content content_of(std::span<const std::uint8_t> file) {
    OggPages pages{file};
    while (const auto page = pages.next()) {
        if ((page->flags & OggPage::Begin) == 0) break;
        if (begins_with(page->body, "\x01vorbis")) return Content::Vorbis;
        if (begins_with(page->body, "OpusHead") || begins_with(page->body,
                                                               "\x7F"
                                                               "FLAC"))
            return Content::Other;
    }
    return Content::None;
}

/// A file of one or several Vorbis streams, one after the other, beside streams of other kinds.
class VorbisFile {
  public:
    VorbisFile(DecodeJob& job, Output output) : job_(job), output_(output) {}

    Status read() {
        OggPages pages{job_.source()};
        while (const auto page = pages.next()) {
            if (auto done = add(*page); !done) return done;
            const auto part = static_cast<float>(page->offset) / static_cast<float>(job_.source().size());
            if (!job_.checkpoint(std::min(part, 1.0F))) return Job::cancelled();
            if (stopped_) break;
        }
        if (!sound_) return {Code::Corrupt, "Vorbis: the file ends in its headers"};
        if (!ended_ || hole_ || bad_packets_ != 0 || pages.is_damaged()) {
            sound_->row().flags |= SINTER_AUDIO_CUT_SHORT;
            job_.warn("Vorbis: damaged (" +
                      std::string{hole_ || pages.is_damaged() ? "pages are missing or wrong" : ""} +
                      (!ended_ ? std::string{hole_ || pages.is_damaged() ? ", " : ""} + "no end" : "") +
                      (bad_packets_ != 0 ? ", " + std::to_string(bad_packets_) + " bad packets" : "") +
                      "); " + std::to_string(sound_->frames()) + " frames are there");
        }
        return finish();
    }

  private:
    Status add(const OggPage& page) {
        const bool begins = (page.flags & OggPage::Begin) != 0;
        if (begins && begins_with(page.body, "\x01vorbis")) {
            if (link_ && beginning_) {
                job_.warn("Vorbis: several sounds at once; the first one is taken");
                return {};
            }
            begin_link(page.serial);
        }
        beginning_ = begins;
        if (!link_ || page.serial != serial_) return {};
        bool hole = false;
        const auto packets = packets_.add(page, hole);
        hole_ |= hole;
        std::size_t first = 0;
        while (!link_->is_ready() && first < packets.size())
            if (auto done = header(packets[first++]); !done || stopped_) return done;
        if (first == packets.size()) {
            if (link_->is_ready() && (page.flags & OggPage::End) != 0) ended_ = true;
            return {};
        }
        return decode(page, std::span{packets}.subspan(first));
    }

    void begin_link(std::uint32_t serial) {
        link_.emplace();
        packets_ = {};
        serial_ = serial;
        position_ = 0;
        previous_block_ = 0;
        has_position_ = false;
        ended_ = false;
    }

    Status header(std::span<const std::uint8_t> packet) {
        if (auto done = link_->header(packet); !done) {
            if (!sound_) return done;
            job_.warn("Vorbis: a further part has no good headers; it is left out");
            stopped_ = true;
            return {};
        }
        if (!link_->is_ready()) return {};
        if (sound_) {
            if (link_->channels() == sound_->row().channels &&
                link_->sample_rate() == sound_->row().sample_rate)
                return {};
            job_.warn("Vorbis: a further part has other channels or another rate (" +
                      std::to_string(link_->channels()) + " channels, " +
                      std::to_string(link_->sample_rate()) + " Hz); it is left out");
            ended_ = stopped_ = true;
            return {};
        }
        sinter_audio_row row{};
        row.channels = link_->channels();
        row.channel_mask = usual_channel_mask(row.channels);
        row.sample_rate = row.source_rate = link_->sample_rate();
        row.codec = SINTER_AUDIO_F32;
        row.flags = SINTER_AUDIO_LOSSY_SOURCE;
        link_->read_comments(comments_);
        if (const auto loop = comments_.loop()) {
            row.loop_mode = SINTER_AUDIO_LOOP_FORWARD;
            row.loop_start = loop->start;
            row.loop_end = loop->end.value_or(std::numeric_limits<std::uint64_t>::max());
            wanted_end_ = loop->end.value_or(0);
        }
        most_ = most_frames(job_, row.sample_rate);
        sound_.emplace(output_, row);
        return {};
    }

    /// Packets that end on one page, whose granule position says where the last of their frames is.
    Status decode(const OggPage& page, std::span<const OggPackets::Packet> packets) {
        std::uint64_t total = 0;
        long block = previous_block_;
        for (const auto& packet : packets) total += link_->frames_of(packet, block);
        previous_block_ = block;
        std::uint64_t skip = 0, keep = total;
        const bool ends = (page.flags & OggPage::End) != 0;
        if (page.granule >= 0) {
            const auto granule = static_cast<std::uint64_t>(page.granule);
            if (ends && granule < position_ + total) {
                keep = granule > position_ ? granule - position_ : 0;
            } else if (!has_position_ && granule < total) {
                // The first position is smaller than what is there: the begin was cut off (Vorbis I, section
                // A.2).
                skip = total - granule;
            }
            if (!has_position_ && !ends) position_ = granule >= total ? granule - total : 0;
            has_position_ = true;
        }
        std::uint64_t at = 0;
        std::vector<float> frames;
        for (const auto& packet : packets) {
            if (!link_->decode(packet, frames)) ++bad_packets_;
            const std::uint64_t count = frames.size() / link_->channels();
            const auto from = std::clamp(skip, at, at + count) - at,
                       to = std::clamp(keep, at, at + count) - at;
            at += count;
            if (from >= to) continue;
            const auto channels = link_->channels();
            if (auto done = sound_->append(
                    std::span<const float>{frames}.subspan(from * channels, (to - from) * channels));
                !done)
                return done;
            if (sound_->frames() > most_) return too_long(job_);
        }
        position_ += keep - std::min(skip, keep);
        ended_ |= ends;
        return {};
    }

    Status finish() {
        const auto row = sound_->row();
        if (row.loop_mode != SINTER_AUDIO_LOOP_NONE &&
            (row.loop_start >= sound_->frames() || wanted_end_ > sound_->frames()))
            job_.warn("Vorbis: the loop of the tags does not lie inside the sound (" +
                      std::to_string(row.loop_start) + " to " + std::to_string(wanted_end_) + " of " +
                      std::to_string(sound_->frames()) + " frames)");
        if (auto done = sound_->finish(); !done) return done;
        if (auto done = comments_.texts().write(output_, sound_->row().frames); !done) return done;
        return job_.emit(output_);
    }

    DecodeJob& job_;
    Output output_;
    Comments comments_;
    std::optional<VorbisLink> link_;
    std::optional<NewAudio> sound_;
    OggPackets packets_;
    std::uint64_t position_ = 0, most_ = 0, wanted_end_ = 0;
    std::uint32_t serial_ = 0, bad_packets_ = 0;
    long previous_block_ = 0;
    bool has_position_ = false, beginning_ = false, ended_ = false, stopped_ = false, hole_ = false;
};

}  // namespace

Status OggDecoder::decode(DecodeJob& job) {
    switch (content_of(job.source())) {
        case Content::Other:
            return decode_sound_file(job);
        case Content::None:
            return {Code::Unsupported, "Ogg: no Vorbis, Opus or FLAC in it"};
        default:
            break;
    }
    auto output = job.new_asset(AssetType::Audio);
    if (!output) return output.status();
    return VorbisFile{job, *output}.read();
}

}  // namespace sinter
