// SPDX-License-Identifier: Apache-2.0
// Fuzzes the reader of sections and build-ids: what it gives stands in the file, under its limit.
#include <elf.h>

#include <algorithm>
#include <cstring>

#include "memory_file.hpp"
#include "os/elf.hpp"
#include "plugin/manifest.hpp"

namespace sinter::fuzz {
namespace {

constexpr std::string_view Section = ".sinter";
constexpr std::uint64_t MaxBytes = 4096;
constexpr std::string_view ManifestText = "[plugin]\nname = \"seed\"\nversion = \"1.0.0\"\n";

#if defined(__x86_64__)
constexpr Elf64_Half Machine = EM_X86_64;
#elif defined(__aarch64__)
constexpr Elf64_Half Machine = EM_AARCH64;
#else
constexpr Elf64_Half Machine = EM_RISCV;
#endif

template <class T>
void put(Bytes& file, std::size_t at, const T& value) {
    if (file.size() < at + sizeof value) file.resize(at + sizeof value);
    std::memcpy(file.data() + at, &value, sizeof value);
}
void put(Bytes& file, std::size_t at, std::string_view text) {
    if (file.size() < at + text.size()) file.resize(at + text.size());
    std::copy(text.begin(), text.end(), file.begin() + static_cast<std::ptrdiff_t>(at));
}

/// The smallest library with a manifest and a build-id, laid down by hand (System V ABI 4.1, chapters 4 and
/// 5). `extended`: the number of sections and the index of their names stand in section 0, as in very large
/// files.
Bytes library(bool extended) {
    constexpr std::string_view names{"\0.sinter\0.names\0", 16};
    constexpr std::string_view note{"\4\0\0\0\4\0\0\0\3\0\0\0GNU\0\xDE\xAD\xBE\xEF", 20};
    constexpr std::size_t segments = 64, sections = 128, names_at = 320, note_at = 336, text_at = 360;
    Elf64_Ehdr header{};
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_ident[EI_CLASS] = ELFCLASS64;
    header.e_ident[EI_DATA] = ELFDATA2LSB;
    header.e_ident[EI_VERSION] = EV_CURRENT;
    header.e_type = ET_DYN;
    header.e_machine = Machine;
    header.e_version = EV_CURRENT;
    header.e_phoff = segments;
    header.e_shoff = sections;
    header.e_ehsize = sizeof header;
    header.e_phentsize = sizeof(Elf64_Phdr);
    header.e_phnum = 1;
    header.e_shentsize = sizeof(Elf64_Shdr);
    header.e_shnum = extended ? 0 : 3;
    header.e_shstrndx = extended ? SHN_XINDEX : 2;
    Elf64_Phdr segment{};
    segment.p_type = PT_NOTE;
    segment.p_offset = note_at;
    segment.p_filesz = note.size();
    segment.p_align = 4;
    Elf64_Shdr first{}, manifest{}, strings{};
    first.sh_size = extended ? 3 : 0;
    first.sh_link = extended ? 2 : 0;
    manifest.sh_name = 1;
    manifest.sh_type = SHT_PROGBITS;
    manifest.sh_offset = text_at;
    manifest.sh_size = ManifestText.size();
    strings.sh_name = 9;
    strings.sh_type = SHT_STRTAB;
    strings.sh_offset = names_at;
    strings.sh_size = names.size();
    Bytes file;
    put(file, 0, header);
    put(file, segments, segment);
    put(file, sections, first);
    put(file, sections + sizeof first, manifest);
    put(file, sections + 2 * sizeof first, strings);
    put(file, names_at, names);
    put(file, note_at, note);
    put(file, text_at, ManifestText);
    return file;
}

}  // namespace

std::vector<Bytes> seeds() {
    return {library(false), library(true)};
}

void resign(std::span<std::uint8_t>, std::uint64_t) {}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sinter;
    const fuzz::MemoryFile file{{data, size}};
    if (const auto section = read_section(file.path(), fuzz::Section, fuzz::MaxBytes)) {
        fuzz::require(section->size() <= fuzz::MaxBytes, "a section is under the limit");
        fuzz::require(fuzz::to_text({data, size}).find(*section) != std::string_view::npos,
                      "a section is in the file");
        (void)parse_manifest(*section, "library");
    } else {
        fuzz::require(section.code() != Code::Io && section.code() != Code::Internal,
                      "hostile bytes are no I/O error");
    }
    if (const auto id = build_id(file.path())) {
        fuzz::require(!id->empty() && id->size() <= 128 && id->size() % 2 == 0,
                      "a build-id has 1 to 64 bytes");
        fuzz::require(id->find_first_not_of("0123456789abcdef") == std::string::npos,
                      "a build-id is hexadecimal");
    } else {
        fuzz::require(id.code() != Code::Io && id.code() != Code::Internal, "hostile bytes are no I/O error");
    }
    return 0;
}
