// SPDX-License-Identifier: Apache-2.0
// Every shader of the shared corpus, each in a process that may be lost. The expected words are those of
// shaderc 2023.2 with -O for Vulkan 1.3, the warnings its count.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include <boost/test/unit_test.hpp>

#include "asset/facts.hpp"
#include "decode_shader.hpp"
#include "programs.hpp"
#include "support/corpus.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

struct Outcome {
    enum class Kind { Ok, Error, Crashed } kind = Kind::Crashed;
    long words = 0, warnings = 0, errors = 0;
    std::string text;
};

std::map<std::string, ByteVector> neighbours_in(const std::filesystem::path& folder) {
    std::map<std::string, ByteVector> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder / "shaders"}) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file{entry.path(), std::ios::binary};
        out[entry.path().lexically_relative(folder).generic_string()] = {std::istreambuf_iterator<char>{file},
                                                                         {}};
    }
    return out;
}

/// What the child found, in one line: kind, words, warnings, errors, text.
std::string in_child(const CorpusRow& row, const ByteVector& source, const RunOptions& options) {
    const auto result = shader_plugin().decode("shader", source, options);
    long errors = 0;
    for (const auto& diagnostic : result.diagnostics)
        errors += diagnostic.severity == Diagnostic::Severity::Error;
    if (!result.status) {
        auto text = result.status.error().text;
        if (text.empty()) text = "(no text)";
        return "error 0 0 " + std::to_string(errors) + ' ' + text;
    }
    long words = -1, warnings = -1;
    for (const auto& [name, value] : facts_of(product_of(result).view())) {
        if (name == "spirv_words") words = static_cast<long>(std::get<std::int64_t>(value));
        if (name == "warnings") warnings = static_cast<long>(std::get<std::int64_t>(value));
    }
    return "ok " + std::to_string(words) + ' ' + std::to_string(warnings) + " 0 " + row.file;
}

/// Runs `body`, whose text is an outcome, in a child.
template <class Body>
Outcome outcome_of(Body body) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("pipe");
    const auto child = fork();
    if (child == 0) {
        const rlimit seconds{20, 20};
        setrlimit(RLIMIT_CPU, &seconds);
        const rlimit core{0, 0};
        setrlimit(RLIMIT_CORE, &core);
        for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGXCPU})
            std::signal(signal, SIG_DFL);
        const auto line = body();
        [[maybe_unused]] const auto written = write(ends[1], line.data(), line.size());
        _exit(0);
    }
    close(ends[1]);
    std::string line;
    char buffer[4096];
    for (ssize_t got; (got = read(ends[0], buffer, sizeof buffer)) > 0;)
        line.append(buffer, static_cast<std::size_t>(got));
    close(ends[0]);
    waitpid(child, nullptr, 0);
    std::istringstream words{line};
    std::string kind;
    Outcome out;
    words >> kind >> out.words >> out.warnings >> out.errors;
    std::getline(words, out.text);
    out.kind = kind == "ok"      ? Outcome::Kind::Ok
               : kind == "error" ? Outcome::Kind::Error
                                 : Outcome::Kind::Crashed;
    return out;
}

/// Whether the programs accept the SPIR-V, and the GLSL ES where the shader can be that.
std::string judged_in_child(const ByteVector& source, const RunOptions& options) {
    const auto result = shader_plugin().decode("shader", source, options);
    const auto& asset = product_of(result);
    auto said = judged("spirv-val --target-env vulkan1.3 --scalar-block-layout", Shader{asset.view()}.code(0),
                       ".spv");
    if (!said.empty()) return "error 0 0 0 " + said;
    const auto stage = Shader{asset.view()}.stage();
    if (stage != ShaderStage::Vertex && stage != ShaderStage::Fragment) return "ok 0 0 0";
    RunOptions to_es = options;
    to_es.settings = {{"target", std::string{"glsl_es_300"}}};
    const auto made = process("shader_target", asset, to_es);
    if (!made.status) return "ok 0 0 0 " + made.status.error().text;
    const auto extension = stage == ShaderStage::Vertex ? ".vert" : ".frag";
    const auto code = Shader{product_of(made).view()}.code(0);
    said = judged("glslangValidator", code, extension);
    if (said.empty()) return "ok 1 0 0";
    return "error 0 0 0 " + said + std::string{code.begin(), code.end()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shader_corpus)

BOOST_AUTO_TEST_CASE(every_row_is_as_the_manifest_says) {
    const auto folder = corpus_folder();
    if (folder.empty()) return;
    RunOptions options;
    options.files = neighbours_in(folder);
    // What the compiler keeps is made here, so that each child has it.
    for (const char* path : {"a.vert", "a.frag", "a.comp"})
        BOOST_REQUIRE(decode("#version 450\nvoid main() {}\n", named(path)).status);

    std::map<std::string, int> counts;
    for (const auto& row : corpus_rows(folder, "shader")) {
        options.path = row.file;
        const auto source = corpus_file(folder, row);
        const auto outcome = outcome_of([&] { return in_child(row, source, options); });
        const auto found = outcome.kind == Outcome::Kind::Ok      ? "ok"
                           : outcome.kind == Outcome::Kind::Error ? "error"
                                                                  : "crashed";
        ++counts[row.expected + " → " + found];
        if (std::getenv("SINTER_VERBOSE"))
            std::printf("%s\t%s\t%s\t%ld\t%s\n", row.file.c_str(), row.expected.c_str(), found, outcome.words,
                        outcome.text.c_str());
        if (row.expected == "survive") continue;  // the cage takes what happens
        BOOST_TEST(found == row.expected, row.file << ": " << found << outcome.text);
        if (outcome.kind == Outcome::Kind::Ok) {
            BOOST_TEST(outcome.words == row.number("spirv_words"),
                       row.file << ": words " << outcome.words << " for " << row.number("spirv_words"));
            BOOST_TEST(outcome.warnings == row.number("warnings"),
                       row.file << ": warnings " << outcome.warnings << " for " << row.number("warnings"));
        }
        if (outcome.kind == Outcome::Kind::Error)
            BOOST_TEST(outcome.errors == 0, row.file << ": other errors beside the one it failed with");
    }
    for (const auto& [what, count] : counts) BOOST_TEST_MESSAGE(what << ": " << count);
}

BOOST_AUTO_TEST_CASE(the_khronos_programs_accept_what_good_rows_become) {
    const auto folder = corpus_folder();
    if (folder.empty() || !has_program("spirv-val") || !has_program("glslangValidator")) return;
    RunOptions options;
    options.files = neighbours_in(folder);
    for (const char* path : {"a.vert", "a.frag", "a.comp"})
        BOOST_REQUIRE(decode("#version 450\nvoid main() {}\n", named(path)).status);
    int es = 0;
    for (const auto& row : corpus_rows(folder, "shader")) {
        if (row.expected != "ok") continue;
        options.path = row.file;
        const auto source = corpus_file(folder, row);
        const auto outcome = outcome_of([&] { return judged_in_child(source, options); });
        BOOST_TEST((outcome.kind == Outcome::Kind::Ok), row.file << ":" << outcome.text);
        es += static_cast<int>(outcome.words);
        if (outcome.words == 0) BOOST_TEST_MESSAGE(row.file << ":" << outcome.text);
    }
    BOOST_TEST_MESSAGE("as GLSL ES 3.00: " << es);
    BOOST_TEST(es > 100);
}

BOOST_AUTO_TEST_SUITE_END()
