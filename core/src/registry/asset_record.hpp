// SPDX-License-Identifier: Apache-2.0
// AssetRecord: what is known of one source on one platform after it was built.
#pragma once

#include <optional>
#include <vector>

#include <sinter/core/asset_id.hpp>

#include "asset/facts.hpp"
#include "os/file.hpp"
#include "plugin/job.hpp"
#include "store/content_hash.hpp"

namespace sinter {

/// A file that was looked at, and how it was then. No stamp: it was not there.
struct SeenFile {
    std::string path;  ///< logical
    std::optional<FileStamp> stamp;
};

/// Another product that one needs.
struct ProductDependency {
    AssetId id;
    sinter_dependency_kind kind = SINTER_LOADED_WITH_ME;
    AssetType type = AssetType::Unknown;
    std::string path;  ///< logical, with "#label"
};

/// One product at rest.
struct ProductRecord {
    std::string label;
    AssetType type = AssetType::Unknown;
    ContentHash artifact;           ///< its object in the store
    std::uint64_t size_bytes = 0;   ///< of the object
    Facts facts;
    std::vector<ProductDependency> dependencies;
    std::vector<Stat> stats;        ///< of its validators
    std::optional<Error> error;     ///< why there is none: the rest from `artifact` on is empty then
};

/// The outcome of building one source: products, or the error that stands until an input changes.
struct AssetRecord {
    std::string path;                       ///< logical path of the source
    AssetType type = AssetType::Unknown;
    std::string decoder;                    ///< empty: nothing takes it, it is skipped
    ContentHash environment;                ///< of everything but files that shaped it: plugins, choices, profile
    std::vector<SeenFile> seen;             ///< the source and what its stages read, sorted by path
    std::int64_t checked_at_ns = 0;         ///< wall clock before the first of them was looked at
    std::optional<Error> error;
    std::vector<Diagnostic> warnings;
    Facts source_facts;                     ///< of the main product as decoded
    std::vector<ProductRecord> products;

    /// Why it failed, or why the first of its products did; null when all is well.
    [[nodiscard]] const Error* failure() const noexcept {
        if (error) return &*error;
        for (const auto& product : products)
            if (product.error) return &*product.error;
        return nullptr;
    }
};

/// "path" or "path#label".
[[nodiscard]] std::string product_path(std::string_view path, std::string_view label);
/// The parts of "path#label".
[[nodiscard]] std::pair<std::string_view, std::string_view> split_product_path(std::string_view product);

}  // namespace sinter
