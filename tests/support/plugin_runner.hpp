// SPDX-License-Identifier: Apache-2.0
// PluginRunner: a built plugin, whose steps are run through the real host over files and assets in memory.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "byte_vector.hpp"
#include "plugin/job.hpp"
#include "plugin/manifest.hpp"
#include "sdk/loaded_plugin.hpp"
#include "sdk/print_code.hpp"

namespace sinter::test {

/// How a run differs from the plain one.
struct RunOptions {
    Values settings = {};  ///< in place of the manifest's defaults; undeclared ones throw
    Values platform = {};  ///< the profile's fields
    std::map<std::string, ByteVector> files = {};  ///< neighbours, by logical path
    std::string path = "sample";                   ///< logical path of the source
    std::string label = {};
    std::uint64_t memory_limit = std::uint64_t{1} << 30;
    std::size_t checkpoints_allowed =
        SIZE_MAX;          ///< checkpoints that say "go on" before the first that says "stop"
    unsigned threads = 1;  ///< that share parallel_for
};

/// Throws std::runtime_error for what is wrong with the test itself: no such library, step or setting.
class PluginRunner {
  public:
    /// The manifest is read from the library, as the kernel does.
    explicit PluginRunner(const std::string& library);

    [[nodiscard]] JobResult decode(std::string_view decoder, std::span<const std::uint8_t> source,
                                   const RunOptions& options = {}) const;
    [[nodiscard]] JobResult process(std::string_view processor, const sinter_asset& asset,
                                    const RunOptions& options = {}) const;
    [[nodiscard]] JobResult validate(std::string_view validator, const sinter_asset& asset,
                                     const RunOptions& options = {}) const;
    /// Makes an instance of each decoder, and ends it: what that made ready stays so, as in a worker.
    void make_ready() const;
    /// Name of the decoder that declares the extension; empty when none does.
    [[nodiscard]] std::string decoder_of(std::string_view extension) const;
    [[nodiscard]] const Manifest& manifest() const { return manifest_; }

  private:
    LoadedPlugin plugin_;
    Manifest manifest_;
};

/// The product of that label. Throws with the error's text when the job failed or has none.
[[nodiscard]] const OwnedAsset& product_of(const JobResult& result, std::string_view label = {});
/// Every diagnostic as "warning: …" or "error: …", and of a failed job "failed: <code>: <text>", one line
/// each.
[[nodiscard]] std::string said_by(const JobResult& result);

}  // namespace sinter::test
