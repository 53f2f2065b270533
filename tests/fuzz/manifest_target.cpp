// SPDX-License-Identifier: Apache-2.0
// Fuzzes plugin.toml: a manifest that is accepted keeps what its form promises.
#include <set>

#include "plugin/manifest.hpp"
#include "text_problems.hpp"

namespace sinter::fuzz {
namespace {

void check_name(std::string_view name) {
    require(!name.empty() && name.size() <= 64 &&
                name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos,
            "a name is 1 to 64 of a-z 0-9 _");
}

template <class Decl>
void check_steps(const std::vector<Decl>& steps) {
    std::set<std::string> names;
    for (const StepDecl& step : steps) {
        check_name(step.name);
        require(names.insert(step.name).second, "steps of a kind differ in name");
        require(step.content_version >= 1 && step.content_version <= 0x7FFFFFFF,
                "content_version is in its range");
        require(step.peak_memory_per_input_byte >= 0 && step.peak_memory_per_input_byte <= 1e6,
                "memory is in its range");
        require(step.help.find('\n') == std::string::npos, "help is one line");
        const auto defaults = default_values(step);
        require(defaults.size() == step.settings.size(), "every setting has a default, and its own name");
        for (const auto& setting : step.settings) check_name(setting.name);
    }
}

}  // namespace

std::vector<Bytes> seeds() {
    std::vector<Bytes> out;
    for (const auto* path : {"plugins/texture_core/plugin.toml", "plugins/texture_process/plugin.toml",
                             "plugins/data/plugin.toml", "sdk/template/plugin.toml"})
        out.push_back(source_file(path));
    out.push_back(to_bytes(R"([plugin]
name = "all"
version = "1.2.3"
isolation = "none"
libraries = ["liba.so.1"]
[[decoder]]
name = "a"
type = "any"
extensions = ["material.json"]
magic = ["@4:66747970????"]
preference = -5
[[decoder.setting]]
name = "s"
type = "strings"
default = ["x"]
choices = ["x", "y"]
help = "h"
[[decoder.setting]]
name = "f"
type = "float"
default = 0.5
min = 0
max = 1.5
help = "h"
[[reload_handler]]
name = "r"
type = "texture"
)"));
    return out;
}

void resign(std::span<std::uint8_t>, std::uint64_t) {}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sinter;
    const auto text = fuzz::to_text({data, size});
    const auto manifest = parse_manifest(text, "plugin.toml");
    if (!manifest) {
        fuzz::check_problem(manifest.error(), "plugin.toml", text);
        return 0;
    }
    fuzz::check_name(manifest->name);
    fuzz::check_steps(manifest->decoders);
    fuzz::check_steps(manifest->processors);
    fuzz::check_steps(manifest->validators);
    for (const auto& decoder : manifest->decoders) {
        fuzz::require(!decoder.extensions.empty() || !decoder.magic.empty(), "a decoder can be chosen");
        for (const auto& magic : decoder.magic)
            fuzz::require(!magic.bytes.empty() && magic.bytes.size() <= 32 &&
                              magic.bytes.size() == magic.mask.size() &&
                              magic.offset + magic.bytes.size() <= 4096,
                          "magic is 1 to 32 bytes within the first 4096");
    }
    return 0;
}
