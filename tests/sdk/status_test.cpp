// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include <memory>
#include <set>

#include "sdk/print_code.hpp"

namespace sinter {

BOOST_AUTO_TEST_SUITE(sdk_status)

BOOST_AUTO_TEST_CASE(codes_have_the_numbers_and_names_of_the_c_interface) {
    // From the list in sinter/abi/abi.h; the names are part of the --json contract.
    const char* const names[] = {"ok",     "corrupt",    "unsupported",   "too_large", "invalid",
                                 "absent", "denied",     "out_of_memory", "cancelled", "contract",
                                 "io",     "dependency", "rejected",      "internal",  "crashed"};
    for (std::int32_t number = 0; number <= 14; ++number)
        BOOST_TEST(name_of(static_cast<Code>(number)) == names[number]);
    BOOST_TEST(name_of(static_cast<Code>(15)) == "unknown");
    BOOST_TEST(name_of(static_cast<Code>(-1)) == "unknown");
}

BOOST_AUTO_TEST_CASE(where_says_as_much_as_is_known) {
    BOOST_TEST(Where{}.text() == "");
    BOOST_TEST((Where{"a.json", 5, 0, 0}.text() == "a.json, byte 5"));
    BOOST_TEST((Where{"", 0, 0, 0}.text() == "byte 0"));
    BOOST_TEST((Where{"a.json", 5, 3, 0}.text() == "a.json:3"));
    BOOST_TEST((Where{"a.json", 5, 3, 7}.text() == "a.json:3:7"));
    BOOST_TEST((Where{"a.json", Where::UnknownOffset, 0, 0}.text() == "a.json"));
}

BOOST_AUTO_TEST_CASE(a_status_is_good_until_it_has_a_code) {
    BOOST_TEST(bool{Status{}});
    BOOST_TEST(Status{}.code() == Code::Ok);
    const Status failed{Code::Corrupt, "png: bad", {"a.png", 8, 0, 0}};
    BOOST_TEST(!failed);
    BOOST_TEST(failed.error().text == "png: bad");
    BOOST_TEST(failed.error().where.offset == 8u);
}

BOOST_AUTO_TEST_CASE(a_result_holds_a_value_or_an_error) {
    const Result<int> good = 5;
    BOOST_TEST(bool{good});
    BOOST_TEST(*good == 5);
    BOOST_TEST(good.code() == Code::Ok);
    BOOST_TEST(bool{good.status()});
    const Result<int> bad{Code::Absent, "no"};
    BOOST_TEST(!bad);
    BOOST_TEST(bad.code() == Code::Absent);
    BOOST_TEST(bad.status().error().text == "no");
}

BOOST_AUTO_TEST_CASE(a_result_moves_what_cannot_be_copied) {
    Result<std::unique_ptr<int>> result{std::make_unique<int>(7)};
    const auto taken = *std::move(result);
    BOOST_TEST(*taken == 7);
    Result<std::string> failed{Code::Io, "disk"};
    const Error error = std::move(failed).error();
    BOOST_TEST(error.text == "disk");
}

BOOST_AUTO_TEST_CASE(a_result_of_an_error_type_is_unambiguous) {
    const Result<std::string> value{std::string{"text"}};
    BOOST_TEST(*value == "text");
}

BOOST_AUTO_TEST_CASE(views_cross_the_c_interface_unchanged) {
    BOOST_TEST(to_view(sinter_str{nullptr, 0}).empty());
    const std::string_view text{"a\0b", 3};
    BOOST_TEST(to_abi(text).size == 3u);
    BOOST_TEST((to_view(to_abi(text)) == text));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter
