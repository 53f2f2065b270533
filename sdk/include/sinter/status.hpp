// SPDX-License-Identifier: Apache-2.0
// Code, Status and Result: how every function of Sinter says that it failed.
#pragma once

#include <cassert>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <sinter/abi/abi.h>

namespace sinter {

/// Why something failed. The numbers are those of the C interface and are never reused.
enum class Code : std::int32_t {
    Ok = SINTER_OK,
    Corrupt = SINTER_CORRUPT,          ///< the input contradicts its format
    Unsupported = SINTER_UNSUPPORTED,  ///< valid, but not handled
    TooLarge = SINTER_TOO_LARGE,       ///< over a limit of the job, the profile or the format
    Invalid = SINTER_INVALID,          ///< a value that its user chose is wrong
    Absent = SINTER_ABSENT,            ///< there is no such thing
    Denied = SINTER_DENIED,            ///< a path outside the project
    OutOfMemory = SINTER_OUT_OF_MEMORY,
    Cancelled = SINTER_CANCELLED,
    Contract = SINTER_CONTRACT,        ///< a caller broke the rules of the SDK
    Io = SINTER_IO,                    ///< the operating system failed to read or write
    Dependency = SINTER_DEPENDENCY,    ///< something this needs has failed
    Rejected = SINTER_REJECTED,        ///< a validator said no
    Internal = SINTER_INTERNAL,        ///< a bug
    Crashed = SINTER_CRASHED,          ///< a plugin took its process with it, or had to be stopped
};

/// The code's name as users and machines see it: "corrupt", "too_large". "unknown" for a foreign number.
constexpr std::string_view name_of(Code code) noexcept {
    switch (code) {
        case Code::Ok: return "ok";
        case Code::Corrupt: return "corrupt";
        case Code::Unsupported: return "unsupported";
        case Code::TooLarge: return "too_large";
        case Code::Invalid: return "invalid";
        case Code::Absent: return "absent";
        case Code::Denied: return "denied";
        case Code::OutOfMemory: return "out_of_memory";
        case Code::Cancelled: return "cancelled";
        case Code::Contract: return "contract";
        case Code::Io: return "io";
        case Code::Dependency: return "dependency";
        case Code::Rejected: return "rejected";
        case Code::Internal: return "internal";
        case Code::Crashed: return "crashed";
    }
    return "unknown";
}

/// Where in a source something is wrong. Lines and columns (bytes) count from 1; 0 is unknown.
struct Where {
    static constexpr std::uint64_t UnknownOffset = std::numeric_limits<std::uint64_t>::max();
    std::string path;  ///< file; empty: the source of the job
    std::uint64_t offset = UnknownOffset;
    std::uint32_t line = 0;
    std::uint32_t column = 0;

    /// "path:line:column", "path, byte 12", or less where less is known: "line 3, column 5".
    [[nodiscard]] std::string text() const {
        std::string out = path;
        if (line != 0) {
            out += (out.empty() ? "line " : ":") + std::to_string(line);
            if (column != 0) out += (path.empty() ? ", column " : ":") + std::to_string(column);
        } else if (offset != UnknownOffset) {
            out += (out.empty() ? "byte " : ", byte ") + std::to_string(offset);
        }
        return out;
    }
    bool operator==(const Where&) const = default;
};

/// A failure as a value. `text` reads "who: what (value)".
struct Error {
    Code code = Code::Internal;
    std::string text{};
    Where where{};
    bool operator==(const Error&) const = default;
};

/// Success, or an Error.
class [[nodiscard]] Status {
  public:
    Status() = default;
    Status(Error error) : error_(std::move(error)) {}
    Status(Code code, std::string text, Where where = {})
        : error_{code, std::move(text), std::move(where)} {}

    explicit operator bool() const noexcept { return error_.code == Code::Ok; }
    [[nodiscard]] Code code() const noexcept { return error_.code; }
    /// Meaningful when this is false.
    [[nodiscard]] const Error& error() const& noexcept { return error_; }
    [[nodiscard]] Error error() && noexcept { return std::move(error_); }

  private:
    Error error_{Code::Ok, {}, {}};
};

/// A T, or an Error.
template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
    Result(Code code, std::string text, Where where = {})
        : state_(std::in_place_index<1>, Error{code, std::move(text), std::move(where)}) {}

    explicit operator bool() const noexcept { return state_.index() == 0; }
    /// Misuse is an assert: look before asking for the value or the error.
    [[nodiscard]] T& operator*() & { return value(); }
    [[nodiscard]] const T& operator*() const& { return const_cast<Result*>(this)->value(); }
    [[nodiscard]] T&& operator*() && { return std::move(value()); }
    [[nodiscard]] T* operator->() { return &value(); }
    [[nodiscard]] const T* operator->() const { return &const_cast<Result*>(this)->value(); }
    [[nodiscard]] const Error& error() const& {
        assert(state_.index() == 1 && "Result::error() of a success");
        return std::get<1>(state_);
    }
    [[nodiscard]] Error error() && {
        assert(state_.index() == 1 && "Result::error() of a success");
        return std::move(std::get<1>(state_));
    }
    [[nodiscard]] Code code() const noexcept { return *this ? Code::Ok : std::get<1>(state_).code; }
    [[nodiscard]] Status status() const { return *this ? Status{} : Status{std::get<1>(state_)}; }

  private:
    T& value() {
        assert(state_.index() == 0 && "Result: the value of a failure");
        return std::get<0>(state_);
    }
    std::variant<T, Error> state_;
};

/// A view from the C interface as C++ sees it.
inline std::string_view to_view(sinter_str text) noexcept {
    return text.size == 0 ? std::string_view{} : std::string_view{text.data, static_cast<std::size_t>(text.size)};
}
inline sinter_str to_abi(std::string_view text) noexcept { return {text.data(), text.size()}; }

}  // namespace sinter
