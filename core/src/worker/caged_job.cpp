// SPDX-License-Identifier: Apache-2.0
#include "worker/caged_job.hpp"

#include <linux/futex.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstring>

#include "os/processor_handoff.hpp"
#include "os/socket.hpp"
#include "store/logical_path.hpp"
#include "worker/accept_result.hpp"

namespace sinter {
namespace {

constexpr std::chrono::milliseconds Tick{1};
// Most jobs are over before their worker is looked after at all. A wait that would end before the system's own next
// tick needs a timer of its own in hardware, and setting that costs as much as the rest of the way there and back.
constexpr std::chrono::milliseconds FirstTick{5};
constexpr std::chrono::milliseconds CancelGrace{500};
constexpr std::chrono::milliseconds LongestBlink{250};
// Of an arena, for what aligning takes.
constexpr std::uint64_t ArenaSlack = std::uint64_t{64} << 20;
constexpr std::size_t KeptLogBytes = 16u << 10;
constexpr std::size_t LogLines = 50;
// More indices than threads can take while they hold one each; see hold_turn.
constexpr std::uint64_t LoopIndices = 4096;
// A step of progress that counts as a sign of life: a job that creeps on for ever ends after a thousand of them.
constexpr float ProgressStep = 0.001F;

/// Lays an asset or a source out in the arena, from its data's start.
class Layout {
  public:
    explicit Layout(SharedMemory& arena) : arena_(arena) {}

    [[nodiscard]] std::uint64_t end() const noexcept { return next_; }

    [[nodiscard]] Result<wire::Extent> put(std::span<const std::uint8_t> bytes, std::uint32_t alignment = 64) {
        const auto begin = (next_ + alignment - 1) & ~(std::uint64_t{alignment} - 1);
        if (auto grown = arena_.grow(begin + bytes.size()); !grown) return std::move(grown).error();
        if (!bytes.empty()) std::memcpy(arena_.data() + begin, bytes.data(), bytes.size());
        next_ = begin + bytes.size();
        return wire::Extent{begin, bytes.size()};
    }

    [[nodiscard]] Result<wire::AssetLayout> put(const AssetView& asset) {
        wire::AssetLayout out;
        out.type = static_cast<std::uint32_t>(asset.type());
        for (const auto& table : asset.tables()) {
            const auto extent = put({table.rows, std::size_t{table.stride} * table.count});
            if (!extent) return extent.error();
            out.tables.push_back({table.tag, table.version, table.stride, table.count, extent->offset});
        }
        for (const auto& chunk : asset.chunks()) {
            const auto extent = put({chunk.bytes.data, static_cast<std::size_t>(chunk.bytes.size)},
                                    std::max(chunk.alignment, 64u));
            if (!extent) return extent.error();
            out.chunks.push_back({chunk.tag, chunk.alignment, *extent});
        }
        for (const auto& dependency : asset.dependencies())
            out.dependencies.push_back({dependency.kind, dependency.type, std::string{to_view(dependency.path)}});
        return out;
    }

