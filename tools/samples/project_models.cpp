// SPDX-License-Identifier: Apache-2.0
#include "project_models.hpp"

#include "project.hpp"

namespace sinter::samples {

void add_models(OutputFolder& out) {
    add_props(out);
    add_creatures(out);
    add_exchange_formats(out);
    add_broken_models(out);
}

}  // namespace sinter::samples
