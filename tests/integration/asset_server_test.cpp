// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include <thread>

#include <sinter/core/asset_server.hpp>

#include "probe_project.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

/// The probe's payload as a view of an asset.
struct Text {
    static constexpr AssetType type = AssetType::Data;
    Text() = default;
    explicit Text(AssetView asset) {
        const auto bytes = asset.chunks()[0].bytes;
        text = {reinterpret_cast<const char*>(bytes.data), static_cast<std::size_t>(bytes.size)};
    }
    std::string_view text;
};
struct Picture {
    static constexpr AssetType type = AssetType::Texture;
    Picture() = default;
    explicit Picture(AssetView) {}
};

/// Updates until `done` says so.
template <class Done>
bool run_until(AssetServer& server, Done&& done) {
    for (int i = 0; i < 2000; ++i) {
        server.update();
        if (done()) return true;
        (void)server.wait_for_events(std::chrono::milliseconds{10});
    }
    return false;
}

bool settled(const AssetServer& server, const UntypedHandle& handle) {
    const auto state = server.state(handle);
    return state == LoadState::LoadedWithDependencies || state == LoadState::Failed;
}

void settle(AssetServer& server, const UntypedHandle& handle) {
    BOOST_REQUIRE(run_until(server, [&] { return settled(server, handle); }));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(asset_server)

BOOST_AUTO_TEST_CASE(builds_what_was_never_cooked) {
    const ProbeProject project{"set.probe_append.suffix = \"!\"\n"};
    project.write("a.probe", "text one");
    AssetServer server{project.config()};
    BOOST_REQUIRE(server.status());
    auto handle = server.load<Text>("a.probe", LoadPriority::Critical);
    BOOST_TEST(!server.get(Handle<Text>{}));
    settle(server, handle);
    const auto text = server.get(handle);
    BOOST_REQUIRE(text);
    BOOST_TEST(text->text == "one!");
    BOOST_TEST(server.metrics().built == 1);
}

BOOST_AUTO_TEST_CASE(loads_what_was_cooked_without_building) {
    const ProbeProject project;
    project.write("a.probe", "text one\nlabel x\ntext two");
    (void)project.cook();
    for (const auto priority : {LoadPriority::Critical, LoadPriority::High, LoadPriority::Normal, LoadPriority::Low}) {
        AssetServer server{project.config()};
        auto main = server.load<Text>("a.probe", priority);
        auto labelled = server.load<Text>("a.probe#x", priority);
        settle(server, main);
        settle(server, labelled);
        BOOST_TEST(server.get(main)->text == "one");
        BOOST_TEST(server.get(labelled)->text == "two");
        BOOST_TEST(server.metrics().built == 0);
        BOOST_TEST(server.metrics().loaded == 2);
    }
}

BOOST_AUTO_TEST_CASE(builds_again_what_changed_since_it_was_cooked) {
    const ProbeProject project;
    project.write("a.probe", "text one");
    (void)project.cook();
    project.write("a.probe", "text two");
    {
        AssetServer server{project.config()};
        auto handle = server.load<Text>("a.probe");
        settle(server, handle);
        BOOST_TEST(server.get(handle)->text == "two");
    }
    // Unless told that there are no sources.
    project.write("a.probe", "text three");
    auto config = project.config();
    config.set_check_sources(false);
    AssetServer shipped{config};
    auto handle = shipped.load<Text>("a.probe");
    auto unknown = shipped.load<Text>("b.probe");
    settle(shipped, handle);
    settle(shipped, unknown);
    BOOST_TEST(shipped.get(handle)->text == "two");
    BOOST_CHECK(shipped.error(unknown).code == Code::Absent);
}

BOOST_AUTO_TEST_CASE(joins_equal_requests) {
    const ProbeProject project;
    project.write("a.probe", "text one");
    AssetServer server{project.config()};
    auto one = server.load<Text>("a.probe", LoadPriority::Low);
    auto two = server.load<Text>("a.probe", LoadPriority::Critical);
    auto three = server.load<Text>("./a.probe");
    BOOST_CHECK(one == two);
    BOOST_CHECK(one == three);
    settle(server, one);
    BOOST_TEST(server.metrics().built == 1);
    BOOST_TEST(server.metrics().loaded == 1);
    BOOST_TEST(server.metrics().joined == 2);
}

BOOST_AUTO_TEST_CASE(makes_another_product_of_other_settings) {
    const ProbeProject project;
    project.write("a.probe", "setting greeting");
    AssetServer server{project.config()};
    auto plain = server.load<Text>("a.probe");
    auto other = server.load<Text>("a.probe", {LoadPriority::Normal, {{"probe.greeting", "\"salut\""}}});
    auto wrong = server.load<Text>("a.probe", {LoadPriority::Normal, {{"probe.greting", "\"salut\""}}});
    BOOST_CHECK(!(plain == other));
    settle(server, plain);
    settle(server, other);
    settle(server, wrong);
    BOOST_TEST(server.get(plain)->text == "hello");
    BOOST_TEST(server.get(other)->text == "salut");
    BOOST_TEST(server.error(wrong).text.find("greeting") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(loads_dependencies_and_then_says_so) {
    const ProbeProject project;
    project.write("a.probe", "need b.probe\nneed c.probe#x\nwant d.probe\ntext a");
    project.write("b.probe", "need c.probe#x\ntext b");
    project.write("c.probe", "text c\nlabel x\ntext cx");
    project.write("d.probe", "text d");
    AssetServer server{project.config()};
    std::vector<std::string> order;
    server.on_event([&](const AssetEvent& event) {
        if (event.kind == AssetEvent::Kind::LoadedWithDependencies) order.push_back(event.path);
    });
    auto a = server.load<Text>("a.probe", LoadPriority::High);
    BOOST_REQUIRE(run_until(server, [&] { return order.size() == 3; }));
    BOOST_CHECK(server.state(a) == LoadState::LoadedWithDependencies);
    BOOST_CHECK(server.state(AssetId::of("b.probe")) == LoadState::LoadedWithDependencies);
    BOOST_CHECK(server.state(AssetId::of("c.probe#x")) == LoadState::LoadedWithDependencies);
    BOOST_CHECK(server.state(AssetId::of("c.probe")) == LoadState::NotLoaded);
    BOOST_CHECK(server.state(AssetId::of("d.probe")) == LoadState::NotLoaded);
    BOOST_TEST(order[0] == "c.probe#x");
    BOOST_TEST(order[2] == "a.probe");
}

BOOST_AUTO_TEST_CASE(fails_dependents_with_the_root_cause) {
    const ProbeProject project;
    project.write("a.probe", "need b.probe\ntext a");
    project.write("b.probe", "need c.probe\ntext b");
    project.write("c.probe", "error 4 2 the root");
    AssetServer server{project.config()};
    auto a = server.load<Text>("a.probe");
    settle(server, a);
    BOOST_CHECK(server.state(a) == LoadState::Failed);
    BOOST_CHECK(server.error(a).code == Code::Dependency);
    BOOST_TEST(server.error(a).text == "needs b.probe: needs c.probe: the root");
    BOOST_TEST(server.error(a).where.line == 4);
    BOOST_TEST(!server.get(a));
    // Mended, and asked for again.
    project.write("c.probe", "text c");
    auto again = server.load<Text>("a.probe");
    BOOST_REQUIRE(run_until(server, [&] { return server.state(again) == LoadState::LoadedWithDependencies; }));
    BOOST_TEST(server.get(again)->text == "a");
}

BOOST_AUTO_TEST_CASE(finds_circles) {
    const ProbeProject project;
    project.write("a.probe", "need b.probe\ntext a");
    project.write("b.probe", "need c.probe\ntext b");
    project.write("c.probe", "need a.probe\ntext c");
    project.write("self.probe", "need self.probe\ntext s");
    AssetServer server{project.config()};
    auto a = server.load<Text>("a.probe");
    auto self = server.load<Text>("self.probe");
    settle(server, a);
    settle(server, self);
    BOOST_CHECK(server.state(a) == LoadState::Failed);
    BOOST_TEST(server.error(a).text.find("needs itself") != std::string::npos, server.error(a).text);
    BOOST_TEST(server.error(self).text == "needs itself: self.probe → self.probe");
}

struct Bad {
    const char* path;
    Code code;
};
const Bad bads[] = {{"no/such.probe", Code::Absent},   {"../outside.probe", Code::Denied},
                    {"/etc/passwd", Code::Absent},     {"a.probe#none", Code::Absent},
                    {"notes.txt", Code::Unsupported},  {"bad.probe", Code::Corrupt},
                    {"", Code::Denied},                {"a\\b", Code::Denied}};

BOOST_AUTO_TEST_CASE(says_why_a_load_failed) {
    const ProbeProject project;
    project.write("a.probe", "text one");
    project.write("bad.probe", "error 1 1 bad");
    project.write("notes.txt", "words");
    AssetServer server{project.config()};
    for (const auto& bad : bads) {
        BOOST_TEST_CONTEXT(bad.path) {
            auto handle = server.load<Text>(bad.path);
            settle(server, handle);
            BOOST_CHECK(server.state(handle) == LoadState::Failed);
            BOOST_TEST(std::string{name_of(server.error(handle).code)} == std::string{name_of(bad.code)});
            BOOST_TEST(!server.error(handle).text.empty());
        }
    }
    auto wrong = server.load<Picture>("a.probe");
    settle(server, wrong);
    BOOST_TEST(server.error(wrong).text == "is a data, asked for as a texture");
}

BOOST_AUTO_TEST_CASE(waits_with_what_is_on_demand_until_it_is_asked_for) {
    const ProbeProject project;
    project.write("a.probe", "text one");
    AssetServer server{project.config()};
    auto handle = server.load<Text>("a.probe", LoadPriority::OnDemand);
    for (int i = 0; i < 3; ++i) server.update();
    BOOST_CHECK(server.state(handle) == LoadState::NotLoaded);
    BOOST_TEST(!server.peek(handle));
    BOOST_CHECK(server.state(handle) == LoadState::NotLoaded);
    BOOST_TEST(!server.get(handle));
    settle(server, handle);
    BOOST_TEST(server.peek(handle)->text == "one");
}

BOOST_AUTO_TEST_CASE(cancels_at_the_second_update_without_interest) {
    const ProbeProject project;
    project.write("spin.probe", "spin");
    AssetServer server{project.config()};
    auto handle = server.load<Text>("spin.probe");
    server.update();
    handle = {};
    server.update();
    BOOST_CHECK(server.state(AssetId::of("spin.probe")) == LoadState::Loading);
    server.update();
    BOOST_REQUIRE(run_until(server, [&] { return server.metrics().cancelled == 1; }));
    BOOST_CHECK(server.state(AssetId::of("spin.probe")) == LoadState::NotLoaded);
    BOOST_REQUIRE(run_until(server, [&] { return server.metrics().running == 0; }));
}

BOOST_AUTO_TEST_CASE(cancels_a_load_that_did_not_begin_to_build) {
    // Whether the record is fresh is a walk over many files, the changed one last: the load is given up during it.
    const ProbeProject project;
    std::string reads;
    for (int i = 0; i < 3000; ++i) reads += "read absent/" + std::to_string(i) + "\n";
    project.write("spin.probe", reads);
    (void)project.cook();
    project.write("spin.probe", "spin");
    AssetServer server{project.config()};
    { auto dropped = server.load<Text>("spin.probe"); }
    server.update();
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
    server.update();
    BOOST_REQUIRE(run_until(server, [&] { return server.metrics().cancelled == 1; }));
    BOOST_REQUIRE(run_until(server, [&] { return server.metrics().running == 0; }));
}

BOOST_AUTO_TEST_CASE(restarts_for_who_joins_after_a_cancel) {
    const ProbeProject project;
    project.write("slow.probe", "parallel 50000\ntext end");
    AssetServer server{project.config()};
    for (int round = 0; round < 30; ++round) {
        { auto dropped = server.load<Text>("slow.probe", {LoadPriority::Low, {{"probe.number", std::to_string(round)}}}); }
        server.update();
        server.update();
        auto kept = server.load<Text>("slow.probe", {LoadPriority::Low, {{"probe.number", std::to_string(round)}}});
        settle(server, kept);
        BOOST_REQUIRE(server.state(kept) == LoadState::LoadedWithDependencies);
    }
}

BOOST_AUTO_TEST_CASE(lets_go_of_what_nobody_wants) {
    const ProbeProject project;
    project.write("a.probe", "need b.probe\nfill 1000");
    project.write("b.probe", "fill 2000");
    AssetServer server{project.config()};
    std::vector<std::string> unloaded;
    server.on_event([&](const AssetEvent& event) {
        if (event.kind == AssetEvent::Kind::Unloaded) unloaded.push_back(event.path);
    });
    auto handle = server.load<Text>("a.probe");
    settle(server, handle);
    const auto held = server.metrics();
    BOOST_TEST(held.resident_assets == 2);
    BOOST_TEST(held.resident_bytes > 3000);
    BOOST_TEST(held.resident_bytes_by_type[static_cast<std::size_t>(AssetType::Data)] == held.resident_bytes);
    auto ref = server.get(handle);
    handle = {};
    BOOST_REQUIRE(run_until(server, [&] { return unloaded.size() == 2; }));
    BOOST_TEST(server.metrics().resident_assets == 1);  // the Ref pins it
    BOOST_TEST(ref->text.size() == 1000);
    ref = {};
    BOOST_TEST(server.metrics().resident_assets == 0);
    BOOST_TEST(server.metrics().resident_bytes == 0);
}

BOOST_AUTO_TEST_CASE(leaves_handles_and_refs_that_outlive_it_harmless) {
    const ProbeProject project;
    project.write("a.probe", "text one");
    project.write("spin.probe", "spin");
    Handle<Text> handle, spinning;
    Ref<Text> ref;
    {
        AssetServer server{project.config()};
        handle = server.load<Text>("a.probe");
        settle(server, handle);
        ref = server.get(handle);
        spinning = server.load<Text>("spin.probe");
    }
    BOOST_TEST(ref->text == "one");
    BOOST_TEST(handle.path() == "a.probe");
    auto copy = spinning;
    spinning = {};
}

BOOST_AUTO_TEST_CASE(shows_one_progress_for_a_batch) {
    const ProbeProject project;
    std::vector<std::string> paths;
    for (int i = 0; i < 25; ++i) {
        paths.push_back("a" + std::to_string(i) + ".probe");
        project.write(paths.back(), i % 5 == 4 ? "error 1 1 bad" : "text x");
    }
    AssetServer server{project.config()};
    const auto batch = server.load_batch(paths, LoadPriority::High);
    BOOST_TEST(server.progress(batch).total == 25);
    BOOST_REQUIRE(run_until(server, [&] { return server.progress(batch).done(); }));
    BOOST_TEST(server.progress(batch).failed == 5);
    BOOST_TEST(server.progress(batch).complete == 20);
    BOOST_TEST(server.progress(batch).fraction() == 1.0f);
    BOOST_TEST(server.progress(LoadBatch{}).done());
}

BOOST_AUTO_TEST_CASE(keeps_to_the_budget_of_an_update) {
    const ProbeProject project;
    std::vector<std::string> paths;
    for (int i = 0; i < 10; ++i) {
        paths.push_back("a" + std::to_string(i) + ".probe");
        project.write(paths.back(), "text x");
    }
    AssetServer server{project.config()};
    const auto batch = server.load_batch(paths);
    while (!server.progress(batch).done()) std::this_thread::yield();
    std::size_t delivered = 0, most = 0;
    for (int i = 0; i < 100 && delivered < 20; ++i) {
        const auto now = server.update(std::chrono::microseconds{0});
        most = std::max(most, now);
        delivered += now;
    }
    BOOST_TEST(delivered == 20);  // Loaded and LoadedWithDependencies of ten
    BOOST_TEST(most == 1);        // at least one, and no more when the time is over
}

BOOST_AUTO_TEST_CASE(delivers_everything_when_an_update_has_no_budget) {
    const ProbeProject project;
    std::vector<std::string> paths;
    for (int i = 0; i < 10; ++i) {
        paths.push_back("a" + std::to_string(i) + ".probe");
        project.write(paths.back(), "text x");
    }
    AssetServer server{project.config(1)};
    const auto batch = server.load_batch(paths);
    while (!server.progress(batch).done()) std::this_thread::yield();
    while (server.metrics().running != 0) std::this_thread::yield();
    BOOST_TEST(server.update() == 20);
}

BOOST_AUTO_TEST_CASE(lets_listeners_load_and_drop) {
    const ProbeProject project;
    project.write("a.probe", "text one");
    project.write("b.probe", "text two");
    AssetServer server{project.config()};
    Handle<Text> second;
    auto first = server.load<Text>("a.probe");
    server.on_event([&](const AssetEvent& event) {
        if (event.path != "a.probe" || event.kind != AssetEvent::Kind::Loaded) return;
        second = server.load<Text>("b.probe");
        first = {};
    });
    BOOST_REQUIRE(run_until(server, [&] { return second && settled(server, second); }));
    BOOST_TEST(server.get(second)->text == "two");
}

BOOST_AUTO_TEST_CASE(never_serves_a_flipped_byte) {
    const ProbeProject project;
    project.write("a.probe", "text a long enough text to hit");
    const auto report = project.cook();
    const auto artifact = report.assets[0].products[0].artifact;
    const auto name = ".sinter/objects/" + artifact.substr(0, 2) + "/" + artifact;
    auto bytes = project.folder().read(name);
    bytes[bytes.size() - 3] ^= 0x20;
    project.folder().write(name, bytes);
    AssetServer server{project.config()};
    auto handle = server.load<Text>("a.probe");
    settle(server, handle);
    BOOST_REQUIRE_MESSAGE(server.state(handle) == LoadState::LoadedWithDependencies, server.error(handle).text);
    BOOST_TEST(server.get(handle)->text == "a long enough text to hit");
    BOOST_TEST(server.metrics().built == 1);
    // Without sources it is refused.
    project.folder().write(name, bytes);
    auto config = project.config();
    config.set_check_sources(false);
    AssetServer shipped{config};
    auto damaged = shipped.load<Text>("a.probe");
    settle(shipped, damaged);
    BOOST_CHECK(shipped.error(damaged).code == Code::Corrupt);
}

BOOST_AUTO_TEST_CASE(knows_what_was_cooked) {
    const ProbeProject project;
    project.write("a.probe", "need b.probe\ntext a\nlabel x\ntext y");
    project.write("b.probe", "text b");
    const auto report = project.cook();
    AssetServer server{project.config()};
    const auto metadata = server.metadata("a.probe");
    BOOST_REQUIRE(metadata);
    BOOST_CHECK(metadata->id == AssetId::of("a.probe"));
    BOOST_CHECK(metadata->type == AssetType::Data);
    BOOST_TEST(metadata->version == asset(report, "a.probe").products[0].artifact);
    BOOST_TEST(std::filesystem::file_size(metadata->file) == metadata->size_bytes);
    BOOST_REQUIRE(metadata->dependencies.size() == 1);
    BOOST_TEST(metadata->dependencies[0].path == "b.probe");
    BOOST_TEST(server.known_assets().size() == 3);
    BOOST_TEST(!server.metadata("c.probe"));
}

BOOST_AUTO_TEST_CASE(works_from_many_threads_at_once) {
    const ProbeProject project;
    for (int i = 0; i < 20; ++i)
        project.write("a" + std::to_string(i) + ".probe",
                      "need a" + std::to_string(i + 1) + ".probe\ntext " + std::to_string(i));
    project.write("a20.probe", "text end");
    AssetServer server{project.config()};
    std::atomic<bool> stop{false};
    std::vector<std::jthread> threads;
    for (unsigned t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            std::vector<Handle<Text>> handles;
            for (unsigned i = 0; i < 400; ++i) {
                const auto path = "a" + std::to_string((i * 7 + t) % 21) + ".probe";
                handles.push_back(server.load<Text>(path, static_cast<LoadPriority>((i + t) % 5)));
                (void)server.get(handles.back());
                if (handles.size() > 6) handles.erase(handles.begin());
            }
        });
    }
    std::jthread updater{[&] {
        while (!stop) {
            server.update();
            (void)server.wait_for_events(std::chrono::milliseconds{1});
        }
    }};
    threads.clear();
    stop = true;
    updater.join();
    auto last = server.load<Text>("a0.probe", LoadPriority::Critical);
    settle(server, last);
    BOOST_CHECK(server.state(last) == LoadState::LoadedWithDependencies);
}

BOOST_AUTO_TEST_CASE(fails_every_load_of_a_project_that_cannot_be_opened) {
    AssetServer server{Config::load("no/such/sinter.toml")};
    BOOST_TEST(!server.status());
    auto handle = server.load<Text>("a.probe");
    settle(server, handle);
    BOOST_CHECK(server.error(handle).code == Code::Absent);
}

BOOST_AUTO_TEST_CASE(ends_promptly_with_thousands_of_loads_queued) {
    const ProbeProject project;
    for (int i = 0; i < 8; ++i) project.write("spin" + std::to_string(i) + ".probe", "spin");
    project.write("a.probe", "setting number");
    std::vector<Handle<Text>> handles;
    {
        AssetServer server{project.config()};
        for (int i = 0; i < 8; ++i) handles.push_back(server.load<Text>("spin" + std::to_string(i) + ".probe"));
        for (int i = 0; i < 5000; ++i)
            handles.push_back(server.load<Text>(
                "a.probe", {LoadPriority::Low, {{"probe.number", std::to_string(i % 100)}, {"probe.greeting", "\"" + std::to_string(i) + "\""}}}));
    }
    BOOST_TEST(handles.size() == 5008);
}

BOOST_AUTO_TEST_SUITE_END()
