// SPDX-License-Identifier: Apache-2.0
// Urgent work does not wait for what runs in the cage; and what nobody wants any more is stopped there.
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <thread>

#include <sinter/core/asset_server.hpp>

#include "cage_project.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

struct Bytes {
    static constexpr AssetType type = AssetType::Data;
    Bytes() = default;
    explicit Bytes(AssetView asset) : size(asset.chunks()[0].bytes.size) {}
    std::uint64_t size = 0;
};

bool settled(const AssetServer& server, const UntypedHandle& handle) {
    const auto state = server.state(handle);
    return state == LoadState::LoadedWithDependencies || state == LoadState::Failed;
}

/// Updates until `done` says so, for 30 seconds at most.
template <class Done>
bool run_until(AssetServer& server, Done&& done) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    while (std::chrono::steady_clock::now() < end) {
        server.update();
        if (done()) return true;
        (void)server.wait_for_events(std::chrono::milliseconds{10});
    }
    return false;
}

/// A project whose jobs may take an hour.
struct Patient {
    CageProject project;
    Patient() {
        project.folder().write("sinter.toml", "[limits]\njob_seconds = 3600\n[[rule]]\nmatch = \"**\"\n");
        project.write_good(8);
        for (const std::string deed : {"endless_loop", "creep", "sleep", "hang_in_body"})
            for (int i = 0; i < 4; ++i) project.write_deed(deed + std::to_string(i) + ".misbehave", deed);
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(cage_urgent)

BOOST_FIXTURE_TEST_CASE(critical_loads_pass_low_ones_that_never_end, Patient) {
    for (const unsigned turns : {1u, 2u}) {
        BOOST_TEST_CONTEXT(turns << " turns") {
            std::filesystem::remove_all(project.folder() / ".sinter");
            std::vector<UntypedHandle> low;
            {
                AssetServer server{project.config(turns)};
                BOOST_REQUIRE(server.status());
                for (const std::string deed : {"endless_loop", "creep", "sleep", "hang_in_body"})
                    for (int i = 0; i < 4; ++i)
                        low.push_back(
                            server.load<Bytes>(deed + std::to_string(i) + ".misbehave", LoadPriority::Low));
                // All turns are taken by jobs that give nothing back by themselves.
                BOOST_REQUIRE(run_until(server, [&] {
                    return std::any_of(low.begin(), low.end(),
                                       [&](const auto& h) { return server.state(h) == LoadState::Loading; });
                }));
                for (int i = 0; i < 8; ++i) {
                    auto critical = server.load<Bytes>("good/g" + std::to_string(i) + ".misbehave",
                                                       LoadPriority::Critical);
                    const auto begun = std::chrono::steady_clock::now();
                    BOOST_REQUIRE(run_until(server, [&] { return settled(server, critical); }));
                    const std::chrono::duration<double, std::milli> taken =
                        std::chrono::steady_clock::now() - begun;
                    BOOST_TEST(server.error(critical).text == "");
                    BOOST_TEST_MESSAGE("critical in " << taken.count() << " ms");
                }
                for (const auto& handle : low) BOOST_CHECK(!settled(server, handle));
                // The server ends with jobs that would not: they are killed.
            }
            BOOST_TEST(descendants().size() == 0);
        }
    }
}

BOOST_FIXTURE_TEST_CASE(a_load_that_nobody_wants_is_stopped, Patient) {
    AssetServer server{project.config(1)};
    for (const std::string deed : {"creep", "endless_loop", "sleep"}) {
        BOOST_TEST_CONTEXT(deed) {
            auto unwanted = server.load<Bytes>(deed + "0.misbehave", LoadPriority::High);
            BOOST_REQUIRE(run_until(server, [&] { return server.state(unwanted) == LoadState::Loading; }));
            unwanted = {};
            // Of a lower priority: it begins when the other has ended.
            auto next = server.load<Bytes>("good/g0.misbehave", LoadPriority::Low);
            BOOST_TEST(run_until(server, [&] { return settled(server, next); }));
            BOOST_TEST(server.error(next).text == "");
        }
    }
}

BOOST_FIXTURE_TEST_CASE(a_cook_that_is_cancelled_ends_soon, Patient) {
    for (const unsigned turns : {1u, 4u}) {
        BOOST_TEST_CONTEXT(turns << " turns") {
            std::filesystem::remove_all(project.folder() / ".sinter");
            project.write_deed("ignores.misbehave", "ignore_cancel");
            Cook cook;
            std::vector<Error> problems;
            const auto begun = std::chrono::steady_clock::now();
            std::jthread stops{[&] {
                // As soon as something hangs in a worker.
                while (descendants().size() < 2) std::this_thread::yield();
                cook.cancel();
            }};
            const auto report = cook.run(project.config(turns), {}, problems);
            const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
            BOOST_REQUIRE(report);
            BOOST_TEST(report->cancelled);
            BOOST_TEST(taken.count() < 20);
            for (const auto& found : report->assets) BOOST_TEST(found.path.starts_with("good/"));
            BOOST_TEST(descendants().size() == 0);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
