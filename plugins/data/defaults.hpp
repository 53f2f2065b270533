// SPDX-License-Identifier: Apache-2.0
// The step data_defaults: completes a data asset by its schema.
#pragma once

#include <sinter/plugin.hpp>

namespace data_plugin {

/// Gives every field of a struct that has a default and no value its default, at every depth; a text where
/// the schema wants a choice becomes that choice. What the schema does not know stays. Without a schema:
/// nothing.
struct DataDefaults : sinter::Processor {
    static constexpr std::string_view id = "data_defaults";
    sinter::Status process(sinter::ProcessJob& job) override;
};

}  // namespace data_plugin
