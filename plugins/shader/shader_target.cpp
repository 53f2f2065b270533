// SPDX-License-Identifier: Apache-2.0
#include <sinter/shader_job.hpp>

#include "compiler.hpp"
#include "cross.hpp"
#include "lower.hpp"
#include "shader_steps.hpp"
#include "spirv_module.hpp"

namespace shader {
namespace {

using sinter::Code;
using sinter::ShaderLanguage;

struct Target {
    std::string_view name;
    ShaderLanguage language;
    std::uint32_t version;
};
constexpr Target Targets[] = {
    {"spirv_1_0", ShaderLanguage::Spirv, 0x10000}, {"spirv_1_3", ShaderLanguage::Spirv, 0x10300},
    {"spirv_1_5", ShaderLanguage::Spirv, 0x10500}, {"spirv_1_6", ShaderLanguage::Spirv, 0x10600},
    {"glsl_450", ShaderLanguage::Glsl, 450},       {"glsl_es_300", ShaderLanguage::GlslEs, 300},
    {"msl_2_1", ShaderLanguage::Msl, 20100},       {"msl_2_4", ShaderLanguage::Msl, 20400},
};

std::vector<CrossBinding> bindings_of(const sinter::Shader& shader, std::uint32_t variant) {
    std::vector<CrossBinding> out;
    const auto rows = shader.bindings(variant);
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        CrossBinding binding{rows[i],
                             std::string{shader.text(rows[i].name)},
                             std::string{shader.text(rows[i].type_name)},
                             {},
                             {}};
        const auto members = shader.members(rows[i]);
        for (std::uint32_t m = 0; m < members.size(); ++m)
            if (members[m].depth == 0) binding.members.emplace_back(shader.text(members[m].name));
        out.push_back(std::move(binding));
    }
    return out;
}

/// Says which variant an error is of.
sinter::Error in_variant(sinter::Error error, std::string_view defines) {
    if (!defines.empty()) error.text += " [variant " + std::string{defines} + "]";
    return error;
}

sinter::Status to_spirv(sinter::ProcessJob& job, const sinter::Shader& shader, std::uint32_t version) {
    if (shader.row().language_version <= version) return {};
    sinter::ShaderDraft draft{shader};
    for (std::uint32_t i = 0; i < shader.variant_count(); ++i) {
        if (!job.checkpoint(static_cast<float>(i) / static_cast<float>(shader.variant_count())))
            return sinter::Job::cancelled();
        auto lowered = lower(to_words(shader.code(i)), version);
        if (!lowered) return in_variant(lowered.error(), shader.text(shader.variant(i).defines));
        const auto module = SpirvModule::parse(*lowered);
        if (!module) return module.status();
        draft.variants[i].spirv_words = static_cast<std::uint32_t>(lowered->size());
        draft.variants[i].instructions = module->instructions_in_functions();
        draft.code[i] = to_bytes(*lowered);
    }
    draft.row.language_version = version;
    return sinter::emit_shader(job, draft);
}

void add_bindings(const std::vector<CrossBinding>& bindings, sinter::ShaderDraft& draft,
                  sinter_shader_variant_row& variant) {
    variant.bindings = {static_cast<std::uint32_t>(draft.bindings.size()),
                        static_cast<std::uint32_t>(bindings.size())};
    for (const auto& binding : bindings) {
        auto row = binding.row;
        row.name = draft.add_text(binding.name);
        row.target_name = draft.add_text(binding.target_name);
        draft.bindings.push_back(row);
    }
}

sinter::Status to_text(sinter::ProcessJob& job, const sinter::Shader& shader, const CrossTarget& target) {
    sinter::ShaderDraft draft{shader};
    draft.bindings.clear();
    for (std::uint32_t i = 0; i < shader.variant_count(); ++i) {
        if (!job.checkpoint(static_cast<float>(i) / static_cast<float>(shader.variant_count())))
            return sinter::Job::cancelled();
        const auto words = to_words(shader.code(i));
        // SPIRV-Cross trusts its input.
        if (auto valid = validate(words); !valid) return valid;
        auto crossed = cross_compile(words, shader.stage(), target, bindings_of(shader, i));
        if (!crossed) return in_variant(crossed.error(), shader.text(shader.variant(i).defines));
        // SPIRV-Cross writes some built-ins that the version does not have.
        if (target.language != ShaderLanguage::Msl)
            if (const auto wrong = first_error_in_text(shader.stage(), crossed->text); !wrong.empty())
                return in_variant({Code::Unsupported,
                                   "shader_target: " + language_text(target.language, target.version) +
                                       " has no place for a part of it: " + wrong,
                                   {}},
                                  shader.text(shader.variant(i).defines));
        add_bindings(crossed->bindings, draft, draft.variants[i]);
        draft.code[i].assign(crossed->text.begin(), crossed->text.end());
        draft.row.entry_point = draft.add_text(crossed->entry_point);
    }
    auto& row = draft.row;
    row.language = static_cast<std::uint32_t>(target.language);
    row.language_version = target.version;
    const bool moves = shader.stage() == sinter::ShaderStage::Vertex ||
                       shader.stage() == sinter::ShaderStage::TessellationEvaluation ||
                       shader.stage() == sinter::ShaderStage::Geometry;
    if (moves && target.flip_y) row.flags |= SINTER_SHADER_Y_FLIPPED;
    if (moves && target.adapt_depth && target.language != ShaderLanguage::Msl)
        row.flags |= SINTER_SHADER_DEPTH_ADAPTED;
    return sinter::emit_shader(job, draft);
}

}  // namespace

sinter::Status ShaderTarget::process(sinter::ProcessJob& job) {
    const sinter::Shader shader{job.input()};
    if (!shader.valid()) return {Code::Corrupt, "shader_target: the tables contradict each other"};
    if (shader.language() != ShaderLanguage::Spirv) return {};
    auto name = job.setting_string("target");
    if (name == "platform") name = job.platform_string("shader_target").value_or("spirv_1_6");
    for (const auto& target : Targets) {
        if (target.name != name) continue;
        if (target.language == ShaderLanguage::Spirv) return to_spirv(job, shader, target.version);
        return to_text(
            job, shader,
            {target.language, target.version, job.setting_bool("flip_y"), job.setting_bool("adapt_depth")});
    }
    std::string list;
    for (const auto& target : Targets) list += (list.empty() ? "" : ", ") + std::string{target.name};
    return {Code::Invalid,
            "shader_target: shader_target is none of " + list + " (" + std::string{name} + ")"};
}

}  // namespace shader
