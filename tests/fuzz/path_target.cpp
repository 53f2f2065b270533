// SPDX-License-Identifier: Apache-2.0
// Fuzzes globs and logical paths. Input: a pattern or folder, a line feed, a path.
#include "config/glob.hpp"
#include "os/utf8.hpp"
#include "store/logical_path.hpp"

#include "fuzz_target.hpp"

namespace sinter::fuzz {
namespace {

/// A pattern that means `path` and nothing else: glob.hpp names what must be escaped.
std::string quoted(std::string_view path) {
    std::string out;
    for (const char byte : path) {
        if (std::string_view{"*?[]{},\\!-^"}.find(byte) != std::string_view::npos) out += '\\';
        out += byte;
    }
    return out;
}

void check_glob(std::string_view pattern, std::string_view path) {
    const auto glob = Glob::compile(pattern);
    if (!glob) {
        const auto& error = glob.error();
        require(error.code == Code::Invalid && !error.text.empty() && is_utf8(error.text),
                "a bad pattern is invalid");
        require(error.where.column >= 1 && error.where.column <= pattern.size() + 1,
                "its column is one of the pattern's");
        return;
    }
    require(glob->pattern() == pattern, "a glob remembers its pattern");
    require(pattern.size() <= Glob::MaxBytes, "a long pattern is refused");
    const bool matches = glob->matches(path);
    // Braces around a pattern change nothing, unless they make a comma part alternatives; where the whole is
    // too deep or too long, it is refused.
    if (const auto braced = Glob::compile("{" + std::string{pattern} + "}");
        braced && pattern.find(',') == pattern.npos)
        require(braced->matches(path) == matches, "{x} matches what x matches");
}

void check_quoted(std::string_view path) {
    if (!is_logical_path(path)) return;
    const auto pattern = quoted(path);
    if (pattern.size() > Glob::MaxBytes) return;
    const auto glob = Glob::compile(pattern);
    require(static_cast<bool>(glob), "a quoted path is a pattern");
    require(glob->matches(path), "a quoted path matches itself");
    require(!glob->matches(std::string{path} + "x") && !glob->matches(path.substr(1)), "… and nothing else");
}

void check_path(std::string_view folder, std::string_view path) {
    const auto logical = normalise(folder, path);
    if (!logical) {
        require(logical.code() == Code::Denied && is_utf8(logical.error().text),
                "a bad path is denied, in UTF-8");
        require(logical.error().text.starts_with("not a path inside the project ("),
                "there is one text for it");
        return;
    }
    require(is_logical_path(*logical), "a normal path is a logical path");
    require(logical->size() <= 4096, "a normal path is short");
    require(
        logical->find("..") == std::string::npos || ("/" + *logical + "/").find("/../") == std::string::npos,
        "a normal path does not climb");
    if (folder.empty() && logical->size() < 4096) {
        const auto again = normalise({}, "/" + *logical);
        require(again && *again == *logical, "a normal path is its own normal form");
    }
    require(folder_of(*logical).size() + file_name_of(*logical).size() <= logical->size(),
            "folder and name are parts");
}

}  // namespace

std::vector<Bytes> seeds() {
    std::vector<Bytes> out;
    for (const auto* text :
         {"textures/**/*_n.{png,jpg}\ntextures/wall/brick_n.png", "[!a-c]?\\*{,x{y,z}}\ndä*xz", "**\na/b/c",
          "textures/wall\n../floor/./a.png", "\n/textures/%2e%2e/a.png", "a/b\n../../../etc/passwd",
          "a\nC:\\x", "a\nfile:///etc/passwd"})
        out.push_back(to_bytes(text));
    return out;
}

void resign(std::span<std::uint8_t>, std::uint64_t) {}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sinter::fuzz;
    const auto text = to_text({data, size});
    const auto line = text.find('\n');
    const auto first = text.substr(0, line);
    const auto second = line == text.npos ? std::string_view{} : text.substr(line + 1);
    check_glob(first, second);
    check_quoted(second);
    check_path({}, second);
    if (sinter::is_logical_path(first)) check_path(first, second);
    return 0;
}
