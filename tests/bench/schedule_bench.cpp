// SPDX-License-Identifier: Apache-2.0
// What the scheduler costs: the time until urgent work starts, and ns per job against asio::post.
// Usage: schedule_bench [rounds]     (default 21; more rounds, steadier medians)
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <latch>
#include <semaphore>
#include <thread>
#include <vector>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include "schedule/routine.hpp"
#include "schedule/scheduler.hpp"

namespace {

using namespace sinter;
using Clock = std::chrono::steady_clock;

double seconds(Clock::duration time) {
    return std::chrono::duration<double>(time).count();
}

// Computes for a time of its own: while the thread is not scheduled, none of it passes.
void work_for(std::chrono::microseconds time) {
    const auto now = [] {
        timespec cpu{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &cpu);
        return std::chrono::seconds(cpu.tv_sec) + std::chrono::nanoseconds(cpu.tv_nsec);
    };
    const auto end = now() + time;
    while (now() < end) {
    }
}

// The value below which a share of the samples lies.
double quantile(std::vector<double> samples, double share) {
    std::ranges::sort(samples);
    return samples[static_cast<std::size_t>(share * static_cast<double>(samples.size() - 1))];
}

void print_latency(const char* workload, unsigned turns, const std::vector<double>& micros) {
    std::printf("%-58s %2u turns: p50 %9.1f us  p99 %9.1f us  max %9.1f us  (%zu samples)\n", workload, turns,
                quantile(micros, 0.5), quantile(micros, 0.99), quantile(micros, 1.0), micros.size());
    std::fflush(stdout);
}

// Posts one Critical job after another at irregular distances, and measures from post to start.
std::vector<double> critical_starts(Scheduler& scheduler, int samples, std::chrono::microseconds distance) {
    const auto request = make_request("critical", LoadPriority::Critical);
    std::vector<double> micros;
    std::binary_semaphore started(0);
    for (int k = 0; k < samples; ++k) {
        std::this_thread::sleep_for(distance + std::chrono::microseconds(k * 7919 % distance.count()));
        Clock::time_point start;
        const auto posted = Clock::now();
        scheduler.post(request, [&] {
            start = Clock::now();
            started.release();
        });
        started.acquire();
        micros.push_back(seconds(start - posted) * 1e6);
    }
    return micros;
}

void behind_short_jobs(unsigned turns) {
    constexpr std::uint32_t Jobs = 100'000;
    Scheduler scheduler{{.turns = turns}};
    const auto low = make_request("low", LoadPriority::Low);
    std::atomic<std::uint32_t> ran{0};
    std::atomic<std::uint32_t> out_of_order{0};
    std::atomic<std::uint32_t> last{0};
    for (std::uint32_t k = 0; k < Jobs; ++k) {
        scheduler.post(low, [&, k] {
            // Jobs of one FIFO start in order; those that start together may be seen one place apart per
            // turn.
            const auto before = last.exchange(k);
            if (before > k + 4 * turns) ++out_of_order;
            work_for(std::chrono::microseconds(20));
            ++ran;
        });
    }
    const auto micros = critical_starts(scheduler, 200, std::chrono::microseconds(2000));
    const auto left = scheduler.stats().queued[3];
    print_latency("Critical, 100,000 Low jobs of 20 us queued", turns, micros);
    std::printf(
        "    Low jobs still queued at the end %llu, started out of order %u (threads of equal start may "
        "swap)\n",
        static_cast<unsigned long long>(left), out_of_order.load());
}

void behind_long_jobs(unsigned turns) {
    Scheduler scheduler{{.turns = turns}};
    const auto low = make_request("low", LoadPriority::Low);
    for (int k = 0; k < 10'000; ++k) {
        scheduler.post(low, [] {
            for (int slice = 0; slice < 50; ++slice) {
                work_for(std::chrono::milliseconds(1));
                if (!checkpoint()) return;
            }
        });
    }
    const auto micros = critical_starts(scheduler, 200, std::chrono::microseconds(8000));
    print_latency("Critical, every turn in a Low job of 50 ms, 1 ms checkpoints", turns, micros);
}

// One turn and one thread that posts: what starts must come in exactly the order of posting.
void order_within_a_priority() {
    constexpr std::uint32_t Jobs = 100'000;
    Scheduler scheduler{{.turns = 1}};
    const auto one = make_request("one", LoadPriority::Low);
    const auto two = make_request("two", LoadPriority::Low);
    std::uint32_t expected = 0;
    std::uint32_t wrong = 0;
    std::latch done(1);
    for (std::uint32_t k = 0; k < Jobs; ++k) {
        scheduler.post(k % 2 ? one : two, [&, k] {
            if (k != expected++) ++wrong;
            if (k == Jobs - 1) done.count_down();
        });
    }
    done.wait();
    std::printf("FIFO inside a priority: %u jobs, %u out of order\n", Jobs, wrong);
}

struct Cost {
    double wall;  // ns per job
    double cpu;   // ns per job over all threads: what is left of the figure when the machine is shared
};

// From construction to `so_far`.
class Meter {
  public:
    [[nodiscard]] Cost so_far(std::uint32_t jobs) const {
        return {seconds(Clock::now() - begin_) / jobs * 1e9, (cpu_seconds() - cpu_begin_) / jobs * 1e9};
    }

