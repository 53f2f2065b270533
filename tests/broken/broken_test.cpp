// SPDX-License-Identifier: Apache-2.0
// Each way a plugin can be wrong, and the exact error it must give.
#include <elf.h>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstring>

#include "core/os/scratch_folder.hpp"
#include "plugin/catalog.hpp"

using namespace sinter;

namespace {

std::string folder_of_plugin(const std::string& name) {
    return std::string{BROKEN_PLUGINS} + "/" + name;
}
std::string file_of(const std::string& name) {
    return folder_of_plugin(name) + "/broken_" + name + ".so";
}
Catalog scan(const std::string& folder) {
    return Catalog::scan(std::span{&folder, 1});
}

struct Broken {
    std::string name;
    Code code;
    std::string text;  ///< after "path: "
};
std::ostream& operator<<(std::ostream& out, const Broken& it) {
    return out << it.name;
}

// Their manifests are sound; what is wrong shows when they are used.
const Broken at_first_use[] = {
    {"no_entry", Code::Contract, "exports no symbol sinter_entry"},
    {"wrong_abi", Code::Unsupported, "made for another version of the SDK (found 4711, wanted 1)"},
    {"wrong_entry_size", Code::Contract, "sinter_entry has a wrong size (found 8, wanted 16)"},
    {"no_get", Code::Contract, "sinter_entry has no function get"},
    {"wrong_table_size", Code::Contract,
     "the table of sinter.decoder/0 \"step\" has a wrong size (found 24, wanted 32)"},
    {"missing_step", Code::Contract,
     "the manifest promises sinter.decoder/0 \"step\", the library does not have it"},
    {"missing_function", Code::Contract, "the table of sinter.decoder/0 \"step\" lacks a function"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(broken)

BOOST_AUTO_TEST_CASE(the_sound_one_works) {
    const auto catalog = scan(folder_of_plugin("sound"));
    BOOST_TEST(catalog.diagnostics().empty());
    BOOST_TEST_REQUIRE(catalog.find_decoder("step") != nullptr);
    BOOST_TEST(static_cast<bool>(catalog.find_decoder("step")->lease()));
}

BOOST_DATA_TEST_CASE(fails_at_first_use, boost::unit_test::data::make(at_first_use)) {
    const auto catalog = scan(folder_of_plugin(sample.name));
    BOOST_TEST(catalog.diagnostics().empty());
    auto* const step = catalog.find_decoder("step");
    BOOST_TEST_REQUIRE(step != nullptr);
    // The same error each time.
    for (int i = 0; i < 2; ++i) {
        const auto lease = step->lease();
        BOOST_TEST_REQUIRE(!lease);
        BOOST_TEST(lease.error().text == file_of(sample.name) + ": " + sample.text);
        BOOST_TEST((lease.code() == sample.code));
    }
}

#ifdef BROKEN_UNDEFINED_SYMBOL
BOOST_AUTO_TEST_CASE(names_the_symbol_that_is_missing) {
    const auto catalog = scan(folder_of_plugin("undefined_symbol"));
    const auto lease = catalog.find_decoder("step")->lease();
    BOOST_TEST_REQUIRE(!lease);
    BOOST_TEST((lease.code() == Code::Io));
    const auto file = file_of("undefined_symbol");
    BOOST_TEST(lease.error().text ==
               file + ": cannot be loaded (" + file + ": undefined symbol: sinter_nobody_has_this)");
}
#endif

BOOST_AUTO_TEST_CASE(refuses_an_interface_it_does_not_know) {
    const auto catalog = scan(folder_of_plugin("sound"));
    const auto table = catalog.plugins()[0]->interface_of("sinter.decoder/9", "step");
    BOOST_TEST((table.code() == Code::Unsupported));
    BOOST_TEST(table.error().text == file_of("sound") + ": unknown interface sinter.decoder/9 \"step\"");
}

BOOST_AUTO_TEST_CASE(a_library_without_a_manifest_is_no_plugin) {
    const auto catalog = scan(folder_of_plugin("no_manifest"));
    BOOST_TEST(catalog.plugins().empty());
    BOOST_TEST(catalog.diagnostics().empty());
}

BOOST_AUTO_TEST_CASE(reports_a_manifest_that_is_no_toml_with_its_place) {
    const auto catalog = scan(folder_of_plugin("not_toml"));
    BOOST_TEST(catalog.plugins().empty());
    BOOST_TEST_REQUIRE(catalog.diagnostics().size() == 1u);
    const auto& error = catalog.diagnostics()[0].error;
    BOOST_TEST((error.code == Code::Corrupt));
    BOOST_TEST(error.where.path == file_of("not_toml"));
    BOOST_TEST(error.where.line == 3u);
}

BOOST_AUTO_TEST_CASE(reports_an_unknown_key_with_its_place_and_a_suggestion) {
    const auto catalog = scan(folder_of_plugin("unknown_key"));
    BOOST_TEST(catalog.plugins().empty());
    BOOST_TEST_REQUIRE(catalog.diagnostics().size() == 1u);
    const auto& error = catalog.diagnostics()[0].error;
    BOOST_TEST((error.code == Code::Invalid));
    BOOST_TEST(error.where.path == file_of("unknown_key"));
    BOOST_TEST(error.where.line == 4u);
    BOOST_TEST(error.text.find("licens") != std::string::npos);
    BOOST_TEST(error.text.find("\"licence\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(reports_a_manifest_that_is_not_utf8) {
    const auto catalog = scan(folder_of_plugin("not_utf8"));
    BOOST_TEST(catalog.plugins().empty());
    BOOST_TEST_REQUIRE(catalog.diagnostics().size() == 1u);
    BOOST_TEST((catalog.diagnostics()[0].error.code == Code::Corrupt));
    BOOST_TEST(catalog.diagnostics()[0].error.text == file_of("not_utf8") + ": the manifest is not UTF-8");
}

BOOST_AUTO_TEST_CASE(reports_a_manifest_without_measure) {
    const auto catalog = scan(folder_of_plugin("huge_manifest"));
    BOOST_TEST_REQUIRE(catalog.diagnostics().size() == 1u);
    BOOST_TEST((catalog.diagnostics()[0].error.code == Code::TooLarge));
    BOOST_TEST(catalog.diagnostics()[0].error.text ==
               file_of("huge_manifest") + ": section .sinter is too large (2097152 bytes, at most 1048576)");
}

BOOST_AUTO_TEST_CASE(reports_files_that_are_no_libraries_and_takes_the_rest) {
    const test::ScratchFolder folder;
    std::filesystem::copy(file_of("sound"), folder / "b.so");
    folder.write("a.so", "INPUT(libc.so.6)");
    folder.write("c.so", "");
    const auto catalog = scan(folder.path());
    BOOST_TEST(catalog.find_decoder("step") != nullptr);
    BOOST_TEST_REQUIRE(catalog.diagnostics().size() == 2u);
    for (const auto& diagnostic : catalog.diagnostics()) {
        BOOST_TEST((diagnostic.severity == Diagnostic::Severity::Error));
        BOOST_TEST((diagnostic.error.code == Code::Corrupt));
    }
    BOOST_TEST(catalog.diagnostics()[0].error.text == folder / "a.so: not an ELF file");
    BOOST_TEST(catalog.diagnostics()[1].error.text == folder / "c.so: not an ELF file (it is empty)");
}

BOOST_AUTO_TEST_CASE(reports_a_plugin_that_was_cut_off) {
    const auto bytes = test::contents(file_of("sound"));
    for (const std::size_t size : {std::size_t{4}, std::size_t{63}, std::size_t{64}, std::size_t{1000},
                                   bytes.size() / 2, bytes.size() - 1}) {
        const test::ScratchFolder folder;
        folder.write("cut.so", bytes.substr(0, size));
        const auto catalog = scan(folder.path());
        BOOST_TEST(catalog.plugins().empty());
        BOOST_TEST_REQUIRE(catalog.diagnostics().size() == 1u, size << " bytes");
        BOOST_TEST((catalog.diagnostics()[0].error.code == Code::Corrupt));
        BOOST_TEST(catalog.diagnostics()[0].error.text ==
                   folder / "cut.so: " +
                       (size < 64 ? "truncated in the ELF header" : "section headers lie past its end"));
    }
}

BOOST_AUTO_TEST_CASE(reports_a_section_that_lies_about_its_size) {
    auto bytes = test::contents(file_of("sound"));
    const auto manifest = bytes.find("[plugin]\nname = \"step\"");
    BOOST_TEST_REQUIRE(manifest != std::string::npos);
    Elf64_Ehdr header{};
    std::memcpy(&header, bytes.data(), sizeof header);
    for (unsigned i = 0; i < header.e_shnum; ++i) {
        Elf64_Shdr section{};
        char* const at = bytes.data() + header.e_shoff + i * sizeof section;
        std::memcpy(&section, at, sizeof section);
        if (section.sh_offset != manifest) continue;
        section.sh_size = 1'000'000;
        std::memcpy(at, &section, sizeof section);
    }
    const test::ScratchFolder folder;
    folder.write("lies.so", bytes);
    const auto catalog = scan(folder.path());
    BOOST_TEST(catalog.plugins().empty());
    BOOST_TEST_REQUIRE(catalog.diagnostics().size() == 1u);
    BOOST_TEST((catalog.diagnostics()[0].error.code == Code::Corrupt));
    BOOST_TEST(catalog.diagnostics()[0].error.text ==
               folder / "lies.so: section .sinter lies past its end (1000000 bytes at " +
                   std::to_string(manifest) + ")");
}

BOOST_AUTO_TEST_SUITE_END()
