// SPDX-License-Identifier: Apache-2.0
// Object: an object of the JSON text, whose members are read with their types, ranges and places checked.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace model_gltf {

using Json = nlohmann::json;

/// Parses a whole text. Throws Refusal: Corrupt, with the byte at which it is wrong.
Json parse_json(std::string_view text);

/// Every function throws Refusal (Corrupt) with the place, such as "nodes[3].mesh: ...", when the member is
/// of another type or out of range; what is said to be optional may be missing. Lifetime: that of the
/// document.
class Object {
  public:
    /// `path` is its place in the text. Throws when `json` is no object.
    Object(const Json& json, std::string path);

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] const Json& json() const { return *json_; }
    [[nodiscard]] bool has(const char* name) const { return json_->contains(name); }
    [[noreturn]] void refuse_member(const char* name, const std::string& why) const;

    [[nodiscard]] std::optional<Object> object(const char* name) const;
    [[nodiscard]] Object need_object(const char* name) const;
    /// extensions.<name>
    [[nodiscard]] std::optional<Object> extension(const char* name) const;
    /// Elements of an array of objects, in order; an absent array has none.
    void each(const char* name, const std::function<void(const Object&, std::uint32_t)>& visit) const;
    /// Elements of an array; 0 when it is absent.
    [[nodiscard]] std::uint32_t count(const char* name) const;

    /// Finite, and within the range of a float.
    [[nodiscard]] std::optional<float> number(const char* name) const;
    [[nodiscard]] float number(const char* name, float otherwise) const {
        return number(name).value_or(otherwise);
    }
    [[nodiscard]] float need_number(const char* name) const;
    [[nodiscard]] bool boolean(const char* name, bool otherwise) const;
    [[nodiscard]] std::string_view text(const char* name, std::string_view otherwise = {}) const;
    /// A whole number from 0 to 2^53.
    [[nodiscard]] std::optional<std::uint64_t> whole(const char* name) const;
    [[nodiscard]] std::uint64_t need_whole(const char* name) const;
    /// A whole number below `size`; `what` is what it counts: "there is no mesh 7 (there are 5)".
    [[nodiscard]] std::optional<std::uint32_t> index(const char* name, std::size_t size,
                                                     const char* what) const;
    [[nodiscard]] std::uint32_t need_index(const char* name, std::size_t size, const char* what) const;
    [[nodiscard]] std::vector<std::uint32_t> indices(const char* name, std::size_t size,
                                                     const char* what) const;
    /// Exactly out.size() numbers; false and `out` untouched when absent.
    bool numbers(const char* name, std::span<float> out) const;
    /// Any number of them.
    [[nodiscard]] std::vector<float> numbers(const char* name) const;

  private:
    [[nodiscard]] const Json* find(const char* name) const;
    [[nodiscard]] const Json* find_array(const char* name) const;
    [[nodiscard]] std::string place(const char* name) const;
    [[nodiscard]] std::string place(const char* name, std::size_t index) const;

    const Json* json_;
    std::string path_;
};

}  // namespace model_gltf
