// SPDX-License-Identifier: Apache-2.0
#include "observe/tracer.hpp"

#include <algorithm>
#include <set>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace sinter {

void Tracer::add(unsigned track, std::string_view category, std::string_view name, std::string_view detail,
                 std::uint64_t begin_ns, std::uint64_t end_ns) noexcept {
    try {
        Slice slice{track, std::string{category}, std::string{name}, std::string{detail}, begin_ns, end_ns};
        const std::lock_guard lock{mutex_};
        slices_.push_back(std::move(slice));
    } catch (const std::bad_alloc&) {
        // A trace with a hole is better than an end of what is traced.
    }
}

void Tracer::name_track(unsigned track, std::string name) {
    const std::lock_guard lock{mutex_};
    names_.emplace_back(track, std::move(name));
}

std::size_t Tracer::size() const {
    const std::lock_guard lock{mutex_};
    return slices_.size();
}

std::string Tracer::json() const {
    const std::lock_guard lock{mutex_};
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> out{buffer};
    const auto text = [&](std::string_view value) {
        out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
    };
    const auto event = [&](std::string_view phase, unsigned track) {
        out.StartObject();
        out.Key("ph");
        text(phase);
        out.Key("pid");
        out.Uint(1);
        out.Key("tid");
        out.Uint(track);
    };

    std::uint64_t start = UINT64_MAX;
    std::set<unsigned> tracks;
    for (const auto& slice : slices_) {
        start = std::min(start, slice.begin_ns);
        tracks.insert(slice.track);
    }
    out.StartObject();
    out.Key("displayTimeUnit");
    out.String("ms");
    out.Key("traceEvents");
    out.StartArray();
    for (const auto track : tracks) {
        const auto named = std::find_if(names_.begin(), names_.end(), [&](const auto& n) { return n.first == track; });
        event("M", track);
        out.Key("name");
        out.String("thread_name");
        out.Key("args");
        out.StartObject();
        out.Key("name");
        text(named != names_.end() ? named->second : "turn " + std::to_string(track));
        out.EndObject();
        out.EndObject();
    }
    for (const auto& slice : slices_) {
        event("X", slice.track);
        out.Key("cat");
        text(slice.category);
        out.Key("name");
        text(slice.name);
        out.Key("ts");  // microseconds
        out.Double(static_cast<double>(slice.begin_ns - start) / 1e3);
        out.Key("dur");
        out.Double(static_cast<double>(slice.end_ns - slice.begin_ns) / 1e3);
        out.Key("args");
        out.StartObject();
        out.Key("detail");
        text(slice.detail);
        out.EndObject();
        out.EndObject();
    }
    out.EndArray();
    out.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace sinter
