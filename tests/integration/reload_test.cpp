// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <thread>

#include <boost/test/unit_test.hpp>

#include <sinter/core/asset_server.hpp>

#include "probe_project.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

struct Text {
    static constexpr AssetType type = AssetType::Data;
    Text() = default;
    explicit Text(AssetView asset) {
        const auto bytes = asset.chunks()[0].bytes;
        text = {reinterpret_cast<const char*>(bytes.data), static_cast<std::size_t>(bytes.size)};
    }
    std::string_view text;
};

/// A server over a project whose probe runs in this process, as reload handlers must, and what it told.
struct Engine {
    Engine() {
        project.set_rules({}, "[isolation.plugins]\nprobe = \"none\"\n");
        project.write("brick.probe", "text old");
        project.write("wall.probe", "need brick.probe\ntext wall");
        project.write("house.probe", "want brick.probe\nneed wall.probe\ntext house");
    }
    void start() {
        server = std::make_unique<AssetServer>(project.config());
        server->on_event([this](const AssetEvent& event) {
            std::string line{name_of(event.kind)};
            line += " " + event.path + (event.error.code == Code::Ok ? "" : ": " + event.error.text);
            if (line.starts_with("re")) told.push_back(line);
        });
        house = server->load<Text>("house.probe");
        BOOST_REQUIRE(until([&] { return server->state(house) == LoadState::LoadedWithDependencies; }));
        brick = server->load<Text>("brick.probe");
        BOOST_REQUIRE(server->get(brick));
    }
    template <class Done>
    bool until(Done&& done) {
        for (int i = 0; i < 2000; ++i) {
            server->update();
            if (done()) return true;
            (void)server->wait_for_events(std::chrono::milliseconds{10});
        }
        return false;
    }
    /// A new version of the brick that is built, and needs what is still being built when later calls are done.
    void begin_a_late_version() {
        std::string text;
        for (int i = 0; i < 20000; ++i) text += "read absent/" + std::to_string(i) + "\n";
        project.write("slow.probe", text);
        project.write("brick.probe", "need slow.probe\ntext late");
        const auto built = server->metrics().built;
        (void)server->reload("brick.probe");
        BOOST_REQUIRE(until([&] { return server->metrics().built > built; }));
    }
    /// The lines told until there are so many, sorted.
    std::vector<std::string> lines(std::size_t count) {
        BOOST_REQUIRE(until([&] { return told.size() >= count; }));
        auto out = std::exchange(told, {});
        std::ranges::sort(out);
        return out;
    }

    ProbeProject project;
    std::unique_ptr<AssetServer> server;
    std::vector<std::string> told;
    Handle<Text> house, brick;
};

using Lines = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(reload)

BOOST_FIXTURE_TEST_CASE(puts_a_new_version_in_place_and_tells_who_refers_to_it, Engine) {
    start();
    const auto before = server->get(brick);
    project.write("brick.probe", "text new");
    BOOST_TEST(server->reload("brick.probe") == 1u);
    BOOST_TEST(lines(3) == (Lines{"reference_updated house.probe", "reference_updated wall.probe",
                                  "reloaded brick.probe"}),
               boost::test_tools::per_element());
    BOOST_TEST(server->get(brick)->text == "new");
    BOOST_TEST(before->text == "old");  // a pin keeps its version
    BOOST_TEST(server->metrics().reloaded == 1u);
}

BOOST_FIXTURE_TEST_CASE(does_nothing_when_the_product_is_the_same, Engine) {
    start();
    project.write("brick.probe", "text ol\ntext d");
    BOOST_TEST(server->reload("brick.probe") == 1u);
    project.write("wall.probe", "need brick.probe\ntext thick wall");
    BOOST_TEST(server->reload("wall.probe") == 1u);
    BOOST_TEST(lines(2) == (Lines{"reference_updated house.probe", "reloaded wall.probe"}),
               boost::test_tools::per_element());
    BOOST_TEST(server->reload("nobody_loaded_it.probe") == 0u);
    BOOST_TEST(server->reload("../outside.probe") == 0u);
}

