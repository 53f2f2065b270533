// SPDX-License-Identifier: Apache-2.0
// Refusal: why a file cannot be decoded; thrown where it is found, turned into a status in decoder.cpp alone.
#pragma once

#include <string>

#include <sinter/status.hpp>

namespace model_gltf {

struct Refusal {
    sinter::Error error;
};

[[noreturn]] inline void refuse(sinter::Code code, std::string text) {
    throw Refusal{{code, "glTF: " + std::move(text), {}}};
}
[[noreturn]] inline void corrupt(std::string text) {
    refuse(sinter::Code::Corrupt, std::move(text));
}
inline void require(bool holds, const char* text) {
    if (!holds) corrupt(text);
}
/// The value, or the host's refusal.
template <class T>
T take(sinter::Result<T> result) {
    if (!result) throw Refusal{std::move(result).error()};
    return *std::move(result);
}
inline void take(sinter::Status status) {
    if (!status) throw Refusal{std::move(status).error()};
}

}  // namespace model_gltf
