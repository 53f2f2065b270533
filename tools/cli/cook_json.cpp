// SPDX-License-Identifier: Apache-2.0
#include "cage_output.hpp"
#include "cook_output.hpp"
#include "json_writer.hpp"

namespace sinter::cli {
namespace {

void write_product(JsonWriter& out, const CookedProduct& product) {
    out.begin_object();
    out.field("label", std::string_view{product.label});
    out.field("type", name_of(product.type));
    out.field("bytes", product.bytes);
    out.field("artifact", std::string_view{product.artifact});
    for (const auto& [name, value] : product.facts) out.field(name, value);
    out.key("needs");
    out.begin_array();
    for (const auto& need : product.needs) out.value(std::string_view{need});
    out.end_array();
    out.key("stats");
    out.begin_object();
    for (const auto& [name, value] : product.stats) out.field(name, value);
    out.end_object();
    out.end_object();
}

void write_asset(JsonWriter& out, const CookedAsset& asset) {
    out.begin_object();
    out.field("path", std::string_view{asset.path});
    out.field("status", name_of(asset.status));
    out.key("type");
    asset.type == AssetType::Unknown ? out.null() : out.value(name_of(asset.type));
    out.key("decoder");
    asset.decoder.empty() ? out.null() : out.value(std::string_view{asset.decoder});
    out.key("stages");
    out.begin_array();
    for (const auto& stage : asset.stages) {
        out.begin_object();
        out.field("name", std::string_view{stage.name});
        out.field("wall_ms", stage.wall_ms);
        out.field("cpu_ms", stage.cpu_ms);
        out.end_object();
    }
    out.end_array();
    out.error("error", asset.error);
    out.key("warnings");
    out.begin_array();
    for (const auto& said : asset.warnings) {
        out.begin_object();
        out.field("severity", said.is_error ? "error" : "warning");
        out.field("text", std::string_view{said.error.text});
        out.where(said.error.where);
        out.end_object();
    }
    out.end_array();
    out.key("notes");
    out.begin_array();
    for (const auto& note : asset.notes) {
        out.begin_object();
        out.field("text", std::string_view{note.text});
        out.where(note.where);
        out.end_object();
    }
    out.end_array();
    out.key("source");
    if (asset.source.empty()) {
        out.null();
    } else {
        out.begin_object();
        for (const auto& [name, value] : asset.source) out.field(name, value);
        out.end_object();
    }
    out.key("products");
    out.begin_array();
    for (const auto& product : asset.products) write_product(out, product);
    out.end_array();
    out.end_object();
}

}  // namespace

void print_cook_json(const CookReport& report) {
    JsonWriter out;
    out.begin_object();
    out.field("platform", std::string_view{report.platform});
    out.field("cancelled", report.cancelled);
    const auto& totals = report.totals;
    out.key("totals");
    out.begin_object();
    out.field("found", std::uint64_t{totals.found});
    out.field("built", std::uint64_t{totals.built});
    out.field("reused", std::uint64_t{totals.reused});
    out.field("failed", std::uint64_t{totals.failed});
    out.field("skipped", std::uint64_t{totals.skipped});
    out.field("wall_ms", totals.wall_ms);
    out.field("cpu_ms", totals.cpu_ms);
    out.field("peak_rss_bytes", totals.peak_rss_bytes);
    out.end_object();
    out.key("cage");
    report.cage ? write_cage(out, *report.cage) : out.null();
    out.problems(report.problems);
    out.key("assets");
    out.begin_array();
    for (const auto& asset : report.assets) write_asset(out, asset);
    out.end_array();
    out.end_object();
    out.print();
}

}  // namespace sinter::cli
