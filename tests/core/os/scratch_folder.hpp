// SPDX-License-Identifier: Apache-2.0
// ScratchFolder: an empty folder of a test's own, gone with it; and quick ways to fill it.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace sinter::test {

class ScratchFolder {
  public:
    ScratchFolder() {
        auto name = (std::filesystem::temp_directory_path() / "sinter-test-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::runtime_error{"cannot make a folder for the test"};
        path_ = name;
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

    /// Writes a file below the folder, with the folders it lies in; its whole path.
    std::string write(const std::string& name, const std::string& bytes) const {
        const auto path = *this / name;
        std::filesystem::create_directories(std::filesystem::path{path}.parent_path());
        std::ofstream out{path, std::ios::binary};
        out << bytes;
        out.close();
        if (!out) throw std::runtime_error{"cannot write " + path};
        return path;
    }
    /// Names of everything in it, not below.
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> out;
        for (const auto& entry : std::filesystem::directory_iterator{path_})
            out.push_back(entry.path().filename());
        return out;
    }

  private:
    std::string path_;
};

inline std::string contents(const std::string& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) throw std::runtime_error{"cannot read " + path};
    return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace sinter::test
