// SPDX-License-Identifier: Apache-2.0
// A plugin for tests of the cage: the first line of a file names a deed and its argument, the bytes behind it
// are its material. "good" is what an honest plugin does; all other deeds are bugs and attacks. Processor and
// validator take the line from their setting `deed`. The deeds stand in tables, one file for each kind:
//
//     honest.cpp      good, read, copy                   death.cpp       signals, exits, exceptions
//     time.cpp        never returns                      memory.cpp      8 GB, overruns
//     output.cpp      floods of log, scribbling          state.cpp       leaves the process changed for the
//     next job escape.cpp      files, network, processes          descriptor.cpp  its own descriptors
//     contract.cpp    breaks the rules of host.h         texture.cpp     tables that lie
//
// Written on the plain tables: the C++ face would not let it misbehave.
#include <cerrno>
#include <string>

#include <sinter/abi/decoder.h>
#include <sinter/abi/processor.h>
#include <sinter/abi/validator.h>

#include "deed.hpp"

namespace sinter::misbehave {
namespace {

bool caged() {
    // A name in memory, which no wall can hide.
    return std::string_view{program_invocation_short_name} == "sinter-worker";
}

const Deed* find(std::string_view name) {
    for (const auto deeds :
         {honest_deeds(), death_deeds(), time_deeds(), memory_deeds(), output_deeds(), state_deeds(),
          escape_deeds(), descriptor_deeds(), contract_deeds(), texture_deeds()})
        for (const auto& deed : deeds)
            if (deed.name == name) return &deed;
    return nullptr;
}

bool is_harmless(const sinter_job* job) {
    sinter_value value{};
    return MISBEHAVE_VERSION > 1 ||
           (job->host->setting(job->self, to_abi("harmless"), &value) == SINTER_OK && value.integer != 0);
}

sinter_code act(const sinter_job* job, Role role, std::string_view line, std::span<const std::uint8_t> body) {
    const auto space = line.find(' ');
    const auto name = line.substr(0, space);
    Scene scene{job, role, space == std::string_view::npos ? std::string_view{} : line.substr(space + 1),
                body};
    const auto* deed = find(name);
    if (!deed) return fail(scene, SINTER_UNSUPPORTED, "unknown deed (" + std::string{name} + ")");
    if (is_harmless(job)) {
        scene.argument = {};
        return act_honestly(scene);
    }
    if (deed->harm == Harm::Process && !caged())
        return fail(scene, SINTER_UNSUPPORTED, std::string{name} + " is done in sinter-worker only");
    return deed->run(scene);
}

sinter_code decode(void*, const sinter_job* job) {
    const auto source = job->host->source(job->self);
    const std::string_view text{reinterpret_cast<const char*>(source.data), source.size};
    const auto line = text.substr(0, text.find('\n'));
    const auto behind = std::min<std::size_t>(line.size() + 1, source.size);
    return act(job, Role::Decoder, line, {source.data + behind, source.size - behind});
}

sinter_code act_by_setting(const sinter_job* job, Role role) {
    sinter_value line{};
    if (const auto code = job->host->setting(job->self, to_abi("deed"), &line); code != SINTER_OK)
        return code;
    if (line.string.size == 0) return SINTER_OK;
    const auto* input = job->host->input(job->self);
    std::span<const std::uint8_t> body;
    if (input->chunk_count != 0) body = {input->chunks[0].bytes.data, input->chunks[0].bytes.size};
    return act(job, role, to_view(line.string), body);
}

sinter_code process(void*, const sinter_job* job) {
    return act_by_setting(job, Role::Processor);
}
sinter_code validate(void*, const sinter_job* job) {
    return act_by_setting(job, Role::Validator);
}

constexpr sinter_decoder_v0 Decoder{sizeof(sinter_decoder_v0), 0, nullptr, nullptr, decode};
constexpr sinter_processor_v0 Processor{sizeof(sinter_processor_v0), 0, nullptr, nullptr, process};
constexpr sinter_validator_v0 Validator{sizeof(sinter_validator_v0), 0, nullptr, nullptr, validate};

const void* get(sinter_str interface_id, sinter_str name) {
    const auto id = to_view(interface_id);
    const auto step = to_view(name);
    if (id == SINTER_DECODER_ID && (step == "misbehave" || step == "misbehave_texture")) return &Decoder;
    if (id == SINTER_PROCESSOR_ID && step == "misbehave_process") return &Processor;
    if (id == SINTER_VALIDATOR_ID && step == "misbehave_validate") return &Validator;
    return nullptr;
}

}  // namespace
}  // namespace sinter::misbehave

extern "C" const sinter_entry_v0 sinter_entry;
extern "C" SINTER_EXPORT const sinter_entry_v0 sinter_entry = {SINTER_ABI_VERSION, sizeof(sinter_entry_v0),
                                                               sinter::misbehave::get};
