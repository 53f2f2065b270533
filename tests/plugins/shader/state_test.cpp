// SPDX-License-Identifier: Apache-2.0
// The compiler is kept between jobs; nothing of one job may be seen in another, nor on standard output.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "decode_shader.hpp"
#include "sources.hpp"
#include "support/temp_folder.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

/// Every byte of tables and chunks.
std::string all_bytes(const OwnedAsset& asset) {
    std::string out;
    for (const auto& table : asset.view().tables())
        out.append(reinterpret_cast<const char*>(table.rows), std::size_t{table.stride} * table.count);
    for (const auto& chunk : asset.view().chunks())
        out.append(reinterpret_cast<const char*>(chunk.bytes.data), chunk.bytes.size);
    return out;
}
std::string made(std::string_view source, const char* path) {
    const auto result = decode(source, named(path));
    return result.status ? all_bytes(product_of(result)) : "failed: " + result.status.error().text;
}
constexpr std::string_view Broken =
    "#version 450\n#define X 1\nlayout(location = 0) out vec4 c;\nvoid main( { c = X }\n";
constexpr std::string_view Hlsl = "float4 main(float4 p : POSITION) : SV_Position { return p; }\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(shader_state)

BOOST_AUTO_TEST_CASE(bytes_do_not_depend_on_what_was_compiled_before) {
    const auto vertex = made(VertexSource, "a.vert"), fragment = made(FragmentSource, "a.frag"),
               compute = made(ComputeSource, "a.comp"), hlsl = made(Hlsl, "a.vert.hlsl"),
               broken = made(Broken, "b.frag");
    BOOST_TEST(broken.starts_with("failed: shader: syntax error"));
    for (int round = 0; round < 3; ++round) {
        BOOST_TEST((made(Hlsl, "a.vert.hlsl") == hlsl));
        BOOST_TEST((made(Broken, "b.frag") == broken));
        BOOST_TEST((made(ComputeSource, "a.comp") == compute));
        BOOST_TEST((made(FragmentSource, "a.frag") == fragment));
        BOOST_TEST((made("#version 310 es\nprecision highp float;\nvoid main() {}\n", "e.frag")
                        .starts_with("failed") == false));
        BOOST_TEST((made(VertexSource, "a.vert") == vertex));
    }
}

BOOST_AUTO_TEST_CASE(defines_of_one_job_are_unknown_in_the_next) {
    auto options = named("a.frag");
    options.settings["defines"] = std::vector<std::string>{"ONLY_HERE=1"};
    const std::string text = "#version 450\n#ifndef ONLY_HERE\n#error not here\n#endif\nvoid main() {}\n";
    BOOST_TEST(static_cast<bool>(decode(text, options).status));
    BOOST_TEST(!static_cast<bool>(decode(text, named("a.frag")).status));
}

BOOST_AUTO_TEST_CASE(jobs_at_the_same_time_make_the_same_bytes) {
    const auto vertex = made(VertexSource, "a.vert"), fragment = made(FragmentSource, "a.frag");
    std::string at_once[2];
    std::thread other{[&] {
        for (int i = 0; i < 5; ++i) at_once[0] = made(VertexSource, "a.vert");
    }};
    for (int i = 0; i < 5; ++i) at_once[1] = made(FragmentSource, "a.frag");
    other.join();
    BOOST_TEST((at_once[0] == vertex));
    BOOST_TEST((at_once[1] == fragment));
}

BOOST_AUTO_TEST_CASE(standard_output_stays_empty) {
    const TempFolder folder;
    std::fflush(stdout);
    const int kept = dup(STDOUT_FILENO);
    const int file = open((folder / "out").c_str(), O_CREAT | O_RDWR, 0600);
    dup2(file, STDOUT_FILENO);
    (void)made(FragmentSource, "a.frag");
    (void)made(Broken, "b.frag");
    (void)made(Hlsl, "a.vert.hlsl");
    (void)made("#version 450\n#extension GL_NO_such : warn\n#pragma once\nvoid main() {}\n", "w.frag");
    (void)made("#version 999\n", "v.frag");
    std::fflush(stdout);
    dup2(kept, STDOUT_FILENO);
    close(kept);
    BOOST_TEST(lseek(file, 0, SEEK_END) == 0);
    close(file);
}

BOOST_AUTO_TEST_SUITE_END()
