// SPDX-License-Identifier: Apache-2.0
// Document: the parsed file with what every part of the decoder asks of it: sizes of the arrays, memory,
// warnings.
#pragma once

#include <map>
#include <set>

#include <sinter/plugin.hpp>

#include "container.hpp"
#include "json.hpp"
#include "refusal.hpp"

namespace model_gltf {

using Bytes = std::span<const std::uint8_t>;

/// Threads: the job's. Lifetime: the job's.
class Document {
  public:
    /// Parses the source of the job. Throws Refusal, also for another version than 2 and for a required
    /// extension that is not known.
    explicit Document(sinter::DecodeJob& job);

    [[nodiscard]] sinter::DecodeJob& job() { return job_; }
    [[nodiscard]] const Object& root() const { return *root_; }
    [[nodiscard]] const Container& container() const { return container_; }
    /// Elements of a top-level array of objects; checked to be objects.
    [[nodiscard]] std::size_t count(const char* array) const { return elements(array).size(); }
    [[nodiscard]] const Object& element(const char* array, std::uint32_t index) const {
        return elements(array)[index];
    }
    [[nodiscard]] const std::vector<Object>& elements(const char* array) const;

    /// Says it once, however often it happens.
    void warn_once(const std::string& text);
    /// Counts bytes that the model will take, or that are unpacked on the way; throws Refusal (TooLarge) over
    /// the setting max_mib.
    void claim(std::uint64_t bytes);
    /// Memory that lives as long as the document; zeroed, aligned to 64.
    [[nodiscard]] std::span<std::uint8_t> allocate(std::uint64_t size);
    /// Throws Refusal (Cancelled) when the job is to stop.
    void checkpoint(float progress);

  private:
    void check_extensions() const;

    sinter::DecodeJob& job_;
    Container container_;
    Json json_;
    std::optional<Object> root_;
    mutable std::map<std::string, std::vector<Object>, std::less<>> arrays_;
    std::set<std::string, std::less<>> warned_;
    std::vector<sinter::Job::Scratch> memory_;
    std::uint64_t claimed_ = 0, most_ = 0;
};

}  // namespace model_gltf
