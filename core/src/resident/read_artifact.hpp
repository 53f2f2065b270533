// SPDX-License-Identifier: Apache-2.0
// read_artifact: a finished asset from the store into memory.
#pragma once

#include "asset/artifact_reader.hpp"
#include "store/object_store.hpp"

namespace sinter {

/// Reads and verifies. Errors: Absent, Io, Corrupt, OutOfMemory. Thread: any.
[[nodiscard]] Result<Artifact> read_artifact(const ObjectStore& store, const ContentHash& hash);

}  // namespace sinter
