// SPDX-License-Identifier: Apache-2.0
// Ui: a read-only view of a user interface: a tree of elements, and where they lie on a screen.
#pragma once

#include <sinter/data.hpp>

namespace sinter {

/// What plugins/data/schemas/ui.schema.toml declares: lengths are pixels of the design size, +X right, +Y
/// down. A value that neither an element nor its style has is the schema's default. Threads: any. Lifetime:
/// as long as what it views.
class Ui {
  public:
    static constexpr AssetType type = AssetType::Ui;

    enum class Kind : std::uint8_t { Panel, Image, Text, Button, Toggle, Slider, Progress, Input, List };
    enum class Layout : std::uint8_t { Free, Row, Column, Grid };
    struct Rectangle {
        float x = 0, y = 0, width = 0, height = 0;
    };

    class Element {
      public:
        Element() = default;
        Element(FieldView field, FieldView styles) : field_(field), styles_(styles) {}

        [[nodiscard]] std::string_view name() const noexcept { return field_["name"].text().value_or(""); }
        [[nodiscard]] Kind kind() const noexcept { return choice<Kind>("kind", 8); }
        [[nodiscard]] Layout layout() const noexcept { return choice<Layout>("layout", 3); }
        [[nodiscard]] bool visible() const noexcept { return field_["visible"].boolean().value_or(true); }
        [[nodiscard]] bool clip() const noexcept { return field_["clip"].boolean().value_or(false); }
        [[nodiscard]] float opacity() const noexcept { return number(field_["opacity"], 1); }
        [[nodiscard]] std::string_view text() const noexcept { return field_["text"].text().value_or(""); }
        [[nodiscard]] std::string_view text_key() const noexcept {
            return field_["text_key"].text().value_or("");
        }
        [[nodiscard]] std::string_view action() const noexcept {
            return field_["action"].text().value_or("");
        }
        /// What the element says, else its style; see type.style of the schema: "image", "font", "color" …
        [[nodiscard]] FieldView look(std::string_view name) const noexcept {
            if (const auto own = field_[name]) return own;
            const auto style = field_["style"].text();
            return style ? styles_[*style][name] : FieldView{};
        }
        /// Logical paths; empty: none.
        [[nodiscard]] std::string_view image() const noexcept {
            return look("image").reference().value_or("");
        }
        [[nodiscard]] std::string_view font() const noexcept { return look("font").reference().value_or(""); }
        /// Pixels.
        [[nodiscard]] float font_size() const noexcept { return number(look("font_size"), 24); }
        /// Linear red, green, blue; alpha.
        [[nodiscard]] std::array<float, 4> color() const noexcept {
            return look("color").vector().value_or(std::array<float, 4>{1, 1, 1, 1});
        }
        [[nodiscard]] std::uint32_t child_count() const noexcept { return field_["children"].size(); }
        /// Child `index` < child_count(); drawn above this, in this order.
        [[nodiscard]] Element child(std::uint32_t index) const noexcept {
            return {field_["children"][index], styles_};
        }
        /// Where it lies, when `parent` is where its parent lies and that lays its children out freely.
        [[nodiscard]] Rectangle place_in(const Rectangle& parent) const noexcept {
            const auto low = pair("anchor_min"), high = pair("anchor_max"), pivot = pair("pivot");
            const auto position = pair("position"), size = pair("size");
            Rectangle out;
            out.width = parent.width * (high[0] - low[0]) + size[0];
            out.height = parent.height * (high[1] - low[1]) + size[1];
            // The pivot lies at the same share of the span between the anchors.
            out.x = parent.x + parent.width * (low[0] + (high[0] - low[0]) * pivot[0]) + position[0] -
                    out.width * pivot[0];
            out.y = parent.y + parent.height * (low[1] + (high[1] - low[1]) * pivot[1]) + position[1] -
                    out.height * pivot[1];
            return out;
        }
        /// All of it, for what has no function here.
        [[nodiscard]] const FieldView& field() const noexcept { return field_; }

      private:
        static float number(const FieldView& from, float otherwise) noexcept {
            const auto value = from.number();
            return value ? static_cast<float>(*value) : otherwise;
        }
        [[nodiscard]] std::array<float, 2> pair(std::string_view name) const noexcept {
            const auto value = field_[name].vector();
            return value ? std::array<float, 2>{(*value)[0], (*value)[1]} : std::array<float, 2>{};
        }
        template <class Choice>
        [[nodiscard]] Choice choice(std::string_view name, std::int64_t last) const noexcept {
            const auto value = field_[name].choice();
            return value && *value >= 0 && *value <= last ? static_cast<Choice>(*value) : Choice{};
        }

        FieldView field_;
        FieldView styles_;
    };

    Ui() = default;
    explicit Ui(AssetView asset) : tree_(asset), root_(tree_.root()) {}

    /// A valid tree of a user interface.
    [[nodiscard]] bool valid() const noexcept {
        return tree_.asset().type() == type && tree_.valid() && root_.kind() == SINTER_FIELD_OBJECT;
    }
    [[nodiscard]] std::string_view name() const noexcept { return root_["name"].text().value_or(""); }
    /// Width and height that it was designed for, pixels.
    [[nodiscard]] std::array<float, 2> design_size() const noexcept {
        const auto value = root_["design_size"].vector();
        return value ? std::array<float, 2>{(*value)[0], (*value)[1]} : std::array<float, 2>{1920, 1080};
    }
    /// Logical path of the font of texts that name none; empty: none.
    [[nodiscard]] std::string_view font() const noexcept { return root_["font"].reference().value_or(""); }
    [[nodiscard]] FieldView style(std::string_view name) const noexcept { return root_["styles"][name]; }
    [[nodiscard]] std::uint32_t element_count() const noexcept { return root_["elements"].size(); }
    /// Element `index` < element_count() of the top; drawn in this order.
    [[nodiscard]] Element element(std::uint32_t index) const noexcept {
        return {root_["elements"][index], root_["styles"]};
    }
    [[nodiscard]] const FieldTree& tree() const noexcept { return tree_; }

  private:
    FieldTree tree_;
    FieldView root_;
};

}  // namespace sinter
