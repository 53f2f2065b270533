// SPDX-License-Identifier: Apache-2.0
#include "inflate.hpp"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>

#include "facts.hpp"

namespace sinter::texture_core {
namespace {

/// Frames that want a larger window than 2^27 bytes are refused, as by zstd's own tool.
constexpr int MaxWindowLog = 27;

float between(float begin, float end, std::size_t done, std::size_t all) {
    return begin + (end - begin) * (all == 0 ? 1.0f : static_cast<float>(done) / static_cast<float>(all));
}

Status wrong_size(const char* name, std::size_t wanted) {
    return {Code::Corrupt, std::string{"KTX2: the "} + name + " data does not inflate to " +
                               std::to_string(wanted) + " bytes"};
}

struct FreeZstd {
    void operator()(ZSTD_DStream* stream) const noexcept { ZSTD_freeDStream(stream); }
};
struct EndZlib {
    void operator()(z_stream* stream) const noexcept { inflateEnd(stream); }
};

}  // namespace

Status inflate_zstd(DecodeJob& job, Bytes in, std::span<std::uint8_t> out, float begin, float end) {
    const std::unique_ptr<ZSTD_DStream, FreeZstd> stream{ZSTD_createDStream()};
    if (!stream || ZSTD_isError(ZSTD_DCtx_setParameter(stream.get(), ZSTD_d_windowLogMax, MaxWindowLog)))
        return {Code::OutOfMemory, "KTX2: out of memory for Zstandard"};
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer to{out.data(), 0, 0};
    for (;;) {
        to.size = std::min<std::size_t>(out.size(), to.pos + StepBytes);
        const auto read_before = from.pos, written_before = to.pos;
        const auto left = ZSTD_decompressStream(stream.get(), &to, &from);
        if (ZSTD_isError(left))
            return {Code::Corrupt, std::string{"KTX2: Zstandard: "} + ZSTD_getErrorName(left)};
        if (left == 0 && from.pos == from.size) break;
        // No progress: the input ends within a frame, or there is more output than was promised.
        if (from.pos == read_before && to.pos == written_before) return wrong_size("Zstandard", out.size());
        if (!job.checkpoint(between(begin, end, to.pos, out.size()))) return Job::cancelled();
    }
    return to.pos == out.size() ? Status{} : wrong_size("Zstandard", out.size());
}

Status inflate_zlib(DecodeJob& job, Bytes in, std::span<std::uint8_t> out, float begin, float end) {
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) return {Code::OutOfMemory, "KTX2: out of memory for ZLIB"};
    const std::unique_ptr<z_stream, EndZlib> guard{&stream};
    constexpr std::size_t MaxStep = StepBytes;  // zlib counts in 32 bits
    std::size_t read = 0, written = 0;
    for (;;) {
        const auto input = std::min(in.size() - read, MaxStep),
                   output = std::min(out.size() - written, MaxStep);
        stream.next_in = const_cast<Bytef*>(in.data() + read);
        stream.avail_in = static_cast<uInt>(input);
        stream.next_out = out.data() + written;
        stream.avail_out = static_cast<uInt>(output);
        const int result = inflate(&stream, Z_NO_FLUSH);
        read += input - stream.avail_in;
        written += output - stream.avail_out;
        if (result == Z_STREAM_END) break;
        if (result == Z_BUF_ERROR) return wrong_size("ZLIB", out.size());
        if (result != Z_OK)
            return {Code::Corrupt, std::string{"KTX2: ZLIB: "} + (stream.msg ? stream.msg : "damaged")};
        if (!job.checkpoint(between(begin, end, written, out.size()))) return Job::cancelled();
    }
    return written == out.size() && read == in.size() ? Status{} : wrong_size("ZLIB", out.size());
}

}  // namespace sinter::texture_core
