// SPDX-License-Identifier: Apache-2.0
#include "script_tables.hpp"

namespace script_plugin {
namespace {

using sinter::DependencyKind;
using sinter::Output;
using sinter::Status;

class Strings {
  public:
    void keep(std::string_view text, std::uint32_t& offset, std::uint32_t& size) {
        offset = static_cast<std::uint32_t>(all_.size());
        size = static_cast<std::uint32_t>(text.size());
        all_ += text;
    }
    Status write(Output& output) const {
        auto rows = output.add_table<char>(SINTER_STRING_TABLE, SINTER_DATA_VERSION,
                                           static_cast<std::uint32_t>(all_.size()));
        if (!rows) return rows.status();
        std::copy(all_.begin(), all_.end(), rows->begin());
        return {};
    }

  private:
    std::string all_;  // parts of one source: far below 2^32
};

template <class Row>
sinter::Result<std::span<Row>> rows_of(Output& output, std::uint32_t tag, std::size_t count) {
    return output.add_table<Row>(tag, SINTER_SCRIPT_VERSION, static_cast<std::uint32_t>(count));
}

Status write_requires(Output& output, const ScriptFacts& facts, Strings& strings) {
    auto rows =
        rows_of<sinter_script_require_row>(output, SINTER_SCRIPT_REQUIRE_TABLE, facts.requires_.size());
    if (!rows) return rows.status();
    for (std::size_t i = 0; i < facts.requires_.size(); ++i) {
        const auto& [call, path] = facts.requires_[i];
        auto& row = (*rows)[i];
        strings.keep(call.name, row.name_offset, row.name_size);
        row.line = call.line;
        row.dependency = SINTER_SCRIPT_NO_FILE;
        if (path.empty()) continue;
        // What a function asks for may never be wanted, and may ask for this script in turn.
        auto index = output.add_dependency(
            call.in_function ? DependencyKind::LoadedOnDemand : DependencyKind::LoadedWithMe,
            sinter::AssetType::Script, path);
        if (!index) return index.status();
        row.dependency = *index;
    }
    return {};
}

Status write_globals(Output& output, const CodeFacts& code, Strings& strings) {
    // The first write counts, and one outside of all functions more than one inside.
    std::map<std::string_view, const CodeFacts::Write*> globals;
    for (const auto& write : code.writes) {
        auto& known = globals[write.name];
        if (!known || (known->in_function && !write.in_function)) known = &write;
    }
    auto rows = rows_of<sinter_script_global_row>(output, SINTER_SCRIPT_GLOBAL_TABLE, globals.size());
    if (!rows) return rows.status();
    std::size_t i = 0;
    for (const auto& [name, write] : globals) {
        auto& row = (*rows)[i++];
        strings.keep(name, row.name_offset, row.name_size);
        row.line = write->line;
        row.is_function = write->in_function ? 1 : 0;
    }
    return {};
}

}  // namespace

Status write_script(Output& output, std::string_view source, const ScriptFacts& facts) {
    Strings strings;
    auto script = rows_of<sinter_script_row>(output, SINTER_SCRIPT_TABLE, 1);
    if (!script) return script.status();
    (*script)[0] = {SINTER_SCRIPT_LUA_5_4, 0, facts.lines, 0};
    if (auto written = write_requires(output, facts, strings); !written) return written;
    const auto& functions = facts.code.functions;
    auto rows = rows_of<sinter_script_function_row>(output, SINTER_SCRIPT_FUNCTION_TABLE, functions.size());
    if (!rows) return rows.status();
    for (std::size_t i = 0; i < functions.size(); ++i) {
        const auto& from = functions[i];
        const bool whole = from.first_line == 0;
        (*rows)[i] = {whole ? 1 : from.first_line, whole ? facts.lines : from.last_line, from.parameters,
                      from.is_vararg ? 1u : 0u};
    }
    if (auto written = write_globals(output, facts.code, strings); !written) return written;
    if (auto written = strings.write(output); !written) return written;
    auto text = output.add_chunk(SINTER_SCRIPT_CHUNK, source.size());
    if (!text) return text.status();
    std::copy(source.begin(), source.end(), text->begin());
    return {};
}

}  // namespace script_plugin
