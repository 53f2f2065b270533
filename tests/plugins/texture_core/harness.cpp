// SPDX-License-Identifier: Apache-2.0
#include "harness.hpp"

#include <dlfcn.h>

#include <boost/test/unit_test.hpp>

#include <cstring>

namespace sinter::test {
namespace {

const sinter_entry_v0& plugin_entry() {
    static const auto* entry = [] {
        // Never closed: libraries are not unloaded inside the kernel either.
        void* library = dlopen(TEXTURE_CORE_PLUGIN, RTLD_NOW | RTLD_LOCAL);
        BOOST_REQUIRE_MESSAGE(library, dlerror());
        return static_cast<const sinter_entry_v0*>(dlsym(library, SINTER_ENTRY_SYMBOL));
    }();
    BOOST_REQUIRE(entry);
    return *entry;
}

class CancellingWorld : public JobWorld {
  public:
    explicit CancellingWorld(int checkpoints) : left_(checkpoints) {}
    bool checkpoint(float progress) override {
        BOOST_TEST((progress >= 0 && progress <= 1));
        return left_ < 0 || left_-- > 0;
    }

  private:
    int left_;
};

template <class T>
void append(ByteVector& bytes, T value) {
    const auto at = bytes.size();
    bytes.resize(at + sizeof(value));
    std::memcpy(bytes.data() + at, &value, sizeof(value));
}

}  // namespace

JobResult decode(std::string_view decoder, std::span<const std::uint8_t> source,
                 const DecodeOptions& options) {
    const auto* table =
        static_cast<const sinter_decoder_v0*>(plugin_entry().get(to_abi(SINTER_DECODER_ID), to_abi(decoder)));
    BOOST_REQUIRE_MESSAGE(table, "the plugin has no decoder " << decoder);
    Values settings;
    if (decoder == "png" || decoder == "jpeg") {
        settings["color_space"] = options.color_space;
        settings["max_megatexels"] = options.max_megatexels;
    }
    const Values platform;
    CancellingWorld world{options.checkpoints_before_cancel};
    JobInput input;
    input.step = decoder;
    input.path = "sample";
    input.source = source;
    input.settings = &settings;
    input.platform = &platform;
    input.memory_limit = options.memory_limit;
    input.world = &world;
    void* self = table->create();
    BOOST_REQUIRE(self);
    auto result = run_decoder(*table, self, input);
    table->destroy(self);
    return result;
}

Texture texture_of(const JobResult& result) {
    BOOST_REQUIRE_MESSAGE(result.status, name_of(result.status.code()) << ": " << result.status.error().text);
    BOOST_REQUIRE_EQUAL(result.products.size(), 1u);
    Texture texture{result.products.front().asset.view()};
    BOOST_TEST(texture.valid());
    return texture;
}

ByteVector level_of(const JobResult& result, std::uint32_t level) {
    const auto mip = texture_of(result).mip(level);
    return {mip.bytes.begin(), mip.bytes.end()};
}

std::vector<std::string> warnings_of(const JobResult& result) {
    std::vector<std::string> out;
    for (const auto& diagnostic : result.diagnostics)
        if (diagnostic.severity == Diagnostic::Severity::Warning) out.push_back(diagnostic.error.text);
    return out;
}

bool warns_of(const JobResult& result, std::string_view part) {
    for (const auto& text : warnings_of(result))
        if (text.find(part) != text.npos) return true;
    return false;
}

void append_u16(ByteVector& bytes, std::uint16_t value) {
    append(bytes, value);
}
void append_u32(ByteVector& bytes, std::uint32_t value) {
    append(bytes, value);
}
void append_u64(ByteVector& bytes, std::uint64_t value) {
    append(bytes, value);
}
void set_u32(ByteVector& bytes, std::size_t offset, std::uint32_t value) {
    std::memcpy(&bytes.at(offset + 3) - 3, &value, sizeof(value));
}
void set_u64(ByteVector& bytes, std::size_t offset, std::uint64_t value) {
    std::memcpy(&bytes.at(offset + 7) - 7, &value, sizeof(value));
}

ByteVector counting_bytes(std::size_t size) {
    ByteVector out(size);
    for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<std::uint8_t>(i * 7 + i / 256);
    return out;
}

}  // namespace sinter::test
