// SPDX-License-Identifier: Apache-2.0
// OpenedAsset: a finished asset that the user named, and those beside it.
#pragma once

#include <memory>
#include <string>

#include <sinter/core/artifact_file.hpp>

#include "neighbours.hpp"
#include "project_options.hpp"

namespace sinter::cli {

struct OpenedAsset {
    std::string file;  ///< of the artifact
    ArtifactFile artifact;
    std::unique_ptr<Neighbours> neighbours;
};

/// Opens `what`: an artifact's file, or an asset of the project (with its #label), which is built when it has
/// to be. What it needs may be missing: it can be looked at all the same. Errors: those of the build and of
/// ArtifactFile::open; Invalid without a text when the configuration is wrong, which has been told.
[[nodiscard]] Result<OpenedAsset> open_asset(const std::string& what, const ProjectOptions& project);

/// Tells the error of open_asset, and gives the exit code.
[[nodiscard]] int tell_failed_opening(const Error& error);

}  // namespace sinter::cli
