// SPDX-License-Identifier: Apache-2.0
#include "os/elf.hpp"

#include <elf.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "os/file.hpp"

namespace sinter {
namespace {

#if defined(__x86_64__)
constexpr Elf64_Half HostMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr Elf64_Half HostMachine = EM_AARCH64;
#elif defined(__riscv)
constexpr Elf64_Half HostMachine = EM_RISCV;
#else
#error "os/elf.cpp: name this processor's ELF machine number"
#endif

constexpr std::uint64_t MaxSections = 1u << 20;
constexpr std::uint64_t MaxNames = 16u << 20;  // bytes of the table of section names
constexpr std::uint64_t MaxNotes = 1u << 20;   // bytes of one note segment
constexpr std::uint32_t MaxBuildId = 64;       // bytes; SHA-1 has 20

/// A library open for reading, its header checked.
class ElfFile {
  public:
    static Result<ElfFile> open(const std::string& path) {
        ElfFile elf;
        elf.path_ = path;
        elf.file_ = FileDescriptor{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
        if (!elf.file_) return system_error(path, "cannot open", errno);
        struct ::stat facts {};
        if (::fstat(elf.file_.get(), &facts) != 0) return system_error(path, "cannot look at it", errno);
        if (!S_ISREG(facts.st_mode)) return {Code::Invalid, path + ": not a regular file"};
        elf.size_ = static_cast<std::uint64_t>(facts.st_size);
        if (auto status = elf.read_header(); !status) return std::move(status).error();
        return elf;
    }

    [[nodiscard]] const Elf64_Ehdr& header() const noexcept { return header_; }
    [[nodiscard]] Error corrupt(const std::string& what) const {
        return {Code::Corrupt, path_ + ": " + what, {}};
    }
    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    [[nodiscard]] bool holds(std::uint64_t offset, std::uint64_t size) const noexcept {
        return offset <= size_ && size <= size_ - offset;
    }
    /// `count` values of T from `offset`; the caller has checked that the file holds them and that they are
    /// few.
    template <class T>
    Result<std::vector<T>> read(std::uint64_t offset, std::uint64_t count) const {
        std::vector<T> out(static_cast<std::size_t>(count));
        const std::span bytes{reinterpret_cast<std::uint8_t*>(out.data()), out.size() * sizeof(T)};
        if (auto status = read_exactly(file_, path_, offset, bytes); !status)
            return std::move(status).error();
        return out;
    }

  private:
    Status read_header() {
        const std::span bytes{reinterpret_cast<std::uint8_t*>(&header_), sizeof header_};
        const auto begin =
            bytes.first(static_cast<std::size_t>(std::min<std::uint64_t>(size_, bytes.size())));
        if (auto status = read_exactly(file_, path_, 0, begin); !status) return status;
        if (begin.size() < SELFMAG || std::memcmp(header_.e_ident, ELFMAG, SELFMAG) != 0)
            return corrupt(size_ == 0 ? "not an ELF file (it is empty)" : "not an ELF file");
        if (begin.size() < bytes.size()) return corrupt("truncated in the ELF header");
        const auto unsupported = [&](const std::string& what) {
            return Status{Code::Unsupported, path_ + ": " + what};
        };
        if (header_.e_ident[EI_CLASS] != ELFCLASS64)
            return unsupported("not a 64-bit library (class " + std::to_string(header_.e_ident[EI_CLASS]) +
                               ")");
        if (header_.e_ident[EI_DATA] != ELFDATA2LSB)
            return unsupported("not little endian (encoding " + std::to_string(header_.e_ident[EI_DATA]) +
                               ")");
        if (header_.e_type != ET_DYN)
            return unsupported("not a shared library (type " + std::to_string(header_.e_type) + ")");
        if (header_.e_machine != HostMachine) {
            return unsupported("made for another processor (machine " + std::to_string(header_.e_machine) +
                               ", this one is " + std::to_string(HostMachine) + ")");
        }
        return {};
    }

    std::string path_;
    FileDescriptor file_;
    std::uint64_t size_ = 0;
    Elf64_Ehdr header_{};
};

/// All section headers; none when the file has none.
Result<std::vector<Elf64_Shdr>> section_headers(const ElfFile& elf) {
    const auto& header = elf.header();
    if (header.e_shoff == 0) return std::vector<Elf64_Shdr>{};
    if (header.e_shentsize != sizeof(Elf64_Shdr))
        return elf.corrupt("bad size of a section header (" + std::to_string(header.e_shentsize) + ")");
    if (!elf.holds(header.e_shoff, sizeof(Elf64_Shdr)))
        return elf.corrupt("section headers lie past its end");
    std::uint64_t count = header.e_shnum;
    if (count == 0) {  // 0xff00 sections or more: their number stands in the first one
        const auto first = elf.read<Elf64_Shdr>(header.e_shoff, 1);
        if (!first) return first.error();
        count = first->front().sh_size;
    }
    if (count == 0 || count > MaxSections)
        return elf.corrupt("bad number of sections (" + std::to_string(count) + ")");
    if (!elf.holds(header.e_shoff, count * sizeof(Elf64_Shdr)))
        return elf.corrupt("section headers lie past its end");
    return elf.read<Elf64_Shdr>(header.e_shoff, count);
}

/// The bytes in which section headers name their sections.
Result<std::vector<char>> section_names(const ElfFile& elf, const std::vector<Elf64_Shdr>& sections) {
    std::uint64_t index = elf.header().e_shstrndx;
    if (index == SHN_XINDEX) index = sections.front().sh_link;
    if (index == SHN_UNDEF || index >= sections.size())
        return elf.corrupt("bad table of section names (section " + std::to_string(index) + ")");
    const auto& table = sections[static_cast<std::size_t>(index)];
    if (table.sh_type != SHT_STRTAB || table.sh_size > MaxNames || !elf.holds(table.sh_offset, table.sh_size))
        return elf.corrupt("bad table of section names (section " + std::to_string(index) + ")");
    return elf.read<char>(table.sh_offset, table.sh_size);
}

bool is_named(const std::vector<char>& names, std::uint64_t offset, std::string_view name) {
    if (offset >= names.size() || names.size() - offset <= name.size()) return false;
    const char* at = names.data() + offset;
    return std::memcmp(at, name.data(), name.size()) == 0 && at[name.size()] == '\0';
}

std::string hex(std::span<const std::uint8_t> bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (const auto byte : bytes) out += {digits[byte >> 4], digits[byte & 15]};
    return out;
}

/// The build-id among the notes of one segment, empty when there is none. Notes and their parts begin at
/// multiples of `alignment`.
std::string find_build_id(std::span<const std::uint8_t> notes, std::size_t alignment) {
    const auto padded = [&](std::uint64_t size) {
        return (size + alignment - 1) & ~std::uint64_t{alignment - 1};
    };
    constexpr std::string_view owner{"GNU\0", 4};
    while (notes.size() >= sizeof(Elf64_Nhdr)) {
        Elf64_Nhdr note{};
        std::memcpy(&note, notes.data(), sizeof note);
        const auto name_begin = std::uint64_t{sizeof note};
        const auto body_begin = padded(name_begin + note.n_namesz);
        const auto end = body_begin + note.n_descsz;  // three numbers below 2^33: no overflow
        if (end > notes.size()) return {};
        if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == owner.size() &&
            std::memcmp(notes.data() + name_begin, owner.data(), owner.size()) == 0 && note.n_descsz != 0 &&
            note.n_descsz <= MaxBuildId)
            return hex(notes.subspan(static_cast<std::size_t>(body_begin), note.n_descsz));
        if (padded(end) > notes.size()) return {};
        notes = notes.subspan(static_cast<std::size_t>(padded(end)));
    }
    return {};
}

}  // namespace

Result<std::string> read_section(const std::string& path, std::string_view name, std::uint64_t max_bytes) {
    const auto elf = ElfFile::open(path);
    if (!elf) return elf.error();
    const auto sections = section_headers(*elf);
    if (!sections) return sections.error();
    const auto who = "section " + std::string{name};
    if (sections->empty()) return {Code::Absent, path + ": no " + who};
    const auto names = section_names(*elf, *sections);
    if (!names) return names.error();
    for (const auto& section : *sections) {
        if (!is_named(*names, section.sh_name, name)) continue;
        if (section.sh_type == SHT_NOBITS) return elf->corrupt(who + " has no bytes in the file");
        if (section.sh_flags & SHF_COMPRESSED)
            return {Code::Unsupported, path + ": " + who + " is compressed"};
        if (!elf->holds(section.sh_offset, section.sh_size)) {
            return elf->corrupt(who + " lies past its end (" + std::to_string(section.sh_size) +
                                " bytes at " + std::to_string(section.sh_offset) + ")");
        }
        if (section.sh_size > max_bytes) {
            return {Code::TooLarge, path + ": " + who + " is too large (" + std::to_string(section.sh_size) +
                                        " bytes, at most " + std::to_string(max_bytes) + ")"};
        }
        const auto bytes = elf->read<char>(section.sh_offset, section.sh_size);
        if (!bytes) return bytes.error();
        return std::string{bytes->begin(), bytes->end()};
    }
    return {Code::Absent, path + ": no " + who};
}

Result<std::string> build_id(const std::string& path) {
    const auto elf = ElfFile::open(path);
    if (!elf) return elf.error();
    const auto& header = elf->header();
    if (header.e_phnum != 0) {
        if (header.e_phentsize != sizeof(Elf64_Phdr))
            return elf->corrupt("bad size of a program header (" + std::to_string(header.e_phentsize) + ")");
        if (!elf->holds(header.e_phoff, std::uint64_t{header.e_phnum} * sizeof(Elf64_Phdr)))
            return elf->corrupt("program headers lie past its end");
        const auto segments = elf->read<Elf64_Phdr>(header.e_phoff, header.e_phnum);
        if (!segments) return segments.error();
        for (const auto& segment : *segments) {
            if (segment.p_type != PT_NOTE) continue;
            if (segment.p_filesz > MaxNotes || !elf->holds(segment.p_offset, segment.p_filesz))
                return elf->corrupt("notes lie past its end");
            const auto notes = elf->read<std::uint8_t>(segment.p_offset, segment.p_filesz);
            if (!notes) return notes.error();
            if (auto id = find_build_id(*notes, segment.p_align == 8 ? 8 : 4); !id.empty()) return id;
        }
    }
    return {Code::Absent, path + ": no build-id"};
}

}  // namespace sinter