  private:
    SharedMemory& arena_;
    std::uint64_t next_ = wire::DataOffset;
};

}  // namespace

CagedJob::CagedJob(Worker& worker, const Step& step, const JobInput& input, const CageLimits& limits)
    : worker_(worker), step_(step), input_(input), limits_(limits), started_(Clock::now()) {}

JobResult CagedJob::run() {
    number_ = worker_.begin_job();
    auto& control = worker_.control();
    control.cancel.store(0);
    control.granted.store(0);
    control.progress.store(0);
    control.checkpoints.store(0);
    worker_.limit_growth(limits_.growth_bytes);
    ProcessorHandoff handoff{worker_.id(), worker_.processor()};
    handoff_ = &handoff;
    last_look_ = Clock::now();
    deadline_ = last_look_ + limits_.time;
    if (auto sent = send_job(); !sent) {
        // Nothing has been asked of the worker yet.
        worker_.end_job();
        result_.status = std::move(sent);
        return std::move(result_);
    }
    serve(false);
    drain_log();
    note_log();
    if (death_) {
        death_->log = log_;
        death_->log_bytes = log_bytes_;
        death_->backtrace = last_words_;
        death_->checkpoints = control.checkpoints.load();
        death_->progress = std::bit_cast<float>(control.progress.load());
        // What it looked at until then is not known, so everything that it might have seen counts.
        if (input_.settings)
            for (const auto& [name, value] : *input_.settings)
                result_.discoveries.insert({Discovery::Kind::Setting, name, to_text(value)});
        if (input_.platform)
            for (const auto& [name, value] : *input_.platform)
                result_.discoveries.insert({Discovery::Kind::PlatformField, name, to_text(value)});
    } else {
        worker_.end_job();
    }
    result_.discoveries.insert(looks_.begin(), looks_.end());
    return std::move(result_);
}

Status CagedJob::send_job() {
    Layout layout{worker_.arena()};
    wire::JobMessage message;
    message.kind = step_.kind();
    message.step = step_.name();
    message.path = input_.path;
    message.label = input_.label;
    message.has_asset = input_.asset != nullptr;
    if (input_.asset) {
        auto asset = layout.put(AssetView{*input_.asset});
        if (!asset) return std::move(asset).error();
        message.asset = *std::move(asset);
    } else {
        const auto source = layout.put(input_.source);
        if (!source) return source.error();
        message.source = *source;
    }
    const Values none;
    const auto& settings = input_.settings ? *input_.settings : none;
    const auto& platform = input_.platform ? *input_.platform : none;
    message.same_values = worker_.knows(wire::encode_values(settings, platform));
    if (!message.same_values) {
        message.settings = settings;
        message.platform = platform;
    }
    message.memory_limit = input_.memory_limit;
    message.free_from = layout.end();
    arena_limit_ = std::min(layout.end() + input_.memory_limit + ArenaSlack, worker_.arena().capacity());
    message.dirty_until = worker_.dirty_until();
    message.granted = worker_.arena().size();
    send(wire::Kind::Job, encode(message));
    return {};
}

void CagedJob::send(wire::Kind kind, std::span<const std::uint8_t> payload) {
    const auto bytes = wire::frame(kind, number_, payload);
    std::span<const std::uint8_t> rest{bytes};
    while (!rest.empty() && !over_) {
        const auto sent = ::send(worker_.wire(), rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) {
            rest = rest.subspan(static_cast<std::size_t>(sent));
        } else if (sent < 0 && errno == EAGAIN) {
            // It does not listen. Its time runs all the same.
            pollfd waiting{worker_.wire(), POLLOUT, 0};
            (void)::poll(&waiting, 1, static_cast<int>(Tick.count()));
            drain_log();
            look_after();
        } else if (errno != EINTR) {
            return;  // it is gone, which is noticed where its answers are read
        }
    }
}

void CagedJob::serve(bool in_loop) {
    wire::FrameHead head{};
    std::vector<std::uint8_t> payload;
    while (!over_ && !(in_loop && loop_over_)) {
        // What came with an earlier message first; handling a loop's beginning comes back here before it returns.
        if (take_frame(head, payload)) {
            handle(head, payload);
            look_after();
            continue;
        }
        std::array<pollfd, 2> waiting{{{worker_.wire(), POLLIN, 0}, {log_is_open_ ? worker_.log() : -1, POLLIN, 0}}};
        const auto time = waited_ || in_loop ? Tick : FirstTick;
        const int ready = over_ ? 0 : ::poll(waiting.data(), waiting.size(), static_cast<int>(time.count()));
        if (ready == 0) {
            waited_ = true;
            handoff_->give_up();
        }
        if (ready > 0 && waiting[1].revents != 0) drain_log();
        // What has come counts, however late it is looked at.
        if (ready > 0 && waiting[0].revents != 0)
            receive();
        else
            look_after();
    }
    // A worker that says more than the job's end speaks unasked.
    if (over_ && !death_ && !received_.empty()) abandoned_ = true;
}

// Lends the turn, and sees that the job keeps its limits.
void CagedJob::look_after() {
    if (over_) return;
    // Time in which nobody looked is not the worker's: a read from a slow disk, a debugger, a lent turn.
    const auto now = Clock::now();
    if (now - last_look_ > LongestBlink) deadline_ += now - last_look_;
    last_look_ = now;
    if (!cancelled_ && input_.world->is_disturbed()) {
        handoff_->give_up();
        const auto left_at = Clock::now();
        worker_.stop();
        cancelled_ = !input_.world->checkpoint(0);
        worker_.resume();
        last_look_ = Clock::now();
        deadline_ += last_look_ - left_at;
        if (cancelled_) {
            worker_.control().cancel.store(1);
            deadline_ = Clock::now() + CancelGrace;
        }
    }
    watch_progress();
    if (Clock::now() < deadline_) return;
    if (cancelled_) {
        result_.status = Status{Code::Cancelled, "cancelled"};
        abandoned_ = over_ = true;
        return;
    }
    die(WorkerDeath::Cause::Limit, static_cast<int>(limits_.time.count()));
}

void CagedJob::watch_progress() {
    if (cancelled_) return;
    const auto progress = std::bit_cast<float>(worker_.control().progress.load(std::memory_order_relaxed));
    if (!(progress >= counted_progress_ + ProgressStep) || progress > 1) return;
    counted_progress_ = progress;
    deadline_ = Clock::now() + limits_.time;
}

void CagedJob::receive() {
    std::array<std::uint8_t, 64u << 10> piece;
    const auto got = ::recv(worker_.wire(), piece.data(), piece.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (got <= 0) return die(WorkerDeath::Cause::HungUp);
    received_.insert(received_.end(), piece.data(), piece.data() + got);
}

bool CagedJob::take_frame(wire::FrameHead& head, std::vector<std::uint8_t>& payload) {
    if (received_.size() < sizeof head) return false;
    std::memcpy(&head, received_.data(), sizeof head);
    if (head.size > wire::MaxFrameBytes) {
        breach("a message of " + std::to_string(head.size) + " bytes");
        return false;
    }
    const auto end = sizeof head + head.size;
    if (received_.size() < end) return false;
    payload.assign(received_.begin() + sizeof head, received_.begin() + static_cast<std::ptrdiff_t>(end));
    received_.erase(received_.begin(), received_.begin() + static_cast<std::ptrdiff_t>(end));
    return true;
}

void CagedJob::handle(const wire::FrameHead& head, std::span<const std::uint8_t> payload) {
    if (head.job != number_) return breach("an answer for another job");
    switch (head.kind) {
        case wire::Kind::Read: {
            wire::ReadMessage message;
            return decode(payload, message) ? handle_read(message) : breach("a question that cannot be read");
        }
        case wire::Kind::Grow: {
            wire::GrowMessage message;
            if (!decode(payload, message)) return breach("a question that cannot be read");
            // In steps, so that many small outputs are not as many questions.
            constexpr std::uint64_t Step = std::uint64_t{1} << 20;
            const auto wanted = std::min(message.size, arena_limit_);
            const auto grown = worker_.arena().grow(std::min(wanted + Step, arena_limit_));
            return send(wire::Kind::GrowAnswer, encode(wire::GrowAnswer{grown.code(), worker_.arena().size()}));
        }
        case wire::Kind::ParallelBegin: return in_loop_ ? breach("a loop inside a loop") : share_turns();
        case wire::Kind::ParallelEnd: loop_over_ = true; return;
        case wire::Kind::Crash:
            if (payload.size() <= wire::MaxCrashBytes)
                last_words_.assign(reinterpret_cast<const char*>(payload.data()), payload.size());
            return;
        case wire::Kind::Result: {
            // A thread of it may still be at work, on this answer and on the next job's.
            if (in_loop_) return breach("a result from within a loop");
            wire::ResultMessage message;
            return decode(payload, message) ? handle_result(message) : breach("a result that cannot be read");
        }
        default: return breach("a message of an unknown kind");
    }
}

void CagedJob::handle_read(const wire::ReadMessage& message) {
    auto& arena = worker_.arena();
    const auto answer = [&](Code code, std::uint64_t size = 0) {
        send(wire::Kind::ReadAnswer, encode(wire::ReadAnswer{code, size, arena.size()}));
    };
    if (!is_logical_path(message.path)) return answer(Code::Denied);
    if (looks_.size() >= JobResult::MostLooks) return breach("more files than a job may look at");
    auto file = input_.world->read(message.path);
    if (!file) {
        looks_.insert({Discovery::Kind::Absence, message.path, {}});
        return answer(file.code());
    }
    const std::uint64_t size = file->bytes->size();
    // Who runs the host table's code asks for a file once.
    if (size > input_.memory_limit - std::min(neighbour_bytes_, input_.memory_limit)) return answer(Code::OutOfMemory);
    neighbour_bytes_ += size;
    looks_.insert({Discovery::Kind::File, message.path, file->hash});
    if (message.at < wire::DataOffset || message.at > arena_limit_ || size > arena_limit_ - message.at)
        return answer(Code::OutOfMemory);
    if (auto grown = arena.grow(message.at + size); !grown) return answer(grown.code());
    if (size != 0) std::memcpy(arena.data() + message.at, file->bytes->data(), size);
    answer(Code::Ok, size);
}

void CagedJob::handle_result(wire::ResultMessage& message) {
    auto accepted = accept_result(std::move(message), step_.kind(), input_, worker_.arena().data(),
                                  worker_.arena().size());
    if (accepted.code() == Code::Contract) return breach(accepted.error().text);
    if (accepted && accepted->status.code() == Code::Cancelled && !cancelled_ && input_.world->checkpoint(0))
        return breach("a cancelled job that nobody cancelled");
    over_ = true;
    if (!accepted) {
        result_.status = std::move(accepted).error();
        return;
    }
    result_ = *std::move(accepted);
    // No thread of it can have worked longer than it had the job.
    const auto elapsed = static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - started_).count());
    result_.elsewhere_cpu_ns = std::min(result_.elsewhere_cpu_ns, elapsed * (limits_.helpers + 1));
}

