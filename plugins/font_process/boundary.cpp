// SPDX-License-Identifier: Apache-2.0
#include "boundary.hpp"

#include <cmath>

namespace sinter {
namespace {

constexpr std::size_t MostEdges = 32768;
/// Texels below which two places are the same.
constexpr double Same = 1e-7;

/// A cut through edge `edge` at parameter `at`, strictly inside it.
struct Cut {
    std::uint32_t edge;
    double at;
    bool operator<(const Cut& other) const { return edge != other.edge ? edge < other.edge : at < other.at; }
};

double squared_length(const Edge& e) {
    return (e.x1 - e.x0) * (e.x1 - e.x0) + (e.y1 - e.y0) * (e.y1 - e.y0);
}

void cut_at(std::vector<Cut>& cuts, std::uint32_t edge, const Edge& e, double at) {
    const double margin = Same / std::sqrt(squared_length(e));
    if (at > margin && at < 1 - margin) cuts.push_back({edge, at});
}

/// Cuts e where the end (x, y) of an edge that runs along it lies on it.
void cut_at_end(std::vector<Cut>& cuts, std::uint32_t edge, const Edge& e, double x, double y) {
    const double dx = e.x1 - e.x0, dy = e.y1 - e.y0, square = squared_length(e);
    const double aside = dx * (y - e.y0) - dy * (x - e.x0);
    if (aside * aside > Same * Same * square) return;
    cut_at(cuts, edge, e, (dx * (x - e.x0) + dy * (y - e.y0)) / square);
}

void cut_pair(std::vector<Cut>& cuts, std::uint32_t first, const Edge& a, std::uint32_t second,
              const Edge& b) {
    const double ax = a.x1 - a.x0, ay = a.y1 - a.y0, bx = b.x1 - b.x0, by = b.y1 - b.y0;
    const double cross = ax * by - ay * bx;
    if (cross * cross > 1e-18 * squared_length(a) * squared_length(b)) {
        const double ox = b.x0 - a.x0, oy = b.y0 - a.y0;
        const double s = (ox * by - oy * bx) / cross, t = (ox * ay - oy * ax) / cross;
        if (s < -1e-9 || s > 1 + 1e-9 || t < -1e-9 || t > 1 + 1e-9) return;
        cut_at(cuts, first, a, s);
        cut_at(cuts, second, b, t);
        return;
    }
    cut_at_end(cuts, first, a, b.x0, b.y0);
    cut_at_end(cuts, first, a, b.x1, b.y1);
    cut_at_end(cuts, second, b, a.x0, a.y0);
    cut_at_end(cuts, second, b, a.x1, a.y1);
}

/// Where edges meet; false when there are too many such places.
bool find_cuts(const std::vector<Edge>& edges, std::vector<Cut>& cuts) {
    struct Span {
        double low, high, left, right;
        std::uint32_t edge;
    };
    std::vector<Span> spans;
    spans.reserve(edges.size());
    for (std::uint32_t i = 0; i < edges.size(); ++i) {
        const auto& e = edges[i];
        spans.push_back(
            {std::min(e.y0, e.y1), std::max(e.y0, e.y1), std::min(e.x0, e.x1), std::max(e.x0, e.x1), i});
    }
    std::sort(spans.begin(), spans.end(),
              [](const Span& a, const Span& b) { return a.low != b.low ? a.low < b.low : a.edge < b.edge; });
    for (std::size_t i = 0; i < spans.size(); ++i) {
        for (std::size_t j = i + 1; j < spans.size() && spans[j].low <= spans[i].high; ++j) {
            if (spans[j].left > spans[i].right || spans[j].right < spans[i].left) continue;
            cut_pair(cuts, spans[i].edge, edges[spans[i].edge], spans[j].edge, edges[spans[j].edge]);
            if (cuts.size() > MostEdges) return false;
        }
    }
    std::sort(cuts.begin(), cuts.end());
    return true;
}

std::vector<Edge> cut_edges(const std::vector<Edge>& edges, const std::vector<Cut>& cuts) {
    std::vector<Edge> out;
    out.reserve(edges.size() + cuts.size());
    auto cut = cuts.begin();
    for (std::uint32_t i = 0; i < edges.size(); ++i) {
        Edge rest = edges[i];
        for (; cut != cuts.end() && cut->edge == i; ++cut) {
            const double x = edges[i].x0 + cut->at * (edges[i].x1 - edges[i].x0);
            const double y = edges[i].y0 + cut->at * (edges[i].y1 - edges[i].y0);
            if (x == rest.x0 && y == rest.y0) continue;
            out.push_back({rest.x0, rest.y0, x, y});
            rest.x0 = x;
            rest.y0 = y;
        }
        if (rest.x0 != rest.x1 || rest.y0 != rest.y1) out.push_back(rest);
    }
    return out;
}

/// Edges by the bands of one texel that they run through, seen along x or, with x and y exchanged, along y.
class Bands {
  public:
    Bands(const std::vector<Edge>& edges, bool exchanged) : edges_(edges), exchanged_(exchanged) {
        double low = HUGE_VAL, high = -HUGE_VAL;
        for (const auto& e : edges) {
            low = std::min({low, from(e), to(e)});
            high = std::max({high, from(e), to(e)});
        }
        low_ = low;
        const auto count = static_cast<std::size_t>(std::min(high - low, 65535.0)) + 1;
        starts_.assign(count + 1, 0);
        for (const auto& e : edges)
            for (std::size_t band = first_band(e); band <= last_band(e); ++band) ++starts_[band + 1];
        for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
        members_.resize(starts_.back());
        auto next = starts_;
        for (std::uint32_t i = 0; i < edges.size(); ++i)
            for (std::size_t band = first_band(edges[i]); band <= last_band(edges[i]); ++band)
                members_[next[band]++] = i;
    }
    /// Whether exactly one side of the middle of `edge` is outside. A line is drawn through it along the
    /// bands: `beyond` is the winding number just behind the edge, and all edges that lie on each other there
    /// make the step to `before`.
    [[nodiscard]] bool divides(const Edge& edge) const {
        const double level = (from(edge) + to(edge)) / 2;
        const double middle = (across_from(edge) + across_to(edge)) / 2;
        int beyond = 0, step = 0;
        const auto band = band_of(level);
        for (std::size_t i = starts_[band]; i < starts_[band + 1]; ++i) {
            const auto& other = edges_[members_[i]];
            const double a = from(other), b = to(other);
            const int turn = a <= level && b > level ? 1 : b <= level && a > level ? -1 : 0;
            if (turn == 0) continue;
            const double at =
                across_from(other) + (level - a) / (b - a) * (across_to(other) - across_from(other));
            if (at > middle + Same)
                beyond += turn;
            else if (at >= middle - Same)
                step += turn;
        }
        return (beyond != 0) != (beyond + step != 0);
    }

