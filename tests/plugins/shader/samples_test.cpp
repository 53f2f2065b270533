// SPDX-License-Identifier: Apache-2.0
// The shaders of the sample project: good for every platform that can have them, broken ones with their
// reasons.
#include <filesystem>
#include <fstream>
#include <iterator>

#include <boost/test/unit_test.hpp>

#include "decode_shader.hpp"
#include "programs.hpp"
#include "project.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

/// The generator's files, by logical path.
std::map<std::string, ByteVector> sample_files() {
    const TempFolder folder;
    const auto root = folder / "samples";
    auto out = samples::OutputFolder::open(root);
    BOOST_REQUIRE(static_cast<bool>(out));
    samples::add_shaders(*out);
    BOOST_REQUIRE(static_cast<bool>(out->status()));
    std::map<std::string, ByteVector> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{root / "assets"}) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file{entry.path(), std::ios::binary};
        files[entry.path().lexically_relative(root / "assets").generic_string()] = {
            std::istreambuf_iterator<char>{file}, {}};
    }
    return files;
}
bool is_include(const std::string& path) {
    return path.ends_with(".glsl");
}

JobResult decoded(const std::map<std::string, ByteVector>& files, const std::string& path) {
    RunOptions options = named(path);
    options.files = files;
    return shader_plugin().decode("shader", files.at(path), options);
}
/// As the default rules cook it for a profile.
JobResult cooked(const JobResult& raw, const std::string& target, const std::string& optimisation) {
    RunOptions options;
    options.platform = {{"shader_target", target}, {"shader_optimisation", optimisation}};
    const auto better = process("shader_optimise", product_of(raw), options);
    BOOST_REQUIRE_MESSAGE(better.status, said_by(better));
    return process("shader_target", product_of(better), options);
}
std::string extension_of(const std::string& path) {
    const auto stem = path.ends_with(".hlsl") ? path.substr(0, path.size() - 5) : path;
    return stem.substr(stem.rfind('.'));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shader_samples)

BOOST_AUTO_TEST_CASE(good_ones_are_valid_for_every_platform) {
    const auto files = sample_files();
    const bool can_judge = has_program("spirv-val") && has_program("glslangValidator");
    int seen = 0;
    for (const auto& [path, bytes] : files) {
        if (is_include(path) || path.starts_with("broken/")) continue;
        ++seen;
        const auto raw = decoded(files, path);
        BOOST_REQUIRE_MESSAGE(raw.status, path << ": " << said_by(raw));
        BOOST_TEST(said_by(raw) == "", path);
        const bool compute = path.ends_with(".comp");
        for (const auto& [target, aim] : {std::pair{"spirv_1_3", "performance"},
                                          {"glsl_es_300", "size"},
                                          {"glsl_450", "performance"},
                                          {"msl_2_4", "performance"}}) {
            const auto result = cooked(raw, target, aim);
            if (compute && std::string_view{target} == "glsl_es_300") {
                BOOST_TEST(result.status.code() == Code::Unsupported);
                continue;
            }
            BOOST_REQUIRE_MESSAGE(result.status, path << " to " << target << ": " << said_by(result));
            const Shader shader{product_of(result).view()};
            BOOST_REQUIRE(shader.valid());
            for (std::uint32_t i = 0; can_judge && i < shader.variant_count(); ++i) {
                const auto code = shader.code(i);
                if (shader.language() == ShaderLanguage::Spirv)
                    BOOST_TEST(judged("spirv-val --target-env vulkan1.1", code, ".spv") == "", path);
                else if (shader.language() != ShaderLanguage::Msl)
                    BOOST_TEST(judged("glslangValidator", code, extension_of(path)) == "",
                               path << " to " << target << "\n"
                                    << std::string(code.begin(), code.end()));
            }
        }
    }
    BOOST_TEST(seen == 7);
}

BOOST_AUTO_TEST_CASE(broken_ones_say_why) {
    const auto files = sample_files();
    const auto reason = [&](const std::string& path) {
        const auto result = decoded(files, path);
        BOOST_REQUIRE(!result.status);
        return result.status.error();
    };
    const auto syntax = reason("broken/syntax_in_include.frag");
    BOOST_TEST(syntax.where.path == "broken/include/grading.glsl");
    BOOST_TEST(syntax.where.line == 4u);
    BOOST_TEST(syntax.text.find("included from broken/syntax_in_include.frag:2") != std::string::npos,
               syntax.text);
    BOOST_TEST(reason("broken/missing_include.frag").text.find("include/gone.glsl") != std::string::npos);
    BOOST_TEST(reason("broken/include_circle.frag").text.find("the file includes itself") !=
               std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
