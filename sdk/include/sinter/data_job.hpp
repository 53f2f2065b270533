// SPDX-License-Identifier: Apache-2.0
// What a plugin that makes data assets adds to its job: DataValue, a tree of values on its way into the
// tables, and FieldWriter, which makes a flat one such as a material.
//
//     sinter::FieldWriter fields;
//     fields.text("name", "Fur");
//     fields.number("roughness", 0.8f);
//     fields.reference("base_color_texture", DependencyKind::LoadedWithMe, AssetType::Texture, "#texture/0");
//     if (auto written = fields.write(*output, "material"); !written) return written;
#pragma once

#include <limits>
#include <vector>

#include <sinter/data.hpp>
#include <sinter/plugin.hpp>

namespace sinter {

struct DataField;

/// A value and what lies below it. Which members count is said by `kind`, as in sinter/abi/data.h.
struct DataValue {
    sinter_field_kind kind = SINTER_FIELD_NULL;
    DependencyKind load = DependencyKind::LoadedWithMe;  ///< of a reference
    AssetType asset = AssetType::Unknown;                ///< of a reference: what it must be; Unknown: any
    std::int64_t integer = 0;                            ///< Bool: 0 or 1; Integer; Enum: its number
    double real = 0;                                     ///< Double
    std::string text;                ///< String, Enum; path of a reference, as for Job::read
    std::vector<float> numbers;      ///< Float: 1 to 16
    std::vector<DataValue> items;    ///< Array
    std::vector<DataField> members;  ///< Object, in any order, each name once

    [[nodiscard]] static inline DataValue of_kind(sinter_field_kind kind);
    [[nodiscard]] static inline DataValue of_bool(bool value);
    [[nodiscard]] static inline DataValue of_integer(std::int64_t value);
    [[nodiscard]] static inline DataValue of_double(double value);
    [[nodiscard]] static inline DataValue of_numbers(std::span<const float> values);
    [[nodiscard]] static inline DataValue of_text(std::string_view value);
    [[nodiscard]] static inline DataValue of_choice(std::string_view word, std::int64_t number);
    [[nodiscard]] static inline DataValue of_reference(DependencyKind load, AssetType asset,
                                                       std::string_view path);
    [[nodiscard]] static inline DataValue array();
    [[nodiscard]] static inline DataValue object();

    /// Value of the member of that name, or nullptr.
    [[nodiscard]] inline const DataValue* find(std::string_view name) const;
    [[nodiscard]] inline DataValue* find(std::string_view name);
    /// Adds a member. The caller sees to it that the name is new.
    inline DataValue& add(std::string_view name, DataValue value);
};

struct DataField {
    std::string name;
    DataValue value;
};

inline DataValue DataValue::of_kind(sinter_field_kind kind) {
    DataValue out;
    out.kind = kind;
    return out;
}
inline DataValue DataValue::of_bool(bool value) {
    auto out = of_kind(SINTER_FIELD_BOOL);
    out.integer = value ? 1 : 0;
    return out;
}
inline DataValue DataValue::of_integer(std::int64_t value) {
    auto out = of_kind(SINTER_FIELD_INTEGER);
    out.integer = value;
    return out;
}
inline DataValue DataValue::of_double(double value) {
    auto out = of_kind(SINTER_FIELD_DOUBLE);
    out.real = value;
    return out;
}
inline DataValue DataValue::of_numbers(std::span<const float> values) {
    auto out = of_kind(SINTER_FIELD_FLOAT);
    out.numbers.assign(values.begin(), values.end());
    return out;
}
inline DataValue DataValue::of_text(std::string_view value) {
    auto out = of_kind(SINTER_FIELD_STRING);
    out.text = value;
    return out;
}
inline DataValue DataValue::of_choice(std::string_view word, std::int64_t number) {
    auto out = of_kind(SINTER_FIELD_ENUM);
    out.text = word;
    out.integer = number;
    return out;
}
inline DataValue DataValue::of_reference(DependencyKind load, AssetType asset, std::string_view path) {
    auto out = of_kind(SINTER_FIELD_REFERENCE);
    out.load = load;
    out.asset = asset;
    out.text = path;
    return out;
}
inline DataValue DataValue::array() {
    return of_kind(SINTER_FIELD_ARRAY);
}
inline DataValue DataValue::object() {
    return of_kind(SINTER_FIELD_OBJECT);
}

inline const DataValue* DataValue::find(std::string_view name) const {
    for (const auto& member : members)
        if (member.name == name) return &member.value;
    return nullptr;
}
inline DataValue* DataValue::find(std::string_view name) {
    return const_cast<DataValue*>(std::as_const(*this).find(name));
}
inline DataValue& DataValue::add(std::string_view name, DataValue value) {
    return members.emplace_back(DataField{std::string{name}, std::move(value)}).value;
}

/// What the head of a data asset says: see sinter_data_row.
struct DataSchema {
    std::string_view name = {};
    std::string_view path = {};
    std::uint32_t version = 0;
    bool complete = false;
};

namespace detail {

/// Lays a tree out in rows, breadth first.
class FieldLayout {
  public:
    static constexpr std::uint32_t Max = std::numeric_limits<std::uint32_t>::max();

