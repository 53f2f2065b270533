// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "lexer.hpp"
#include "script_tables.hpp"
#include "steps.hpp"

namespace script_plugin {

using sinter::Code;
using sinter::Script;
using sinter::Status;

namespace {

bool is_word(const Token& token) {
    return token.kind == Token::Kind::Name || token.kind == Token::Kind::Number;
}

/// Would the two become other tokens without a blank between them?
bool need_blank(const Token& left, const Token& right) {
    if (is_word(left) && is_word(right)) return true;
    // 1..2 is a malformed number; a.. b and a ..b are fine.
    if (left.kind == Token::Kind::Number && right.text.starts_with('.')) return true;
    if (right.kind == Token::Kind::Number && left.text.ends_with('.')) return true;
    if (left.text.empty() || right.text.empty()) return false;
    const char a = left.text.back(), b = right.text.front();
    if (left.kind != Token::Kind::Symbol) return false;
    // "--" begins a comment, "[[" and "[=" a long string; the others are symbols of two.
    return (a == b && std::string_view{"-.<>=/:["}.find(a) != std::string_view::npos) ||
           (b == '=' && std::string_view{"[<>~="}.find(a) != std::string_view::npos);
}

std::string stripped(std::string_view source) {
    Lexer lexer{source};
    std::string out;
    std::uint32_t line = 1;
    Token before;
    for (Token token = lexer.next(); token.kind != Token::Kind::End; token = lexer.next()) {
        if (token.line > line)
            out.append(token.line - line, '\n');
        else if (need_blank(before, token))
            out += ' ';
        out += token.text;
        // A string may end lines below the one on which it began.
        line = lexer.line();
        before = token;
    }
    if (!out.empty()) out += '\n';
    return out;
}

}  // namespace

Status ScriptStrip::process(sinter::ProcessJob& job) {
    const Script script{job.input()};
    if (!script.valid()) return {Code::Corrupt, "script_strip: the tables contradict each other"};
    if (script.stripped()) return {};
    if (!job.checkpoint(0)) return job.cancelled();
    const auto text = stripped(script.source());
    auto output = job.new_asset();
    if (!output) return output.status();
    if (auto passed = job.pass_through(*output, {SINTER_SCRIPT_TABLE}); !passed) return passed;
    auto rows = output->add_table<sinter_script_row>(SINTER_SCRIPT_TABLE, SINTER_SCRIPT_VERSION, 1);
    if (!rows) return rows.status();
    (*rows)[0] = {script.language(), SINTER_SCRIPT_STRIPPED, script.lines(), 0};
    auto chunk = output->add_chunk(SINTER_SCRIPT_CHUNK, text.size());
    if (!chunk) return chunk.status();
    std::copy(text.begin(), text.end(), chunk->begin());
    return job.emit(*output);
}

}  // namespace script_plugin
