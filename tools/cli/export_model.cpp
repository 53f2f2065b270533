// SPDX-License-Identifier: Apache-2.0
#include "export.hpp"

namespace sinter::cli {

Result<std::vector<ExportedFile>> export_model(const AssetView&, const ExportOptions&, Neighbours&) {
    return {Code::Unsupported, "export: not yet"};
}

}  // namespace sinter::cli
