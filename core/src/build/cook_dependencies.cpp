// SPDX-License-Identifier: Apache-2.0
#include "build/cook_dependencies.hpp"

#include <algorithm>
#include <unordered_map>

#include "registry/asset_record.hpp"
#include "registry/dependency_error.hpp"

namespace sinter {
namespace {

class Checker {
  public:
    Checker(std::vector<CookedAsset>& assets, std::span<const std::string> elsewhere)
        : assets_(assets), elsewhere_(elsewhere), marks_(assets.size(), Mark::New) {
        for (std::size_t i = 0; i < assets.size(); ++i) by_path_.emplace(assets[i].path, i);
    }

    void run() {
        for (std::size_t i = 0; i < assets_.size(); ++i) visit(i);
    }

  private:
    enum class Mark : std::uint8_t { New, Open, Done };
    struct Frame {
        std::size_t asset;
        std::vector<std::string> needs;
        std::size_t next = 0;
    };

    static std::vector<std::string> needs_of(const CookedAsset& asset) {
        std::vector<std::string> out;
        for (const auto& product : asset.products)
            out.insert(out.end(), product.needs.begin(), product.needs.end());
        return out;
    }

    // Depth first with a stack of its own: chains may be longer than the thread's.
    void visit(std::size_t start) {
        if (marks_[start] != Mark::New) return;
        std::vector<Frame> open;
        const auto push = [&](std::size_t asset) {
            marks_[asset] = Mark::Open;
            open.push_back({asset, needs_of(assets_[asset])});
        };
        push(start);
        while (!open.empty()) {
            auto& frame = open.back();
            if (frame.next == frame.needs.size()) {
                marks_[frame.asset] = Mark::Done;
                open.pop_back();
                continue;
            }
            const auto& need = frame.needs[frame.next];
            const auto path = split_product_path(need).first;
            const auto found = by_path_.find(path);
            if (found != by_path_.end() && marks_[found->second] == Mark::New) {
                push(found->second);
                continue;  // and look at the need again afterwards
            }
            if (found != by_path_.end() && marks_[found->second] == Mark::Open) {
                fail(frame.asset, need, {Code::Dependency, "needs itself: " + cycle(open, found->second)});
            } else {
                check(frame.asset, need, found == by_path_.end() ? nullptr : &assets_[found->second]);
            }
            ++open.back().next;
        }
    }

    std::string cycle(const std::vector<Frame>& open, std::size_t target) const {
        std::string text;
        auto from =
            std::find_if(open.begin(), open.end(), [&](const Frame& frame) { return frame.asset == target; });
        for (; from != open.end(); ++from) text += assets_[from->asset].path + " → ";
        return text + assets_[target].path;
    }

    void check(std::size_t asset, const std::string& need, const CookedAsset* target) {
        if (!target) {
            const auto path = split_product_path(need).first;
            if (std::binary_search(elsewhere_.begin(), elsewhere_.end(), path, std::less<>{})) return;
            return fail(asset, need, {Code::Absent, "no such file"});
        }
        if (target->status == CookStatus::Failed) return fail(asset, need, target->error);
        if (target->status == CookStatus::Skipped)
            return fail(asset, need, {Code::Unsupported, "no installed plugin decodes it"});
        const auto label = split_product_path(need).second;
        const bool made = std::any_of(target->products.begin(), target->products.end(),
                                      [&](const auto& product) { return product.label == label; });
        if (!made) fail(asset, need, {Code::Absent, "it has no product \"" + std::string{label} + "\""});
    }

    void fail(std::size_t index, const std::string& need, const Error& cause) {
        auto& asset = assets_[index];
        if (asset.status == CookStatus::Failed) return;
        asset.status = CookStatus::Failed;
        asset.error = dependency_error(need, cause);
        asset.products.clear();
    }

    std::vector<CookedAsset>& assets_;
    std::span<const std::string> elsewhere_;
    std::vector<Mark> marks_;
    std::unordered_map<std::string_view, std::size_t> by_path_;
};

}  // namespace

void check_dependencies(std::vector<CookedAsset>& assets, std::span<const std::string> elsewhere) {
    Checker{assets, elsewhere}.run();
}

}  // namespace sinter