  private:
    [[nodiscard]] double from(const Edge& e) const { return exchanged_ ? e.x0 : e.y0; }
    [[nodiscard]] double to(const Edge& e) const { return exchanged_ ? e.x1 : e.y1; }
    [[nodiscard]] double across_from(const Edge& e) const { return exchanged_ ? e.y0 : e.x0; }
    [[nodiscard]] double across_to(const Edge& e) const { return exchanged_ ? e.y1 : e.x1; }
    [[nodiscard]] std::size_t band_of(double level) const {
        return static_cast<std::size_t>(std::min(std::max(level - low_, 0.0), 65535.0));
    }
    [[nodiscard]] std::size_t first_band(const Edge& e) const { return band_of(std::min(from(e), to(e))); }
    [[nodiscard]] std::size_t last_band(const Edge& e) const { return band_of(std::max(from(e), to(e))); }

    const std::vector<Edge>& edges_;
    bool exchanged_;
    double low_ = 0;
    std::vector<std::size_t> starts_;  ///< of each band in members_
    std::vector<std::uint32_t> members_;
};

}  // namespace

std::vector<Edge> boundary_of(const std::vector<Edge>& edges) {
    std::vector<Cut> cuts;
    if (edges.empty() || edges.size() > MostEdges || !find_cuts(edges, cuts)) return edges;
    const auto parts = cut_edges(edges, cuts);
    // The line through an edge is best drawn across it.
    const Bands steep{parts, false}, flat{parts, true};
    std::vector<Edge> out;
    out.reserve(parts.size());
    for (const auto& part : parts) {
        const bool is_steep = std::abs(part.y1 - part.y0) >= std::abs(part.x1 - part.x0);
        if ((is_steep ? steep : flat).divides(part)) out.push_back(part);
    }
    return out;
}

}  // namespace sinter
