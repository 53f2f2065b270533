// SPDX-License-Identifier: Apache-2.0
// The bytes of a source, as OpenImageIO reads them.
#pragma once

#include <OpenImageIO/filesystem.h>

#include <algorithm>
#include <cstring>

#include "bytes.hpp"

namespace sinter::texture_oiio {

/// OpenImageIO's own IOMemReader copies from outside its buffer when a file makes a reader seek behind the
/// end; this one never does. Lifetime: views the bytes.
class MemorySource final : public OIIO::Filesystem::IOProxy {
  public:
    explicit MemorySource(Bytes bytes) : IOProxy("", Read), bytes_(bytes) {}

    const char* proxytype() const override { return "memreader"; }
    bool seek(int64_t offset) override {
        if (offset < 0) return false;
        m_pos = offset;
        return true;
    }
    size_t read(void* out, size_t size) override {
        const auto done = pread(out, size, m_pos);
        m_pos += static_cast<int64_t>(done);
        return done;
    }
    size_t pread(void* out, size_t size, int64_t offset) override {
        if (offset < 0 || static_cast<std::uint64_t>(offset) >= bytes_.size()) return 0;
        const auto count = std::min(size, bytes_.size() - static_cast<std::size_t>(offset));
        std::memcpy(out, bytes_.data() + offset, count);
        return count;
    }
    size_t write(const void*, size_t) override { return 0; }
    size_t size() const override { return bytes_.size(); }

  private:
    Bytes bytes_;
};

}  // namespace sinter::texture_oiio
