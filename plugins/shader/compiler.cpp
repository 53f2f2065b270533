// SPDX-License-Identifier: Apache-2.0
#include "compiler.hpp"

#include <algorithm>
#include <climits>

#include <glslang/Public/ResourceLimits.h>
#include <glslang/SPIRV/GlslangToSpv.h>

namespace shader {
namespace {

using sinter::ShaderStage;

/// glslang's tables, from the first compilation until the library is unloaded.
struct Process {
    Process() { glslang::InitializeProcess(); }
    ~Process() { glslang::FinalizeProcess(); }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
};

void keep_process() {
    static const Process process;
}

EShLanguage language_of(ShaderStage stage) {
    switch (stage) {
        case ShaderStage::Vertex:
            return EShLangVertex;
        case ShaderStage::TessellationControl:
            return EShLangTessControl;
        case ShaderStage::TessellationEvaluation:
            return EShLangTessEvaluation;
        case ShaderStage::Geometry:
            return EShLangGeometry;
        case ShaderStage::Fragment:
            return EShLangFragment;
        case ShaderStage::Compute:
            return EShLangCompute;
        case ShaderStage::Task:
            return EShLangTask;
        case ShaderStage::Mesh:
            return EShLangMesh;
        case ShaderStage::RayGeneration:
            return EShLangRayGen;
        case ShaderStage::Intersection:
            return EShLangIntersect;
        case ShaderStage::AnyHit:
            return EShLangAnyHit;
        case ShaderStage::ClosestHit:
            return EShLangClosestHit;
        case ShaderStage::Miss:
            return EShLangMiss;
        case ShaderStage::Callable:
            return EShLangCallable;
        case ShaderStage::Unknown:
            break;
    }
    return EShLangVertex;
}

}  // namespace

Compiled compile(const Compilation& what, Includer& includer) {
    keep_process();
    Compiled out;
    if (what.source.size() > INT_MAX) {
        out.log = "ERROR: the source is over 2 GiB\n";
        return out;
    }
    const auto language = language_of(what.stage);
    const std::string path{what.path};
    // The program is destroyed first: it points into the shader.
    glslang::TShader shader{language};
    glslang::TProgram program;

    const char* text = what.source.data();
    const int length = static_cast<int>(what.source.size());
    const char* name = path.c_str();
    shader.setStringsWithLengthsAndNames(&text, &length, &name, 1);
    // The Google extension is what allows #include; in HLSL it is built in.
    const std::string preamble =
        (what.hlsl ? "" : "#extension GL_GOOGLE_include_directive : enable\n") + what.preamble;
    shader.setPreamble(preamble.c_str());
    shader.setEntryPoint(what.entry_point.c_str());
    shader.setSourceEntryPoint(what.entry_point.c_str());
    shader.setEnvInput(what.hlsl ? glslang::EShSourceHlsl : glslang::EShSourceGlsl, language,
                       glslang::EShClientVulkan, 100);
    shader.setEnvClient(glslang::EShClientVulkan, glslang::EShTargetVulkan_1_3);
    shader.setEnvTarget(glslang::EShTargetSpv, glslang::EShTargetSpv_1_6);
    shader.setAutoMapBindings(what.assign_missing);
    shader.setAutoMapLocations(what.assign_missing);

    const auto rules = static_cast<EShMessages>(EShMsgCascadingErrors | EShMsgSpvRules | EShMsgVulkanRules |
                                                (what.hlsl ? EShMsgReadHlsl : EShMsgDefault));
    includer.begin();
    const bool parsed = shader.parse(GetDefaultResources(), 110, ENoProfile, false, false, rules, includer);
    out.log = shader.getInfoLog();
    if (!parsed) return out;
    program.addShader(&shader);
    const bool linked = program.link(EShMsgDefault) && program.mapIO();
    out.log += program.getInfoLog();
    if (!linked) return out;

    const auto* intermediate = program.getIntermediate(language);
    out.version = intermediate->getVersion();
    out.es = intermediate->getProfile() == EEsProfile;
    glslang::SpvOptions options;
    options.disableOptimizer = true;
    spv::SpvBuildLogger logger;
    std::vector<unsigned int> words;
    glslang::GlslangToSpv(*intermediate, words, &logger, &options);
    out.log += logger.getAllMessages();
    out.words.assign(words.begin(), words.end());
    out.ok = !out.words.empty();
    return out;
}

std::string first_error_in_text(ShaderStage stage, const std::string& text) {
    keep_process();
    glslang::TShader shader{language_of(stage)};
    const char* source = text.c_str();
    shader.setStrings(&source, 1);
    if (shader.parse(GetDefaultResources(), 110, false, EShMsgDefault)) return {};
    std::string_view log = shader.getInfoLog();
    if (log.starts_with("ERROR: ")) log.remove_prefix(7);
    return std::string{log.substr(0, std::min(log.find('\n'), log.size()))};
}

}  // namespace shader
