// SPDX-License-Identifier: Apache-2.0
#include "output_folder.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

namespace sinter::samples {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view Marker = ".sinter-samples";
constexpr std::string_view MarkerText =
    "Made by sinter-samples, which may write here again. Remove this file to keep the folder for yourself.\n";

Status io_error(const fs::path& path, std::string_view what, const std::error_code& reason) {
    std::string text = path.string() + ": cannot " + std::string(what);
    if (reason) text += " (" + reason.message() + ")";
    return {Code::Io, std::move(text)};
}

bool holds(const fs::path& path, std::span<const std::uint8_t> bytes) {
    std::error_code ec;
    if (!fs::is_regular_file(path, ec) || fs::file_size(path, ec) != bytes.size()) return false;
    std::ifstream in(path, std::ios::binary);
    const std::string found{std::istreambuf_iterator<char>(in), {}};
    return std::ranges::equal(found, bytes, {}, [](char c) { return static_cast<std::uint8_t>(c); });
}

Status write_file(const fs::path& path, std::span<const std::uint8_t> bytes) {
    std::error_code ec;
    fs::create_directories(path.parent_path(), ec);
    if (ec) return io_error(path.parent_path(), "make the folder", ec);
    fs::path temporary = path;
    temporary += ".part";
    {
        std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
        out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        out.close();
        if (!out) {
            fs::remove(temporary, ec);
            return io_error(path, "write", {});
        }
    }
    fs::rename(temporary, path, ec);
    return ec ? io_error(path, "write", ec) : Status{};
}

}  // namespace

Result<OutputFolder> OutputFolder::open(const fs::path& path) {
    std::error_code ec;
    if (fs::exists(path, ec)) {
        if (!fs::is_directory(path, ec)) return {Code::Denied, path.string() + ": is not a folder"};
        const bool ours = fs::exists(path / Marker, ec);
        const bool empty = fs::is_empty(path, ec);
        if (ec) return io_error(path, "look into the folder", ec).error();
        if (!ours && !empty) {
            return {Code::Denied, path.string() + ": is not empty and was not made by sinter-samples"};
        }
    }
    fs::create_directories(path, ec);
    if (ec) return io_error(path, "make the folder", ec).error();
    OutputFolder folder(path);
    folder.add_text(Marker, MarkerText);
    if (!folder.status_) return folder.status_.error();
    return folder;
}

void OutputFolder::write(std::string_view relative, std::span<const std::uint8_t> bytes) {
    if (!status_) return;
    const fs::path path = root_ / relative;
    if (!holds(path, bytes)) {
        status_ = write_file(path, bytes);
        ++written_;
    }
    ++files_;
    bytes_ += bytes.size();
}

void OutputFolder::add(std::string_view relative, const Result<Bytes>& bytes) {
    if (bytes) return write(relative, *bytes);
    if (status_) status_ = Status{bytes.code(), std::string(relative) + ": " + bytes.error().text};
}

void OutputFolder::add_text(std::string_view relative, std::string_view text) {
    write(relative, std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

}  // namespace sinter::samples
