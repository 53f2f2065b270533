// SPDX-License-Identifier: Apache-2.0
#include "export.hpp"

namespace sinter::cli {

Result<std::vector<ExportedFile>> export_script(const AssetView&, const ExportOptions&) {
    return {Code::Unsupported, "export: not yet"};
}

}  // namespace sinter::cli
