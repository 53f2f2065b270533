// SPDX-License-Identifier: Apache-2.0
// Job: a function to be called once, move-only, without an allocation when it is small.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace sinter {

/// A function to be called at most once. Up to `InlineSize` bytes that move without throwing are kept inside;
/// anything else costs one allocation. What it owns is released with it, whether or not it ran.
/// Threads: one at a time. The move constructor of what it holds must not call the scheduler (it runs under
/// its lock).
class Job {
  public:
    static constexpr std::size_t InlineSize = 40;
    static constexpr std::size_t InlineAlign = alignof(void*);

    Job() = default;
    template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, Job> && std::is_invocable_v<std::decay_t<F>&>)
        Job(F&& function) {
        using Function = std::decay_t<F>;
        if constexpr (fits<Function>) {
            ::new (static_cast<void*>(storage_)) Function(std::forward<F>(function));
            table_ = &inline_table<Function>;
        } else {
            auto* const held = new Function(std::forward<F>(function));
            std::memcpy(storage_, &held, sizeof held);
            table_ = &heap_table<Function>;
        }
    }
    Job(Job&& other) noexcept { take(other); }
    Job& operator=(Job&& other) noexcept {
        if (this != &other) {
            reset();
            take(other);
        }
        return *this;
    }
    ~Job() { reset(); }

    [[nodiscard]] explicit operator bool() const noexcept { return table_ != nullptr; }

    /// Calls it; an empty job is an assert. What it throws passes through.
    void operator()() {
        assert(table_ && "Job: called while empty");
        table_->call(storage_);
    }

    /// Releases what it owns; it is empty afterwards.
    void reset() noexcept {
        if (const auto* const table = std::exchange(table_, nullptr)) table->destroy(storage_);
    }

  private:
    struct Table {
        void (*call)(void*);
        void (*relocate)(void* to, void* from) noexcept;  // null: copying the bytes is enough
        void (*destroy)(void*) noexcept;
    };

    template <class F>
    static constexpr bool fits = sizeof(F) <= InlineSize &&
                                 alignof(F) <= InlineAlign&& std::is_nothrow_move_constructible_v<F>;

    template <class F>
    static F& held(void* storage) noexcept {
        return *std::launder(static_cast<F*>(storage));
    }
    template <class F>
    static F* pointer(void* storage) noexcept {
        F* out;
        std::memcpy(&out, storage, sizeof out);
        return out;
    }

    template <class F>
    static void relocate_inline(void* to, void* from) noexcept {
        ::new (to) F(std::move(held<F>(from)));
        held<F>(from).~F();
    }
    template <class F>
    static constexpr Table inline_table{
        [](void* storage) { held<F>(storage)(); },
        std::is_trivially_copyable_v<F> ? nullptr : &relocate_inline<F>,
        [](void* storage) noexcept { held<F>(storage).~F(); },
    };
    template <class F>
    static constexpr Table heap_table{
        [](void* storage) { (*pointer<F>(storage))(); },
        nullptr,
        [](void* storage) noexcept { delete pointer<F>(storage); },
    };

    void take(Job& other) noexcept {
        table_ = std::exchange(other.table_, nullptr);
        if (!table_) return;
        if (table_->relocate) {
            table_->relocate(storage_, other.storage_);
        } else {
            std::memcpy(storage_, other.storage_, InlineSize);
        }
    }

    const Table* table_ = nullptr;
    alignas(InlineAlign) std::byte storage_[InlineSize];
};

}  // namespace sinter
