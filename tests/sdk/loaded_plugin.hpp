// SPDX-License-Identifier: Apache-2.0
// LoadedPlugin: a plugin's library as the dynamic loader gives it, and its function tables by name.
#pragma once

#include <dlfcn.h>

#include <stdexcept>
#include <string>
#include <string_view>

#include <sinter/abi/abi.h>

namespace sinter::test {

/// Stays loaded until the process ends, as in the kernel. Throws std::runtime_error, which fails the test.
class LoadedPlugin {
  public:
    explicit LoadedPlugin(const std::string& file) {
        void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (!library) throw std::runtime_error(dlerror());
        entry_ = static_cast<const sinter_entry_v0*>(dlsym(library, SINTER_ENTRY_SYMBOL));
        if (!entry_ || entry_->abi != SINTER_ABI_VERSION || entry_->size != sizeof(sinter_entry_v0))
            throw std::runtime_error(file + " has no entry of this ABI");
    }
    /// nullptr when there is none of that name.
    template <class Table>
    [[nodiscard]] const Table* find(std::string_view interface_id, std::string_view name) const {
        return static_cast<const Table*>(
            entry_->get({interface_id.data(), interface_id.size()}, {name.data(), name.size()}));
    }

  private:
    const sinter_entry_v0* entry_ = nullptr;
};

}  // namespace sinter::test
