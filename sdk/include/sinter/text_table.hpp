// SPDX-License-Identifier: Apache-2.0
// TextTable: the texts of an asset being made, each stored once.
#pragma once

#include <map>
#include <string>

#include <sinter/abi/data.h>
#include <sinter/plugin.hpp>

namespace sinter {

/// Becomes the asset's string table (SINTER_STRING_TABLE). Equal texts have equal ranges.
class TextTable {
  public:
    /// The range of `text` (UTF-8). Once 4 GiB are full, texts are empty.
    sinter_text_range add(std::string_view text) {
        if (text.empty() || text.size() > MostBytes - bytes_.size()) return {0, 0};
        const auto [at, is_new] = known_.try_emplace(std::string{text});
        if (is_new) {
            at->second = {static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(text.size())};
            bytes_ += text;
        }
        return at->second;
    }
    /// Errors: OutOfMemory.
    Status write_to(Output& output) const {
        auto rows = output.add_table<char>(SINTER_STRING_TABLE, SINTER_DATA_VERSION,
                                           static_cast<std::uint32_t>(bytes_.size()));
        if (!rows) return std::move(rows).error();
        std::copy(bytes_.begin(), bytes_.end(), rows->begin());
        return {};
    }

  private:
    static constexpr std::size_t MostBytes = 0xffffffffU;
    std::string bytes_;
    std::map<std::string, sinter_text_range> known_;
};

}  // namespace sinter
