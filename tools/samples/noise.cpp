// SPDX-License-Identifier: Apache-2.0
#include "noise.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace sinter::samples {
namespace {

std::array<float, 4> b_spline(float t) {
    const float s = 1 - t;
    return {s * s * s / 6, (3 * t * t * t - 6 * t * t + 4) / 6, (3 * s * s * s - 6 * s * s + 4) / 6,
            t * t * t / 6};
}

/// One lattice row stretched to `size` texels.
void stretch_row(std::uint32_t row, std::uint32_t cells, std::uint32_t seed, std::uint32_t size, float* out) {
    for (std::uint32_t x = 0; x < size; ++x) {
        const float at = static_cast<float>(x) * static_cast<float>(cells) / static_cast<float>(size);
        const auto cell = static_cast<std::uint32_t>(at);
        const auto weights = b_spline(at - static_cast<float>(cell));
        float sum = 0;
        for (std::uint32_t k = 0; k < 4; ++k) {
            sum += weights[k] * (random((cell + k) % cells, row, seed) - 0.5F);
        }
        out[x] = sum;
    }
}

void add_octave(Field& field, std::uint32_t cells_x, std::uint32_t cells_y, float height,
                std::uint32_t seed) {
    const std::uint32_t size = field.width;
    std::vector<float> rows(std::size_t{cells_y} * size);
    for (std::uint32_t row = 0; row < cells_y; ++row) {
        stretch_row(row, cells_x, seed, size, rows.data() + std::size_t{row} * size);
    }
    for (std::uint32_t y = 0; y < size; ++y) {
        const float at = static_cast<float>(y) * static_cast<float>(cells_y) / static_cast<float>(size);
        const auto cell = static_cast<std::uint32_t>(at);
        const auto weights = b_spline(at - static_cast<float>(cell));
        std::array<const float*, 4> from{};
        for (std::uint32_t k = 0; k < 4; ++k)
            from[k] = rows.data() + std::size_t{(cell + k) % cells_y} * size;
        float* out = field.at(0, y);
        for (std::uint32_t x = 0; x < size; ++x) {
            out[x] += height * (weights[0] * from[0][x] + weights[1] * from[1][x] + weights[2] * from[2][x] +
                                weights[3] * from[3][x]);
        }
    }
}

}  // namespace

std::uint32_t hash(std::uint32_t x, std::uint32_t y, std::uint32_t seed) {
    std::uint32_t h = x * 0x9E3779B1U ^ (y * 0x85EBCA77U + 0x165667B1U) ^ seed * 0xC2B2AE3DU;
    h = (h ^ h >> 15) * 0x2C1B3C6DU;
    h = (h ^ h >> 12) * 0x297A2D39U;
    return h ^ h >> 15;
}

float random(std::uint32_t x, std::uint32_t y, std::uint32_t seed) {
    return static_cast<float>(hash(x, y, seed) >> 8) / 16777216.0F;
}

Direction random_direction(std::uint32_t index, std::uint32_t seed) {
    // The rational form of the circle needs no sine; the four quadrants are filled one by one.
    const float t = random(index, 1, seed);
    const float x = (1 - t * t) / (1 + t * t);
    const float y = 2 * t / (1 + t * t);
    switch (hash(index, 2, seed) & 3) {
        case 0:
            return {x, y};
        case 1:
            return {-y, x};
        case 2:
            return {-x, -y};
        default:
            return {y, -x};
    }
}

Field fractal_noise(std::uint32_t size, const NoiseSpec& spec) {
    Field field(size, size, 1);
    // A B-spline of uniform numbers is flat; 2.6 brings one octave back to about 0..1.
    float height = 2.6F;
    float power = 0;
    float share = 1;
    for (std::uint32_t octave = 0; octave < spec.octaves; ++octave) {
        power += share * share;
        share *= spec.gain;
    }
    height /= std::sqrt(power);
    for (std::uint32_t octave = 0; octave < spec.octaves; ++octave) {
        add_octave(field, std::min(spec.cells_x << octave, size), std::min(spec.cells_y << octave, size),
                   height, spec.seed * 31 + octave);
        height *= spec.gain;
    }
    for (float& value : field.samples) value += 0.5F;
    return field;
}

Cells cell_noise(std::uint32_t size, std::uint32_t cells, std::uint32_t seed) {
    Cells out{Field(size, size, 1), Field(size, size, 1),
              std::vector<std::uint32_t>(std::size_t{size} * size)};
    const float scale = static_cast<float>(cells) / static_cast<float>(size);
    for (std::uint32_t y = 0; y < size; ++y) {
        for (std::uint32_t x = 0; x < size; ++x) {
            const float px = (static_cast<float>(x) + 0.5F) * scale;
            const float py = (static_cast<float>(y) + 0.5F) * scale;
            const auto cx = static_cast<std::uint32_t>(px);
            const auto cy = static_cast<std::uint32_t>(py);
            float first = 9;
            float second = 9;
            std::uint32_t owner = 0;
            for (std::uint32_t j = 0; j < 3; ++j) {
                for (std::uint32_t i = 0; i < 3; ++i) {
                    const std::uint32_t id =
                        hash((cx + cells + i - 1) % cells, (cy + cells + j - 1) % cells, seed);
                    const float jitter_x = 0.15F + static_cast<float>(id & 0xFFFF) / 93622.0F;
                    const float jitter_y = 0.15F + static_cast<float>(id >> 16) / 93622.0F;
                    const float dx = static_cast<float>(cx + i) - 1 + jitter_x - px;
                    const float dy = static_cast<float>(cy + j) - 1 + jitter_y - py;
                    const float distance = dx * dx + dy * dy;
                    if (distance < first) {
                        second = first;
                        first = distance;
                        owner = id;
                    } else if (distance < second) {
                        second = distance;
                    }
                }
            }
            const std::size_t at = std::size_t{y} * size + x;
            out.nearest.samples[at] = std::sqrt(first);
            out.second.samples[at] = std::sqrt(second);
            out.owner[at] = owner;
        }
    }
    return out;
}

float sample(const Field& field, float u, float v) {
    const float fx = (u - std::floor(u)) * static_cast<float>(field.width);
    const float fy = (v - std::floor(v)) * static_cast<float>(field.height);
    const auto x0 = static_cast<std::uint32_t>(fx) % field.width;
    const auto y0 = static_cast<std::uint32_t>(fy) % field.height;
    const std::uint32_t x1 = (x0 + 1) % field.width;
    const std::uint32_t y1 = (y0 + 1) % field.height;
    const float tx = fx - std::floor(fx);
    const float ty = fy - std::floor(fy);
    return mix(mix(*field.at(x0, y0), *field.at(x1, y0), tx), mix(*field.at(x0, y1), *field.at(x1, y1), tx),
               ty);
}

}  // namespace sinter::samples
