// SPDX-License-Identifier: Apache-2.0
#include "os/elf.hpp"

#include <elf.h>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <random>

#include "core/os/scratch_folder.hpp"

using namespace sinter;

namespace {

const std::string sample_text = "what a manifest says";

template <class T>
T take(const std::string& bytes, std::size_t offset) {
    T out;
    std::memcpy(&out, bytes.data() + offset, sizeof out);
    return out;
}

template <class T>
void patch(std::string& bytes, std::size_t offset, T value) {
    std::memcpy(bytes.data() + offset, &value, sizeof value);
}

/// Offset of the header of section `.sinter`, found by what the section holds.
std::size_t section_header(const std::string& bytes) {
    const auto header = take<Elf64_Ehdr>(bytes, 0);
    for (unsigned i = 0; i < header.e_shnum; ++i) {
        const auto at = header.e_shoff + i * sizeof(Elf64_Shdr);
        const auto section = take<Elf64_Shdr>(bytes, at);
        if (section.sh_size == sample_text.size() &&
            bytes.compare(section.sh_offset, section.sh_size, sample_text) == 0)
            return at;
    }
    throw std::runtime_error{"the sample has no .sinter"};
}

std::size_t note_header(const std::string& bytes) {
    const auto header = take<Elf64_Ehdr>(bytes, 0);
    for (unsigned i = 0; i < header.e_phnum; ++i) {
        const auto at = header.e_phoff + i * sizeof(Elf64_Phdr);
        if (take<Elf64_Phdr>(bytes, at).p_type == PT_NOTE) return at;
    }
    throw std::runtime_error{"the sample has no notes"};
}

struct Case {
    std::string name;
    void (*damage)(std::string& bytes);
    Code code;
    std::string text;  ///< after "path: "
};
std::ostream& operator<<(std::ostream& out, const Case& it) {
    return out << it.name;
}

const Case section_cases[] = {
    {"empty", [](std::string& b) { b.clear(); }, Code::Corrupt, "not an ELF file (it is empty)"},
    {"a text", [](std::string& b) { b = "/* GNU ld script */ GROUP ( /lib/libc.so.6 )"; }, Code::Corrupt,
     "not an ELF file"},
    {"cut in the magic", [](std::string& b) { b.resize(3); }, Code::Corrupt, "not an ELF file"},
    {"cut in the header", [](std::string& b) { b.resize(63); }, Code::Corrupt, "truncated in the ELF header"},
    {"cut after the header", [](std::string& b) { b.resize(64); }, Code::Corrupt,
     "section headers lie past its end"},
    {"32-bit", [](std::string& b) { b[EI_CLASS] = ELFCLASS32; }, Code::Unsupported,
     "not a 64-bit library (class 1)"},
    {"big endian", [](std::string& b) { b[EI_DATA] = ELFDATA2MSB; }, Code::Unsupported,
     "not little endian (encoding 2)"},
    {"a program", [](std::string& b) { patch<std::uint16_t>(b, 16, ET_EXEC); }, Code::Unsupported,
     "not a shared library (type 2)"},
    {"no section headers", [](std::string& b) { patch<std::uint64_t>(b, 40, 0); }, Code::Absent,
     "no section .sinter"},
    {"section headers at the end of the address space",
     [](std::string& b) { patch<std::uint64_t>(b, 40, UINT64_MAX - 32); }, Code::Corrupt,
     "section headers lie past its end"},
    {"odd size of a section header", [](std::string& b) { patch<std::uint16_t>(b, 58, 40); }, Code::Corrupt,
     "bad size of a section header (40)"},
    {"more sections than the file holds", [](std::string& b) { patch<std::uint16_t>(b, 60, 0xfeff); },
     Code::Corrupt, "section headers lie past its end"},
    {"extended number of sections is zero", [](std::string& b) { patch<std::uint16_t>(b, 60, 0); },
     Code::Corrupt, "bad number of sections (0)"},
    {"extended number of sections is absurd",
     [](std::string& b) {
         patch<std::uint16_t>(b, 60, 0);
         patch<std::uint64_t>(b, take<Elf64_Ehdr>(b, 0).e_shoff + 32, UINT64_MAX);
     },
     Code::Corrupt, "bad number of sections (18446744073709551615)"},
    {"name table is not there", [](std::string& b) { patch<std::uint16_t>(b, 62, 0xfe00); }, Code::Corrupt,
     "bad table of section names (section 65024)"},
    {"name table is the null section", [](std::string& b) { patch<std::uint16_t>(b, 62, 0); }, Code::Corrupt,
     "bad table of section names (section 0)"},
    {"name lies outside", [](std::string& b) { patch<std::uint32_t>(b, section_header(b), 0xffffffff); },
     Code::Absent, "no section .sinter"},
    {"section without bytes",
     [](std::string& b) { patch<std::uint32_t>(b, section_header(b) + 4, SHT_NOBITS); }, Code::Corrupt,
     "section .sinter has no bytes in the file"},
    {"compressed", [](std::string& b) { patch<std::uint64_t>(b, section_header(b) + 8, SHF_COMPRESSED); },
     Code::Unsupported, "section .sinter is compressed"},
    {"size past the end",
     [](std::string& b) {
         const auto at = section_header(b);
         patch<std::uint64_t>(b, at + 24, 64);
         patch<std::uint64_t>(b, at + 32, UINT64_MAX - 10);
     },
     Code::Corrupt, "section .sinter lies past its end (18446744073709551605 bytes at 64)"},
    {"offset past the end",
     [](std::string& b) { patch<std::uint64_t>(b, section_header(b) + 24, UINT64_MAX); }, Code::Corrupt,
     "section .sinter lies past its end (20 bytes at 18446744073709551615)"},
};

const Case note_cases[] = {
    {"odd size of a program header", [](std::string& b) { patch<std::uint16_t>(b, 54, 32); }, Code::Corrupt,
     "bad size of a program header (32)"},
    {"program headers past the end", [](std::string& b) { patch<std::uint64_t>(b, 32, UINT64_MAX); },
     Code::Corrupt, "program headers lie past its end"},
    {"no program headers", [](std::string& b) { patch<std::uint16_t>(b, 56, 0); }, Code::Absent,
     "no build-id"},
    {"notes past the end",
     [](std::string& b) { patch<std::uint64_t>(b, note_header(b) + 8, UINT64_MAX - 4); }, Code::Corrupt,
     "notes lie past its end"},
    {"notes of absurd size", [](std::string& b) { patch<std::uint64_t>(b, note_header(b) + 32, UINT64_MAX); },
     Code::Corrupt, "notes lie past its end"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(elf)

BOOST_AUTO_TEST_CASE(reads_a_section) {
    const auto text = read_section(ELF_SAMPLE, ".sinter", 100);
    BOOST_TEST_REQUIRE(static_cast<bool>(text));
    BOOST_TEST(*text == sample_text);
}

BOOST_AUTO_TEST_CASE(reads_a_section_numbered_in_the_extended_way) {
    const test::ScratchFolder folder;
    auto bytes = test::contents(ELF_SAMPLE);
    const auto header = take<Elf64_Ehdr>(bytes, 0);
    patch<std::uint16_t>(bytes, 60, 0);
    patch<std::uint64_t>(bytes, header.e_shoff + 32, header.e_shnum);
    patch<std::uint16_t>(bytes, 62, SHN_XINDEX);
    patch<std::uint32_t>(bytes, header.e_shoff + 40, header.e_shstrndx);
    const auto text = read_section(folder.write("extended.so", bytes), ".sinter", 100);
    BOOST_TEST_REQUIRE(static_cast<bool>(text));
    BOOST_TEST(*text == sample_text);
}

BOOST_AUTO_TEST_CASE(reads_the_build_id_it_was_linked_with) {
    const auto id = build_id(ELF_SAMPLE);
    BOOST_TEST_REQUIRE(static_cast<bool>(id));
    BOOST_TEST(*id == ELF_SAMPLE_BUILD_ID);
}

BOOST_AUTO_TEST_CASE(says_absent_for_what_is_not_there) {
    BOOST_TEST((read_section(ELF_SAMPLE, ".sinte", 100).code() == Code::Absent));
    BOOST_TEST((read_section(ELF_SAMPLE, ".sinter2", 100).code() == Code::Absent));
    BOOST_TEST((read_section("/nowhere/x.so", ".sinter", 100).code() == Code::Absent));
    BOOST_TEST((build_id(ELF_SAMPLE_WITHOUT_BUILD_ID).code() == Code::Absent));
}

BOOST_AUTO_TEST_CASE(refuses_a_section_over_the_limit) {
    BOOST_TEST(read_section(ELF_SAMPLE, ".sinter", 20).status().error().text == "");
    const auto text = read_section(ELF_SAMPLE, ".sinter", 19);
    BOOST_TEST((text.code() == Code::TooLarge));
    BOOST_TEST(text.error().text == ELF_SAMPLE ": section .sinter is too large (20 bytes, at most 19)");
}

BOOST_AUTO_TEST_CASE(names_the_processor_it_was_made_for) {
    const test::ScratchFolder folder;
    auto bytes = test::contents(ELF_SAMPLE);
    const auto host = take<std::uint16_t>(bytes, 18);
    patch<std::uint16_t>(bytes, 18, EM_S390);
    const auto path = folder.write("foreign.so", bytes);
    const auto text = read_section(path, ".sinter", 100);
    BOOST_TEST((text.code() == Code::Unsupported));
    BOOST_TEST(text.error().text ==
               path + ": made for another processor (machine 22, this one is " + std::to_string(host) + ")");
}

BOOST_DATA_TEST_CASE(refuses_sections_of, boost::unit_test::data::make(section_cases)) {
    const test::ScratchFolder folder;
    auto bytes = test::contents(ELF_SAMPLE);
    sample.damage(bytes);
    const auto path = folder.write("damaged.so", bytes);
    const auto text = read_section(path, ".sinter", 1 << 20);
    BOOST_TEST_REQUIRE(!text);
    BOOST_TEST(text.error().text == path + ": " + sample.text);
    BOOST_TEST((text.code() == sample.code));
}

BOOST_DATA_TEST_CASE(refuses_notes_of, boost::unit_test::data::make(note_cases)) {
    const test::ScratchFolder folder;
    auto bytes = test::contents(ELF_SAMPLE);
    sample.damage(bytes);
    const auto path = folder.write("damaged.so", bytes);
    const auto id = build_id(path);
    BOOST_TEST_REQUIRE(!id);
    BOOST_TEST(id.error().text == path + ": " + sample.text);
    BOOST_TEST((id.code() == sample.code));
}

BOOST_AUTO_TEST_CASE(refuses_every_truncation) {
    const test::ScratchFolder folder;
    const auto bytes = test::contents(ELF_SAMPLE);
    // The section headers end the file, so every shorter one lacks some.
    for (std::size_t size = 0; size < bytes.size(); size += size < 256 ? 1 : 61) {
        const auto path = folder.write("cut.so", bytes.substr(0, size));
        BOOST_TEST_REQUIRE((read_section(path, ".sinter", 100).code() == Code::Corrupt), size << " bytes");
        const auto id = build_id(path);
        BOOST_TEST_REQUIRE((!id || *id == ELF_SAMPLE_BUILD_ID), size << " bytes");
    }
}

BOOST_AUTO_TEST_CASE(survives_any_damage) {
    const test::ScratchFolder folder;
    const auto bytes = test::contents(ELF_SAMPLE);
    const auto headers = take<Elf64_Ehdr>(bytes, 0).e_shoff;
    std::mt19937 random{1};
    for (int round = 0; round < 3000; ++round) {
        auto damaged = bytes;
        for (int i = 0; i < 4; ++i) {
            // Half of the damage where the structure is.
            const auto at = random() % 2 ? random() % 1024 : headers + random() % (damaged.size() - headers);
            damaged[at] = static_cast<char>(random());
        }
        const auto path = folder.write("damaged.so", damaged);
        const auto text = read_section(path, ".sinter", 1 << 20);
        BOOST_TEST_REQUIRE((!text || text->size() <= bytes.size()));
        const auto id = build_id(path);
        BOOST_TEST_REQUIRE((!id || id->size() <= 128));
    }
}

BOOST_AUTO_TEST_SUITE_END()
