// SPDX-License-Identifier: Apache-2.0
#include "include_chain.hpp"

#include <algorithm>

namespace data_material {
namespace {

using sinter::Code;
using sinter::Status;

std::string_view as_text(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// May the file that comes after `chain` be `next`? The error stands at the include that asks for it.
Status may_include(const std::vector<std::string>& chain, std::string_view next, const sinter::Where& where) {
    if (std::ranges::find(chain, next) != chain.end()) {
        std::string text = "material: the includes go in a circle (";
        for (const auto& file : chain) text += file + " → ";
        return {Code::Invalid, text + std::string{next} + ")", where};
    }
    if (chain.size() > MaxIncludes)
        return {Code::TooLarge,
                "material: more than " + std::to_string(MaxIncludes) + " includes follow each other", where};
    return {};
}

}  // namespace

sinter::Result<MergedMaterial> read_with_includes(sinter::DecodeJob& job) {
    std::vector<std::string> chain{std::string{job.path()}};
    std::vector<MaterialFile> files;
    JsonText source{{}, as_text(job.source())};
    for (;;) {
        if (!job.checkpoint(0)) return job.cancelled().error();
        auto file = read_material(source, chain.back());
        if (!file) return std::move(file).error();
        files.push_back(*std::move(file));
        const auto& include = files.back().include;
        if (!include) break;

        // Logical paths have no leading "/"; the host wants one to read from the root.
        const std::string next = include->text.substr(1);
        if (auto allowed = may_include(chain, next, include->where); !allowed)
            return std::move(allowed).error();
        const auto bytes = job.read(include->text);
        if (!bytes) {
            const auto what =
                bytes.code() == Code::Absent ? "there is no file to include" : "cannot include the file";
            return {bytes.code(), std::string{"material: "} + what + " (" + next + ")", include->where};
        }
        source = {next, as_text(*bytes)};
        chain.push_back(next);
    }
    MergedMaterial out;
    for (auto file = files.rbegin(); file != files.rend(); ++file) {
        override_with(out.fields, file->fields);
        override_with(out.shadow, file->shadow);
    }
    return out;
}

}  // namespace data_material
