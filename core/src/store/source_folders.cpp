// SPDX-License-Identifier: Apache-2.0
#include "store/source_folders.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <optional>

#include "os/utf8.hpp"

namespace sinter {
namespace {

/// Deeper trees are not made by people.
constexpr std::size_t MaxDepth = 128;

struct CloseFolder {
    void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};
using Folder = std::unique_ptr<DIR, CloseFolder>;

struct FolderId {
    dev_t device;
    ino_t inode;
    bool operator==(const FolderId&) const = default;
};

std::vector<FolderId> ids_of(const std::vector<std::string>& folders) {
    std::vector<FolderId> out;
    for (const auto& folder : folders) {
        struct ::stat facts {};
        if (::stat(folder.c_str(), &facts) == 0) out.push_back({facts.st_dev, facts.st_ino});
    }
    return out;
}

/// Walks one root, folder by folder, holding one of them open at a time.
class Walk {
  public:
    Walk(const FileDescriptor& root, const std::string& root_name, const std::vector<FolderId>& excluded,
         SourceScan& out)
        : root_(root), root_name_(root_name), excluded_(excluded), out_(out) {}

    void run() {
        pending_.push_back({"", 0});
        while (!pending_.empty()) {
            const auto next = std::move(pending_.back());
            pending_.pop_back();
            list(next);
        }
    }

  private:
    struct Pending {
        std::string path;  // logical, "" for the root
        std::size_t depth;
    };

    [[nodiscard]] std::string os_path(const std::string& path) const {
        return path.empty() ? root_name_ : root_name_ + "/" + path;
    }

    void list(const Pending& at) {
        constexpr int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW;
        auto opened = open_beneath(root_, at.path.empty() ? "." : at.path, flags);
        if (!opened) {
            out_.problems.push_back(system_error(os_path(at.path), "cannot read the folder", errno));
            return;
        }
        struct ::stat facts {};
        if (::fstat(opened.get(), &facts) == 0 &&
            std::ranges::find(excluded_, FolderId{facts.st_dev, facts.st_ino}) != excluded_.end())
            return;
        const Folder folder{::fdopendir(opened.get())};
        if (!folder) {
            out_.problems.push_back(system_error(os_path(at.path), "cannot read the folder", errno));
            return;
        }
        (void)opened.release();  // closed with the DIR from here on
        while (true) {
            errno = 0;
            const auto* entry = ::readdir(folder.get());
            if (!entry) break;
            if (entry->d_name[0] != '.') visit(at, ::dirfd(folder.get()), entry->d_name);
        }
        if (errno != 0)
            out_.problems.push_back(system_error(os_path(at.path), "cannot read the folder", errno));
    }

    void visit(const Pending& at, int folder, const char* name) {
        const auto path = at.path.empty() ? std::string{name} : at.path + "/" + name;
        struct ::stat facts {};
        // Gone since the folder was listed: not a file of this project any more.
        if (::fstatat(folder, name, &facts, AT_SYMLINK_NOFOLLOW) != 0) {
            if (errno != ENOENT)
                out_.problems.push_back(system_error(os_path(path), "cannot look at it", errno));
            return;
        }
        if (S_ISLNK(facts.st_mode)) {
            const auto target = open_beneath(root_, path, O_PATH);
            if (!target || ::fstat(target.get(), &facts) != 0 || !S_ISREG(facts.st_mode)) return;
        }
        const bool is_folder = S_ISDIR(facts.st_mode);
        if (!is_folder && !S_ISREG(facts.st_mode)) return;
        if (!is_logical_path(path)) {
            out_.problems.push_back(
                {Code::Invalid, os_path(printable(path)) + ": the name is not UTF-8 or too long", {}});
        } else if (!is_folder) {
            out_.files.push_back({path, stamp_of(facts)});
        } else if (at.depth + 1 >= MaxDepth) {
            out_.problems.push_back({Code::TooLarge, os_path(path) + ": folders are nested too deeply", {}});
        } else {
            pending_.push_back({path, at.depth + 1});
        }
    }

