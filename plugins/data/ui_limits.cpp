// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include <sinter/ui.hpp>

#include "limits.hpp"
#include "text_source.hpp"

namespace data_plugin {
namespace {

using sinter::Code;
using sinter::Status;
using sinter::Ui;

constexpr std::string_view Who = "ui_limits";

class UiChecks {
  public:
    UiChecks(sinter::ValidateJob& job, const Ui& ui)
        : job_(job), ui_(ui), severity_(job.setting_string("sense")) {}

    /// Depth is bounded by SINTER_DATA_MAX_DEPTH.
    void visit(const Ui::Element& element, std::uint32_t depth, bool laid_out) {
        ++elements_;
        depth_ = std::max(depth_, depth);
        check(element, laid_out);
        const bool lays_out = element.layout() != Ui::Layout::Free;
        for (std::uint32_t i = 0; i < element.child_count(); ++i)
            visit(element.child(i), depth + 1, lays_out);
    }
    [[nodiscard]] std::uint32_t elements() const { return elements_; }
    [[nodiscard]] std::uint32_t depth() const { return depth_; }

  private:
    void check(const Ui::Element& element, bool laid_out) {
        const auto name = element.name();
        const auto who =
            name.empty() ? "element " + std::to_string(elements_ - 1) : "element " + quoted(name);
        if (!name.empty() && !names_.insert(name).second)
            tell("two elements have one name (" + quoted(name) + ")");
        const auto style = element.field()["style"].text();
        if (style && !ui_.style(*style)) tell(who + ": there is no such style (" + quoted(*style) + ")");
        // Where a row, column or grid lays it out, its size is that of its content.
        const auto place = element.place_in({0, 0, 1, 1});
        const bool sized = element.field()["size"].kind() != 0 || element.field()["anchor_max"].kind() != 0;
        if (!laid_out && sized && (place.width <= 0 || place.height <= 0))
            tell(who + " has no size: its anchors are one point, and size does not make up for it");
        const bool says = !element.text().empty() || !element.text_key().empty();
        if (says && element.font().empty() && ui_.font().empty()) tell(who + " has a text and no font");
        if (element.kind() == Ui::Kind::Image && element.image().empty())
            tell(who + " is an image without a picture");
        if (element.kind() == Ui::Kind::Text && !says) tell(who + " is a text without words");
        if (element.kind() == Ui::Kind::Button && element.action().empty())
            tell(who + " is a button without an action");
        if (element.visible() && element.opacity() <= 0) tell(who + " is visible, but fully transparent");
    }
    void tell(const std::string& text) { say(job_, severity_, Who, text); }

    sinter::ValidateJob& job_;
    const Ui& ui_;
    std::string_view severity_;
    std::set<std::string_view> names_;
    std::uint32_t elements_ = 0;
    std::uint32_t depth_ = 0;
};

}  // namespace

Status UiLimits::validate(sinter::ValidateJob& job) {
    const Ui ui{job.input()};
    if (!ui.valid()) return {Code::Corrupt, "ui_limits: the tables contradict each other"};
    const auto severity = job.setting_string("budget");
    UiChecks checks{job, ui};
    for (std::uint32_t i = 0; i < ui.element_count(); ++i) checks.visit(ui.element(i), 1, false);
    if (checks.elements() > job.setting_integer("max_elements"))
        say(job, severity, Who,
            "more elements than max_elements of " + std::to_string(job.setting_integer("max_elements")) +
                " (" + std::to_string(checks.elements()) + ")");
    if (checks.depth() > job.setting_integer("max_depth"))
        say(job, severity, Who,
            "elements lie deeper in each other than max_depth of " +
                std::to_string(job.setting_integer("max_depth")) + " (" + std::to_string(checks.depth()) +
                ")");
    job.stat("elements", checks.elements());
    job.stat("depth", checks.depth());
    return {};
}

}  // namespace data_plugin
