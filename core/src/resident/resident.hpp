// SPDX-License-Identifier: Apache-2.0
// Resident: one version of an asset in memory.
#pragma once

#include <memory>

#include <sinter/core/handle.hpp>

#include "asset/artifact_reader.hpp"
#include "resident/ledger.hpp"

namespace sinter::server {

/// A verified artifact that is counted in the ledger as long as it lives.
/// Threads: any may read. Lifetime: shared by the server and every Ref.
class Resident {
  public:
    Resident(Artifact artifact, std::shared_ptr<Ledger> ledger)
        : artifact_(std::move(artifact)), ledger_(std::move(ledger)) {
        ledger_->add(artifact_.view().type(), artifact_.size_bytes());
    }
    ~Resident() { ledger_->remove(artifact_.view().type(), artifact_.size_bytes()); }
    Resident(const Resident&) = delete;
    Resident& operator=(const Resident&) = delete;

    [[nodiscard]] const Artifact& artifact() const noexcept { return artifact_; }

  private:
    Artifact artifact_;
    std::shared_ptr<Ledger> ledger_;
};

}  // namespace sinter::server