// A loop in the worker: each other turn that the scheduler lends lets one of the worker's threads run.
void CagedJob::share_turns() {
    handoff_->give_up();
    loop_over_ = loop_serving_ = loop_ended_ = false;
    in_loop_ = true;
    struct Context {
        CagedJob& job;
        std::thread::id owner;
    } context{*this, std::this_thread::get_id()};
    // Every index but the owner's first holds a turn until the loop in the worker is over; then a failure ends what
    // is left of this one.
    (void)input_.world->parallel_for(
        LoopIndices,
        [](void* user, std::uint64_t) -> sinter_code {
            auto& [job, owner] = *static_cast<Context*>(user);
            return std::this_thread::get_id() == owner ? job.serve_loop() : job.hold_turn();
        },
        &context);
    in_loop_ = false;
}

sinter_code CagedJob::serve_loop() {
    {
        const std::lock_guard lock{loop_mutex_};
        loop_serving_ = true;
    }
    loop_changed_.notify_all();
    serve(true);
    {
        const std::lock_guard lock{loop_mutex_};
        loop_ended_ = true;
    }
    loop_changed_.notify_all();
    return SINTER_CANCELLED;
}

// On a thread of another turn: lets one helper of the worker run for as long as this turn is not wanted elsewhere.
sinter_code CagedJob::hold_turn() {
    std::unique_lock lock{loop_mutex_};
    // Who finds nothing to do takes the next index, and the next; the caller must get one of them first.
    bool holds = false;
    while (!loop_ended_ && (!loop_serving_ || holds || granted_ < static_cast<int>(limits_.helpers))) {
        if (loop_serving_ && !holds) {
            holds = true;
            grant(1);
        }
        loop_changed_.wait_for(lock, Tick);
        if (loop_ended_ || !input_.world->is_disturbed()) continue;
        if (holds) grant(-1);
        holds = false;
        lock.unlock();
        const bool go_on = input_.world->checkpoint(0);
        lock.lock();
        if (!go_on) return SINTER_CANCELLED;
    }
    if (holds) grant(-1);
    return loop_ended_ ? SINTER_CANCELLED : SINTER_OK;
}