    explicit FieldLayout(Output& output) : output_(output) {}

    Status write(const DataValue& root, const DataSchema& schema) {
        sinter_data_row head{};
        head.root_kind = root.kind;
        head.schema_version = schema.version;
        head.complete = schema.complete ? 1 : 0;
        if (auto kept = keep(schema.name, head.schema_offset, head.schema_size); !kept) return kept;
        if (auto kept = keep(schema.path, head.schema_path_offset, head.schema_path_size); !kept) return kept;
        if (root.kind == SINTER_FIELD_ARRAY || root.kind == SINTER_FIELD_OBJECT) {
            if (auto added = add_children(root, head.root_count); !added) return added;
        } else {
            head.root_count = 1;
            if (auto added = add({}, root, 1); !added) return added;
        }
        // add_children appends to pending_, which is why it is walked by index.
        for (std::size_t i = 0; i < pending_.size(); ++i) {
            const auto [value, row, depth] = pending_[i];
            depth_ = depth;
            if (depth > SINTER_DATA_MAX_DEPTH)
                return {Code::TooLarge,
                        "data: nested more than " + std::to_string(SINTER_DATA_MAX_DEPTH) + " deep"};
            const auto first = static_cast<std::uint32_t>(rows_.size());
            std::uint32_t count = 0;
            if (auto added = add_children(*value, count); !added) return added;
            rows_[row].count = count;
            rows_[row].first = count == 0 ? 0 : first;
        }
        return emit(head);
    }

  private:
    struct Pending {
        const DataValue* value;
        std::size_t row;
        std::uint32_t depth;
    };

    Status keep(std::string_view text, std::uint32_t& offset, std::uint32_t& size) {
        if (text.size() > Max - strings_.size()) return {Code::TooLarge, "data: more than 4 GiB of text"};
        offset = static_cast<std::uint32_t>(strings_.size());
        size = static_cast<std::uint32_t>(text.size());
        strings_ += text;
        return {};
    }
    Status add_children(const DataValue& parent, std::uint32_t& count) {
        const std::uint32_t depth = depth_ + 1;
        if (parent.kind == SINTER_FIELD_ARRAY) {
            if (parent.items.size() > Max - rows_.size()) return {Code::TooLarge, "data: too many values"};
            count = static_cast<std::uint32_t>(parent.items.size());
            for (const auto& item : parent.items)
                if (auto added = add({}, item, depth); !added) return added;
            return {};
        }
        if (parent.members.size() > Max - rows_.size()) return {Code::TooLarge, "data: too many values"};
        std::vector<const DataField*> sorted;
        sorted.reserve(parent.members.size());
        for (const auto& member : parent.members) sorted.push_back(&member);
        std::sort(sorted.begin(), sorted.end(), [](auto* a, auto* b) { return a->name < b->name; });
        for (std::size_t i = 1; i < sorted.size(); ++i)
            if (sorted[i]->name == sorted[i - 1]->name)
                return {Code::Contract, "data: a field is there twice (" + sorted[i]->name + ")"};
        count = static_cast<std::uint32_t>(sorted.size());
        for (const auto* member : sorted)
            if (auto added = add(member->name, member->value, depth); !added) return added;
        return {};
    }
    Status add(std::string_view name, const DataValue& value, std::uint32_t depth) {
        sinter_field_row row{};
        row.kind = value.kind;
        if (auto kept = keep(name, row.name_offset, row.name_size); !kept) return kept;
        switch (value.kind) {
            case SINTER_FIELD_BOOL:
                row.number[0] = value.integer != 0 ? 1.0f : 0.0f;
                break;
            case SINTER_FIELD_FLOAT: {
                const auto& numbers = value.numbers;
                if (numbers.empty() || numbers.size() > FieldView::MaxNumbers ||
                    !std::all_of(numbers.begin(), numbers.end(), [](float x) { return std::isfinite(x); }))
                    return {Code::Contract,
                            "data: 1 to 16 finite numbers are wanted (" + std::string{name} + ")"};
                row.count = static_cast<std::uint32_t>(numbers.size());
                if (numbers.size() <= 4) {
                    std::copy(numbers.begin(), numbers.end(), row.number);
                } else {
                    row.first = static_cast<std::uint32_t>(numbers_.size());
                    numbers_.insert(numbers_.end(), numbers.begin(), numbers.end());
                }
                break;
            }
            case SINTER_FIELD_ENUM:
                row.integer = value.integer;
                [[fallthrough]];
            case SINTER_FIELD_STRING:
                if (auto kept = keep(value.text, row.string_offset, row.string_size); !kept) return kept;
                break;
            case SINTER_FIELD_REFERENCE: {
                auto index = output_.add_dependency(value.load, value.asset, value.text);
                if (!index) return {index.code(), "data: " + std::string{name} + ": " + index.error().text};
                row.dependency = *index;
                break;
            }
            case SINTER_FIELD_INTEGER:
                row.integer = value.integer;
                break;
            case SINTER_FIELD_DOUBLE:
                row.real = value.real;
                break;
            case SINTER_FIELD_ARRAY:
            case SINTER_FIELD_OBJECT:
                pending_.push_back({&value, rows_.size(), depth});
                break;
            case SINTER_FIELD_NULL:
                break;
            default:
                return {Code::Contract, "data: a value of no kind (" + std::string{name} + ")"};
        }
        rows_.push_back(row);
        return {};
    }
    Status emit(const sinter_data_row& head) {
        auto heads = output_.add_table<sinter_data_row>(SINTER_DATA_TABLE, SINTER_DATA_VERSION, 1);
        if (!heads) return heads.status();
        (*heads)[0] = head;
        if (auto copied = copy(SINTER_FIELD_TABLE, rows_); !copied) return copied;
        if (auto copied = copy(SINTER_STRING_TABLE, strings_); !copied) return copied;
        return numbers_.empty() ? Status{} : copy(SINTER_NUMBER_TABLE, numbers_);
    }
    template <class Values>
    Status copy(std::uint32_t tag, const Values& values) {
        auto rows = output_.add_table<typename Values::value_type>(tag, SINTER_DATA_VERSION,
                                                                   static_cast<std::uint32_t>(values.size()));
        if (!rows) return rows.status();
        std::copy(values.begin(), values.end(), rows->begin());
        return {};
    }

