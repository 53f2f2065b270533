// SPDX-License-Identifier: Apache-2.0
// What the tests of configuration share: manifests made by hand, and short ways to read a project.
#pragma once

#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "plugin/pipeline.hpp"

namespace config_test {

/// Two decoders, three processors (one for models, one for any type) and a validator.
inline const std::vector<const sinter::Manifest*>& manifests() {
    static const sinter::Manifest textures = [] {
        auto parsed = sinter::parse_manifest(R"(
[plugin]
name = "textures"
version = "1.0.0"
[[decoder]]
name = "png"
type = "texture"
extensions = ["png"]
[[decoder.setting]]
name = "color_space"
type = "string"
default = "auto"
choices = ["auto", "srgb", "linear"]
help = "h"
[[processor]]
name = "resize"
type = "texture"
[[processor.setting]]
name = "max_size"
type = "integer"
default = 0
min = 0
max = 65536
help = "h"
[[processor]]
name = "mipmaps"
type = "texture"
[[processor.setting]]
name = "filter"
type = "string"
default = "box"
choices = ["box", "kaiser"]
help = "h"
[[processor.setting]]
name = "sharpness"
type = "float"
default = 0.5
min = 0
max = 1
help = "h"
[[validator]]
name = "texture_limits"
type = "texture"
)",
                                             "textures.so");
        BOOST_REQUIRE(parsed);
        return *std::move(parsed);
    }();
    static const sinter::Manifest others = [] {
        auto parsed = sinter::parse_manifest(R"(
[plugin]
name = "others"
version = "1.0.0"
[[decoder]]
name = "material"
type = "material"
extensions = ["material"]
[[processor]]
name = "lods"
type = "model"
[[processor]]
name = "stamp"
type = "any"
)",
                                             "others.so");
        BOOST_REQUIRE(parsed);
        return *std::move(parsed);
    }();
    static const std::vector<const sinter::Manifest*> all = {&textures, &others};
    return all;
}

/// "line:column text" of each problem.
inline std::vector<std::string> lines_of(const std::vector<sinter::Error>& problems) {
    std::vector<std::string> out;
    for (const auto& problem : problems)
        out.push_back(std::to_string(problem.where.line) + ":" + std::to_string(problem.where.column) + " " +
                      problem.text);
    return out;
}

/// A project that must be right.
inline sinter::ProjectConfig project(std::string_view toml) {
    std::vector<sinter::Error> problems;
    auto parsed = sinter::ProjectConfig::parse(toml, "sinter.toml", "/p", problems);
    for (const auto& line : lines_of(problems)) BOOST_TEST_MESSAGE(line);
    BOOST_REQUIRE(parsed);
    return *std::move(parsed);
}

inline std::vector<std::string> names_of(const std::vector<sinter::StepChoice>& steps) {
    std::vector<std::string> out;
    for (const auto& step : steps) out.push_back(step.name);
    return out;
}

}  // namespace config_test