BOOST_FIXTURE_TEST_CASE(keeps_the_old_version_when_the_new_one_is_broken_or_refused, Engine) {
    start();
    project.write("brick.probe", "error 1 2 torn");
    BOOST_TEST(server->reload("brick.probe") == 1u);
    BOOST_TEST(lines(1)[0] == "reload_failed brick.probe: torn");
    project.write("brick.probe", "text unfit");
    (void)server->reload("brick.probe");
    BOOST_TEST(lines(1)[0] ==
               "reload_failed brick.probe: the new version cannot take the place of the one in use "
               "(probe_reload)");
    project.write("brick.probe", "text throw");
    (void)server->reload("brick.probe");
    BOOST_TEST(lines(1)[0] == "reload_failed brick.probe: exception: probe was told to");
    project.remove("brick.probe");
    (void)server->reload("brick.probe");
    BOOST_TEST(lines(1)[0] == "reload_failed brick.probe: no such file");
    BOOST_TEST(server->get(brick)->text == "old");
    BOOST_CHECK(server->state(brick) == LoadState::LoadedWithDependencies);
}

BOOST_FIXTURE_TEST_CASE(waits_for_what_the_new_version_needs, Engine) {
    start();
    project.write("roof.probe", "text roof");
    project.write("brick.probe", "need roof.probe\ntext new");
    (void)server->reload("brick.probe");
    BOOST_TEST(lines(3).back() == "reloaded brick.probe");
    BOOST_CHECK(server->state(AssetId::of("roof.probe")) == LoadState::LoadedWithDependencies);

    project.write("brick.probe", "need gone.probe\ntext newer");
    (void)server->reload("brick.probe");
    BOOST_TEST(lines(1)[0] == "reload_failed brick.probe: needs gone.probe: no such file");
    BOOST_TEST(server->get(brick)->text == "new");

    project.write("brick.probe", "need house.probe\ntext circle");
    (void)server->reload("brick.probe");
    BOOST_TEST(lines(1)[0].find("needs itself") != std::string::npos);

    // What it no longer needs is let go.
    project.write("brick.probe", "text alone");
    (void)server->reload("brick.probe");
    BOOST_TEST(lines(3).back() == "reloaded brick.probe");
    BOOST_CHECK(until([&] { return server->state(AssetId::of("roof.probe")) == LoadState::NotLoaded; }));
}

BOOST_FIXTURE_TEST_CASE(lets_the_last_call_win_however_long_an_earlier_one_takes, Engine) {
    start();
    begin_a_late_version();
    project.write("brick.probe", "text newest");
    (void)server->reload("brick.probe");
    BOOST_TEST(lines(3).back() == "reloaded brick.probe");
    BOOST_REQUIRE(server->get(brick)->text == "newest");
    const auto slow = server->load<Text>("slow.probe");
    BOOST_REQUIRE(until([&] { return server->state(slow) == LoadState::LoadedWithDependencies; }));
    server->update();
    BOOST_TEST(server->get(brick)->text == "newest");
    BOOST_TEST(told.empty());
    BOOST_TEST(server->metrics().reloaded == 1u);
}

BOOST_FIXTURE_TEST_CASE(lets_the_last_call_win_though_it_brings_back_what_is_there, Engine) {
    start();
    begin_a_late_version();
    project.write("brick.probe", "text old");
    (void)server->reload("brick.probe");
    const auto slow = server->load<Text>("slow.probe");
    BOOST_REQUIRE(until([&] { return server->state(slow) == LoadState::LoadedWithDependencies; }));
    server->update();
    BOOST_TEST(server->get(brick)->text == "old");
    BOOST_TEST(told.empty());
}

BOOST_FIXTURE_TEST_CASE(refuses_a_handler_that_belongs_into_the_cage, Engine) {
    project.set_rules({});
    start();
    project.write("brick.probe", "text new");
    (void)server->reload("brick.probe");
    BOOST_TEST(lines(1)[0].find("belongs into the cage") != std::string::npos);
    BOOST_TEST(server->get(brick)->text == "old");
}

BOOST_FIXTURE_TEST_CASE(survives_a_server_that_goes_while_it_builds, Engine) {
    start();
    project.write("brick.probe", "spin");
    (void)server->reload("brick.probe");
    server.reset();
    BOOST_TEST(!brick.path().empty());
}

BOOST_FIXTURE_TEST_CASE(survives_a_server_that_goes_before_an_update_takes_the_new_version, Engine) {
    project.write("alone.probe", "text old");
    start();
    auto alone = server->load<Text>("alone.probe");
    BOOST_REQUIRE(until([&] { return server->state(alone) == LoadState::LoadedWithDependencies; }));
    alone = {};
    server->update();
    const auto built = server->metrics().built;
    project.write("alone.probe", "text new");
    BOOST_TEST(server->reload("alone.probe") == 1u);
    server->update();  // lets go of it
    for (int i = 0; i < 2000 && server->metrics().built == built; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
    server.reset();
    BOOST_TEST(!brick.path().empty());
}

BOOST_AUTO_TEST_SUITE_END()
