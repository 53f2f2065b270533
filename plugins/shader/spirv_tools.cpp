// SPDX-License-Identifier: Apache-2.0
#include "spirv_tools.hpp"

#include <cstring>
#include <optional>

#include <spirv-tools/libspirv.hpp>
#include <spirv-tools/optimizer.hpp>

namespace shader {
namespace {

using sinter::Code;

std::optional<spv_target_env> environment_of(std::span<const std::uint32_t> words) {
    switch (words.size() < 5 ? 0 : words[1]) {
        case 0x10000:
            return SPV_ENV_VULKAN_1_0;
        case 0x10300:
            return SPV_ENV_VULKAN_1_1;
        case 0x10400:
            return SPV_ENV_VULKAN_1_1_SPIRV_1_4;
        case 0x10500:
            return SPV_ENV_VULKAN_1_2;
        case 0x10600:
            return SPV_ENV_VULKAN_1_3;
        default:
            return std::nullopt;
    }
}

/// The first error's text, without the disassembly that follows it.
class FirstError {
  public:
    spvtools::MessageConsumer consumer() {
        return [this](spv_message_level_t level, const char*, const spv_position_t&, const char* message) {
            if (!text_.empty() || level > SPV_MSG_ERROR) return;
            text_ = message;
            text_ = text_.substr(0, std::min<std::size_t>({text_.find('\n'), text_.size(), 512}));
        };
    }
    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    std::string text_;
};

sinter::Error unsupported_version(std::span<const std::uint32_t> words) {
    return {Code::Unsupported, "shader: SPIR-V of a version without a Vulkan (" +
                                   std::to_string(words.size() < 2 ? 0 : words[1]) + ")"};
}

spvtools::ValidatorOptions validator_options(Rules rules) {
    spvtools::ValidatorOptions options;
    if (rules == Rules::BeforeLegalising) {
        options.SetBeforeHlslLegalization(true);
        options.SetSkipBlockLayout(true);
    } else {
        options.SetScalarBlockLayout(true);
    }
    return options;
}

/// SPIRV-Tools' passes for size but one: members of blocks that nothing reads stay, because the program fills
/// whole blocks, and GLSL ES cannot say where the others would lie.
bool register_size_passes(spv_target_env environment, spvtools::Optimizer& optimizer) {
    spvtools::Optimizer list{environment};
    list.RegisterSizePasses();
    bool known = true;
    for (const std::string name : list.GetPassNames())
        if (name != "eliminate-dead-members") known = optimizer.RegisterPassFromFlag("--" + name) && known;
    return known;
}

}  // namespace

sinter::Status validate(std::span<const std::uint32_t> words, Rules rules) {
    const auto environment = environment_of(words);
    if (!environment) return unsupported_version(words);
    spvtools::SpirvTools tools{*environment};
    FirstError error;
    tools.SetMessageConsumer(error.consumer());
    if (tools.Validate(words.data(), words.size(), validator_options(rules))) return {};
    return {Code::Corrupt, "shader: not valid SPIR-V: " + error.text()};
}

sinter::Result<Words> optimise(std::span<const std::uint32_t> words, const OptimiseOptions& options) {
    const auto environment = environment_of(words);
    if (!environment) return unsupported_version(words);
    spvtools::Optimizer optimizer{*environment};
    FirstError error;
    optimizer.SetMessageConsumer(error.consumer());
    if (options.strip_names) optimizer.RegisterPass(spvtools::CreateStripDebugInfoPass());
    if (options.aim == Aim::Legal) optimizer.RegisterLegalizationPasses();
    if (options.aim == Aim::Speed) optimizer.RegisterPerformancePasses();
    if (options.aim == Aim::Size && !register_size_passes(*environment, optimizer))
        return {Code::Internal, "shader: SPIRV-Tools does not know its own passes by name"};
    spvtools::OptimizerOptions run;
    run.set_run_validator(false);
    Words out;
    if (!optimizer.Run(words.data(), words.size(), &out, run))
        return {Code::Corrupt, "shader: SPIRV-Tools cannot optimise it: " + error.text()};
    return out;
}

Words to_words(std::span<const std::uint8_t> bytes) {
    Words out;
    if (bytes.size() % 4 != 0) return out;
    out.resize(bytes.size() / 4);
    if (!out.empty()) std::memcpy(out.data(), bytes.data(), bytes.size());
    return out;
}

std::vector<std::uint8_t> to_bytes(std::span<const std::uint32_t> words) {
    std::vector<std::uint8_t> out(words.size() * 4);
    if (!out.empty()) std::memcpy(out.data(), words.data(), out.size());
    return out;
}

}  // namespace shader
