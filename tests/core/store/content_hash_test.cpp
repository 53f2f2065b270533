// SPDX-License-Identifier: Apache-2.0
#include "store/content_hash.hpp"

#include <boost/test/unit_test.hpp>
#include <thread>
#include <unordered_set>
#include <vector>

#include "core/os/scratch_folder.hpp"

using namespace sinter;

namespace {

// NIST's examples for SHA-256 (FIPS 180-4, "SHA Examples").
const std::string of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const std::string of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const std::string of_a_million_a = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

}  // namespace

BOOST_AUTO_TEST_SUITE(content_hash)

BOOST_AUTO_TEST_CASE(is_sha_256) {
    BOOST_TEST(hash_bytes(std::string_view{}).hex() == of_nothing);
    BOOST_TEST(hash_bytes(std::string_view{"abc"}).hex() == of_abc);
    BOOST_TEST(hash_bytes(std::string(1'000'000, 'a')).hex() == of_a_million_a);
}

BOOST_AUTO_TEST_CASE(does_not_depend_on_the_pieces) {
    const std::string text(1'000'000, 'a');
    const ByteSpan all{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
    const std::array pieces{all.first(1), ByteSpan{}, all.subspan(1, 63), all.subspan(64)};
    BOOST_TEST(hash_pieces(pieces).hex() == of_a_million_a);
}

BOOST_AUTO_TEST_CASE(hashes_files_of_any_size) {
    const test::ScratchFolder folder;
    BOOST_TEST(hash_file(folder.write("empty", ""))->hex() == of_nothing);
    BOOST_TEST(hash_file(folder.write("abc", "abc"))->hex() == of_abc);
    BOOST_TEST(hash_file(folder.write("large", std::string(1'000'000, 'a')))->hex() == of_a_million_a);
    BOOST_TEST((hash_file(folder / "none").code() == Code::Absent));
    BOOST_TEST((hash_file(folder.path()).code() == Code::Invalid));
}

BOOST_AUTO_TEST_CASE(keeps_two_hashers_of_one_thread_apart) {
    ContentHasher outer;
    outer.update("a");
    BOOST_TEST(hash_bytes(std::string_view{}).hex() == of_nothing);
    {
        ContentHasher inner;
        outer.update("b");
        inner.update("abc");
        BOOST_TEST(inner.finish().hex() == of_abc);
    }
    outer.update("c");
    BOOST_TEST(outer.finish().hex() == of_abc);
}

BOOST_AUTO_TEST_CASE(hashes_on_many_threads_at_once) {
    std::vector<std::thread> threads;
    std::vector<std::string> hashes(8);
    for (auto& hash : hashes)
        threads.emplace_back([&hash] { hash = hash_bytes(std::string(1'000'000, 'a')).hex(); });
    for (auto& thread : threads) thread.join();
    for (const auto& hash : hashes) BOOST_TEST(hash == of_a_million_a);
}

BOOST_AUTO_TEST_CASE(reads_its_own_text_and_no_other) {
    BOOST_TEST((ContentHash::from_hex(of_abc) == hash_bytes(std::string_view{"abc"})));
    BOOST_TEST(!ContentHash::from_hex(""));
    BOOST_TEST(!ContentHash::from_hex(of_abc.substr(1)));
    BOOST_TEST(!ContentHash::from_hex(of_abc + "0"));
    BOOST_TEST(!ContentHash::from_hex("BA7816BF" + of_abc.substr(8)));
    BOOST_TEST(!ContentHash::from_hex("g" + of_abc.substr(1)));
}

BOOST_AUTO_TEST_CASE(is_a_key) {
    const std::unordered_set<ContentHash> set{hash_bytes(std::string_view{"a"}),
                                              hash_bytes(std::string_view{"b"}),
                                              hash_bytes(std::string_view{"a"})};
    BOOST_TEST(set.size() == 2u);
    BOOST_TEST((ContentHash::from_hex(of_abc) < ContentHash::from_hex(of_nothing)));
}

BOOST_AUTO_TEST_SUITE_END()
