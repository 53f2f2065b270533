// SPDX-License-Identifier: Apache-2.0
// RoundTrip: glTF → cook → export → GLB, as a user does it, and what came out beside what went in.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "program.hpp"
#include "round_trip_motion.hpp"

namespace sinter::test {

/// A folder of sources. Both files are read by tinygltf, and posed by the tests' own arithmetic; what comes
/// out is what went in, as far as the product's own tables say that it is exact.
class RoundTrip {
  public:
    explicit RoundTrip(std::filesystem::path source) : source_(std::move(source)) {}

    /// Cooks what the patterns match, exports the model of that path, and checks all of it. Says why it
    /// was not compared; empty when it was.
    std::string run(const std::string& path, const std::vector<std::string>& patterns);

  private:
    Outcome sinter(const std::string& command, std::vector<std::string> more) const;
    [[nodiscard]] ArtifactFile artifact(const std::string& path) const;
    [[nodiscard]] ModelLimits limits_of(const std::string& path) const;

    std::filesystem::path source_;
    TempFolder folder_;
};

}  // namespace sinter::test
