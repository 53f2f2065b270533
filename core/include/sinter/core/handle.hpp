// SPDX-License-Identifier: Apache-2.0
// Handle: counted interest in an asset. Ref: a pin of one version of it.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include <sinter/asset.hpp>
#include <sinter/core/asset_id.hpp>

namespace sinter {

namespace server {
class Slot;
class Resident;
void retain(Slot& slot) noexcept;
void release(Slot& slot) noexcept;
[[nodiscard]] AssetId id_of(const Slot& slot) noexcept;
[[nodiscard]] const std::string& path_of(const Slot& slot) noexcept;
[[nodiscard]] AssetView view_of(const Resident& resident) noexcept;
}  // namespace server

/// Counted interest in an asset of any type: while there is one, the server loads it and keeps it. It does not keep
/// bytes alive: Ref does.
/// Threads: any; one handle from one thread at a time. Lifetime: may outlive the server.
class UntypedHandle {
  public:
    UntypedHandle() = default;
    /// Takes over one count.
    explicit UntypedHandle(std::shared_ptr<server::Slot> slot) noexcept : slot_(std::move(slot)) {}
    UntypedHandle(const UntypedHandle& other) noexcept : slot_(other.slot_) {
        if (slot_) server::retain(*slot_);
    }
    UntypedHandle(UntypedHandle&& other) noexcept : slot_(std::move(other.slot_)) {}
    UntypedHandle& operator=(UntypedHandle other) noexcept {
        std::swap(slot_, other.slot_);
        return *this;
    }
    ~UntypedHandle() {
        if (slot_) server::release(*slot_);
    }

    explicit operator bool() const noexcept { return slot_ != nullptr; }
    /// Of no asset for an empty handle.
    [[nodiscard]] AssetId id() const noexcept { return slot_ ? server::id_of(*slot_) : AssetId{}; }
    /// "characters/fox.glb#Walk"; empty for an empty handle.
    [[nodiscard]] std::string path() const { return slot_ ? server::path_of(*slot_) : std::string{}; }
    bool operator==(const UntypedHandle& other) const noexcept { return slot_ == other.slot_; }

    [[nodiscard]] const std::shared_ptr<server::Slot>& slot() const noexcept { return slot_; }

  private:
    std::shared_ptr<server::Slot> slot_;
};

/// Interest in an asset that is read as a T, a view class such as sinter::Texture.
template <class T>
class Handle : public UntypedHandle {
  public:
    using UntypedHandle::UntypedHandle;
};

/// A pin: the bytes of one version of an asset stay as long as a Ref to it.
/// Threads: any may read. Lifetime: may outlive handles and the server.
template <class T>
class Ref {
  public:
    Ref() = default;
    explicit Ref(std::shared_ptr<const server::Resident> resident)
        : resident_(std::move(resident)), asset_(T{server::view_of(*resident_)}) {}

    explicit operator bool() const noexcept { return resident_ != nullptr; }
    [[nodiscard]] const T* operator->() const noexcept { return &asset_; }
    [[nodiscard]] const T& operator*() const noexcept { return asset_; }

  private:
    std::shared_ptr<const server::Resident> resident_;
    T asset_{};
};

}  // namespace sinter