    Output& output_;
    std::vector<sinter_field_row> rows_;
    std::vector<float> numbers_;
    std::string strings_;
    std::vector<Pending> pending_;
    std::uint32_t depth_ = 1;  ///< of the value whose children are laid out; the root is 1
};

}  // namespace detail

/// Writes the tables of sinter/abi/data.h for `root` into `output`, in one canonical order: equal trees give
/// equal bytes. Errors: Contract (a name twice in an object, numbers that are not finite or not 1 to 16),
/// TooLarge (deeper than SINTER_DATA_MAX_DEPTH), OutOfMemory, and the host's for the path of a reference.
inline Status write_data(Output& output, const DataValue& root, const DataSchema& schema = {}) {
    return detail::FieldLayout{output}.write(root, schema);
}

/// The fields of an object, one by one, in any order: what a decoder of models uses for its materials.
/// Field names of materials: plugins/data/README.md. Threads: one.
class FieldWriter {
  public:
    FieldWriter() { root_.kind = SINTER_FIELD_OBJECT; }

    void boolean(std::string_view name, bool value) { root_.add(name, DataValue::of_bool(value)); }
    /// A float; finite.
    void number(std::string_view name, float value) { root_.add(name, DataValue::of_numbers({&value, 1})); }
    /// 1 to 16 floats; finite.
    void vector(std::string_view name, std::span<const float> values) {
        root_.add(name, DataValue::of_numbers(values));
    }
    void integer(std::string_view name, std::int64_t value) { root_.add(name, DataValue::of_integer(value)); }
    void text(std::string_view name, std::string_view value) { root_.add(name, DataValue::of_text(value)); }
    /// `path` as for Job::read: relative to the source's folder, from the root with "/" in front, or
    /// "#label".
    void reference(std::string_view name, DependencyKind kind, AssetType type, std::string_view path) {
        root_.add(name, DataValue::of_reference(kind, type, path));
    }
    /// Any value, also an array or object.
    void value(std::string_view name, DataValue value) { root_.add(name, std::move(value)); }

    [[nodiscard]] bool has(std::string_view name) const { return root_.find(name) != nullptr; }
    [[nodiscard]] const DataValue& root() const { return root_; }
    /// Errors: those of write_data.
    Status write(Output& output, std::string_view schema = {}) const {
        return write_data(output, root_, DataSchema{.name = schema});
    }

  private:
    DataValue root_;
};

}  // namespace sinter
