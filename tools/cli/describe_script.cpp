// SPDX-License-Identifier: Apache-2.0
// A script: what is known of it as comments, then its source.
#include <sinter/script.hpp>

#include "preview.hpp"

namespace sinter::cli {

Result<std::string> describe_script(const AssetView& asset) {
    const Script script{asset};
    if (!script.valid()) return {Code::Corrupt, "preview: the tables of the script contradict each other"};
    std::string out = "-- script, " + std::to_string(script.lines()) + " lines, " +
                      std::to_string(script.function_count()) + " functions";
    out += script.stripped() ? ", stripped\n" : "\n";
    for (std::uint32_t i = 0; i < script.require_count(); ++i) {
        const auto require = script.require(i);
        out += "-- line " + std::to_string(require.line) + ": requires " + std::string{require.name};
        if (require.dependency == Script::NoFile)
            out += " (no file of the project)\n";
        else
            out += " → " + std::string{to_view(asset.dependencies()[require.dependency].path)} + "\n";
    }
    for (std::uint32_t i = 0; i < script.global_count(); ++i)
        out += "-- line " + std::to_string(script.global(i).line) + ": writes the global " +
               std::string{script.global(i).name} + "\n";
    out += "\n";
    out += script.source();
    return out;
}

}  // namespace sinter::cli
