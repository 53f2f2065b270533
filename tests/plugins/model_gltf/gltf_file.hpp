// SPDX-License-Identifier: Apache-2.0
// glTF files written by hand, and what the plugin makes of them.
#pragma once

#include <boost/test/unit_test.hpp>

#include <cstring>
#include <initializer_list>

#include <sinter/animation.hpp>

#include "support/plugin_runner.hpp"

namespace sinter::test {

inline PluginRunner& plugin() {
    static PluginRunner runner{SINTER_PLUGIN};
    return runner;
}

/// The bytes of numbers, one behind the other.
template <class T>
ByteVector bytes_of(std::initializer_list<T> values) {
    ByteVector out(values.size() * sizeof(T));
    std::memcpy(out.data(), values.begin(), out.size());
    return out;
}
inline ByteVector operator+(ByteVector left, const ByteVector& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}
inline ByteVector text_bytes(std::string_view text) {
    return {text.begin(), text.end()};
}

/// Single quotes become double ones, so that JSON can be read here.
inline std::string json_of(std::string text) {
    for (char& c : text)
        if (c == '\'') c = '"';
    return text;
}

/// A GLB of that text and buffer (glTF 2.0, section 4).
inline ByteVector glb(const std::string& json, ByteVector binary = {}) {
    auto text = text_bytes(json_of(json));
    while (text.size() % 4 != 0) text.push_back(' ');
    while (binary.size() % 4 != 0) binary.push_back(0);
    const auto size = [](std::size_t bytes) { return static_cast<std::uint32_t>(bytes); };
    auto out = bytes_of<std::uint32_t>({0x46546c67, 2,
                                        size(20 + text.size() + (binary.empty() ? 0 : 8 + binary.size())),
                                        size(text.size()), 0x4e4f534a});
    out = out + text;
    if (!binary.empty()) out = out + bytes_of<std::uint32_t>({size(binary.size()), 0x004e4942}) + binary;
    return out;
}

inline JobResult decode(const ByteVector& file, const RunOptions& options = {}) {
    return plugin().decode("gltf", file, options);
}
/// What was wrong: "corrupt: glTF: ..."; "ok" when nothing was.
inline std::string failure_of(const ByteVector& file, const RunOptions& options = {}) {
    const auto result = decode(file, options);
    if (result.status) return "ok";
    return std::string{name_of(result.status.code())} + ": " + result.status.error().text;
}

/// A decoded file, kept, with its model viewed; requires that all products are valid.
class Decoded {
  public:
    explicit Decoded(const ByteVector& file, const RunOptions& options = {})
        : result_(decode(file, options)) {
        BOOST_REQUIRE_MESSAGE(result_.status, result_.status.error().text);
        for (const auto& product : result_.products) {
            const AssetView view{product.asset.view()};
            if (view.type() == AssetType::Model) BOOST_REQUIRE(Model{view}.valid());
            if (view.type() == AssetType::Animation) BOOST_REQUIRE(Animation{view}.valid());
        }
        model = Model{AssetView{product_of(result_).view()}};
    }
    [[nodiscard]] AssetView product(std::string_view label) const {
        return AssetView{product_of(result_, label).view()};
    }
    [[nodiscard]] const JobResult& result() const { return result_; }
    [[nodiscard]] std::vector<std::string> labels() const {
        std::vector<std::string> out;
        for (const auto& product : result_.products) out.push_back(product.label);
        return out;
    }
    /// Values of an attribute of a primitive; requires that it is there.
    [[nodiscard]] std::vector<float> values(std::uint32_t primitive, sinter_semantic semantic,
                                            std::uint32_t set = 0,
                                            std::uint32_t target = SINTER_MODEL_NONE) const {
        const auto row = model.primitives[primitive];
        const auto found = model.find(row, semantic, set, target);
        BOOST_REQUIRE(found);
        return model.values(row, *found);
    }
    [[nodiscard]] std::vector<std::uint32_t> indices(std::uint32_t primitive) const {
        return model.indices(model.lods[model.primitives[primitive].first_lod]);
    }

    Model model;

  private:
    JobResult result_;
};

/// Text of a mesh of one primitive over accessors that are given; `primitive` without braces.
inline std::string one_mesh(const std::string& primitive, const std::string& accessors,
                            const std::string& views, std::size_t bytes) {
    return "{'asset':{'version':'2.0'},'meshes':[{'primitives':[{" + primitive + "}]}],'accessors':[" +
           accessors + "],'bufferViews':[" + views + "],'buffers':[{'byteLength':" + std::to_string(bytes) +
           "}]}";
}

using Floats = std::vector<float>;
using Indices = std::vector<std::uint32_t>;

/// Compares whole vectors, so that a difference shows both.
template <class T>
void check_equal(const std::vector<T>& found, const std::vector<T>& wanted) {
    BOOST_TEST(found == wanted, boost::test_tools::per_element());
}

}  // namespace sinter::test
