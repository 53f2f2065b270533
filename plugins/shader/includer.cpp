// SPDX-License-Identifier: Apache-2.0
#include "includer.hpp"

#include <algorithm>

#include "directives.hpp"

namespace shader {
namespace {

using sinter::Code;

constexpr std::size_t MaxDepth = 64;
constexpr std::uint64_t MaxBytes = std::uint64_t{64} << 20;  // of all included files of one shader

std::string folder_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string{} : std::string{path.substr(0, slash + 1)};
}

/// "a/../b/./c" → "b/c"; "" when it leaves the root.
std::string normal(std::string_view path) {
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const auto end = std::min(path.find('/'), path.size());
        const auto part = path.substr(0, end);
        path.remove_prefix(std::min(end + 1, path.size()));
        if (part.empty() || part == ".") continue;
        if (part != "..") {
            parts.push_back(part);
        } else if (parts.empty()) {
            return {};
        } else {
            parts.pop_back();
        }
    }
    std::string out;
    for (const auto part : parts) out += (out.empty() ? "" : "/") + std::string{part};
    return out;
}

/// The names go into #line directives and messages.
bool is_name(std::string_view name) {
    return !name.empty() && name.size() <= 1024 && std::ranges::none_of(name, [](unsigned char c) {
        return c < 0x20 || c == 0x7f || c == '"' || c == '\\' || c == ':';
    });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

/// A line's directive without "#" and the blanks around it; empty when it is none.
std::string_view directive_of(std::string_view line) {
    line = trimmed(line);
    return line.starts_with('#') ? trimmed(line.substr(1)) : std::string_view{};
}

template <class Visit>
void each_line(std::string_view text, Visit visit) {
    for (std::uint32_t line = 1; !text.empty(); ++line) {
        const auto end = std::min(text.find('\n'), text.size());
        if (!visit(line, text.substr(0, end))) return;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

IncludedFile examined(std::span<const std::uint8_t> bytes) {
    IncludedFile out;
    out.text.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const auto code = without_comments(out.text);
    bool first = true;
    each_line(code, [&](std::uint32_t, std::string_view line) {
        const auto directive = directive_of(line);
        if (directive.starts_with("pragma") && trimmed(directive.substr(6)) == "once") {
            out.once = true;
            std::fill_n(out.text.begin() + (line.data() - code.data()), line.size(), ' ');
        } else if (first && !trimmed(line).empty()) {
            out.guarded = directive.starts_with("ifndef");
            first = false;
        }
        return true;
    });
    return out;
}

std::uint32_t line_of_include(std::string_view text, std::string_view name) {
    std::uint32_t found = 0;
    each_line(text, [&](std::uint32_t number, std::string_view line) {
        const auto directive = directive_of(line);
        if (!directive.starts_with("include")) return true;
        const auto target = trimmed(directive.substr(7));
        const auto close = target.empty() || (target[0] != '"' && target[0] != '<')
                               ? std::string_view::npos
                               : target.find(target[0] == '"' ? '"' : '>', 1);
        if (close != std::string_view::npos && target.substr(1, close - 1) == name) found = number;
        return found == 0;
    });
    return found;
}

}  // namespace

Includer::Includer(sinter::DecodeJob& job, std::string_view source, std::vector<std::string> folders)
    : job_(job), root_(job.path()), source_(source) {
    for (const auto& folder : folders) {
        auto whole = normal(folder.starts_with('/') ? folder : folder_of(root_) + folder);
        if (!whole.empty()) whole += '/';
        folders_.push_back(std::move(whole));
    }
}

void Includer::begin() {
    stack_.clear();
    seen_.clear();
    failure_ = Code::Ok;
}

const std::string* Includer::text_of(const std::string& path) const {
    if (path == root_) return &source_;
    const auto found = files_.find(path);
    return found == files_.end() ? nullptr : &found->second.text;
}

std::string Includer::chain_of(const std::string& path) const {
    std::string out;
    std::string at = path;
    for (std::size_t steps = 0; steps < MaxDepth && at != root_; ++steps) {
        const auto found = std::ranges::find(records_, at, &IncludeRecord::path);
        if (found == records_.end()) break;
        out += (out.empty() ? "" : " < ") + found->includer;
        if (found->line != 0) out += ':' + std::to_string(found->line);
        at = found->includer;
    }
    return out;
}

Includer::IncludeResult* Includer::refuse(std::string text, Code code) {
    failure_ = code;
    refusals_.push_back(std::make_unique<std::string>(std::move(text)));
    const auto& kept = *refusals_.back();
    return new IncludeResult{"", kept.data(), kept.size(), nullptr};
}

const IncludedFile* Includer::load(const std::string& path) {
    if (const auto found = files_.find(path); found != files_.end()) return &found->second;
    const auto bytes = job_.read("/" + path);
    if (!bytes) {
        if (bytes.code() != Code::Absent) failure_ = bytes.code();
        return nullptr;
    }
    bytes_ += bytes->size();
    if (bytes_ > MaxBytes) {
        failure_ = Code::TooLarge;
        return nullptr;
    }
    return &files_.emplace(path, examined(*bytes)).first->second;
}

Includer::IncludeResult* Includer::include(const std::string& path, const std::string& name,
                                           const std::string& includer) {
    const IncludedFile* file = path == root_ ? nullptr : load(path);
    if (failure_ == Code::TooLarge) return refuse("the included files are over 64 MiB", Code::TooLarge);
    if (!file && path != root_) return nullptr;

    const bool open = path == root_ || std::ranges::find(stack_, path) != stack_.end();
    if (open && !(file && (file->once || file->guarded))) {
        std::string chain = root_;
        for (const auto& step : stack_) chain += " > " + step;
        return refuse("the file includes itself (" + chain + " > " + path + ")", Code::Invalid);
    }
    if (stack_.size() >= MaxDepth) return refuse("over 64 files include each other", Code::TooLarge);

    const bool repeated = file->once && seen_.contains(path);
    seen_[path] = true;
    if (std::ranges::find(records_, path, &IncludeRecord::path) == records_.end()) {
        const auto* text = text_of(includer);
        records_.push_back({path, includer, text ? line_of_include(without_comments(*text), name) : 0});
    }
    stack_.push_back(path);
    return new IncludeResult{path, repeated ? "" : file->text.data(), repeated ? 0 : file->text.size(),
                             &stack_};
}

Includer::IncludeResult* Includer::includeLocal(const char* name, const char* includer, std::size_t) {
    if (!is_name(name)) return refuse("not a name of a file", Code::Invalid);
    const std::string from = includer;
    const auto path = normal(*name == '/' ? std::string{name} : folder_of(from) + name);
    if (path.empty()) return refuse("the file is outside the project", Code::Denied);
    return include(path, name, from);
}

Includer::IncludeResult* Includer::includeSystem(const char* name, const char* includer, std::size_t) {
    if (!is_name(name)) return refuse("not a name of a file", Code::Invalid);
    // A refusal of the local search ends here again: its reason is the better one.
    if (failure_ != Code::Ok && !refusals_.empty()) return refuse(*refusals_.back(), failure_);
    for (const auto& folder : folders_) {
        const auto path = normal(folder + name);
        if (path.empty()) continue;
        if (auto* found = include(path, name, includer)) return found;
    }
    if (failure_ == Code::Denied) return refuse("the file is outside the project", Code::Denied);
    return refuse("no such file", Code::Absent);
}

void Includer::releaseInclude(IncludeResult* result) {
    if (!result) return;
    if (result->userData && !stack_.empty()) stack_.pop_back();
    delete result;
}

}  // namespace shader
