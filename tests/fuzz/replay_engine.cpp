// SPDX-License-Identifier: Apache-2.0
// The replay: runs a target without libFuzzer, on its seeds, on regressions and on mutations that are the
// same each time.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "mutation.hpp"

namespace {

using sinter::fuzz::Bytes;

constexpr std::string_view Help =
    R"(usage: TARGET [--mutations N] [--seed N] [--regressions DIR] [--write DIR] [FILE...]

Runs a fuzz target on its seeds, on every .hex file of DIR, and on N mutations of the seeds (0 when not given).
With FILEs it runs those only (.hex: hexadecimal digits; others: as they are).

  --seed N     another sequence of mutations; 1 when not given
  --write DIR  writes the inputs into DIR instead of running them

When the process dies, the input it died of lies in TARGET.input in the working folder.
exit status: 0 all well, 2 wrong usage
)";

constexpr std::size_t MaxInputBytes = std::size_t{1} << 20;

/// A file that holds the input of the moment, so that it is still there after a crash: a shared mapping is
/// the kernel's, not ours.
class LastInput {
  public:
    explicit LastInput(std::string path) : path_(std::move(path)) {
        const int file = ::open(path_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
        if (file < 0 || ::ftruncate(file, MaxInputBytes) != 0) std::exit(2);
        map_ = ::mmap(nullptr, MaxInputBytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        if (map_ == MAP_FAILED) std::exit(2);
        file_ = file;
    }
    LastInput(const LastInput&) = delete;
    LastInput& operator=(const LastInput&) = delete;
    ~LastInput() {
        ::munmap(map_, MaxInputBytes);
        ::close(file_);
        ::unlink(path_.c_str());
    }
    void run(const Bytes& input) {
        if (input.size() <= MaxInputBytes) {
            // The file's length is the input's; the mapping keeps its pages for the next one.
            if (::ftruncate(file_, static_cast<off_t>(input.size())) != 0) std::exit(2);
            if (!input.empty()) std::memcpy(map_, input.data(), input.size());
        }
        // A buffer of exactly this size, so that a sanitizer sees the first byte read past it.
        const Bytes exact(input.begin(), input.end());
        (void)LLVMFuzzerTestOneInput(exact.data(), exact.size());
    }

  private:
    std::string path_;
    int file_ = -1;
    void* map_ = nullptr;
};

Bytes read_input(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    sinter::fuzz::require(file.is_open(), "cannot read " + path.string());
    Bytes bytes{std::istreambuf_iterator<char>{file}, {}};
    if (path.extension() != ".hex") return bytes;
    // Digits in pairs; "#" begins a comment that goes to the end of its line.
    std::string digits;
    bool comment = false;
    for (const auto byte : bytes) {
        if (byte == '#') comment = true;
        if (byte == '\n') comment = false;
        if (!comment && std::string_view{"0123456789abcdefABCDEF"}.find(static_cast<char>(byte)) !=
                            std::string_view::npos)
            digits += static_cast<char>(byte);
    }
    Bytes out(digits.size() / 2);
    for (std::size_t i = 0; i < out.size(); ++i)
        std::from_chars(digits.data() + 2 * i, digits.data() + 2 * i + 2, out[i], 16);
    return out;
}

struct Options {
    std::size_t mutations = 0;
    std::uint64_t seed = 1;
    std::string regressions, write;
    std::vector<std::string> files;
};

std::optional<Options> parse(std::span<char*> arguments) {
    Options out;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view name = arguments[i];
        if (!name.starts_with("--")) {
            out.files.emplace_back(name);
            continue;
        }
        if (++i == arguments.size()) return std::nullopt;
        const std::string_view value = arguments[i];
        const auto number = [&](auto& into) {
            return std::from_chars(value.data(), value.data() + value.size(), into).ec == std::errc{};
        };
        if (name == "--regressions")
            out.regressions = value;
        else if (name == "--write")
            out.write = value;
        else if (!(name == "--mutations" && number(out.mutations)) && !(name == "--seed" && number(out.seed)))
            return std::nullopt;
    }
    return out;
}

std::vector<std::filesystem::path> hex_files(const std::string& folder) {
    std::vector<std::filesystem::path> out;
    std::error_code absent;
    for (const auto& entry : std::filesystem::directory_iterator{folder, absent})
        if (entry.path().extension() == ".hex") out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    const auto options = parse(std::span{argv, static_cast<std::size_t>(argc)}.subspan(1));
    if (!options) {
        std::fputs(Help.data(), stderr);
        return 2;
    }
    LastInput last{std::filesystem::path{argv[0]}.filename().string() + ".input"};
    std::size_t count = 0;
    const auto take = [&](const Bytes& input) {
        ++count;
        if (options->write.empty()) return last.run(input);
        std::ofstream{std::filesystem::path{options->write} / std::to_string(count), std::ios::binary}.write(
            reinterpret_cast<const char*>(input.data()), static_cast<std::streamsize>(input.size()));
    };
    for (const auto& file : options->files) take(read_input(file));
    if (!options->files.empty()) return 0;

    take({});
    const auto seeds = sinter::fuzz::seeds();
    sinter::fuzz::require(!seeds.empty(), "the target has seeds");
    std::size_t largest = 4096;
    for (const auto& seed : seeds) {
        take(seed);
        largest = std::max(largest, 2 * seed.size());
    }
    const auto regressions =
        options->regressions.empty() ? std::vector<std::filesystem::path>{} : hex_files(options->regressions);
    for (const auto& file : regressions) take(read_input(file));
    sinter::fuzz::Random random{options->seed};
    for (std::size_t i = 0; i < options->mutations; ++i)
        take(sinter::fuzz::mutate(seeds, random, std::min(largest, MaxInputBytes)));
    std::printf("%zu inputs: %zu seeds, %zu regressions, %zu mutations\n", count, seeds.size(),
                regressions.size(), options->mutations);
    return 0;
}
