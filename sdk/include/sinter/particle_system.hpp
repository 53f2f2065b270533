// SPDX-License-Identifier: Apache-2.0
// ParticleSystem: a read-only view of a particle system, its emitters as plain values.
#pragma once

#include <sinter/data.hpp>

namespace sinter {

/// What plugins/data/schemas/particle_system.schema.toml declares: metres, seconds, degrees, linear colours,
/// +Y up. A value that is not there is the schema's default; a word that this version does not know is the
/// first of its kind. Threads: any. Lifetime: as long as what it views.
class ParticleSystem {
  public:
    static constexpr AssetType type = AssetType::ParticleSystem;

    enum class ShapeKind : std::uint8_t { Point, Sphere, Hemisphere, Box, Cone, Circle, Line };
    enum class ForceKind : std::uint8_t { Wind, Turbulence, Vortex, Attractor };
    enum class Blend : std::uint8_t { Alpha, Additive, Premultiplied, Opaque };
    enum class Align : std::uint8_t { Camera, Velocity, Horizontal, Model };
    enum class Sort : std::uint8_t { None, Depth, Youngest, Oldest };

    /// Each particle takes a value between both.
    struct Range {
        float low = 0, high = 0;
    };
    struct Key {
        float at = 0, value = 0;
    };
    struct ColorKey {
        float at = 0;
        std::array<float, 4> color{};
    };
    struct Burst {
        float time = 0;
        std::uint32_t count = 0, repeat = 1;
        float interval = 1;
    };
    struct Shape {
        ShapeKind kind = ShapeKind::Point;
        float radius = 1, thickness = 1, angle = 25;
        std::array<float, 3> size{1, 1, 1}, position{}, rotation{};
    };
    struct Force {
        ForceKind kind = ForceKind::Wind;
        float strength = 1, radius = 0, frequency = 1;
        std::array<float, 3> direction{0, 1, 0}, position{};
    };
    struct Collision {
        float bounce = 0.5f, friction = 0.1f;
        bool dies = false;
    };

    /// One emitter. Lists are asked for one by one: they lie in the asset.
    class Emitter {
      public:
        Emitter() = default;
        explicit Emitter(FieldView field) : field_(field) {}

        [[nodiscard]] std::string_view name() const noexcept { return field_["name"].text().value_or(""); }
        [[nodiscard]] bool enabled() const noexcept { return field_["enabled"].boolean().value_or(true); }
        [[nodiscard]] float delay() const noexcept { return number("delay", 0); }
        /// Alive at once.
        [[nodiscard]] std::uint32_t max_particles() const noexcept { return count("max_particles", 1000); }
        /// Per second.
        [[nodiscard]] float rate() const noexcept { return number("rate", 10); }
        [[nodiscard]] Range life() const noexcept { return range("life", 1); }
        [[nodiscard]] Range speed() const noexcept { return range("speed", 1); }
        [[nodiscard]] Range size() const noexcept { return range("size", 0.1f); }
        [[nodiscard]] Range rotation() const noexcept { return range("rotation", 0); }
        [[nodiscard]] Range spin() const noexcept { return range("spin", 0); }
        [[nodiscard]] std::array<float, 4> color() const noexcept {
            return field_["color"].vector().value_or(std::array<float, 4>{1, 1, 1, 1});
        }
        [[nodiscard]] float drag() const noexcept { return number("drag", 0); }
        [[nodiscard]] float gravity() const noexcept { return number("gravity", 0); }
        [[nodiscard]] Blend blend() const noexcept { return choice<Blend>(field_["blend"], 3); }
        [[nodiscard]] Align align() const noexcept { return choice<Align>(field_["align"], 3); }
        [[nodiscard]] Sort sort() const noexcept { return choice<Sort>(field_["sort"], 3); }
        /// Columns and rows of the texture's sheet, at least 1.
        [[nodiscard]] std::array<std::uint32_t, 2> frames() const noexcept {
            std::array<std::uint32_t, 2> out{1, 1};
            for (std::uint32_t i = 0; i < 2; ++i)
                if (const auto value = field_["frames"][i].integer(); value && *value >= 1 && *value <= 256)
                    out[i] = static_cast<std::uint32_t>(*value);
            return out;
        }
        /// Per second; 0: all frames over a particle's life.
        [[nodiscard]] float frame_rate() const noexcept { return number("frame_rate", 0); }
        /// Logical paths; empty: none.
        [[nodiscard]] std::string_view texture() const noexcept {
            return field_["texture"].reference().value_or("");
        }
        [[nodiscard]] std::string_view material() const noexcept {
            return field_["material"].reference().value_or("");
        }
        [[nodiscard]] std::string_view model() const noexcept {
            return field_["model"].reference().value_or("");
        }
        /// Name of the emitter that bursts where a particle dies; empty: none.
        [[nodiscard]] std::string_view on_death() const noexcept {
            return field_["on_death"].text().value_or("");
        }

