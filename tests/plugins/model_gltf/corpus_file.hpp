// SPDX-License-Identifier: Apache-2.0
// A glTF file of the shared corpus with what lies beside it.
#pragma once

#include <fstream>
#include <iterator>

#include "gltf_file.hpp"
#include "support/corpus.hpp"

namespace sinter::test {

inline std::vector<CorpusRow> gltf_rows(const std::filesystem::path& folder) {
    auto rows = corpus_rows(folder, "model");
    std::erase_if(rows,
                  [](const CorpusRow& row) { return row.extension() != "gltf" && row.extension() != "glb"; });
    return rows;
}

/// Files made to look outside have no neighbours; others have a folder of their own.
inline RunOptions with_neighbours(const std::filesystem::path& folder, const CorpusRow& row) {
    RunOptions options;
    options.path = row.file;
    const auto own = (folder / row.file).parent_path();
    if (own.filename() == "synthetic" || own.filename() == "derived") return options;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(own)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        options.files[std::filesystem::relative(entry.path(), folder).string()] =
            ByteVector(std::istreambuf_iterator<char>(file), {});
    }
    return options;
}

}  // namespace sinter::test
