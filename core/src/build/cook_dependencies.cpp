// SPDX-License-Identifier: Apache-2.0
#include "build/cook_dependencies.hpp"

#include <algorithm>
#include <unordered_map>

#include "registry/asset_record.hpp"
#include "registry/dependency_error.hpp"

namespace sinter {
namespace {

/// A walk over products, each once, whatever files they are in: products of one file may need each other.
class Checker {
  public:
    Checker(std::vector<CookedAsset>& assets, std::span<const std::string> elsewhere)
        : assets_(assets), elsewhere_(elsewhere) {
        for (std::size_t i = 0; i < assets.size(); ++i) {
            by_path_.emplace(assets[i].path, i);
            for (std::size_t k = 0; k < assets[i].products.size(); ++k) {
                by_name_.emplace(product_path(assets[i].path, assets[i].products[k].label), nodes_.size());
                nodes_.push_back({i, k});
            }
        }
    }

    void run() {
        for (std::size_t i = 0; i < nodes_.size(); ++i) visit(i);
        // From the last, so that what is left keeps its place.
        for (auto node = nodes_.rbegin(); node != nodes_.rend(); ++node)
            if (node->error.code != Code::Ok) withdraw(*node);
    }

  private:
    enum class Mark : std::uint8_t { New, Open, Done };
    struct Node {
        std::size_t asset;
        std::size_t product;
        Mark mark = Mark::New;
        Error error{Code::Ok, {}, {}};
    };
    struct Frame {
        std::size_t node;
        std::size_t next = 0;
    };

    [[nodiscard]] const CookedProduct& product(const Node& node) const {
        return assets_[node.asset].products[node.product];
    }
    [[nodiscard]] std::string name(const Node& node) const {
        return product_path(assets_[node.asset].path, product(node).label);
    }

    // Depth first with a stack of its own: chains may be longer than the thread's.
    void visit(std::size_t start) {
        if (nodes_[start].mark != Mark::New) return;
        std::vector<Frame> open;
        const auto push = [&](std::size_t node) {
            nodes_[node].mark = Mark::Open;
            open.push_back({node});
        };
        push(start);
        while (!open.empty()) {
            auto& frame = open.back();
            auto& node = nodes_[frame.node];
            const auto& needs = product(node).needs;
            if (frame.next == needs.size()) {
                node.mark = Mark::Done;
                open.pop_back();
                continue;
            }
            const auto& need = needs[frame.next];
            const auto found = by_name_.find(need);
            if (found != by_name_.end() && nodes_[found->second].mark == Mark::New) {
                push(found->second);
                continue;  // and look at the need again afterwards
            }
            if (found == by_name_.end()) {
                check_missing(node, need);
            } else if (nodes_[found->second].mark == Mark::Open) {
                fail(node, need, {Code::Dependency, "needs itself: " + cycle(open, found->second)});
            } else if (const auto& error = nodes_[found->second].error; error.code != Code::Ok) {
                fail(node, need, error);
            }
            ++open.back().next;
        }
    }

    std::string cycle(const std::vector<Frame>& open, std::size_t target) const {
        std::string text;
        auto from =
            std::find_if(open.begin(), open.end(), [&](const Frame& frame) { return frame.node == target; });
        for (; from != open.end(); ++from) text += name(nodes_[from->node]) + " → ";
        return text + name(nodes_[target]);
    }

    void check_missing(Node& node, const std::string& need) {
        const auto [path, label] = split_product_path(need);
        const auto found = by_path_.find(path);
        if (found == by_path_.end()) {
            if (!std::binary_search(elsewhere_.begin(), elsewhere_.end(), path, std::less<>{}))
                fail(node, need, {Code::Absent, "no such file"});
            return;
        }
        const auto& target = assets_[found->second];
        if (target.status == CookStatus::Failed) return fail(node, need, target.error);
        if (target.status == CookStatus::Skipped)
            return fail(node, need, {Code::Unsupported, "no installed plugin decodes it"});
        fail(node, need, {Code::Absent, "it has no product \"" + std::string{label} + "\""});
    }

    static void fail(Node& node, const std::string& need, const Error& cause) {
        if (node.error.code == Code::Ok) node.error = dependency_error(need, cause);
    }

    /// The product is not served; its file has failed, with the main product's error, or else the first
    /// one's.
    void withdraw(Node& node) {
        auto& asset = assets_[node.asset];
        const auto at = asset.products.begin() + static_cast<std::ptrdiff_t>(node.product);
        if (asset.status != CookStatus::Failed || asset.error.code == Code::Dependency) {
            asset.status = CookStatus::Failed;
            if (!at->label.empty()) node.error.text = "#" + at->label + " " + node.error.text;
            asset.error = std::move(node.error);
        }
        asset.products.erase(at);
    }

    std::vector<CookedAsset>& assets_;
    std::span<const std::string> elsewhere_;
    std::vector<Node> nodes_;
    std::unordered_map<std::string, std::size_t> by_name_;
    std::unordered_map<std::string_view, std::size_t> by_path_;
};

}  // namespace

void check_dependencies(std::vector<CookedAsset>& assets, std::span<const std::string> elsewhere) {
    Checker{assets, elsewhere}.run();
}

}  // namespace sinter
