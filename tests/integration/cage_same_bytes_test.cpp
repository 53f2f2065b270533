// SPDX-License-Identifier: Apache-2.0
// What a plugin makes in the cage is what it makes inside the kernel, bit by bit, on any number of turns.
#include <boost/test/unit_test.hpp>

#include "cage_project.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

/// The whole of what a cook says that does not depend on time.
std::string account(const CookReport& report) {
    std::string out;
    for (const auto& asset : report.assets) {
        out +=
            asset.path + " " + std::string{name_of(asset.status)} + " " + asset.decoder + "\n" + words(asset);
        for (const auto& [name, value] : asset.source) {
            out += name + "=";
            std::visit(
                [&](const auto& v) {
                    using T = std::decay_t<decltype(v)>;
                    if constexpr (std::is_same_v<T, std::string>) {
                        out += v;
                    } else if constexpr (std::is_arithmetic_v<T>) {
                        out += std::to_string(v);
                    } else {
                        for (const auto& item : v) out += item + ",";
                    }
                },
                value);
            out += "\n";
        }
        for (const auto& product : asset.products) {
            out += "  " + product.label + " " + product.artifact + "\n";
            for (const auto& need : product.needs) out += "    needs " + need + "\n";
            for (const auto& [name, value] : product.stats)
                out += "    " + name + " " + std::to_string(value) + "\n";
        }
    }
    return out;
}

void check_same(const Config& base, const std::vector<std::string>& plugins, const TempFolder& outputs) {
    std::string expected;
    for (const auto isolation : {Isolation::None, Isolation::Worker}) {
        for (const unsigned turns : {1u, 2u, 4u}) {
            BOOST_TEST_CONTEXT(name_of(isolation) << " on " << turns << " turns") {
                auto config = base;
                config.set_turns(turns);
                config.set_output_folder(outputs / (std::string{name_of(isolation)} + std::to_string(turns)));
                for (const auto& plugin : plugins) config.set_isolation(plugin, isolation);
                Cook cook;
                std::vector<Error> problems;
                const auto report = cook.run(config, {}, problems);
                BOOST_REQUIRE_MESSAGE(report, (problems.empty() ? std::string{} : problems.front().text));
                BOOST_TEST((report->cage.has_value() == (isolation == Isolation::Worker)));
                const auto told = account(*report);
                if (expected.empty()) expected = told;
                BOOST_TEST(told.size() > 100);
                BOOST_TEST((told == expected), told.substr(0, 2000));
            }
        }
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cage_same_bytes)

BOOST_AUTO_TEST_CASE(of_a_plugin_that_uses_the_whole_host_table) {
    const CageProject project;
    const TempFolder outputs;
    project.configure({},
                      "steps = [\"misbehave_process\"]\nvalidators = [\"misbehave_validate\"]\n"
                      "set.misbehave_process.deed = \"good\"\nset.misbehave_validate.deed = \"good\"\n"
                      "set.misbehave.number = 42\n");
    project.write_good(30);
    project.write("neighbour.bin", "what lies beside it");
    project.write_deed("reads.misbehave", "good neighbour.bin");
    project.write_deed("misses.misbehave", "good gone.bin");
    project.write("large.misbehave", "good /neighbour.bin\n" + std::string(3'000'000, 'x'));
    project.write("empty.misbehave", "good");
    project.write("none.misbehave", "");
    project.write_deed("warns.misbehave", "odd_report");
    project.write_deed("corrupt.misbehave", "failure_without_reason");
    check_same(project.config(), {"misbehave"}, outputs);
}

BOOST_AUTO_TEST_CASE(of_the_plugins_that_come_with_sinter) {
    // The sample project: every format and every step, sound and broken files.
    const TempFolder folder, outputs;
    const auto command =
        std::string{"'"} + SAMPLES_PROGRAM + "' '" + (folder / "sample").string() + "' >/dev/null";
    BOOST_REQUIRE(std::system(command.c_str()) == 0);
    setenv("SINTER_PLUGIN_PATH", "", 1);
    std::vector<Error> problems;
    auto config = Config::load(folder / "sample/sinter.toml", problems);
    BOOST_REQUIRE(config);
    config->set_plugin_folders({SINTER_PLUGINS});
    config->set_worker_program(SINTER_WORKER);
    check_same(
        *config,
        {"texture_core", "texture_process", "texture_validate", "model_gltf", "model_assimp", "model_process",
         "audio", "audio_process", "font", "font_process", "shader", "shader_validate", "data", "script"},
        outputs);
}

BOOST_AUTO_TEST_SUITE_END()