        [[nodiscard]] Shape shape() const noexcept {
            const auto from = field_["shape"];
            Shape out;
            out.kind = choice<ShapeKind>(from["kind"], 6);
            out.radius = number_of(from["radius"], out.radius);
            out.thickness = number_of(from["thickness"], out.thickness);
            out.angle = number_of(from["angle"], out.angle);
            out.size = vector_of(from["size"], out.size);
            out.position = vector_of(from["position"], out.position);
            out.rotation = vector_of(from["rotation"], out.rotation);
            return out;
        }
        [[nodiscard]] std::optional<Collision> collision() const noexcept {
            const auto from = field_["collision"];
            if (!from) return std::nullopt;
            return Collision{number_of(from["bounce"], 0.5f), number_of(from["friction"], 0.1f),
                             from["dies"].boolean().value_or(false)};
        }
        [[nodiscard]] std::uint32_t burst_count() const noexcept { return field_["bursts"].size(); }
        [[nodiscard]] Burst burst(std::uint32_t index) const noexcept {
            const auto from = field_["bursts"][index];
            return {number_of(from["time"], 0), count_of(from["count"], 0), count_of(from["repeat"], 1),
                    number_of(from["interval"], 1)};
        }
        [[nodiscard]] std::uint32_t force_count() const noexcept { return field_["forces"].size(); }
        [[nodiscard]] Force force(std::uint32_t index) const noexcept {
            const auto from = field_["forces"][index];
            Force out;
            out.kind = choice<ForceKind>(from["kind"], 3);
            out.strength = number_of(from["strength"], out.strength);
            out.radius = number_of(from["radius"], out.radius);
            out.frequency = number_of(from["frequency"], out.frequency);
            out.direction = vector_of(from["direction"], out.direction);
            out.position = vector_of(from["position"], out.position);
            return out;
        }
        /// Factor of the size at `life`, 0 to 1: keys in the order of the file, straight lines between, 1
        /// without any.
        [[nodiscard]] float size_at(float life) const noexcept {
            return curve_at(field_["size_over_life"], life);
        }
        [[nodiscard]] float speed_at(float life) const noexcept {
            return curve_at(field_["speed_over_life"], life);
        }
        [[nodiscard]] std::array<float, 4> color_at(float life) const noexcept {
            const auto keys = field_["color_over_life"];
            if (keys.size() == 0) return {1, 1, 1, 1};
            const auto [low, high, share] = between(keys, life);
            const auto a = color_of(low), b = color_of(high);
            std::array<float, 4> out{};
            for (std::size_t i = 0; i < 4; ++i) out[i] = a[i] + (b[i] - a[i]) * share;
            return out;
        }
        /// All of it, for what has no function here.
        [[nodiscard]] const FieldView& field() const noexcept { return field_; }

