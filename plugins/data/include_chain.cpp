// SPDX-License-Identifier: Apache-2.0
#include "include_chain.hpp"

#include <algorithm>
#include <charconv>

#include "json_reader.hpp"
#include "toml_reader.hpp"

namespace data_plugin {
namespace {

using sinter::Code;
using sinter::DataValue;
using sinter::Status;

constexpr std::size_t MaxIncludes = 8;

/// May the file that comes after `chain` be `next`? The error stands at the include that asks for it.
Status may_include(const std::vector<std::string>& chain, const std::string& next, const sinter::Where& where,
                   const std::string& who) {
    if (std::ranges::find(chain, next) != chain.end()) {
        std::string text = who + ": the includes go in a circle (";
        for (const auto& file : chain) text += file + " → ";
        return {Code::Invalid, text + next + ")", where};
    }
    if (chain.size() > MaxIncludes)
        return {Code::TooLarge,
                who + ": more than " + std::to_string(MaxIncludes) + " includes follow each other", where};
    return {};
}

/// A field may still come from another file of the chain; and the object that lacks it may have been
/// replaced.
bool is_missing(const DataValue& root, const std::vector<std::string>& path) {
    const DataValue* at = &root;
    for (std::size_t i = 0; i + 1 < path.size() && at; ++i) {
        if (at->kind == SINTER_FIELD_ARRAY) {
            std::size_t index = 0;
            const auto& text = path[i];
            const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), index);
            at = status == std::errc{} && end == text.data() + text.size() && index < at->items.size()
                     ? &at->items[index]
                     : nullptr;
        } else {
            at = at->find(path[i]);
        }
    }
    if (!at || at->kind != SINTER_FIELD_OBJECT) return false;
    const auto* field = at->find(path.back());
    return !field || field->kind == SINTER_FIELD_NULL;
}

}  // namespace

sinter::Result<SourceDocument> read_document(const TextSource& source) {
    constexpr std::string_view Toml = ".toml";
    const std::string_view path = source.path;
    const bool toml = path.size() >= Toml.size() &&
                      std::ranges::equal(path.substr(path.size() - Toml.size()), Toml, [](char a, char b) {
                          return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
                      });
    return toml ? read_toml(source) : read_json(source);
}

const SourceMember* chosen_schema(const SourceDocument& document) noexcept {
    for (const auto name : {"$schema", "schema"})
        if (const auto* member = document.root.find(name); member &&
                                                           member->value.kind == SourceValue::Kind::String &&
                                                           member->value.text.ends_with(".schema.toml"))
            return member;
    return nullptr;
}

void override_with(DataValue& lower, DataValue upper) {
    if (lower.kind != SINTER_FIELD_OBJECT || upper.kind != SINTER_FIELD_OBJECT) {
        lower = std::move(upper);
        return;
    }
    // Sorted, so that two large objects are merged in one pass.
    std::ranges::sort(lower.members, {}, &sinter::DataField::name);
    std::ranges::sort(upper.members, {}, &sinter::DataField::name);
    std::vector<sinter::DataField> merged;
    merged.reserve(lower.members.size() + upper.members.size());
    auto low = lower.members.begin();
    for (auto& field : upper.members) {
        while (low != lower.members.end() && low->name < field.name) merged.push_back(std::move(*low++));
        if (low != lower.members.end() && low->name == field.name) {
            override_with(low->value, std::move(field.value));
            merged.push_back(std::move(*low++));
        } else {
            merged.push_back(std::move(field));
        }
    }
    std::move(low, lower.members.end(), std::back_inserter(merged));
    lower.members = std::move(merged);
}

sinter::Result<DataValue> merge_includes(sinter::DecodeJob& job, TypedDocument first, const Schema& schema) {
    std::vector<std::string> chain{std::string{job.path()}};
    std::vector<TypedDocument> files;
    files.push_back(std::move(first));
    while (!files.back().include.empty()) {
        if (!job.checkpoint(0)) return job.cancelled().error();
        const auto& including = files.back();
        // Logical paths have no leading "/"; the host wants one to read from the root.
        const std::string next = including.include.substr(1);
        if (auto allowed = may_include(chain, next, including.include_where, schema.name); !allowed)
            return std::move(allowed).error();
        const auto bytes = job.read(including.include);
        if (!bytes) {
            const auto what =
                bytes.code() == Code::Absent ? "there is no file to include" : "cannot include the file";
            return {bytes.code(), schema.name + ": " + what + " (" + next + ")", including.include_where};
        }
        const TextSource source{next, false, {reinterpret_cast<const char*>(bytes->data()), bytes->size()}};
        const auto document = read_document(source);
        if (!document)
            return {document.code(), schema.name + ": " + document.error().text, document.error().where};
        const auto* chosen = chosen_schema(*document);
        auto file = read_typed(*document, source, schema, chosen ? std::string_view{chosen->name} : "");
        if (!file) return std::move(file).error();
        files.push_back(*std::move(file));
        chain.push_back(next);
    }
    DataValue out = std::move(files.back().root);
    for (auto file = files.rbegin() + 1; file != files.rend(); ++file)
        override_with(out, std::move(file->root));
    for (const auto& file : files)
        for (const auto& missing : file.missing)
            if (is_missing(out, missing.path))
                return {Code::Invalid, schema.name + ": " + quoted(missing.path.back()) + " is missing",
                        missing.where};
    return out;
}

}  // namespace data_plugin