// With loop_mutex_ held.
void CagedJob::grant(int change) {
    granted_ += change;
    auto& word = worker_.control().granted;
    word.store(static_cast<std::uint32_t>(granted_), std::memory_order_release);
    ::syscall(SYS_futex, reinterpret_cast<std::uint32_t*>(&word), FUTEX_WAKE, INT32_MAX, nullptr, nullptr, 0);
}

void CagedJob::drain_log() {
    // A bounded number of pieces: who writes without end must not keep this thread from anything else.
    std::array<char, 16u << 10> piece;
    for (int i = 0; i < 16; ++i) {
        const auto got = ::read(worker_.log(), piece.data(), piece.size());
        if (got == 0) log_is_open_ = false;
        if (got <= 0) return;
        log_bytes_ += static_cast<std::uint64_t>(got);
        if (log_.size() < KeptLogBytes)
            log_.append(piece.data(), std::min(static_cast<std::size_t>(got), KeptLogBytes - log_.size()));
    }
}

void CagedJob::note_log() {
    const auto note = [&](std::string text) {
        result_.diagnostics.push_back({Diagnostic::Severity::Note, {Code::Ok, std::move(text), {}}});
    };
    if (log_bytes_ == 0 || result_.diagnostics.size() + LogLines >= JobResult::MostSaid) return;
    for (auto& line : printable_lines(log_, LogLines)) note(step_.name() + " writes: " + line);
    if (log_bytes_ > log_.size())
        note(step_.name() + " writes " + std::to_string(log_bytes_ - log_.size()) + " bytes more");
}

void CagedJob::die(WorkerDeath::Cause cause, int number, std::string detail) {
    over_ = true;
    if (death_) return;
    if (cancelled_) {
        // Nobody wants it any more, so nobody asks how it ended.
        result_.status = Status{Code::Cancelled, "cancelled"};
        abandoned_ = true;
        return;
    }
    death_.emplace();
    death_->cause = cause;
    death_->number = number;
    death_->detail = std::move(detail);
}

}  // namespace sinter