    const FileDescriptor& root_;
    const std::string& root_name_;
    const std::vector<FolderId>& excluded_;
    SourceScan& out_;
    std::vector<Pending> pending_;
};

}  // namespace

Result<SourceFolders> SourceFolders::open(std::vector<std::string> roots, std::vector<std::string> excluded) {
    if (roots.empty()) return {Code::Invalid, "no source folder is named"};
    SourceFolders out;
    for (const auto& root : roots) {
        FileDescriptor folder{::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
        if (!folder) {
            const int reason = errno;
            struct ::stat facts {};
            if (reason == ENOTDIR && ::stat(root.c_str(), &facts) == 0)
                return {Code::Invalid, root + ": not a folder"};
            return system_error(root, "cannot open the source folder", reason);
        }
        out.roots_.push_back(std::move(folder));
    }
    out.names_ = std::move(roots);
    out.excluded_ = std::move(excluded);
    return out;
}

SourceScan SourceFolders::scan() const {
    SourceScan out;
    const auto excluded = ids_of(excluded_);
    for (std::size_t i = 0; i < roots_.size(); ++i) Walk{roots_[i], names_[i], excluded, out}.run();
    // Stable: among equal paths the earlier root's file stays first, and unique keeps that one.
    std::ranges::stable_sort(out.files, {}, &SourceFile::path);
    const auto repeated = std::ranges::unique(out.files, {}, &SourceFile::path);
    out.files.erase(repeated.begin(), repeated.end());
    std::ranges::stable_sort(out.problems, {}, &Error::text);
    return out;
}

Result<FileDescriptor> SourceFolders::open_file(std::string_view path, int flags) const {
    if (!is_logical_path(path))
        return {Code::Denied, "not a path inside the project (" + printable(path) + ")"};
    const std::string name{path};
    for (const auto& root : roots_) {
        auto file = open_beneath(root, name, flags);
        if (file) return file;
        const int reason = errno;
        // ENXIO: a socket, or a FIFO opened for writing.
        if (reason == ENXIO) return {Code::Invalid, name + ": not a regular file"};
        if (reason == EXDEV || reason == ELOOP)
            return {Code::Denied, "not a path inside the project (" + printable(path) + ")"};
        if (reason == ENAMETOOLONG) continue;
        if (reason != ENOENT && reason != ENOTDIR) return system_error(name, "cannot open", reason);
    }
    return {Code::Absent, name + ": no such file"};
}

Result<FileBytes> SourceFolders::read(std::string_view path, std::uint64_t limit) const {
    const auto file = open_file(path, O_RDONLY);
    if (!file) return file.error();
    return read_file(*file, std::string{path}, limit);
}

Result<FileStamp> SourceFolders::stamp(std::string_view path) const {
    const auto file = open_file(path, O_PATH);
    if (!file) return file.error();
    struct ::stat facts {};
    if (::fstat(file->get(), &facts) != 0) return system_error(std::string{path}, "cannot look at it", errno);
    if (!S_ISREG(facts.st_mode)) return {Code::Invalid, std::string{path} + ": not a regular file"};
    return stamp_of(facts);
}

Result<std::string> SourceFolders::read_start(std::string_view path, std::size_t count) const {
    const auto file = open_file(path, O_RDONLY);
    if (!file) return file.error();
    const std::string name{path};
    struct ::stat facts {};
    if (::fstat(file->get(), &facts) != 0) return system_error(name, "cannot look at it", errno);
    if (!S_ISREG(facts.st_mode)) return {Code::Invalid, name + ": not a regular file"};
    std::string out(std::min<std::uint64_t>(count, static_cast<std::uint64_t>(facts.st_size)), '\0');
    const std::span bytes{reinterpret_cast<std::uint8_t*>(out.data()), out.size()};
    if (auto status = read_exactly(*file, name, 0, bytes); !status) return std::move(status).error();
    return out;
}

}  // namespace sinter
