// SPDX-License-Identifier: Apache-2.0
#include "json.hpp"

#include <cmath>
#include <limits>

#include "refusal.hpp"

namespace model_gltf {
namespace {

float to_float(const Json& value, const std::string& place) {
    if (!value.is_number()) corrupt(place + ": a number is wanted");
    const double number = value.get<double>();
    if (!(std::abs(number) <= double{std::numeric_limits<float>::max()}))
        corrupt(place + ": too large a number");
    return static_cast<float>(number);
}

std::uint64_t to_whole(const Json& value, const std::string& place) {
    // JSON has no integers: 12.0 is 12.
    if (value.is_number()) {
        const double number = value.get<double>();
        if (number >= 0 && number <= 0x1p53 && number == std::floor(number))
            return static_cast<std::uint64_t>(number);
    }
    corrupt(place + ": a whole number from 0 is wanted");
}

std::uint32_t to_index(const Json& value, std::size_t size, const char* what, const std::string& place) {
    const auto index = to_whole(value, place);
    if (index >= size)
        corrupt(place + ": there is no " + what + " " + std::to_string(index) + " (there are " +
                std::to_string(size) + ")");
    return static_cast<std::uint32_t>(index);
}

}  // namespace

Json parse_json(std::string_view text) {
    try {
        return Json::parse(text.begin(), text.end());
    } catch (const Json::parse_error& error) {
        throw Refusal{{sinter::Code::Corrupt,
                       "glTF: the text is not JSON",
                       {.path = {}, .offset = error.byte == 0 ? 0 : error.byte - 1}}};
    } catch (const Json::exception&) {
        corrupt("the JSON has a number that is too large");
    }
}

Object::Object(const Json& json, std::string path) : json_(&json), path_(std::move(path)) {
    if (!json.is_object()) corrupt((path_.empty() ? "the text" : path_) + ": an object is wanted");
}

std::string Object::place(const char* name) const {
    return path_.empty() ? name : path_ + "." + name;
}
std::string Object::place(const char* name, std::size_t index) const {
    return place(name) + "[" + std::to_string(index) + "]";
}
void Object::refuse_member(const char* name, const std::string& why) const {
    corrupt(place(name) + ": " + why);
}

const Json* Object::find(const char* name) const {
    const auto found = json_->find(name);
    return found == json_->end() ? nullptr : &*found;
}
const Json* Object::find_array(const char* name) const {
    const auto* value = find(name);
    if (value && !value->is_array()) refuse_member(name, "an array is wanted");
    return value;
}

std::optional<Object> Object::object(const char* name) const {
    const auto* value = find(name);
    if (!value) return std::nullopt;
    return Object{*value, place(name)};
}
Object Object::need_object(const char* name) const {
    auto found = object(name);
    if (!found) refuse_member(name, "missing");
    return *std::move(found);
}
std::optional<Object> Object::extension(const char* name) const {
    const auto all = object("extensions");
    return all ? all->object(name) : std::nullopt;
}
std::uint32_t Object::count(const char* name) const {
    const auto* array = find_array(name);
    return array ? static_cast<std::uint32_t>(array->size()) : 0;
}
void Object::each(const char* name, const std::function<void(const Object&, std::uint32_t)>& visit) const {
    const auto* array = find_array(name);
    if (!array) return;
    std::uint32_t index = 0;
    for (const auto& element : *array) {
        visit(Object{element, place(name, index)}, index);
        ++index;
    }
}

std::optional<float> Object::number(const char* name) const {
    const auto* value = find(name);
    return value ? std::optional{to_float(*value, place(name))} : std::nullopt;
}
float Object::need_number(const char* name) const {
    const auto value = number(name);
    if (!value) refuse_member(name, "missing");
    return *value;
}
bool Object::boolean(const char* name, bool otherwise) const {
    const auto* value = find(name);
    if (!value) return otherwise;
    if (!value->is_boolean()) refuse_member(name, "true or false is wanted");
    return value->get<bool>();
}
std::string_view Object::text(const char* name, std::string_view otherwise) const {
    const auto* value = find(name);
    if (!value) return otherwise;
    if (!value->is_string()) refuse_member(name, "a text is wanted");
    return value->get_ref<const std::string&>();
}
std::optional<std::uint64_t> Object::whole(const char* name) const {
    const auto* value = find(name);
    return value ? std::optional{to_whole(*value, place(name))} : std::nullopt;
}
std::uint64_t Object::need_whole(const char* name) const {
    const auto value = whole(name);
    if (!value) refuse_member(name, "missing");
    return *value;
}
std::optional<std::uint32_t> Object::index(const char* name, std::size_t size, const char* what) const {
    const auto* value = find(name);
    return value ? std::optional{to_index(*value, size, what, place(name))} : std::nullopt;
}
std::uint32_t Object::need_index(const char* name, std::size_t size, const char* what) const {
    const auto value = index(name, size, what);
    if (!value) refuse_member(name, "missing");
    return *value;
}
std::vector<std::uint32_t> Object::indices(const char* name, std::size_t size, const char* what) const {
    std::vector<std::uint32_t> out;
    const auto* array = find_array(name);
    if (!array) return out;
    out.reserve(array->size());
    for (const auto& element : *array) out.push_back(to_index(element, size, what, place(name, out.size())));
    return out;
}
bool Object::numbers(const char* name, std::span<float> out) const {
    if (!find(name)) return false;
    const auto found = numbers(name);
    if (found.size() != out.size()) refuse_member(name, std::to_string(out.size()) + " numbers are wanted");
    std::copy(found.begin(), found.end(), out.begin());
    return true;
}
std::vector<float> Object::numbers(const char* name) const {
    std::vector<float> out;
    const auto* array = find_array(name);
    if (!array) return out;
    out.reserve(array->size());
    for (const auto& element : *array) out.push_back(to_float(element, place(name, out.size())));
    return out;
}

}  // namespace model_gltf
