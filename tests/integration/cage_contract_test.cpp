// SPDX-License-Identifier: Apache-2.0
// Plugins that break the rules of the host table without breaking their process: the same code and words,
// inside the kernel and in the cage.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "cage_project.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

struct Breach {
    const char* deed;
    Code code;         // Ok: it is built
    const char* text;  // part of the error
    const char* extension = "misbehave";
};
std::ostream& operator<<(std::ostream& out, const Breach& breach) {
    return out << breach.deed;
}

const Breach breaches[] = {
    {"throw_std", Code::Internal, "an exception escaped the plugin: thrown by a test"},
    {"throw_int", Code::Internal, "an exception of an unknown type escaped the plugin"},
    {"odd_progress", Code::Ok, ""},
    {"allocate_host", Code::OutOfMemory, "the host refused 8 GB"},
    {"remember", Code::Ok, ""},
    {"emit_unknown", Code::Contract, "emits an output that is not open"},
    {"emit_twice", Code::Contract, "emits an output that is not open"},
    {"label_twice", Code::Contract, "emits the label \"\" twice"},
    {"no_product", Code::Contract, "the decoder returned success without a product"},
    {"label a\x01"
     "b",
     Code::Contract, "a product's label has other characters"},
    {"label <x>", Code::Contract, "a product's label has other characters"},
    {"label \xff\xfe", Code::Contract, "a product's label has other characters"},
    {"label #", Code::Contract, "a product's label has other characters"},
    {"long_label", Code::Contract, "a product's label has other characters"},
    {"add_after_emit", Code::Contract, "adds to an output that is not open"},
    {"unknown_type", Code::Contract, "no such type (99)"},
    {"table_without_stride", Code::Contract, "rows of 0 bytes"},
    {"huge_table", Code::OutOfMemory, "a table was refused"},
    {"huge_chunk", Code::OutOfMemory, "huge chunks were refused"},
    {"odd_alignment 3", Code::Contract, "alignment"},
    {"odd_alignment 0", Code::Contract, "alignment"},
    {"odd_alignment 8192", Code::Contract, "alignment"},
    {"odd_alignment 2147483648", Code::Contract, "alignment"},
    {"tag_twice", Code::Contract, "a table twice"},
    {"odd_dependency", Code::Contract, "a dependency of an unknown kind"},
    {"release_foreign", Code::Contract, "releases memory it does not hold"},
    {"release_twice", Code::Contract, "releases memory it does not hold"},
    {"undeclared_setting", Code::Contract, "\"no_such_setting\""},
    {"host_in_body", Code::Contract, "calls the host from inside a parallel_for body"},
    {"loop_in_body", Code::Contract, "calls the host from inside a parallel_for body"},
    {"throw_in_body", Code::Internal, "a body failed"},
    {"no_body", Code::Contract, "parallel_for without a body"},
    {"many_products 100000", Code::Contract, "makes more than 65536 products"},
    {"many_reports 1000000", Code::Ok, ""},
    {"many_stats", Code::Ok, ""},
    {"unknown_code 77", Code::Internal, "returned an unknown code (77)"},
    {"failure_without_reason", Code::Corrupt, "failed without a reason (corrupt)"},
    {"no_such_deed", Code::Unsupported, "unknown deed (no_such_deed)"},
    {"texture", Code::Ok, "", "misbehave_texture"},
    {"texture_lie offset", Code::Contract, "contradict", "misbehave_texture"},
    {"texture_lie far_offset", Code::Contract, "contradict", "misbehave_texture"},
    {"texture_lie size", Code::Contract, "contradict", "misbehave_texture"},
    {"texture_lie chunk", Code::Contract, "contradict", "misbehave_texture"},
    {"texture_lie pitch", Code::Contract, "contradict", "misbehave_texture"},
    {"texture_lie mips", Code::Contract, "contradict", "misbehave_texture"},
    {"texture_lie no_mips", Code::Contract, "contradict", "misbehave_texture"},
    {"texture_lie width", Code::Contract, "contradict", "misbehave_texture"},
    {"texture_lie layers", Code::Contract, "contradict", "misbehave_texture"},
    {"texture_lie block", Code::Contract, "contradict", "misbehave_texture"},
    // A format this build has not heard of is for its readers to judge; sizes and offsets hold without it.
    {"texture_lie format", Code::Ok, "", "misbehave_texture"},
};

