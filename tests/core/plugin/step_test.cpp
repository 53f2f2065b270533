// SPDX-License-Identifier: Apache-2.0
#include <dlfcn.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <optional>
#include <set>
#include <thread>

#include "core/os/scratch_folder.hpp"
#include "core/plugin/plugins/instance.h"
#include "plugin/catalog.hpp"

using namespace sinter;
namespace fs = std::filesystem;

namespace {

const std::string images = TEST_PLUGINS "/images";
const std::string shapes = TEST_PLUGINS "/shapes";

Catalog scan(const std::string& folder, LibraryPlaces places = {}) {
    return Catalog::scan(std::span{&folder, 1}, std::move(places));
}

int live(const InstanceLease& lease) {
    return __atomic_load_n(static_cast<const test_instance*>(lease.self())->live, __ATOMIC_SEQ_CST);
}

/// A field of a key as the header describes it: 8 bytes of size, low byte first, then the text.
std::string field(const std::string& text) {
    std::string out{static_cast<char>(text.size())};
    out.append(7, '\0');
    return out + text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(step)

BOOST_AUTO_TEST_CASE(gives_an_instance_to_one_job_at_a_time_and_uses_it_again) {
    const auto catalog = scan(images);
    auto& step = *catalog.find_decoder("png");
    void* first_self = nullptr;
    {
        const auto first = step.lease();
        BOOST_TEST_REQUIRE(static_cast<bool>(first));
        const auto second = step.lease();
        BOOST_TEST(first->self() != second->self());
        BOOST_TEST(live(*first) == 2);
        first_self = first->self();
        BOOST_TEST(first->decoder().size == sizeof(sinter_decoder_v0));
        BOOST_TEST(first->decoder().decode(first->self(), nullptr) == SINTER_OK);
    }
    const auto third = step.lease();
    const auto fourth = step.lease();
    BOOST_TEST(live(*third) == 2);
    BOOST_TEST((third->self() == first_self || fourth->self() == first_self));
}

BOOST_AUTO_TEST_CASE(destroys_its_instances_with_the_catalog_and_keeps_the_library) {
    const int* counter = nullptr;
    const sinter_decoder_v0* table = nullptr;
    {
        const auto catalog = scan(images);
        auto& step = *catalog.find_decoder("png");
        const auto first = step.lease();
        const auto second = step.lease();
        counter = static_cast<const test_instance*>(first->self())->live;
        table = &first->decoder();
        BOOST_TEST(*counter == 2);
    }
    BOOST_TEST(*counter == 0);
    BOOST_TEST(table->decode(nullptr, nullptr) == SINTER_OK);
    Dl_info info{};
    BOOST_TEST(::dladdr(reinterpret_cast<const void*>(table->decode), &info) != 0);
}

BOOST_AUTO_TEST_CASE(hands_a_lease_on) {
    const auto catalog = scan(images);
    auto& step = *catalog.find_decoder("png");
    std::optional<InstanceLease> kept;
    {
        auto lease = step.lease();
        kept.emplace(*std::move(lease));
    }
    const auto other = step.lease();
    BOOST_TEST(other->self() != kept->self());
    std::thread{[&] { kept.reset(); }}.join();
    BOOST_TEST(live(*other) == 2);
}

BOOST_AUTO_TEST_CASE(serves_all_kinds) {
    const auto catalog = scan(shapes);
    const auto processor = catalog.find_processor("resize")->lease();
    BOOST_TEST(processor->processor().process(processor->self(), nullptr) == SINTER_OK);
    const auto validator = catalog.find_validator("limits")->lease();
    BOOST_TEST(validator->validator().validate(validator->self(), nullptr) == SINTER_OK);
    const auto handler = catalog.find_reload(AssetType::Texture)->lease();
    BOOST_TEST(handler->reload().can_hot_reload(handler->self(), nullptr, nullptr) == 1u);
}

BOOST_AUTO_TEST_CASE(works_without_create_and_says_when_create_fails) {
    const auto catalog = scan(images);
    const auto plain = catalog.find_decoder("plain")->lease();
    BOOST_TEST_REQUIRE(static_cast<bool>(plain));
    BOOST_TEST(plain->self() == nullptr);
    const auto poor = catalog.find_decoder("poor")->lease();
    BOOST_TEST((poor.code() == Code::OutOfMemory));
    BOOST_TEST(poor.error().text ==
               images + "/test_images.so: cannot make an instance of the decoder \"poor\"");
    const auto idle = catalog.find_decoder("idle")->lease();
    BOOST_TEST((idle.code() == Code::Contract));
    BOOST_TEST(idle.error().text ==
               images + "/test_images.so: the table of sinter.decoder/0 \"idle\" lacks a function");
}

BOOST_AUTO_TEST_CASE(is_leased_by_many_threads_at_once) {
    // Copies that no other test has loaded, so that these threads race for the load itself.
    for (int round = 0; round < 20; ++round) {
        const test::ScratchFolder folder;
        fs::copy(images + "/test_images.so", folder / "copy.so");
        const auto catalog = scan(folder.path());
        auto& step = *catalog.find_decoder("png");
        std::atomic<int> failed{0};
        std::atomic<int> most{0};
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 200; ++i) {
                    const auto lease = step.lease();
                    if (!lease) {
                        ++failed;
                        continue;
                    }
                    for (int now = live(*lease), seen = most;
                         now > seen && !most.compare_exchange_weak(seen, now);) {
                    }
                }
            });
        }
        for (auto& thread : threads) thread.join();
        BOOST_TEST(failed == 0);
        BOOST_TEST(most <= 4);
    }
}

BOOST_AUTO_TEST_CASE(key_names_the_code_and_its_libraries) {
    const test::ScratchFolder folder;
    folder.write("libsinter-test-b.so.1", "not a library");
    const auto catalog = scan(images, {{folder.path()}, "", {}});
    const auto libraries = field("libsinter-test-a.so.1") + field("absent") + field("libsinter-test-b.so.1") +
                           field("unreadable");
    BOOST_TEST(catalog.find_decoder("png")->key() ==
               field("decoder") + field("images") + field("png") + field("3") + libraries);
    BOOST_TEST(catalog.find_decoder("targa")->key() ==
               field("decoder") + field("images") + field("targa") + field("1") + libraries);
    BOOST_TEST(scan(shapes).find_processor("resize")->key() ==
               field("processor") + field("shapes") + field("resize") + field("1"));
}

BOOST_AUTO_TEST_CASE(key_changes_when_a_library_does) {
    const test::ScratchFolder folder;
    const LibraryPlaces places{{folder.path()}, "", {}};
    const auto absent = scan(images, places).find_decoder("png")->key();
    fs::copy(shapes + "/test_shapes.so", folder / "libsinter-test-a.so.1");
    const auto first = scan(images, places).find_decoder("png")->key();
    fs::copy(images + "/test_images.so", folder / "libsinter-test-a.so.1",
             fs::copy_options::overwrite_existing);
    const auto second = scan(images, places).find_decoder("png")->key();
    BOOST_TEST((std::set{absent, first, second}.size()) == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
