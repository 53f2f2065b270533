// SPDX-License-Identifier: Apache-2.0
#include "resample.hpp"

#include <algorithm>
#include <atomic>

namespace sinter::texels {
namespace {

/// Made texels of a band.
constexpr std::uint64_t BandTexels = 32768;
/// Source texels between two checkpoints: about a millisecond.
constexpr std::uint64_t CheckpointTexels = 131072;
/// Fewer rows than this would be filtered too often at the borders of bands.
constexpr std::uint32_t FewestBandRows = 16;
/// One pass: what all bands share. Reads are const; a band's own state is in Band.
struct Pass {
    const Resampling& how;
    const SourceLevel& from;
    const TargetLevel& to;
    Axis x, y, z;
    std::uint32_t band_rows;
    std::uint64_t bands_per_slice;
    std::uint64_t row_cost;  ///< texels read for each row that is made, about

    Pass(const Resampling& how_, const SourceLevel& from_, const TargetLevel& to_)
        : how(how_),
          from(from_),
          to(to_),
          x(from_.extent.width, to_.extent.width, how_.filter),
          y(from_.extent.height, to_.extent.height, how_.filter),
          z(from_.extent.depth, to_.extent.depth, how_.filter),
          band_rows(static_cast<std::uint32_t>(std::min<std::uint64_t>(
              to_.extent.height, std::max<std::uint64_t>(FewestBandRows, BandTexels / to_.extent.width)))),
          bands_per_slice((to_.extent.height + band_rows - 1) / band_rows),
          row_cost(std::uint64_t{x.from} * (y.from / y.to) * z.most_taps) {}
    [[nodiscard]] std::uint64_t bands() const { return how.images * to.extent.depth * bands_per_slice; }
};

/// A few rows of one slice of one image.
class Band {
  public:
    Band(const Pass& pass, std::uint64_t image, std::uint32_t slice)
        : pass_(pass),
          image_(image),
          slice_(slice),
          width_(pass.to.extent.width),
          padded_(make_row(std::size_t{pass.x.before} + pass.x.from + pass.x.after)),
          ring_(make_row(std::size_t{pass.y.most_taps} * width_)),
          slots_(pass.y.most_taps, Nothing),
          out_(make_row(width_)) {
        if (!pass.z.copies()) piece_ = make_row(pass.x.from);
    }

    void make_row_of_target(std::uint32_t row) {
        const auto& taps = pass_.y.taps[row];
        rows_.resize(taps.count);
        for (std::uint32_t k = 0; k < taps.count; ++k) rows_[k] = filtered_row(taps.first + std::int64_t{k});
        const auto at = pass_.to.index(image_, slice_, row);
        Texel* out = pass_.to.working ? pass_.to.working + at : out_.get();
        add_rows(pass_.y.weights_of(taps), out);
        if (pass_.how.filter == Filter::Kaiser) settle(row, out);
        pass_.how.codec.encode(out, width_, pass_.to.stored + at * pass_.how.codec.texel_bytes());
    }

  private:
    static constexpr std::int64_t Nothing = INT64_MIN;

    /// Row `virtual_row` of the source, filtered along x; rows outside are those of the edge.
    const Texel* filtered_row(std::int64_t virtual_row) {
        const auto count = static_cast<std::int64_t>(slots_.size());
        const auto slot = static_cast<std::size_t>(edge_index(virtual_row, count, Edge::Wrap));
        Texel* row = ring_.get() + slot * width_;
        if (slots_[slot] != virtual_row) {
            slots_[slot] = virtual_row;
            read_padded(static_cast<std::uint32_t>(edge_index(virtual_row, pass_.y.from, pass_.how.edge)));
            filter_along_x(row);
        }
        return row;
    }

    void read_padded(std::uint32_t row) {
        const auto& axis = pass_.x;
        Texel* middle = padded_.get() + axis.before;
        if (pass_.z.copies()) {
            pass_.from.read_row(pass_.how.codec, image_, slice_, row, middle);
        } else {
            const auto& taps = pass_.z.taps[slice_];
            const Texel* weights = pass_.z.weights_of(taps);
            for (std::uint32_t k = 0; k < taps.count; ++k) {
                const auto z = edge_index(taps.first + std::int64_t{k}, pass_.z.from, pass_.how.edge);
                pass_.from.read_row(pass_.how.codec, image_, static_cast<std::uint32_t>(z), row,
                                    piece_.get());
                if (k == 0)
                    for (std::uint32_t i = 0; i < axis.from; ++i) middle[i] = piece_[i] * weights[k];
                else
                    for (std::uint32_t i = 0; i < axis.from; ++i) middle[i] += piece_[i] * weights[k];
            }
        }
        for (std::int64_t i = 1; i <= axis.before; ++i)
            middle[-i] = middle[edge_index(-i, axis.from, pass_.how.edge)];
        for (std::int64_t i = axis.from; i < std::int64_t{axis.from} + axis.after; ++i)
            middle[i] = middle[edge_index(i, axis.from, pass_.how.edge)];
    }