      private:
        static float number_of(const FieldView& from, float otherwise) noexcept {
            const auto value = from.number();
            return value ? static_cast<float>(*value) : otherwise;
        }
        static std::uint32_t count_of(const FieldView& from, std::uint32_t otherwise) noexcept {
            const auto value = from.integer();
            return value && *value >= 0 && *value <= 0xffffffff ? static_cast<std::uint32_t>(*value)
                                                                : otherwise;
        }
        static std::array<float, 3> vector_of(const FieldView& from,
                                              const std::array<float, 3>& otherwise) noexcept {
            const auto value = from.vector();
            return value ? std::array<float, 3>{(*value)[0], (*value)[1], (*value)[2]} : otherwise;
        }
        static std::array<float, 4> color_of(const FieldView& key) noexcept {
            return key["color"].vector().value_or(std::array<float, 4>{1, 1, 1, 1});
        }
        template <class Choice>
        static Choice choice(const FieldView& from, std::int64_t last) noexcept {
            const auto value = from.choice();
            return value && *value >= 0 && *value <= last ? static_cast<Choice>(*value) : Choice{};
        }
        [[nodiscard]] float number(std::string_view name, float otherwise) const noexcept {
            return number_of(field_[name], otherwise);
        }
        [[nodiscard]] std::uint32_t count(std::string_view name, std::uint32_t otherwise) const noexcept {
            return count_of(field_[name], otherwise);
        }
        [[nodiscard]] Range range(std::string_view name, float otherwise) const noexcept {
            const auto value = field_[name].vector();
            return value ? Range{(*value)[0], (*value)[1]} : Range{otherwise, otherwise};
        }
        struct Between {
            FieldView low, high;
            float share = 0;
        };
        static Between between(const FieldView& keys, float life) noexcept {
            const auto time = [&](std::uint32_t i) { return number_of(keys[i]["at"], 0); };
            std::uint32_t high = 0;
            while (high < keys.size() && time(high) < life) ++high;
            if (high == 0) return {keys[0u], keys[0u], 0};
            if (high == keys.size()) return {keys[high - 1], keys[high - 1], 0};
            const float a = time(high - 1), b = time(high);
            return {keys[high - 1], keys[high], b > a ? (life - a) / (b - a) : 0};
        }
        static float curve_at(const FieldView& keys, float life) noexcept {
            if (keys.size() == 0) return 1;
            const auto [low, high, share] = between(keys, life);
            const float a = number_of(low["value"], 1), b = number_of(high["value"], 1);
            return a + (b - a) * share;
        }

        FieldView field_;
    };

    ParticleSystem() = default;
    explicit ParticleSystem(AssetView asset) : tree_(asset), root_(tree_.root()) {}

    /// A valid tree of a particle system.
    [[nodiscard]] bool valid() const noexcept {
        return tree_.asset().type() == type && tree_.valid() && root_.kind() == SINTER_FIELD_OBJECT;
    }
    [[nodiscard]] std::string_view name() const noexcept { return root_["name"].text().value_or(""); }
    [[nodiscard]] float duration() const noexcept {
        return static_cast<float>(root_["duration"].number().value_or(5));
    }
    [[nodiscard]] bool looping() const noexcept { return root_["looping"].boolean().value_or(true); }
    [[nodiscard]] bool prewarm() const noexcept { return root_["prewarm"].boolean().value_or(false); }
    /// Particles follow the system.
    [[nodiscard]] bool local() const noexcept { return root_["space"].text() == "local"; }
    [[nodiscard]] std::uint32_t emitter_count() const noexcept { return root_["emitters"].size(); }
    /// Emitter `index` < emitter_count(); drawn in this order.
    [[nodiscard]] Emitter emitter(std::uint32_t index) const noexcept {
        return Emitter{root_["emitters"][index]};
    }
    [[nodiscard]] const FieldTree& tree() const noexcept { return tree_; }

  private:
    FieldTree tree_;
    FieldView root_;
};

}  // namespace sinter
