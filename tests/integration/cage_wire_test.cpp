// SPDX-License-Identifier: Apache-2.0
// Answers of a worker that lies: frames made by this test, sent by the plugin behind its worker's back. The
// file's body is what is sent.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "cage_project.hpp"
#include "worker/wire.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

using Bytes = std::vector<std::uint8_t>;

// A worker counts its jobs from 1, and each case begins with a fresh one.
constexpr std::uint64_t FirstJob = 1;

std::string text_of(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

/// A success with one product of one table of one row and one chunk, all at the arena's start.
wire::ResultMessage result() {
    wire::ResultMessage message;
    wire::AssetLayout asset;
    asset.type = static_cast<std::uint32_t>(AssetType::Data);
    asset.tables.push_back({SINTER_TAG('R', 'O', 'W', 'S'), 1, 16, 1, wire::DataOffset});
    asset.chunks.push_back({SINTER_TAG('B', 'Y', 'T', 'E'), 64, {wire::DataOffset, 64}});
    message.products.push_back({"", asset});
    return message;
}

template <class Change>
std::string result_with(Change&& change) {
    auto message = result();
    change(message, message.products[0].asset);
    return text_of(wire::frame(wire::Kind::Result, FirstJob, encode(message)));
}

std::string raw_frame(std::uint32_t size, wire::Kind kind, std::uint64_t job, std::string_view payload = {}) {
    const wire::FrameHead head{size, kind, job};
    std::string out(sizeof head, '\0');
    std::memcpy(out.data(), &head, sizeof head);
    return out + std::string{payload};
}

std::string repeated(const std::string& text, std::size_t count) {
    std::string out;
    out.reserve(text.size() * count);
    for (std::size_t i = 0; i < count; ++i) out += text;
    return out;
}

struct Lie {
    const char* name;
    std::string body;
    const char* then = "";  // "", "hang", "exit"
};
std::ostream& operator<<(std::ostream& out, const Lie& lie) {
    return out << lie.name << ' ' << lie.then;
}

std::vector<Lie> lies() {
    constexpr auto Most32 = std::numeric_limits<std::uint32_t>::max();
    constexpr auto Most64 = std::numeric_limits<std::uint64_t>::max();
    const auto good = result_with([](auto&, auto&) {});
    const auto one_payload = encode(result());
    return {
        {"garbage", repeated("\x7f\x01garbage\xff", 1000), ""},
        {"garbage", repeated("\x7f\x01garbage\xff", 1000), "hang"},
        {"zeroes", std::string(100'000, '\0'), ""},
        {"a huge length", raw_frame(Most32, wire::Kind::Result, FirstJob), "hang"},
        {"a length over the limit", raw_frame(wire::MaxFrameBytes + 1, wire::Kind::Result, FirstJob), "hang"},
        {"a length that never comes", raw_frame(wire::MaxFrameBytes, wire::Kind::Result, FirstJob), "hang"},
        {"half a head", raw_frame(0, wire::Kind::Result, FirstJob).substr(0, 7), "hang"},
        {"half a head", raw_frame(0, wire::Kind::Result, FirstJob).substr(0, 7), "exit"},
        {"half a head", raw_frame(0, wire::Kind::Result, FirstJob).substr(0, 7), ""},
        {"half a result", good.substr(0, good.size() / 2), "hang"},
        {"half a result", good.substr(0, good.size() / 2), "exit"},
        {"an empty result", raw_frame(0, wire::Kind::Result, FirstJob), "hang"},
        {"a result with a byte too many",
         raw_frame(static_cast<std::uint32_t>(one_payload.size()) + 1, wire::Kind::Result, FirstJob,
                   text_of(one_payload) + "x"),
         "hang"},
        {"an unknown kind", raw_frame(0, static_cast<wire::Kind>(99), FirstJob), "hang"},
        {"a message of the kernel", raw_frame(0, wire::Kind::Job, FirstJob), "hang"},
        {"a second hello", text_of(wire::frame(wire::Kind::Hello, 0, encode(wire::HelloMessage{}))), "hang"},
        {"an answer for another job", text_of(wire::frame(wire::Kind::Result, 4711, one_payload)), "hang"},
        {"an answer for the next job", text_of(wire::frame(wire::Kind::Result, FirstJob + 1, one_payload)),
         ""},
        {"an answer before, and one for the next job",
         good + text_of(wire::frame(wire::Kind::Result, FirstJob + 1, one_payload)), ""},
        {"a result by hand, then its own", good, ""},
        {"a result by hand twice", good + good, ""},
        {"a result by hand, then the end", good, "exit"},
        {"a result by hand, then nothing", good, "hang"},
        {"a table's count", result_with([](auto&, auto& asset) { asset.tables[0].count = Most32; }), "hang"},
        {"a table's stride", result_with([](auto&, auto& asset) { asset.tables[0].stride = Most32; }),
         "hang"},
        {"a table without a stride", result_with([](auto&, auto& asset) { asset.tables[0].stride = 0; }),
         "hang"},
        {"count times stride around 2^64",
         result_with([](auto&, auto& asset) { asset.tables[0].stride = asset.tables[0].count = Most32; }),
         "hang"},
        {"a table's offset", result_with([](auto&, auto& asset) { asset.tables[0].offset = Most64 - 8; }),
         "hang"},
        {"a table over the head", result_with([](auto&, auto& asset) { asset.tables[0].offset = 0; }),
         "hang"},
        {"a table behind the end",
         result_with([](auto&, auto& asset) { asset.tables[0].offset = std::uint64_t{1} << 40; }), "hang"},
        {"a chunk's size", result_with([](auto&, auto& asset) { asset.chunks[0].bytes.size = Most64; }),
         "hang"},
        {"a chunk's size around 2^64",
         result_with([](auto&, auto& asset) { asset.chunks[0].bytes.size = Most64 - wire::DataOffset + 64; }),
         "hang"},
        {"a chunk's offset", result_with([](auto&, auto& asset) { asset.chunks[0].bytes.offset = Most64; }),
         "hang"},
        {"a chunk's alignment", result_with([](auto&, auto& asset) { asset.chunks[0].alignment = 3; }),
         "hang"},
        {"an asset of no type", result_with([](auto&, auto& asset) { asset.type = 77; }), "hang"},
        {"a texture without its tables",
         result_with([](auto&, auto& asset) { asset.type = static_cast<std::uint32_t>(AssetType::Texture); }),
         "hang"},
        {"a tag twice", result_with([](auto&, auto& asset) { asset.tables.push_back(asset.tables[0]); }),
         "hang"},
        {"a dependency outside", result_with([](auto&, auto& asset) {
             asset.dependencies.push_back({1, 0, "../../etc/passwd"});
         }),
         "hang"},
        {"a dependency of an unknown kind", result_with([](auto&, auto& asset) {
             asset.dependencies.push_back({77, 0, "a"});
         }),
         "hang"},
        {"a million tables",
         result_with([](auto&, auto& asset) { asset.tables.assign(1'000'000, asset.tables[0]); }), "hang"},
        {"a million products",
         result_with([](auto& message, auto&) { message.products.assign(200'000, message.products[0]); }),
         "hang"},
        {"a label twice",
         result_with([](auto& message, auto&) { message.products.push_back(message.products[0]); }), "hang"},
        {"a bad label", result_with([](auto& message, auto&) { message.products[0].label = "../<\xff>"; }),
         "hang"},
        {"no product", result_with([](auto& message, auto&) { message.products.clear(); }), "hang"},
        {"a product beside an error", result_with([](auto& message, auto&) {
             message.error = {Code::Corrupt, "lies", {}};
         }),
         "hang"},
        {"an unknown code", result_with([](auto& message, auto&) {
             message.products.clear();
             message.error = {static_cast<Code>(-5), "lies", {}};
         }),
         "hang"},
        {"a text of 10 MB", result_with([](auto& message, auto&) {
             message.products.clear();
             message.error = {Code::Corrupt, std::string(10'000'000, 'x'), {}};
         }),
         "hang"},
        {"a look at a setting that is none",
         result_with([](auto& message, auto&) { message.settings.push_back("no_such_setting"); }), "hang"},
        {"a million reports", result_with([](auto& message, auto&) {
             message.diagnostics.assign(1'000'000,
                                        Diagnostic{Diagnostic::Severity::Warning, {Code::Ok, "x", {}}});
         }),
         "hang"},
        {"a loop that ends without a beginning", text_of(wire::frame(wire::Kind::ParallelEnd, FirstJob)), ""},
        {"a loop that never ends", text_of(wire::frame(wire::Kind::ParallelBegin, FirstJob)), "hang"},
        {"a loop, then a result", text_of(wire::frame(wire::Kind::ParallelBegin, FirstJob)) + good, "hang"},
        {"100,000 loops in each other",
         repeated(text_of(wire::frame(wire::Kind::ParallelBegin, FirstJob)), 100'000), "hang"},
        {"100,000 questions, no answer taken",
         repeated(text_of(wire::frame(wire::Kind::Read, FirstJob,
                                      encode(wire::ReadMessage{"gone.txt", wire::DataOffset}))),
                  100'000),
         "hang"},
        {"a question for a file outside",
         text_of(wire::frame(wire::Kind::Read, FirstJob,
                             encode(wire::ReadMessage{"../../etc/passwd", wire::DataOffset}))),
         "hang"},
        {"a file wanted at the arena's head",
         text_of(wire::frame(wire::Kind::Read, FirstJob, encode(wire::ReadMessage{"lie.misbehave", 0}))),
         "hang"},
        {"a file wanted behind the arena's end",
         text_of(wire::frame(wire::Kind::Read, FirstJob,
                             encode(wire::ReadMessage{"lie.misbehave", Most64 - 100}))),
         "hang"},
        {"an arena of 2^64 bytes",
         text_of(wire::frame(wire::Kind::Grow, FirstJob, encode(wire::GrowMessage{Most64}))), "hang"},
        {"last words of 1 MB", text_of(wire::frame(wire::Kind::Crash, FirstJob, Bytes(1'000'000, 0xff))),
         "hang"},
        {"last words, then life", text_of(wire::frame(wire::Kind::Crash, FirstJob, Bytes(100, 'a'))), ""},
    };
}

std::map<std::string, std::string> artifacts_of_good() {
    const CageProject project;
    project.write_good(6);
    return artifacts(project.cook());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cage_wire)

BOOST_DATA_TEST_CASE(lies_harm_nobody_else, boost::unit_test::data::make(lies()), lie) {
    static const auto alone = artifacts_of_good();
    BOOST_REQUIRE(alone.size() == 6);
    const CageProject project;
    project.write_good(6);
    const auto open_before = descriptors();
    // At the beginning, in the middle and at the end, so that it is some worker's first job, and that others
    // come behind it in the same worker.
    const std::string liars[] = {"a/lie.misbehave", "good/g3_lie.misbehave", "z/lie.misbehave"};
    for (const auto& liar : liars) project.write(liar, "send " + std::string{lie.then} + "\n" + lie.body);
    for (const unsigned turns : {1u, 2u}) {
        BOOST_TEST_CONTEXT(turns << " turns") {
            std::filesystem::remove_all(project.folder() / ".sinter");
            const auto report = project.cook(project.config(turns));
            auto made = artifacts(report, "good/");
            std::erase_if(made,
                          [](const auto& item) { return item.first.find("_lie.") != std::string::npos; });
            BOOST_CHECK(made == alone);
            for (const auto& liar : liars) {
                for (const auto& product : asset(report, liar).products)
                    BOOST_TEST(product.bytes < 10'000'000);
                BOOST_TEST(words(asset(report, liar)).size() < 100'000);
            }
            BOOST_TEST(descendants().size() == 0);
            BOOST_CHECK(descriptors() == open_before);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_flood_of_nonsense_harms_nobody_else) {
    const CageProject project;
    project.write_good(6);
    project.write_deed("a/flood.misbehave", "send_flood");
    project.write_deed("a/control.misbehave", "scribble_control");
    project.write_deed("a/log.misbehave", "replace_descriptors");
    const auto report = project.cook(project.config(1));
    BOOST_TEST(artifacts(report, "good/").size() == 6);
    BOOST_CHECK(asset(report, "a/flood.misbehave").status == CookStatus::Failed);
}

BOOST_AUTO_TEST_CASE(rows_that_lie_behind_the_workers_check_are_noticed_by_the_kernel) {
    const CageProject project;
    const char* const names[] = {"offset", "far_offset", "size",  "chunk",  "pitch",
                                 "mips",   "no_mips",    "width", "layers", "block"};
    for (const auto* name : names)
        project.write_deed(std::string{name} + ".misbehave_texture", std::string{"texture_lie_late "} + name);
    project.write_deed("honest.misbehave_texture", "texture");
    const auto report = project.cook();
    BOOST_CHECK(asset(report, "honest.misbehave_texture").status == CookStatus::Built);
    for (const auto* name : names) {
        const auto& liar = asset(report, std::string{name} + ".misbehave_texture");
        BOOST_CHECK(liar.status == CookStatus::Failed);
        BOOST_TEST(liar.error.text.find("contradict") != std::string::npos, liar.error.text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
