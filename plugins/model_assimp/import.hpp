// SPDX-License-Identifier: Apache-2.0
// Import: one importer of Assimp over one file of the host.
#pragma once

#include <memory>

#include <assimp/scene.h>
#include <assimp/Importer.hpp>

#include "host_files.hpp"

namespace sinter::model_assimp {

/// What Assimp read. Lifetime of the scene: this object's.
class Import {
  public:
    /// `importer` is the name that Assimp gives it, `extension` without a dot. Polygons are triangulated,
    /// nothing else is done. Errors: Corrupt and Unsupported with Assimp's words, Cancelled, OutOfMemory.
    static Result<Import> run(DecodeJob& job, std::string_view importer, std::string_view extension);

    [[nodiscard]] const aiScene& scene() const { return *importer_->GetScene(); }

  private:
    std::unique_ptr<Assimp::Importer> importer_;
};

}  // namespace sinter::model_assimp
