// SPDX-License-Identifier: Apache-2.0
// The main function of every test executable.
#define BOOST_TEST_MODULE sinter
#include <boost/test/unit_test.hpp>
