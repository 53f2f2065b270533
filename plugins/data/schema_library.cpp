// SPDX-License-Identifier: Apache-2.0
#include "schema_library.hpp"

#include <algorithm>
#include <cassert>

#include <sinter/text/suggest.hpp>

#include "path.hpp"
#include "schema_reader.hpp"
#include "shipped_schemas.hpp"

namespace data_plugin {
namespace {

using sinter::Code;
using sinter::did_you_mean;
using sinter::Result;

constexpr std::size_t MaxInherited = 8;

std::vector<Schema> read_shipped() {
    std::vector<Schema> out;
    for (const auto text : shipped_schema_texts()) {
        const SchemaFinder none = [](std::string_view, const std::string&, const sinter::Where& where) {
            return Result<Schema>{Code::Absent, "schema: what ships inherits nothing", where};
        };
        auto schema = read_schema(TextSource{{}, true, text}, none);
        assert(schema && "a schema that ships with Sinter is wrong");
        if (schema) out.push_back(*std::move(schema));
    }
    return out;
}

const std::vector<Schema>& shipped() {
    static const std::vector<Schema> schemas = read_shipped();
    return schemas;
}

class FileReader {
  public:
    explicit FileReader(sinter::Job& job) : job_(job) {}

    Result<Schema> read(const std::string& path, const sinter::Where& where) {
        const auto logical = path.substr(1);
        if (std::ranges::find(chain_, logical) != chain_.end())
            return {Code::Invalid, "schema: schemas inherit in a circle (" + chain_text() + logical + ")",
                    where};
        if (chain_.size() > MaxInherited)
            return {Code::TooLarge,
                    "schema: more than " + std::to_string(MaxInherited) + " schemas inherit each other",
                    where};
        const auto bytes = job_.read(path);
        if (!bytes)
            return {bytes.code(),
                    bytes.code() == Code::Absent ? "schema: there is no such file (" + logical + ")"
                                                 : "schema: " + bytes.error().text,
                    where};
        chain_.push_back(logical);
        const TextSource source{
            logical, logical == job_.path(), {reinterpret_cast<const char*>(bytes->data()), bytes->size()}};
        auto out = read_schema(source, [&](std::string_view name, const std::string& from,
                                           const sinter::Where& at) { return inherited(name, from, at); });
        chain_.pop_back();
        return out;
    }

  private:
    Result<Schema> inherited(std::string_view name, const std::string& from, const sinter::Where& where) {
        if (!name.ends_with(".toml")) {
            if (const auto* known = shipped_schema(name)) return *known;
            std::vector<std::string_view> names;
            for (const auto& schema : shipped()) names.push_back(schema.name);
            return {Code::Invalid,
                    "schema: inherits: a path of a .schema.toml or a schema of Sinter's is wanted (" +
                        quoted(name) + ")" + did_you_mean(name, names),
                    where};
        }
        auto path = resolve_path(from, name);
        if (!path)
            return {path.code(), "schema: inherits: " + path.error().text + " (" + quoted(name) + ")", where};
        return read(*path, where);
    }
    std::string chain_text() const {
        std::string out;
        for (const auto& file : chain_) out += file + " → ";
        return out;
    }

    sinter::Job& job_;
    std::vector<std::string> chain_;
};

}  // namespace

const Schema* shipped_schema(std::string_view name) {
    const auto& all = shipped();
    const auto found = std::ranges::find(all, name, &Schema::name);
    return found == all.end() ? nullptr : &*found;
}

const Schema* shipped_schema(sinter::AssetType type) {
    const auto& all = shipped();
    const auto found = std::ranges::find(all, type, &Schema::asset);
    return found == all.end() || type == sinter::AssetType::Data ? nullptr : &*found;
}

Result<Schema> read_schema_file(sinter::Job& job, const std::string& path, const sinter::Where& where) {
    return FileReader{job}.read(path, where);
}

}  // namespace data_plugin
