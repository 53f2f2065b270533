// SPDX-License-Identifier: Apache-2.0
#include "os/shared_library.hpp"

#include <dlfcn.h>
#include <link.h>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "core/os/scratch_folder.hpp"

using namespace sinter;

BOOST_AUTO_TEST_SUITE(shared_library)

BOOST_DATA_TEST_CASE(finds_what_the_loader_finds,
                     boost::unit_test::data::make({"libc.so.6", "libcrypto.so.3", "libxxhash.so.0"}),
                     soname) {
    void* const handle = ::dlopen(soname, RTLD_LAZY);
    BOOST_TEST_REQUIRE(handle != nullptr, soname);
    link_map* map = nullptr;
    BOOST_TEST_REQUIRE(::dlinfo(handle, RTLD_DI_LINKMAP, &map) == 0);
    SharedLibraries libraries;
    const auto found = libraries.path(soname);
    BOOST_TEST_REQUIRE(static_cast<bool>(found));
    BOOST_TEST(std::filesystem::canonical(*found) == std::filesystem::canonical(map->l_name));
    ::dlclose(handle);
}

BOOST_AUTO_TEST_CASE(looks_in_the_first_places_first) {
    const test::ScratchFolder first;
    const test::ScratchFolder last;
    std::filesystem::copy(ELF_SAMPLE, last / "libboth.so.1");
    SharedLibraries libraries{{{first / "missing", first.path()}, "", {last.path()}}};
    BOOST_TEST(*libraries.path("libboth.so.1") == last / "libboth.so.1");
    std::filesystem::copy(ELF_SAMPLE, first / "libboth.so.1");
    BOOST_TEST(*libraries.path("libboth.so.1") == first / "libboth.so.1");
}

BOOST_AUTO_TEST_CASE(falls_back_on_the_folders_when_the_cache_is_damaged) {
    const test::ScratchFolder folder;
    std::filesystem::copy(ELF_SAMPLE, folder / "libx.so.1");
    const auto cache =
        folder.write("cache", "glibc-ld.so.cache1.1 and nothing that fits it, for more than 48 bytes");
    SharedLibraries libraries{{{}, cache, {folder.path()}}};
    BOOST_TEST(*libraries.path("libx.so.1") == folder / "libx.so.1");
}

BOOST_AUTO_TEST_CASE(tells_absent_from_a_bad_name) {
    SharedLibraries libraries{{{"/nowhere"}, "", {}}};
    BOOST_TEST((libraries.path("libx.so.1").code() == Code::Absent));
    BOOST_TEST((libraries.library_build_id("libx.so.1").code() == Code::Absent));
    BOOST_TEST((libraries.path("").code() == Code::Invalid));
    BOOST_TEST((libraries.path("/etc/passwd").code() == Code::Invalid));
    BOOST_TEST((libraries.path(std::string_view{"a\0b", 3}).code() == Code::Invalid));
}

BOOST_AUTO_TEST_CASE(takes_the_hash_of_a_library_without_a_build_id) {
    const test::ScratchFolder folder;
    std::filesystem::copy(ELF_SAMPLE_WITHOUT_BUILD_ID, folder / "libx.so.1");
    SharedLibraries libraries{{{folder.path()}, "", {}}};
    const auto before = libraries.library_build_id("libx.so.1");
    BOOST_TEST_REQUIRE(static_cast<bool>(before));
    BOOST_TEST(before->starts_with("xxh3-"));
    BOOST_TEST(before->size() == 5u + 32u);
    folder.write("libx.so.1", test::contents(ELF_SAMPLE_WITHOUT_BUILD_ID) + "more");
    BOOST_TEST(*libraries.library_build_id("libx.so.1") != *before);
}

BOOST_AUTO_TEST_CASE(notices_that_a_library_was_replaced) {
    const test::ScratchFolder folder;
    std::filesystem::copy(ELF_SAMPLE, folder / "libx.so.1");
    SharedLibraries libraries{{{folder.path()}, "", {}}};
    BOOST_TEST(*libraries.library_build_id("libx.so.1") == ELF_SAMPLE_BUILD_ID);
    BOOST_TEST(*libraries.library_build_id("libx.so.1") == ELF_SAMPLE_BUILD_ID);
    auto bytes = test::contents(ELF_SAMPLE);
    const auto at = bytes.find("\x00\x11\x22\x33\x44\x55\x66\x77", 0, 8);
    BOOST_TEST_REQUIRE(at != std::string::npos);
    bytes[at] = '\x7f';
    // As package managers do: a new file takes the name.
    folder.write("new", bytes);
    std::filesystem::rename(folder / "new", folder / "libx.so.1");
    BOOST_TEST(*libraries.library_build_id("libx.so.1") == "7f" + std::string{ELF_SAMPLE_BUILD_ID}.substr(2));
}

BOOST_AUTO_TEST_SUITE_END()
