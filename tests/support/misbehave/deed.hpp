// SPDX-License-Identifier: Apache-2.0
// Deed: one manner of misbehaving, found by its name; and what deeds have in common.
#pragma once

#include <span>
#include <string_view>

#include <sinter/abi/host.h>
#include <sinter/status.hpp>

namespace sinter::misbehave {

enum class Role { Decoder, Processor, Validator };

/// What a deed is given. All of it lives as long as the call.
struct Scene {
    const sinter_job* job;
    Role role;
    std::string_view argument;  ///< what stands behind the deed's name
    std::span<const std::uint8_t>
        body;  ///< a decoder's bytes behind the first line; else the input's first chunk

    [[nodiscard]] const sinter_host_v0& host() const { return *job->host; }
    [[nodiscard]] void* self() const { return job->self; }
};

enum class Harm {
    None,    ///< the host table must catch it: may run in any process
    Process  ///< would break the process or act on the machine: refused outside sinter-worker
};

struct Deed {
    std::string_view name;
    Harm harm;
    sinter_code (*run)(const Scene&);
};

[[nodiscard]] std::span<const Deed> honest_deeds();
[[nodiscard]] std::span<const Deed> death_deeds();
[[nodiscard]] std::span<const Deed> time_deeds();
[[nodiscard]] std::span<const Deed> memory_deeds();
[[nodiscard]] std::span<const Deed> output_deeds();
[[nodiscard]] std::span<const Deed> state_deeds();
[[nodiscard]] std::span<const Deed> escape_deeds();
[[nodiscard]] std::span<const Deed> descriptor_deeds();
[[nodiscard]] std::span<const Deed> contract_deeds();
[[nodiscard]] std::span<const Deed> texture_deeds();

/// What an honest plugin does: a decoder makes a small data asset out of `body`, a processor adds 1 to each
/// byte, a validator measures.
sinter_code act_honestly(const Scene& scene);

/// A decoder's product of one chunk with these bytes; nothing in another role.
sinter_code emit_bytes(const Scene& scene, std::span<const std::uint8_t> bytes);
sinter_code emit_text(const Scene& scene, std::string_view text);

/// Reports the reason and returns the code.
sinter_code fail(const Scene& scene, sinter_code code, std::string_view text);
/// `what` reached something outside the cage. Tests look for the word "ESCAPED".
sinter_code escaped(const Scene& scene, std::string_view what);
/// Denied, with the name of the current errno: how `what` should end when the system answers at all.
sinter_code refused(const Scene& scene, std::string_view what);

/// Decimal; 0 for anything else.
[[nodiscard]] std::uint64_t number_of(std::string_view text);

}  // namespace sinter::misbehave
