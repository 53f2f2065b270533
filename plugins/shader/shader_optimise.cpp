// SPDX-License-Identifier: Apache-2.0
#include <sinter/shader_job.hpp>

#include "shader_steps.hpp"
#include "spirv_module.hpp"
#include "spirv_tools.hpp"

namespace shader {

using sinter::Code;

sinter::Status ShaderOptimise::process(sinter::ProcessJob& job) {
    const sinter::Shader shader{job.input()};
    if (!shader.valid()) return {Code::Corrupt, "shader_optimise: the tables contradict each other"};
    if (shader.language() != sinter::ShaderLanguage::Spirv) return {};
    auto aim = job.setting_string("aim");
    if (aim == "platform") aim = job.platform_string("shader_optimisation").value_or("none");
    const bool strip = job.setting_bool("strip_names");
    if (aim != "none" && aim != "size" && aim != "performance")
        return {Code::Invalid, "shader_optimise: shader_optimisation is none, size or performance (" +
                                   std::string{aim} + ")"};
    if (aim == "none" && !strip) return {};

    sinter::ShaderDraft draft{shader};
    auto& row = draft.row;
    if (strip) row.flags &= ~std::uint32_t{SINTER_SHADER_DEBUG_NAMES};
    if (aim == "size") row.flags |= SINTER_SHADER_FOR_SIZE;
    if (aim == "performance") row.flags |= SINTER_SHADER_FOR_SPEED;
    const OptimiseOptions options{aim == "size"          ? Aim::Size
                                  : aim == "performance" ? Aim::Speed
                                                         : Aim::Nothing,
                                  strip};
    for (std::uint32_t i = 0; i < shader.variant_count(); ++i) {
        if (!job.checkpoint(static_cast<float>(i) / static_cast<float>(shader.variant_count())))
            return sinter::Job::cancelled();
        const auto words = to_words(shader.code(i));
        // The optimiser trusts its input.
        if (auto valid = validate(words); !valid) return valid;
        auto better = optimise(words, options);
        if (!better) return better.status();
        if (auto valid = validate(*better); !valid) return valid;
        const auto module = SpirvModule::parse(*better);
        if (!module) return module.status();
        draft.variants[i].spirv_words = static_cast<std::uint32_t>(better->size());
        draft.variants[i].instructions = module->instructions_in_functions();
        draft.code[i] = to_bytes(*better);
    }
    return sinter::emit_shader(job, draft);
}

}  // namespace shader
