// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include <sinter/particle_system.hpp>

#include "limits.hpp"
#include "text_source.hpp"

namespace data_plugin {
namespace {

using sinter::Code;
using sinter::ParticleSystem;
using sinter::Status;

constexpr std::string_view Who = "particles_limits";

std::string named(const ParticleSystem::Emitter& emitter, std::uint32_t index) {
    const auto name = emitter.name();
    return name.empty() ? "emitter " + std::to_string(index) : "emitter " + quoted(name);
}

/// How many of an emitter's particles can be alive at once: what is born within the longest life, and what
/// its own limit allows.
double alive_at_most(const ParticleSystem& system, const ParticleSystem::Emitter& emitter) {
    const double life = std::max(emitter.life().low, emitter.life().high);
    double born = static_cast<double>(emitter.rate()) *
                  std::min<double>(life, system.looping() ? life : system.duration());
    for (std::uint32_t i = 0; i < emitter.burst_count(); ++i) {
        const auto burst = emitter.burst(i);
        const double times = std::min<double>(burst.repeat, life / std::max(burst.interval, 0.001f) + 1);
        born += burst.count * times;
    }
    return std::min<double>(born, emitter.max_particles());
}

bool keys_rise(const sinter::FieldView& keys) {
    double last = -1;
    for (std::uint32_t i = 0; i < keys.size(); ++i) {
        const double at = keys[i]["at"].number().value_or(0);
        if (at < last) return false;
        last = at;
    }
    return true;
}

void check_sense(sinter::ValidateJob& job, const ParticleSystem& system) {
    const auto severity = job.setting_string("sense");
    const auto tell = [&](const std::string& text) { say(job, severity, Who, text); };
    std::set<std::string_view> names;
    for (std::uint32_t i = 0; i < system.emitter_count(); ++i)
        if (const auto name = system.emitter(i).name(); !name.empty() && !names.insert(name).second)
            tell("two emitters have one name (" + quoted(name) + ")");
    if (system.prewarm() && !system.looping()) tell("prewarm has no effect: the system does not loop");
    for (std::uint32_t i = 0; i < system.emitter_count(); ++i) {
        const auto emitter = system.emitter(i);
        const auto who = named(emitter, i);
        if (emitter.rate() <= 0 && emitter.burst_count() == 0 && !names.contains(emitter.name()))
            tell(who + " makes no particles: its rate is 0 and it has no bursts");
        if (emitter.texture().empty() && emitter.material().empty() && emitter.model().empty())
            tell(who + " has no texture, material or model");
        if (!emitter.on_death().empty() && !names.contains(emitter.on_death()))
            tell(who + ": on_death: there is no such emitter (" + quoted(emitter.on_death()) + ")");
        if (emitter.size().low > emitter.size().high || emitter.life().low > emitter.life().high ||
            emitter.speed().low > emitter.speed().high)
            tell(who + ": a range begins above its end");
        if (!system.looping() && emitter.delay() >= system.duration())
            tell(who + " never begins: its delay is as long as the system's duration");
        for (const auto* curve : {"size_over_life", "speed_over_life", "color_over_life"})
            if (!keys_rise(emitter.field()[curve]))
                tell(who + ": " + curve + ": keys are not in the order of time");
    }
}

}  // namespace

Status ParticlesLimits::validate(sinter::ValidateJob& job) {
    const ParticleSystem system{job.input()};
    if (!system.valid()) return {Code::Corrupt, "particles_limits: the tables contradict each other"};
    const auto severity = job.setting_string("budget");
    const auto most_emitters = job.setting_integer("max_emitters"),
               most_particles = job.setting_integer("max_particles");
    double alive = 0;
    for (std::uint32_t i = 0; i < system.emitter_count(); ++i) {
        const auto emitter = system.emitter(i);
        const double own = alive_at_most(system, emitter);
        alive += own;
        if (static_cast<double>(emitter.rate()) * std::max(emitter.life().low, emitter.life().high) >
            emitter.max_particles())
            say(job, severity, Who,
                named(emitter, i) + " gives birth to more than its max_particles of " +
                    std::to_string(emitter.max_particles()) + " (rate times life is " +
                    to_text(static_cast<double>(emitter.rate()) *
                            std::max(emitter.life().low, emitter.life().high)) +
                    ")");
    }
    if (system.emitter_count() > most_emitters)
        say(job, severity, Who,
            "more emitters than max_emitters of " + std::to_string(most_emitters) + " (" +
                std::to_string(system.emitter_count()) + ")");
    if (alive > static_cast<double>(most_particles))
        say(job, severity, Who,
            "more particles at once than max_particles of " + std::to_string(most_particles) + " (" +
                std::to_string(static_cast<std::int64_t>(alive)) + ")");
    check_sense(job, system);
    job.stat("emitters", system.emitter_count());
    job.stat("particles_at_most", alive);
    return {};
}

}  // namespace data_plugin
