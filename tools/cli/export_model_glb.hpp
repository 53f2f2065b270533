// SPDX-License-Identifier: Apache-2.0
// GlbBuilder: the parts of a GLB (Khronos glTF 2.0, sections 3.6 and 4.4) as they come, then its bytes.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <sinter/status.hpp>

namespace sinter::cli {

/// "\"text\"", escaped.
[[nodiscard]] std::string json_text(std::string_view text);
/// The shortest digits that read back as the same float; 0 for what JSON has no number for.
[[nodiscard]] std::string json_number(float value);
/// "[1,2.5]"
[[nodiscard]] std::string json_numbers(std::span<const float> values);
/// "[1,2]"
[[nodiscard]] std::string json_indices(std::span<const std::uint32_t> values);

/// An object that is being written. Fields come in the order of `add`.
class JsonObject {
  public:
    JsonObject& add(std::string_view name, const std::string& json);
    JsonObject& add(std::string_view name, std::uint32_t number) { return add(name, std::to_string(number)); }
    [[nodiscard]] bool empty() const { return body_.empty(); }
    [[nodiscard]] std::string text() const { return "{" + body_ + "}"; }

  private:
    std::string body_;
};

enum class AccessorType : std::uint8_t { Scalar, Vec2, Vec3, Vec4, Mat4 };
[[nodiscard]] std::uint32_t components_of(AccessorType type);

/// Threads: one.
class GlbBuilder {
  public:
    /// What the bytes of an accessor are for.
    enum class Use : std::uint8_t { Vertices, Indices, Other };

    /// Index of a new element of a top-level array: "nodes", "meshes", …
    std::uint32_t add(std::string_view array, std::string json);
    void set(std::string_view array, std::uint32_t index, std::string json) {
        arrays_.find(array)->second[index] = std::move(json);
    }
    [[nodiscard]] std::uint32_t count(std::string_view array) const;
    void use_extension(std::string_view name) { extensions_.try_emplace(std::string{name}); }
    /// An extension with content of its own in the root.
    void set_extension(std::string_view name, std::string json) {
        extensions_[std::string{name}] = std::move(json);
    }

    /// At least one element. `with_bounds`: minimum and maximum are written.
    std::uint32_t add_floats(AccessorType type, std::span<const float> values, Use use, bool with_bounds);
    std::uint32_t add_u16(AccessorType type, std::span<const std::uint16_t> values, Use use);
    std::uint32_t add_u32(std::span<const std::uint32_t> values, Use use);
    std::uint32_t add_view(std::span<const std::uint8_t> bytes, Use use = Use::Other);

    /// Errors: TooLarge, over 4 GiB.
    [[nodiscard]] Result<std::vector<std::uint8_t>> finish(std::string_view generator,
                                                           std::uint32_t scene) const;

  private:
    std::uint32_t add_accessor(std::span<const std::uint8_t> bytes, std::uint32_t component,
                               std::size_t count, AccessorType type, Use use, const JsonObject& bounds);

    std::map<std::string, std::vector<std::string>, std::less<>> arrays_;
    std::map<std::string, std::string> extensions_;
    std::vector<std::uint8_t> bin_;
};

}  // namespace sinter::cli
