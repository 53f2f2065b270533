// SPDX-License-Identifier: Apache-2.0
#include <sinter/script.hpp>

#include "export.hpp"

namespace sinter::cli {

Result<std::vector<ExportedFile>> export_script(const AssetView& asset, const ExportOptions&) {
    const Script script{asset};
    if (!script.valid()) return {Code::Corrupt, "export: the tables of the script contradict each other"};
    const auto source = script.source();
    return std::vector{ExportedFile{".lua", {source.begin(), source.end()}}};
}

}  // namespace sinter::cli
