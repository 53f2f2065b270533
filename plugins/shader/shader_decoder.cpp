// SPDX-License-Identifier: Apache-2.0
#include "shader_decoder.hpp"

#include <algorithm>

#include <sinter/shader_job.hpp>

#include "compiler.hpp"
#include "includer.hpp"
#include "messages.hpp"
#include "reflect.hpp"
#include "spirv_tools.hpp"
#include "stage.hpp"
#include "variants.hpp"

namespace shader {
namespace {

using sinter::Code;
using sinter::DecodeJob;
using sinter::Status;

constexpr std::size_t MaxSource = std::size_t{16} << 20;
constexpr std::size_t MaxNotes = 16;

/// What a shader's file, its pragmas and its settings say together.
struct Plan {
    Compilation base;
    std::vector<Axis> axes;
    std::vector<KeyBits> bits;
    std::vector<VariantPlan> variants;
    bool may_assign = false;
};

sinter::Result<std::string> defines_of(DecodeJob& job) {
    std::string out;
    for (const auto& item : job.setting_strings("defines")) {
        const auto text = sinter::to_view(item);
        const auto equals = std::min(text.find('='), text.size());
        const auto value = text.substr(std::min(equals + 1, text.size()));
        if (!is_identifier(text.substr(0, equals)) || value.find_first_of("\r\n\\") != std::string_view::npos)
            return {Code::Invalid, "shader: defines: not NAME or NAME=VALUE (" + std::string{text} + ")"};
        out += "#define " + std::string{text.substr(0, equals)} + ' ' + std::string{value} + '\n';
    }
    return out;
}

Status find_stage(DecodeJob& job, const Directives& directives, Plan& plan) {
    const auto setting = job.setting_string("stage");
    const auto found = setting != "auto"  ? stage_of_word(setting)
                       : directives.stage ? directives.stage
                                          : stage_of_path(job.path());
    if (!found)
        return {Code::Invalid,
                "shader: nothing says its stage: no #pragma shader_stage(...), no setting, and no name "
                "like sky.frag, sky.frag.glsl or sky_ps.hlsl"};
    plan.base.stage = *found;
    return {};
}

sinter::Result<Plan> plan_of(DecodeJob& job) {
    Plan plan;
    const auto bytes = job.source();
    if (bytes.size() > MaxSource)
        return {Code::TooLarge,
                "shader: the source is over 16 MiB (" + std::to_string(bytes.size()) + " bytes)"};
    plan.base.source = {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    if (plan.base.source.starts_with("\xEF\xBB\xBF")) plan.base.source.remove_prefix(3);
    if (plan.base.source.find('\0') != std::string_view::npos)
        return {Code::Corrupt, "shader: the source is no text"};
    plan.base.path = job.path();
    auto directives = read_directives(plan.base.source);
    if (!directives) return std::move(directives).error();
    if (auto stage = find_stage(job, *directives, plan); !stage) return std::move(stage).error();

    const auto language = job.setting_string("language");
    plan.base.hlsl = language == "auto" ? is_hlsl(job.path()) : language == "hlsl";
    plan.base.entry_point = directives->entry_point.value_or(std::string{job.setting_string("entry_point")});
    if (!is_identifier(plan.base.entry_point))
        return {Code::Invalid, "shader: entry_point: not a name (" + plan.base.entry_point + ")"};
    plan.may_assign = job.setting_bool("assign_missing");
    auto defines = defines_of(job);
    if (!defines) return std::move(defines).error();
    plan.base.preamble = *defines;

    plan.axes = std::move(directives->axes);
    for (const auto& item : job.setting_strings("variants")) {
        auto axis = parse_axis(sinter::to_view(item));
        if (!axis) return std::move(axis).error();
        // The project's word counts more than the file's.
        std::erase_if(plan.axes, [&](const Axis& other) { return other.name == axis->name; });
        plan.axes.push_back(*std::move(axis));
    }
    auto bits = key_bits(plan.axes, static_cast<std::uint64_t>(job.setting_integer("max_variants")));
    if (!bits) return std::move(bits).error();
    plan.bits = *std::move(bits);
    plan.variants = plan_variants(plan.axes, plan.bits);
    return plan;
}

/// Why a compilation failed: the first error, and the others, which are told as notes.
struct Failure {
    sinter::Error error;
    std::vector<Message> notes;
};

Failure failure_of(std::string_view path, const Compiled& compiled, const Includer& includer,
                   const std::string& defines) {
    const std::string in_variant = defines.empty() ? "" : " [variant " + defines + "]";
    const auto code = includer.failure() == Code::Ok || includer.failure() == Code::Absent
                          ? Code::Corrupt
                          : includer.failure();
    Failure out{{code, "shader: the compiler gave up without a reason" + in_variant, {}}, {}};
    std::size_t errors = 0;
    for (auto& message : read_log(compiled.log, std::string{path}, includer)) {
        if (message.kind != Message::Kind::Error) continue;
        message.text += in_variant;
        if (++errors == 1)
            out.error = {code, message.text, message.where};
        else if (errors <= MaxNotes)
            out.notes.push_back(std::move(message));
    }
    if (errors > 1)
        out.error.text +=
            " (and " + std::to_string(errors - 1) + (errors == 2 ? " more error)" : " more errors)");
    return out;
}

/// Only the first variant's warnings are told and counted: the others repeat most of them.
std::uint32_t tell_warnings(DecodeJob& job, const Compiled& compiled, const Includer& includer) {
    std::uint32_t count = 0;
    for (const auto& message : read_log(compiled.log, std::string{job.path()}, includer)) {
        if (message.kind != Message::Kind::Warning) continue;
        job.warn(message.text, message.where);
        ++count;
    }
    return count;
}

void add_axes(const Plan& plan, sinter::ShaderDraft& draft) {
    for (std::size_t i = 0; i < plan.axes.size(); ++i) {
        std::string values;
        for (const auto& value : plan.axes[i].values) values += (values.empty() ? "" : " ") + value;
        draft.axes.push_back({draft.add_text(plan.axes[i].name), draft.add_text(values),
                              static_cast<std::uint32_t>(plan.axes[i].values.size()), plan.bits[i].shift});
    }
}

void add_includes(const Includer& includer, sinter::ShaderDraft& draft) {
    const auto& records = includer.records();
    for (const auto& record : records) {
        const auto from = std::ranges::find(records, record.includer, &IncludeRecord::path);
        const auto row = static_cast<std::uint32_t>(from - records.begin());
        draft.includes.push_back(
            {draft.add_text(record.path), from == records.end() ? SINTER_SHADER_NONE : row, record.line});
    }
}

class Compilations {
  public:
    Compilations(DecodeJob& job, Plan plan, Includer& includer)
        : job_(job), plan_(std::move(plan)), includer_(includer) {}

    Status run(sinter::ShaderDraft& draft) {
        for (std::size_t i = 0; i < plan_.variants.size(); ++i) {
            if (!job_.checkpoint(static_cast<float>(i) / static_cast<float>(plan_.variants.size())))
                return sinter::Job::cancelled();
            if (auto added = add(plan_.variants[i], draft); !added) return added;
        }
        auto& row = draft.row;
        row.stage = static_cast<std::uint32_t>(plan_.base.stage);
        row.language = SINTER_SHADER_SPIRV;
        row.language_version = 0x10600;
        row.flags = SINTER_SHADER_DEBUG_NAMES | (assigned_ ? std::uint32_t{SINTER_SHADER_AUTO_MAPPED} : 0u);
        row.entry_point = draft.add_text(plan_.base.entry_point);
        add_axes(plan_, draft);
        add_includes(includer_, draft);
        return {};
    }

  private:
    /// A compilation whose SPIR-V is valid, with legal words.
    sinter::Result<Compiled> attempt(const Compilation& what, const std::string& defines,
                                     std::vector<Message>& notes) {
        auto compiled = compile(what, includer_);
        if (!compiled.ok) {
            auto failure = failure_of(what.path, compiled, includer_, defines);
            notes = std::move(failure.notes);
            return std::move(failure.error);
        }
        if (what.hlsl) {
            // Legalising removes code that is wrong when nothing needs it: first see that it is not.
            if (auto valid = validate(compiled.words, Rules::BeforeLegalising); !valid) return valid.error();
            auto legal = optimise(compiled.words, {Aim::Legal, false});
            if (!legal) return std::move(legal).error();
            compiled.words = *std::move(legal);
        }
        if (auto valid = validate(compiled.words); !valid) return valid.error();
        return compiled;
    }

    sinter::Result<Compiled> compile_one(const VariantPlan& variant, const std::string& defines) {
        auto what = plan_.base;
        for (std::size_t i = 0; i < plan_.axes.size(); ++i)
            what.preamble +=
                "#define " + plan_.axes[i].name + ' ' + plan_.axes[i].values[variant.values[i]] + '\n';
        std::vector<Message> notes;
        auto compiled = attempt(what, defines, notes);
        if (compiled) return compiled;
        if (plan_.may_assign && includer_.failure() == Code::Ok) {
            std::vector<Message> others;
            what.assign_missing = true;
            auto again = attempt(what, defines, others);
            assigned_ |= static_cast<bool>(again);
            if (again) return again;
        }
        // What was wrong at first is what is wrong.
        for (const auto& note : notes) job_.report(sinter::Severity::Note, Code::Ok, note.text, note.where);
        return compiled;
    }

    Status add(const VariantPlan& plan, sinter::ShaderDraft& draft) {
        const auto defines = defines_text(plan_.axes, plan);
        auto compiled = compile_one(plan, defines);
        if (!compiled) return compiled.status();
        const auto& words = compiled->words;
        if (draft.variants.empty()) {
            draft.row.warnings = tell_warnings(job_, *compiled, includer_);
            draft.row.source_language = plan_.base.hlsl ? SINTER_SHADER_HLSL
                                        : compiled->es  ? SINTER_SHADER_GLSL_ES
                                                        : SINTER_SHADER_GLSL;
            draft.row.source_version = plan_.base.hlsl ? 0 : static_cast<std::uint32_t>(compiled->version);
            auto reference = optimise(words, {Aim::Speed, true});
            if (!reference) return reference.status();
            draft.row.reference_words = static_cast<std::uint32_t>(reference->size());
        }
        auto module = SpirvModule::parse(words);
        if (!module) return module.status();
        sinter_shader_variant_row row{};
        if (auto reflected = reflect(*module, draft, row); !reflected) return reflected;
        row.key = plan.key;
        row.defines = draft.add_text(defines);
        row.spirv_words = static_cast<std::uint32_t>(words.size());
        draft.variants.push_back(row);
        draft.code.push_back(to_bytes(words));
        return {};
    }

    DecodeJob& job_;
    Plan plan_;
    Includer& includer_;
    bool assigned_ = false;
};

}  // namespace

Status ShaderDecoder::decode(DecodeJob& job) {
    auto plan = plan_of(job);
    if (!plan) return plan.status();
    std::vector<std::string> folders;
    for (const auto& folder : job.setting_strings("include_folders"))
        folders.emplace_back(sinter::to_view(folder));
    Includer includer{job, plan->base.source, folders};
    sinter::ShaderDraft draft;
    Compilations compilations{job, *std::move(plan), includer};
    if (auto compiled = compilations.run(draft); !compiled) return compiled;
    return sinter::emit_shader(job, draft);
}

}  // namespace shader
