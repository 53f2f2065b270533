// SPDX-License-Identifier: Apache-2.0
#include "config/rule.hpp"

#include <algorithm>
#include <set>

#include "config/quote.hpp"

namespace sinter {
namespace {

constexpr std::size_t MostRules = 4096;

/// One rule's table under way.
class RuleReader {
  public:
    RuleReader(const std::string& file, const TomlNode& table, Rule& rule, std::vector<Error>& problems)
        : file_(file), rule_(rule), problems_(problems), reader_(file, table, rule.title, problems) {}

    void read(bool with_match) {
        if (with_match) {
            reader_.require("match");
            read_match();
            read_type();
        }
        rule_.skip = reader_.boolean("skip");
        if (const auto* node = reader_.any("skip")) rule_.skip_origin = origin(*node);
        rule_.steps = read_steps("steps");
        rule_.validators = read_steps("validators");
        if (const auto* table = reader_.table("set")) read_set(*table);
        reader_.finish();
    }

  private:
    [[nodiscard]] std::string origin(const TomlNode& node) const {
        const std::string place = file_ + ":" + std::to_string(node.line);
        return rule_.source == RuleSource::Project ? place + " " + rule_.title : place;
    }
    [[nodiscard]] Where where(const TomlEntry& entry) const {
        return {file_, Where::UnknownOffset, entry.line, entry.column};
    }

    void read_match() {
        const auto patterns = reader_.strings("match");
        if (!patterns) return;
        if (patterns->empty()) reader_.problem(*reader_.any("match"), "match names no pattern");
        for (const auto& pattern : *patterns) {
            auto glob = Glob::compile(pattern.value);
            if (glob) {
                rule_.match.push_back(*std::move(glob));
                continue;
            }
            // The column of the mistake itself, when the file spells the pattern as it is.
            TomlNode at;
            at.line = pattern.node->line;
            at.column = pattern.node->text_column == 0
                            ? pattern.node->column
                            : pattern.node->text_column + glob.error().where.column - 1;
            reader_.problem(at, glob.error().text);
        }
    }

    void read_type() {
        std::array<std::string_view, AssetTypeNames.size()> names = AssetTypeNames;
        names[0] = "any";
        if (const auto name = reader_.choice("type", names)) rule_.type = asset_type_of(*name);
    }

    std::optional<RuleSteps> read_steps(std::string_view key) {
        const auto names = reader_.strings(key);
        if (!names) return {};
        RuleSteps out;
        out.origin = origin(*reader_.any(key));
        std::set<std::string_view> seen;
        for (const auto& name : *names) {
            if (!seen.insert(name.value).second)
                reader_.problem(*name.node, std::string{key} + " names " + shown(name.value) + " twice");
            out.names.push_back({name.value, reader_.where(*name.node)});
        }
        return out;
    }

    void read_set(const TomlNode& table) {
        TomlReader set(file_, table, rule_.title, problems_);
        for (const auto& step : set.all()) {
            if (!std::holds_alternative<TomlNode::Table>(step.node.value)) {
                set.problem(step.node, "set." + clipped(step.key, 64) +
                                           " must name a step and a setting: set.<step>.<setting> = value");
                continue;
            }
            TomlReader settings(file_, step.node, rule_.title, problems_);
            for (const auto& setting : settings.all()) {
                auto value = to_value(setting.node);
                if (value)
                    rule_.settings.push_back({step.key, setting.key, *std::move(value), where(step),
                                              where(setting), reader_.where(setting.node),
                                              origin(setting.node)});
                else
                    settings.problem(setting.node, "set." + clipped(step.key, 64) + "." +
                                                       clipped(setting.key, 64) + " cannot be " +
                                                       std::string{kind_text(setting.node)});
            }
        }
    }

    const std::string& file_;
    Rule& rule_;
    std::vector<Error>& problems_;
    TomlReader reader_;
};

}  // namespace

bool Rule::fits(std::string_view path, AssetType asset_type) const {
    if (type != AssetType::Unknown && type != asset_type) return false;
    return match.empty() || std::ranges::any_of(match, [&](const Glob& glob) { return glob.matches(path); });
}

std::vector<Rule> read_rules(TomlReader& root, const std::string& file, RuleSource source,
                             std::vector<Error>& problems) {
    std::vector<Rule> out;
    for (const auto* node : root.tables("rule")) {
        if (out.size() == MostRules) {
            root.problem(*node, "more than " + std::to_string(MostRules) + " rules");
            break;
        }
        Rule rule;
        rule.source = source;
        rule.title = "rule " + std::to_string(out.size() + 1);
        RuleReader(file, *node, rule, problems).read(true);
        out.push_back(std::move(rule));
    }
    return out;
}

Result<Rule> parse_asset_rule(std::string_view text, const std::string& file, std::vector<Error>& problems) {
    const auto document = TomlDocument::parse(text, file);
    if (!document) {
        problems.push_back(document.error());
        return document.error();
    }
    std::vector<Error> found;
    Rule rule;
    rule.source = RuleSource::Asset;
    rule.title = "asset rule";
    RuleReader(file, document->root(), rule, found).read(false);
    if (found.empty()) return rule;
    sort_by_place(found);
    problems.insert(problems.end(), found.begin(), found.end());
    return std::move(found.front());
}

}  // namespace sinter
