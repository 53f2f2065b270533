// SPDX-License-Identifier: Apache-2.0
// JsonWriter: a JSON document on its way to standard output.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <sinter/core/cook.hpp>

namespace sinter::cli {

/// Thin names over RapidJSON's writer. Text that is not UTF-8 (a file name may be anything) is written with
/// U+FFFD.
class JsonWriter {
  public:
    JsonWriter() { out_.SetIndent(' ', 1); }

    void begin_object() { out_.StartObject(); }
    void end_object() { out_.EndObject(); }
    void begin_array() { out_.StartArray(); }
    void end_array() { out_.EndArray(); }
    void key(std::string_view name) { out_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }

    void value(std::string_view text) {
        out_.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
    }
    void value(const char* text) { value(std::string_view{text}); }
    void value(bool yes) { out_.Bool(yes); }
    void value(std::uint64_t number) { out_.Uint64(number); }
    void value(std::int64_t number) { out_.Int64(number); }
    void value(unsigned number) { out_.Uint(number); }
    /// JSON has no infinity and no NaN: null.
    void value(double number) {
        if (!out_.Double(number)) out_.Null();
    }
    void null() { out_.Null(); }
    template <class T>
    void field(std::string_view name, const T& content) {
        key(name);
        value(content);
    }

    void value(const FactValue& fact) {
        std::visit([this](const auto& held) { this->value_of(held); }, fact);
    }
    void facts(std::string_view name, const FactList& list) {
        key(name);
        begin_object();
        for (const auto& [fact, content] : list) field(fact, content);
        end_object();
    }
    /// null for Code::Ok.
    void error(std::string_view name, const Error& error) {
        key(name);
        if (error.code == Code::Ok) return null();
        begin_object();
        field("code", name_of(error.code));
        field("text", std::string_view{error.text});
        where(error.where);
        end_object();
    }
    void where(const Where& where) {
        key("where");
        begin_object();
        field("path", std::string_view{where.path});
        if (where.line != 0) field("line", where.line);
        if (where.column != 0) field("column", where.column);
        if (where.offset != Where::UnknownOffset) field("offset", where.offset);
        end_object();
    }

    /// An array of what went wrong beside the assets.
    void problems(const std::vector<Error>& list) {
        key("problems");
        begin_array();
        for (const auto& problem : list) {
            begin_object();
            field("code", name_of(problem.code));
            field("text", std::string_view{problem.text});
            where(problem.where);
            end_object();
        }
        end_array();
    }

    void print() {
        std::fwrite(buffer_.GetString(), 1, buffer_.GetSize(), stdout);
        std::fputc('\n', stdout);
    }

  private:
    void value_of(bool held) { value(held); }
    void value_of(std::int64_t held) { value(held); }
    void value_of(double held) { value(held); }
    void value_of(const std::string& held) { value(std::string_view{held}); }
    void value_of(const std::vector<std::string>& held) {
        begin_array();
        for (const auto& item : held) value(std::string_view{item});
        end_array();
    }

    rapidjson::StringBuffer buffer_;
    rapidjson::PrettyWriter<rapidjson::StringBuffer> out_{buffer_};
};

}  // namespace sinter::cli
