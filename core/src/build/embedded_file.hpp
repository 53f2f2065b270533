// SPDX-License-Identifier: Apache-2.0
// EmbeddedFile: what is kept of a file inside a source, so that its decoder can be chosen without the bytes.
#pragma once

#include <string>

#include "asset/facts.hpp"

namespace sinter {

struct EmbeddedFile {
    /// Of the bytes; longer magic is not looked for inside of files.
    static constexpr std::size_t StartBytes = 64;

    std::string name;
    std::string start;  ///< the first StartBytes, or all
    std::string hints;

    /// `asset` is a checked one of the type.
    [[nodiscard]] static EmbeddedFile of(const AssetView& asset);
    /// As traces keep it.
    [[nodiscard]] static EmbeddedFile of(const Facts& facts);
    [[nodiscard]] Facts facts() const;
};

}  // namespace sinter
