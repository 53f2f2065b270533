// SPDX-License-Identifier: Apache-2.0
#include "shader_limits.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "gpu_limits.hpp"

namespace shader {
namespace {

using sinter::BindingKind;
using sinter::ShaderStage;

class Check {
  public:
    Check(sinter::ValidateJob& job, const sinter::Shader& shader)
        : job_(job),
          shader_(shader),
          limits_(gpu_limits(shader.language())),
          level_(job.setting_string("limits")),
          max_invocations_(static_cast<std::uint64_t>(job.setting_integer("max_workgroup_invocations"))),
          max_push_(static_cast<std::uint64_t>(job.setting_integer("max_push_constant_bytes"))),
          unused_(job.setting_string("unused_bindings")) {}

    void variant(std::uint32_t index) {
        const auto row = shader_.variant(index);
        const auto defines = shader_.text(row.defines);
        where_ = defines.empty() ? "" : " [variant " + std::string{defines} + "]";
        bindings(shader_.bindings(index));
        workgroup(row);
        ports(shader_.inputs(index), shader_.outputs(index));
    }
    void whole() {
        const auto assigned = job_.setting_string("assigned");
        if ((shader_.row().flags & SINTER_SHADER_AUTO_MAPPED) && assigned != "off")
            say(assigned, "locations or bindings are missing in the source and were given in order");
        const auto max_words = static_cast<std::uint64_t>(job_.setting_integer("max_instructions"));
        for (std::uint32_t i = 0; max_words != 0 && i < shader_.variant_count(); ++i)
            if (const auto count = shader_.variant(i).instructions; count > max_words)
                say("warn", "many instructions (" + std::to_string(count) + " of at most " +
                                std::to_string(max_words) + ")");
    }

  private:
    void say(std::string_view level, const std::string& text) {
        const auto whole = "shader_limits: " + text;
        // Variants repeat what they share.
        if (level == "off" || !said_.insert(whole).second) return;
        if (level == "error")
            job_.reject(whole + where_);
        else
            job_.warn(whole + where_);
    }
    void at_most(std::string_view what, std::uint64_t count, std::uint64_t limit) {
        if (count > limit)
            say(level_, std::string{what} + " over what " + std::string{limits_.name} + " promises (" +
                            std::to_string(count) + " of " + std::to_string(limit) + ")");
    }

    void bindings(const sinter::ShaderRange<sinter_shader_binding_row>& rows) {
        std::uint64_t count[16] = {}, sets = 0;
        for (std::uint32_t i = 0; i < rows.size(); ++i) {
            const auto row = rows[i];
            const auto kind = static_cast<BindingKind>(row.kind);
            const std::string name{shader_.text(row.name)};
            if ((row.flags & SINTER_SHADER_USED) == 0 && row.sampler_set == SINTER_SHADER_NONE)
                say(unused_, "nothing uses a binding (" + name + ")");
            // A row for a pair of image and sampler stands for rows that are counted already.
            if (row.sampler_set != SINTER_SHADER_NONE) continue;
            count[std::min<std::uint32_t>(row.kind, 15)] += std::max(row.count, 1u);
            if (row.set != SINTER_SHADER_NONE) sets = std::max(sets, std::uint64_t{row.set} + 1);
            if (kind == BindingKind::UniformBuffer && row.size > limits_.uniform_buffer_bytes)
                at_most("a uniform buffer of more bytes (" + name + ") is", row.size,
                        limits_.uniform_buffer_bytes);
            if (kind == BindingKind::PushConstant)
                at_most("push constants of more bytes (" + name + ") are", row.size,
                        max_push_ != 0 ? max_push_ : limits_.push_constant_bytes);
        }
        const auto of = [&](BindingKind kind) { return count[static_cast<std::size_t>(kind)]; };
        const auto combined = of(BindingKind::CombinedImage);
        if (limits_.sets != 0) at_most("descriptor sets are", sets, limits_.sets);
        at_most("uniform buffers of a stage are", of(BindingKind::UniformBuffer), limits_.uniform_buffers);
        at_most("storage buffers of a stage are", of(BindingKind::StorageBuffer), limits_.storage_buffers);
        at_most("sampled images of a stage are",
                combined + of(BindingKind::SampledImage) + of(BindingKind::UniformTexels),
                limits_.sampled_images);
        at_most("samplers of a stage are", combined + of(BindingKind::Sampler), limits_.samplers);
        at_most("storage images of a stage are",
                of(BindingKind::StorageImage) + of(BindingKind::StorageTexels), limits_.storage_images);
        at_most("input attachments are", of(BindingKind::InputAttachment), limits_.input_attachments);
    }

