// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include <sinter/text/toml_nesting.hpp>

BOOST_AUTO_TEST_SUITE(toml_nesting)

BOOST_AUTO_TEST_CASE(is_counted_outside_of_strings_and_comments) {
    BOOST_TEST(!sinter::find_deep_nesting("a = '[[[['", 2));
    BOOST_TEST(!sinter::find_deep_nesting("a = \"\\\"[[[[\"", 2));
    BOOST_TEST(!sinter::find_deep_nesting("# [[[[", 2));
    BOOST_TEST(sinter::find_deep_nesting("# x\n[[[[", 2).value() == 6u);
    BOOST_TEST(sinter::find_deep_nesting("''''''''[[[", 2).value() == 10u);  // an empty string and two quotes
}

BOOST_AUTO_TEST_SUITE_END()