    void filter_along_x(Texel* out) const {
        const Texel* middle = padded_.get() + pass_.x.before;
        for (std::uint32_t i = 0; i < width_; ++i) {
            const auto& taps = pass_.x.taps[i];
            const Texel* weights = pass_.x.weights_of(taps);
            const Texel* in = middle + taps.first;
            Texel sum = in[0] * weights[0];
            for (std::uint32_t k = 1; k < taps.count; ++k) sum += in[k] * weights[k];
            out[i] = sum;
        }
    }

    void add_rows(const Texel* weights, Texel* out) const {
        std::uint32_t i = 0;
        for (; i + 4 <= width_; i += 4) {
            const Texel* in = rows_[0] + i;
            Texel a = in[0] * weights[0], b = in[1] * weights[0], c = in[2] * weights[0],
                  d = in[3] * weights[0];
            for (std::size_t k = 1; k < rows_.size(); ++k) {
                in = rows_[k] + i;
                a += in[0] * weights[k];
                b += in[1] * weights[k];
                c += in[2] * weights[k];
                d += in[3] * weights[k];
            }
            out[i] = a;
            out[i + 1] = b;
            out[i + 2] = c;
            out[i + 3] = d;
        }
        for (; i < width_; ++i) {
            Texel sum = rows_[0][i] * weights[0];
            for (std::size_t k = 1; k < rows_.size(); ++k) sum += rows_[k][i] * weights[k];
            out[i] = sum;
        }
    }

    /// Brings what overshot back to what can be stored, so that the next level starts from what this one
    /// shows.
    void settle(std::uint32_t row, Texel* out) {
        const auto& codec = pass_.how.codec;
        if (codec.meaning() == Meaning::Normals || (codec.meaning() == Meaning::Plain && !codec.bounded()))
            return;
        if (codec.meaning() == Meaning::Plain) {
            for (std::uint32_t i = 0; i < width_; ++i) out[i] = at_most(at_least(out[i], Texel{}), splat(1));
            return;
        }
        const Texel* nearest = nullptr;
        for (std::uint32_t i = 0; i < width_; ++i) {
            Texel texel = out[i];
            float weight = texel[3];
            if (codec.bounded() && weight > 1) weight = 1;
            if (!(weight >= codec.least_visible())) {
                // Nobody sees it, and there is little to compute a colour from.
                if (!nearest) nearest = nearest_row(row);
                texel = nearest[pass_.x.centre(i)];
                weight = NoAlphaWeight;
            }
            texel = texel / splat(texel[3]);
            if (codec.bounded()) texel = at_most(at_least(texel, Texel{}), splat(1));
            texel = texel * splat(weight);
            texel[3] = weight;
            out[i] = texel;
        }
    }
    /// The source row in the middle of what makes row `row`.
    const Texel* nearest_row(std::uint32_t row) {
        if (!nearest_) nearest_ = make_row(pass_.x.from);
        pass_.from.read_row(pass_.how.codec, image_, pass_.z.centre(slice_), pass_.y.centre(row),
                            nearest_.get());
        return nearest_.get();
    }

    const Pass& pass_;
    std::uint64_t image_;
    std::uint32_t slice_, width_;
    std::unique_ptr<Texel[]> padded_, ring_;
    std::vector<std::int64_t> slots_;  ///< which row each slot of the ring holds
    std::unique_ptr<Texel[]> out_, piece_, nearest_;
    std::vector<const Texel*> rows_;
};

}  // namespace

Status resample(ProcessJob& job, const Resampling& how, const SourceLevel& from, const TargetLevel& to) {
    const Pass pass{how, from, to};
    std::atomic<std::uint64_t> done{0};
    const auto bands = pass.bands();
    return job.parallel_for(bands, [&](std::uint64_t index) -> Status {
        const auto progress = [&] {
            const auto part =
                static_cast<float>(done.load(std::memory_order_relaxed)) / static_cast<float>(bands);
            return how.progress_from + (how.progress_to - how.progress_from) * part;
        };
        const auto slice = index / pass.bands_per_slice;
        Band band{pass, slice / to.extent.depth, static_cast<std::uint32_t>(slice % to.extent.depth)};
        const auto begin = static_cast<std::uint32_t>(index % pass.bands_per_slice) * pass.band_rows;
        const auto end = std::min(begin + pass.band_rows, to.extent.height);
        std::uint64_t since = CheckpointTexels;
        for (auto row = begin; row < end; ++row) {
            if (since >= CheckpointTexels) {
                if (!job.checkpoint(progress())) return Job::cancelled();
                since = 0;
            }
            band.make_row_of_target(row);
            since += pass.row_cost;
        }
        done.fetch_add(1, std::memory_order_relaxed);
        return {};
    });
}

}  // namespace sinter::texels