  private:
    static double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }
    Clock::time_point begin_ = Clock::now();
    double cpu_begin_ = cpu_seconds();
};

// Empty jobs posted by a thread that runs none.
template <class Post>
Cost outside(Post&& post, std::uint32_t jobs) {
    std::atomic<std::uint32_t> left{jobs};
    std::latch done(1);
    const Meter meter;
    for (std::uint32_t k = 0; k < jobs; ++k) {
        post([&] {
            if (left.fetch_sub(1, std::memory_order_relaxed) == 1) done.count_down();
        });
    }
    done.wait();
    return meter.so_far(jobs);
}

template <class Post>
struct Link {
    Post& post;
    std::atomic<std::int64_t>& left;
    std::latch& chains;
    void operator()() const {
        if (left.fetch_sub(1, std::memory_order_relaxed) > 0) {
            post(Link(*this));
        } else {
            chains.count_down();
        }
    }
};

// Empty jobs each posted by the one before it, in 64 chains.
template <class Post>
Cost chained(Post&& post, std::uint32_t jobs) {
    constexpr int Chains = 64;
    std::atomic<std::int64_t> left{jobs};
    std::latch chains(Chains);
    const Meter meter;
    for (int k = 0; k < Chains; ++k) post(Link<std::remove_reference_t<Post>>{post, left, chains});
    chains.wait();
    return meter.so_far(jobs);
}

struct Rounds {
    std::vector<double> asio_wall, own_wall, asio_cpu, own_cpu, wall_ratio, cpu_ratio;
    void add(const Cost& asio, const Cost& own) {
        asio_wall.push_back(asio.wall);
        own_wall.push_back(own.wall);
        asio_cpu.push_back(asio.cpu);
        own_cpu.push_back(own.cpu);
        wall_ratio.push_back(own.wall / asio.wall);
        cpu_ratio.push_back(own.cpu / asio.cpu);
    }
    void print(const char* workload, unsigned turns) const {
        std::printf(
            "empty job %s, %u turns: wall asio::post %4.0f ns, sinter %4.0f ns, ratio %.2f; "
            "cpu asio::post %4.0f ns, sinter %4.0f ns, ratio %.2f\n",
            workload, turns, quantile(asio_wall, 0.5), quantile(own_wall, 0.5), quantile(wall_ratio, 0.5),
            quantile(asio_cpu, 0.5), quantile(own_cpu, 0.5), quantile(cpu_ratio, 0.5));
        std::fflush(stdout);
    }
};

