// SPDX-License-Identifier: Apache-2.0
// The format is that of Lua 5.4's ldump.c; the instructions those of its lopcodes.h.
#include "bytecode.hpp"

#include <cstring>

namespace script_plugin {
namespace {

constexpr std::uint32_t SetTabUp = 15;  // UpValue[A][K[B]] := RK(C)
constexpr int MaxNesting = 250;         // Lua itself nests functions no deeper than 200

struct Upvalue {
    bool in_stack = false;
    std::uint8_t index = 0;
};

class CodeReader {
  public:
    explicit CodeReader(std::string_view dump) : left_(dump) {}

    std::optional<CodeFacts> read() {
        constexpr std::string_view Head{"\x1bLua\x54\x00\x19\x93\r\n\x1a\n\x04\x08\x08", 15};
        if (!left_.starts_with(Head)) return std::nullopt;
        left_.remove_prefix(Head.size());
        std::int64_t integer = 0;
        double number = 0;
        if (!copy(integer) || !copy(number) || integer != 0x5678 || number != 370.5) return std::nullopt;
        (void)byte();  // upvalues of the script: _ENV
        const std::vector<bool> outside{true};
        function(outside, 0);
        if (failed_ || !left_.empty()) return std::nullopt;
        return std::move(facts_);
    }

  private:
    void function(const std::vector<bool>& outer, int depth) {
        if (depth > MaxNesting) failed_ = true;
        if (failed_) return;
        (void)string();  // source
        CodeFacts::Function row;
        row.first_line = number();
        row.last_line = number();
        row.parameters = byte();
        row.is_vararg = byte() != 0;
        (void)byte();  // registers
        facts_.functions.push_back(row);

        const auto code = take(std::size_t{number()} * 4);
        std::vector<std::string_view> constants(count(number()));
        for (auto& constant : constants) constant = this->constant();
        std::vector<Upvalue> upvalues(count(number()));
        for (auto& upvalue : upvalues) {
            upvalue.in_stack = byte() != 0;
            upvalue.index = byte();
            (void)byte();  // kind
        }
        // The script's own _ENV is its upvalue 0, and whatever inner functions take over from it.
        std::vector<bool> is_env(upvalues.size());
        for (std::size_t i = 0; i < upvalues.size(); ++i)
            is_env[i] = depth == 0 ? i == 0
                                   : !upvalues[i].in_stack && upvalues[i].index < outer.size() &&
                                         outer[upvalues[i].index];
        // The writes stand in front of those of inner functions, but their lines behind them.
        struct Found {
            std::size_t pc;
            std::size_t write;
        };
        std::vector<Found> found;
        for (std::size_t pc = 0; pc < code.size() / 4; ++pc) {
            std::uint32_t instruction = 0;
            std::memcpy(&instruction, code.data() + 4 * pc, 4);
            const auto a = instruction >> 7 & 0xff, b = instruction >> 16 & 0xff;
            if ((instruction & 0x7f) != SetTabUp || a >= is_env.size() || !is_env[a] || b >= constants.size())
                continue;
            found.push_back({pc, facts_.writes.size()});
            facts_.writes.push_back({std::string{constants[b]}, 0, depth > 0});
        }
        for (auto inner = count(number()); inner > 0 && !failed_; --inner) function(is_env, depth + 1);

        const auto steps = take(number());
        std::vector<std::pair<std::uint32_t, std::uint32_t>> absolute(count(number()));
        for (auto& [pc, line] : absolute) {
            pc = number();
            line = number();
        }
        std::uint32_t line = row.first_line;
        auto next = found.begin();
        auto fixed = absolute.begin();
        for (std::size_t pc = 0; pc < steps.size() && next != found.end(); ++pc) {
            const auto step = static_cast<signed char>(steps[pc]);
            if (step == -128) {
                while (fixed != absolute.end() && fixed->first < pc) ++fixed;
                if (fixed != absolute.end() && fixed->first == pc) line = fixed->second;
            } else {
                line += static_cast<std::uint32_t>(static_cast<int>(step));
            }
            if (next->pc == pc) facts_.writes[next++->write].line = line;
        }
        for (auto locals = count(number()); locals > 0 && !failed_; --locals) {
            (void)string();
            (void)number();
            (void)number();
        }
        for (auto names = count(number()); names > 0 && !failed_; --names) (void)string();
    }

    std::string_view constant() {
        switch (byte()) {
            case 0:   // nil
            case 1:   // false
            case 17:  // true
                return {};
            case 3:   // integer
            case 19:  // float
                (void)take(8);
                return {};
            case 4:  // short and long strings
            case 20:
                return string();
            default:
                failed_ = true;
                return {};
        }
    }
    std::string_view string() {
        const auto size = number();
        return size == 0 ? std::string_view{} : take(size - 1);
    }
    /// Seven bits a byte, the most significant first; the last one is marked.
    std::uint32_t number() {
        std::uint64_t out = 0;
        for (int i = 0; i < 5; ++i) {
            const auto b = byte();
            out = out << 7 | (b & 0x7f);
            if (b & 0x80) {
                if (out > UINT32_MAX) failed_ = true;
                return failed_ ? 0 : static_cast<std::uint32_t>(out);
            }
        }
        failed_ = true;
        return 0;
    }
    /// Of things that take a byte or more each: never more than there are bytes.
    std::size_t count(std::uint32_t claimed) {
        if (claimed > left_.size()) failed_ = true;
        return failed_ ? 0 : claimed;
    }
    std::uint8_t byte() {
        const auto one = take(1);
        return one.empty() ? 0 : static_cast<std::uint8_t>(one[0]);
    }
    std::string_view take(std::size_t size) {
        if (size > left_.size()) failed_ = true;
        if (failed_) return {};
        const auto out = left_.substr(0, size);
        left_.remove_prefix(size);
        return out;
    }
    template <class T>
    bool copy(T& out) {
        const auto bytes = take(sizeof out);
        if (failed_) return false;
        std::memcpy(&out, bytes.data(), sizeof out);
        return true;
    }

    std::string_view left_;
    bool failed_ = false;
    CodeFacts facts_;
};

}  // namespace

std::optional<CodeFacts> read_code(std::string_view dump) {
    return CodeReader{dump}.read();
}

}  // namespace script_plugin
