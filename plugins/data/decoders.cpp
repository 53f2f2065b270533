// SPDX-License-Identifier: Apache-2.0
#include "decoders.hpp"

#include <sinter/data_job.hpp>

#include "include_chain.hpp"
#include "path.hpp"
#include "product.hpp"
#include "schema_library.hpp"

namespace data_plugin {
namespace {

using sinter::AssetType;
using sinter::Code;
using sinter::DataSchema;
using sinter::DataValue;
using sinter::DecodeJob;
using sinter::Result;
using sinter::Status;

constexpr std::size_t MaxTwiceNamed = 16;

Status emit(DecodeJob& job, AssetType type, const DataValue& root, const DataSchema& schema,
            std::string_view label) {
    auto output = job.new_asset(type);
    if (!output) return output.status();
    if (auto written = sinter::write_data(*output, root, schema); !written) return written;
    return job.emit(*output, label);
}

/// The schema that the file names, else that of its type; nullptr: there is none.
Result<const Schema*> choose_schema(DecodeJob& job, AssetType type, const TextSource& source,
                                    const SourceMember* chosen, Schema& own) {
    if (!chosen) return shipped_schema(type);
    const auto where = source.at(chosen->value.place);
    auto path = resolve_path(source.path, chosen->value.text);
    if (!path)
        return {path.code(),
                "data: " + chosen->name + ": " + path.error().text + " (" + quoted(chosen->value.text) + ")",
                where};
    auto read = read_schema_file(job, *path, where);
    if (!read) return std::move(read).error();
    own = *std::move(read);
    if (own.asset != type)
        return {Code::Invalid,
                "data: " + chosen->name + ": a schema for " + std::string{name_of(type)} +
                    " is wanted, by the file's name; this one is for " + std::string{name_of(own.asset)} +
                    " (" + quoted(own.name) + ")",
                where};
    return &own;
}

}  // namespace

Status decode_data(DecodeJob& job, AssetType type) {
    const auto bytes = job.source();
    const TextSource source{
        std::string{job.path()}, true, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}};
    const std::string who{name_of(type)};
    if (!job.checkpoint(0)) return job.cancelled();
    const auto document = read_document(source);
    if (!document) return {document.code(), who + ": " + document.error().text, document.error().where};
    if (!job.checkpoint(0.5f)) return job.cancelled();

    Schema own;
    const auto* chosen = chosen_schema(*document);
    const auto schema = choose_schema(job, type, source, chosen, own);
    if (!schema) return schema.status();
    if (!*schema) {
        for (std::size_t i = 0; i < document->duplicates.size() && i < MaxTwiceNamed; ++i)
            job.warn(who + ": " + quoted(document->duplicates[i].name) +
                         " stands twice in one object; the last one counts",
                     source.at(document->duplicates[i].place));
        return emit(job, type, read_untyped(document->root), {}, {});
    }
    auto file = read_typed(*document, source, **schema, chosen ? std::string_view{chosen->name} : "");
    if (!file) return file.status();
    auto root = merge_includes(job, *std::move(file), **schema);
    if (!root) return root.status();
    const auto shadow = type == AssetType::Material ? take_shadow(*root, **schema) : DataValue{};
    drop_nulls(*root, **schema);
    if (auto emitted = emit(job, type, *root, (*schema)->head(false), {}); !emitted) return emitted;
    return type == AssetType::Material ? emit(job, type, shadow, (*schema)->head(false), "shadow") : Status{};
}

}  // namespace data_plugin
