// SPDX-License-Identifier: Apache-2.0
#include "host_files.hpp"

#include <algorithm>
#include <cstring>

#include "names.hpp"

namespace sinter::model_assimp {
namespace {

/// Bytes as a file that cannot be written.
class Bytes : public Assimp::IOStream {
  public:
    explicit Bytes(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    size_t Read(void* buffer, size_t size, size_t count) override {
        if (size == 0 || count == 0) return 0;
        const std::size_t whole = std::min((bytes_.size() - at_) / size, count);
        if (whole != 0) std::memcpy(buffer, bytes_.data() + at_, whole * size);
        at_ += whole * size;
        return whole;
    }
    size_t Write(const void*, size_t, size_t) override { return 0; }
    aiReturn Seek(size_t offset, aiOrigin origin) override {
        // Offsets from the current place and from the end are signed numbers in disguise.
        const std::size_t from = origin == aiOrigin_SET ? 0 : origin == aiOrigin_CUR ? at_ : bytes_.size();
        const std::size_t to = from + offset;
        if (to > bytes_.size()) return aiReturn_FAILURE;
        at_ = to;
        return aiReturn_SUCCESS;
    }
    size_t Tell() const override { return at_; }
    size_t FileSize() const override { return bytes_.size(); }
    void Flush() override {}

  private:
    std::span<const std::uint8_t> bytes_;
    std::size_t at_ = 0;
};

bool is_drive(std::string_view path) {
    return path.size() >= 2 && path[1] == ':' &&
           ((path[0] >= 'A' && path[0] <= 'Z') || (path[0] >= 'a' && path[0] <= 'z'));
}

}  // namespace

std::string neighbour_path(std::string_view named) {
    std::string path = clean_text(named);
    std::ranges::replace(path, '\\', '/');
    const bool is_url = path.starts_with("file:");
    if (is_url || path.starts_with('/') || is_drive(path)) {
        path.erase(0, path.rfind('/') + 1);
        if (is_drive(path)) path.erase(0, 2);
    }
    while (path.starts_with("./")) path.erase(0, 2);
    return path;
}

std::optional<std::span<const std::uint8_t>> HostFiles::find(const char* file) const {
    if (name_ == file) return job_.source();
    const auto path = neighbour_path(file);
    if (path.empty() || path == name_) return std::nullopt;
    const auto bytes = job_.read(path);
    return bytes ? std::optional{*bytes} : std::nullopt;
}

bool HostFiles::Exists(const char* file) const {
    return find(file).has_value();
}

Assimp::IOStream* HostFiles::Open(const char* file, const char* mode) {
    if (std::strpbrk(mode, "wa+")) return nullptr;
    const auto bytes = find(file);
    return bytes ? new Bytes{*bytes} : nullptr;
}

bool HostFiles::ComparePaths(const char* one, const char* second) const {
    return neighbour_path(one) == neighbour_path(second);
}

}  // namespace sinter::model_assimp
