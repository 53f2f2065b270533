// SPDX-License-Identifier: Apache-2.0
#include "os/processor_handoff.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

using namespace sinter;

namespace {

/// A process that sleeps until it is killed.
struct Sleeper {
    Sleeper() : pid(::fork()) {
        if (pid == 0)
            for (;;) ::pause();
    }
    ~Sleeper() {
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
    }
    pid_t pid;
};

cpu_set_t processors_of(pid_t pid) {
    cpu_set_t set;
    CPU_ZERO(&set);
    BOOST_REQUIRE(::sched_getaffinity(pid, sizeof set, &set) == 0);
    return set;
}
bool equal(const cpu_set_t& a, const cpu_set_t& b) { return CPU_EQUAL(&a, &b) != 0; }

}  // namespace

BOOST_AUTO_TEST_SUITE(processor_handoff)

BOOST_AUTO_TEST_CASE(puts_both_on_one_processor_and_gives_the_thread_its_own_back) {
    const Sleeper other;
    const auto own = processors_of(0);
    int other_is_on = -1;
    {
        const ProcessorHandoff handoff{other.pid, other_is_on};
        const auto kept = processors_of(0);
        BOOST_TEST(CPU_COUNT(&kept) == 1);
        BOOST_TEST_REQUIRE(other_is_on >= 0);
        BOOST_TEST(CPU_ISSET(other_is_on, &kept));
        BOOST_TEST(equal(processors_of(other.pid), kept));
    }
    BOOST_TEST(equal(processors_of(0), own));
    const auto stays = processors_of(other.pid);
    BOOST_TEST(CPU_COUNT(&stays) == 1);
    BOOST_TEST(CPU_ISSET(other_is_on, &stays));
}

BOOST_AUTO_TEST_CASE(gives_both_their_processors_back_when_it_takes_longer) {
    const Sleeper other;
    const auto own = processors_of(0);
    int other_is_on = -1;
    ProcessorHandoff handoff{other.pid, other_is_on};
    handoff.give_up();
    BOOST_TEST(equal(processors_of(0), own));
    BOOST_TEST(equal(processors_of(other.pid), own));
    BOOST_TEST(other_is_on == -1);
    handoff.give_up();  // and once is enough
    BOOST_TEST(equal(processors_of(0), own));
}

BOOST_AUTO_TEST_CASE(leaves_out_what_it_cannot_do) {
    const auto own = processors_of(0);
    int other_is_on = -1;
    pid_t gone;
    {
        const Sleeper other;
        gone = other.pid;
    }
    {
        ProcessorHandoff handoff{gone, other_is_on};
        BOOST_TEST(other_is_on == -1);
    }
    BOOST_TEST(equal(processors_of(0), own));
}

BOOST_AUTO_TEST_SUITE_END()