    void workgroup(const sinter_shader_variant_row& row) {
        if (shader_.stage() != ShaderStage::Compute) return;
        std::uint64_t invocations = 1;
        for (int i = 0; i < 3; ++i) {
            // Below 2^32 after each step, so that three factors fit.
            invocations = std::min<std::uint64_t>(invocations * row.workgroup[i], 0xFFFFFFFF);
            if (limits_.workgroup[i] != 0)
                at_most(std::string{"a workgroup's edge "} + "xyz"[i] + " is", row.workgroup[i],
                        limits_.workgroup[i]);
        }
        const auto limit = max_invocations_ != 0 ? max_invocations_ : limits_.workgroup_invocations;
        if (limit != 0) at_most("a workgroup of more invocations is", invocations, limit);
    }

    static std::uint64_t end_of(const sinter::ShaderRange<sinter_shader_port_row>& rows) {
        std::uint64_t end = 0;
        for (std::uint32_t i = 0; i < rows.size(); ++i)
            end = std::max(end, std::uint64_t{rows[i].location} + rows[i].locations);
        return end;
    }
    void ports(const sinter::ShaderRange<sinter_shader_port_row>& inputs,
               const sinter::ShaderRange<sinter_shader_port_row>& outputs) {
        const bool vertex = shader_.stage() == ShaderStage::Vertex;
        const bool fragment = shader_.stage() == ShaderStage::Fragment;
        at_most(vertex ? "locations of vertex attributes are" : "locations of inputs are", end_of(inputs),
                vertex ? limits_.vertex_inputs : limits_.varying_locations);
        at_most(fragment ? "colour outputs are" : "locations of outputs are", end_of(outputs),
                fragment ? limits_.colour_outputs : limits_.varying_locations);
        for (std::uint32_t i = 0; fragment && i < inputs.size(); ++i) {
            const auto row = inputs[i];
            const bool whole = row.scalar == SINTER_SCALAR_INT || row.scalar == SINTER_SCALAR_UINT;
            if (whole && (row.flags & SINTER_SHADER_FLAT) == 0)
                say("error", "an integer input is not flat (" + std::string{shader_.text(row.name)} + ")");
        }
    }

    sinter::ValidateJob& job_;
    const sinter::Shader& shader_;
    const GpuLimits& limits_;
    std::string_view level_;
    std::uint64_t max_invocations_, max_push_;
    std::string_view unused_;
    std::string where_;
    std::set<std::string> said_;
};

}  // namespace

sinter::Status ShaderLimits::validate(sinter::ValidateJob& job) {
    const sinter::Shader shader{job.input()};
    if (!shader.valid()) {
        job.reject("shader_limits: the tables contradict each other");
        return {};
    }
    Check check{job, shader};
    std::uint64_t words = 0, instructions = 0;
    for (std::uint32_t i = 0; i < shader.variant_count(); ++i) {
        if (!job.checkpoint(static_cast<float>(i) / static_cast<float>(shader.variant_count())))
            return sinter::Job::cancelled();
        check.variant(i);
        words = std::max<std::uint64_t>(words, shader.variant(i).spirv_words);
        instructions = std::max<std::uint64_t>(instructions, shader.variant(i).instructions);
    }
    check.whole();
    std::uint64_t bytes = 0;
    for (const auto& chunk : job.input().chunks()) bytes += chunk.bytes.size;
    job.stat("variants", shader.variant_count());
    job.stat("different_codes", static_cast<double>(job.input().chunks().size()));
    job.stat("spirv_words_most", static_cast<double>(words));
    job.stat("instructions_most", static_cast<double>(instructions));
    job.stat("code_bytes", static_cast<double>(bytes));
    return {};
}

}  // namespace shader