// Interleaved, so that what else the machine does falls on both.
void cost_per_job(unsigned turns, int rounds) {
    constexpr std::uint32_t Jobs = 100'000;
    boost::asio::thread_pool pool(turns);
    const auto asio_post = [&](auto&& job) { boost::asio::post(pool, std::forward<decltype(job)>(job)); };
    Scheduler scheduler{{.turns = turns}};
    const auto request = make_request("", LoadPriority::Normal);
    const auto own_post = [&](auto&& job) { scheduler.post(request, std::forward<decltype(job)>(job)); };
    Rounds from_outside;
    Rounds in_chains;
    for (int round = 0; round < rounds; ++round) {
        const auto asio = outside(asio_post, Jobs);
        from_outside.add(asio, outside(own_post, Jobs));
        const auto asio_chain = chained(asio_post, Jobs);
        in_chains.add(asio_chain, chained(own_post, Jobs));
    }
    from_outside.print("posted from outside", turns);
    in_chains.print("posted by another job", turns);
    pool.join();
}

Routine four_stages(Scheduler& scheduler, RequestPtr request, std::latch& done) {
    for (int k = 0; k < 4; ++k) (void)co_await hop(scheduler, request);
    done.count_down();
}

void small_costs() {
    constexpr int Checks = 20'000'000;
    Scheduler scheduler{{.turns = 2}};
    const auto request = make_request("", LoadPriority::Low);
    {
        std::latch done(1);
        double nanos = 0;
        scheduler.post(request, [&] {
            const auto begin = Clock::now();
            int yes = 0;
            for (int k = 0; k < Checks; ++k) yes += checkpoint();
            nanos = seconds(Clock::now() - begin) / yes * 1e9;
            done.count_down();
        });
        done.wait();
        std::printf("checkpoint with nothing waiting: %.2f ns\n", nanos);
    }
    {
        constexpr int Routines = 50'000;
        std::latch done(Routines);
        const auto begin = Clock::now();
        for (int k = 0; k < Routines; ++k) four_stages(scheduler, request, done);
        done.wait();
        std::printf("routine of four hops: %.0f ns (2 turns)\n",
                    seconds(Clock::now() - begin) / Routines * 1e9);
    }
    {
        std::vector<double> micros;
        for (int k = 0; k < 20; ++k) {
            const auto begin = Clock::now();
            auto whole = std::make_unique<Scheduler>(Scheduler::Options{.turns = 8});
            micros.push_back(seconds(Clock::now() - begin) * 1e6);
        }
        std::printf("start of a scheduler of 8 turns: %.0f us (median)\n", quantile(micros, 0.5));
    }
    {
        std::vector<double> millis;
        for (int k = 0; k < 5; ++k) {
            Scheduler stopping{{.turns = 2}};
            const auto queued = make_request("", LoadPriority::Low);
            for (int job = 0; job < 100'000; ++job) {
                stopping.post(queued, [] { work_for(std::chrono::milliseconds(1)); });
            }
            const auto begin = Clock::now();
            stopping.shutdown();
            millis.push_back(seconds(Clock::now() - begin) * 1e3);
        }
        std::printf("shutdown with 100,000 queued jobs, two running for 1 ms: %.1f ms (median)\n",
                    quantile(millis, 0.5));
    }
}

}  // namespace

int main(int count, char** values) {
    const int rounds = count > 1 ? std::max(1, std::atoi(values[1])) : 21;
    double load = 0;
    getloadavg(&load, 1);
    std::printf("cores: %u, load average before: %.1f (latencies mean little above the number of cores)\n",
                std::thread::hardware_concurrency(), load);
    for (const unsigned turns : {1U, 2U, 8U}) behind_short_jobs(turns);
    for (const unsigned turns : {1U, 2U, 8U}) behind_long_jobs(turns);
    order_within_a_priority();
    for (const unsigned turns : {1U, 2U, 8U}) cost_per_job(turns, rounds);
    small_costs();
    return 0;
}