CookReport cook_in(const CageProject& project, Isolation isolation) {
    auto config = project.config();
    config.set_isolation("misbehave", isolation);
    return project.cook(config);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cage_contract)

BOOST_DATA_TEST_CASE(names_the_breach_and_harms_nobody, boost::unit_test::data::make(breaches), breach) {
    std::set<std::string> outcomes;
    for (const auto isolation : {Isolation::None, Isolation::Worker}) {
        BOOST_TEST_CONTEXT("isolation " << name_of(isolation)) {
            const CageProject project;
            project.write_good(3);
            const auto path = std::string{"breach."} + breach.extension;
            project.write_deed(path, breach.deed);
            const auto report = cook_in(project, isolation);
            const auto& made = asset(report, path);
            BOOST_TEST(std::string{name_of(made.error.code)} == std::string{name_of(breach.code)});
            BOOST_TEST(made.error.text.find(breach.text) != std::string::npos, made.error.text);
            BOOST_TEST(report.totals.built == (breach.code == Code::Ok ? 4 : 3));
            BOOST_TEST(made.warnings.size() <= 1000);
            std::string outcome = words(made);
            for (const auto& [name, artifact] : artifacts(report)) outcome += name + " " + artifact + "\n";
            outcomes.insert(outcome);
        }
    }
    BOOST_TEST(outcomes.size() == 1);
}

BOOST_AUTO_TEST_CASE(breaches_by_processor_and_validator_are_theirs) {
    struct ByStep {
        const char* deed;
        Code code;
    };
    for (const auto isolation : {Isolation::None, Isolation::Worker}) {
        for (const auto& step : {std::string{"process"}, std::string{"validate"}}) {
            for (const auto& [deed, code] :
                 {ByStep{"throw_int", Code::Internal}, ByStep{"emit_unknown", Code::Contract},
                  ByStep{"release_foreign", Code::Contract}, ByStep{"good", Code::Ok}}) {
                BOOST_TEST_CONTEXT(name_of(isolation) << " " << step << " " << deed) {
                    const CageProject project;
                    const auto list = step == "process" ? std::string{"steps"} : std::string{"validators"};
                    project.configure({}, list + " = [\"misbehave_" + step + "\"]\n");
                    project.write_deed("good.misbehave", "good");
                    project.write_deed("bad.misbehave", "good");
                    project.write("bad.misbehave.sinter.toml",
                                  "set.misbehave_" + step + ".deed = \"" + deed + "\"\n");
                    const auto report = cook_in(project, isolation);
                    BOOST_CHECK(asset(report, "good.misbehave").status == CookStatus::Built);
                    const auto& bad = asset(report, "bad.misbehave");
                    BOOST_TEST(std::string{name_of(bad.error.code)} == std::string{name_of(code)});
                    if (code != Code::Ok)
                        BOOST_TEST(bad.error.text.find("misbehave_" + step) != std::string::npos,
                                   bad.error.text);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(processor_time_is_counted_however_short_the_jobs) {
    constexpr std::size_t Count = 100;
    const auto decoding_ms = [&](Isolation isolation) {
        const CageProject project;
        for (std::size_t i = 0; i < Count; ++i) project.write_deed("w" + std::to_string(i) + ".misbehave", "work", i);
        const auto report = cook_in(project, isolation);
        BOOST_TEST(first_error(report) == "");
        BOOST_TEST_REQUIRE(report.assets.size() == Count);
        double sum = 0;
        for (const auto& asset : report.assets)
            for (const auto& stage : asset.stages)
                if (stage.name == asset.decoder) sum += stage.cpu_ms;
        return sum;
    };
    // The same instructions; the kernel's own threads are counted by another clock.
    const double inside = decoding_ms(Isolation::None);
    const double caged = decoding_ms(Isolation::Worker);
    BOOST_TEST(inside > 0);
    BOOST_TEST(caged > 0.7 * inside);
    BOOST_TEST_MESSAGE("in the kernel " << inside << " ms, caged " << caged << " ms");
}

BOOST_AUTO_TEST_SUITE_END()
