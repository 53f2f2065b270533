// SPDX-License-Identifier: Apache-2.0
// A plugin for tests: a source file is a script, one command a line, that makes the host do what a test wants
// to see.
//
//     text T            append T to the payload           read PATH         append a neighbour's bytes, or
//     "<absent>" setting NAME      append a setting                  platform NAME     append a profile
//     field, or "<absent>" need PATH         a dependency loaded with me       want PATH         one loaded
//     on demand label L           the product so far is emitted, a new one begins under label L hint T a line
//     of hints for the files embedded from here on embed L N S       a file named N inside this one, product
//     L: the script S, where "|" ends a line warn T            a warning                         error LINE
//     COL T  fail as corrupt fill N            append N bytes                    allocate N        scratch
//     memory of N bytes parallel N        N bodies, each appends its index's byte spin checkpoints until it
//     is cancelled throw, undeclared, nothing, twice, misuse, foreign  break the rules
#include <algorithm>
#include <atomic>
#include <charconv>
#include <stdexcept>
#include <string>
#include <vector>

#include <sinter/plugin.hpp>

namespace {

constexpr std::uint32_t PayloadTag = SINTER_TAG('P', 'R', 'O', 'B');

std::uint64_t number_of(std::string_view text) {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::string_view payload_of(const sinter::AssetView& asset) {
    const auto bytes = asset.chunks()[0].bytes;
    return {reinterpret_cast<const char*>(bytes.data), static_cast<std::size_t>(bytes.size)};
}

struct ProductDraft {
    std::string label;
    std::string payload;
    std::string hints;
    std::vector<std::pair<sinter::DependencyKind, std::string>> dependencies;
};

sinter::Status emit(sinter::DecodeJob& job, const ProductDraft& draft) {
    auto output = job.new_asset(sinter::AssetType::Data);
    if (!output) return output.status();
    auto chunk = output->add_chunk(PayloadTag, draft.payload.size(), 16);
    if (!chunk) return chunk.status();
    std::copy(draft.payload.begin(), draft.payload.end(), chunk->begin());
    for (const auto& [kind, path] : draft.dependencies)
        if (auto added = output->add_dependency(kind, sinter::AssetType::Unknown, path); !added)
            return added.status();
    return job.emit(*output, draft.label);
}

struct ProbeDecoder : sinter::Decoder {
    static constexpr std::string_view id = "probe";

    sinter::Status decode(sinter::DecodeJob& job) override {
        ProductDraft draft;
        std::string_view script{reinterpret_cast<const char*>(job.source().data()), job.source().size()};
        while (!script.empty()) {
            const auto end = script.find('\n');
            const auto line = script.substr(0, end);
            script = end == std::string_view::npos ? std::string_view{} : script.substr(end + 1);
            const auto space = line.find(' ');
            const auto rest = space == std::string_view::npos ? std::string_view{} : line.substr(space + 1);
            if (line.substr(0, space) == "nothing") return {};
            if (auto done = run(job, line.substr(0, space), rest, draft); !done) return done;
        }
        return emit(job, draft);
    }

    static sinter::Status run(sinter::DecodeJob& job, std::string_view command, std::string_view rest,
                              ProductDraft& draft) {
        auto& payload = draft.payload;
        if (command == "text") {
            payload += rest;
        } else if (command == "read") {
            const auto bytes = job.read(rest);
            if (!bytes && bytes.code() == sinter::Code::Denied) return bytes.status();
            if (bytes) payload.append(reinterpret_cast<const char*>(bytes->data()), bytes->size());
            if (!bytes) payload += "<absent>";
        } else if (command == "setting") {
            payload += rest == "number" ? std::to_string(job.setting_integer(rest))
                                        : std::string{job.setting_string(rest)};
        } else if (command == "platform") {
            const auto number = job.platform_integer(rest);
            payload += number ? std::to_string(*number) : "<absent>";
        } else if (command == "need") {
            draft.dependencies.emplace_back(sinter::DependencyKind::LoadedWithMe, rest);
        } else if (command == "want") {
            draft.dependencies.emplace_back(sinter::DependencyKind::LoadedOnDemand, rest);
        } else if (command == "label") {
            if (auto emitted = emit(job, draft); !emitted) return emitted;
            draft = {std::string{rest}, {}, {}, {}};
        } else if (command == "hint") {
            draft.hints += std::string{rest} + "\n";
        } else if (command == "embed") {
            const auto label = rest.substr(0, rest.find(' '));
            rest.remove_prefix(label.size() + 1);
            const auto name = rest.substr(0, rest.find(' '));
            std::string script{rest.substr(name.size() + 1)};
            std::ranges::replace(script, '|', '\n');
            const std::span bytes{reinterpret_cast<const std::uint8_t*>(script.data()), script.size()};
            return job.emit_file(label, name, bytes, draft.hints);
        } else if (command == "warn") {
            job.warn(rest);
        } else if (command == "error") {
            sinter::Where where;
            where.line = static_cast<std::uint32_t>(number_of(rest));
            rest.remove_prefix(rest.find(' ') + 1);
            where.column = static_cast<std::uint32_t>(number_of(rest));
            return {sinter::Code::Corrupt, std::string{rest.substr(rest.find(' ') + 1)}, where};
        } else if (command == "fill") {
            payload.append(number_of(rest), 'x');
        } else if (command == "allocate") {
            if (auto scratch = job.allocate(number_of(rest)); !scratch) return scratch.status();
        } else if (command == "parallel") {
            std::string bytes(number_of(rest), '\0');
            auto done = job.parallel_for(bytes.size(), [&](std::uint64_t i) -> sinter::Status {
                bytes[i] = static_cast<char>('a' + i % 26);
                return {};
            });
            if (!done) return done;
            payload += bytes;
        } else if (command == "spin") {
            while (job.checkpoint(0.5f)) {
            }
            return sinter::Job::cancelled();
        } else if (command == "throw") {
            throw std::runtime_error{"probe was told to"};
        } else if (command == "undeclared") {
            (void)job.setting_string("no_such_setting");
        } else if (command == "twice") {
            if (auto emitted = emit(job, draft); !emitted) return emitted;
        } else if (command == "misuse") {
            (void)job.parallel_for(1, [&](std::uint64_t) -> sinter::Status {
                job.warn("from a body");
                return {};
            });
        } else if (command == "foreign") {
            sinter_output* output = reinterpret_cast<sinter_output*>(std::uintptr_t{4711});
            (void)job.abi()->host->emit(job.abi()->self, output, {});
        } else if (!command.empty()) {
            return {sinter::Code::Unsupported, "probe: unknown command (" + std::string{command} + ")"};
        }
        return {};
    }
};

struct ProbeAppend : sinter::Processor {
    static constexpr std::string_view id = "probe_append";

    sinter::Status process(sinter::ProcessJob& job) override {
        const std::string suffix{job.setting_string("suffix")};
        if (suffix.empty()) return {};
        auto output = job.new_asset();
        if (!output) return output.status();
        if (auto passed = job.pass_through(*output, {}); !passed) return passed;
        for (const auto& chunk : job.input().chunks()) {
            auto bytes = output->add_chunk(chunk.tag, chunk.bytes.size + suffix.size(), chunk.alignment);
            if (!bytes) return bytes.status();
            std::copy_n(chunk.bytes.data, chunk.bytes.size, bytes->begin());
            std::copy(suffix.begin(), suffix.end(),
                      bytes->begin() + static_cast<std::ptrdiff_t>(chunk.bytes.size));
        }
        return job.emit(*output);
    }
};

struct ProbeLimit : sinter::Validator {
    static constexpr std::string_view id = "probe_limit";

    sinter::Status validate(sinter::ValidateJob& job) override {
        const auto limit = static_cast<std::uint64_t>(job.setting_integer("max_bytes"));
        for (const auto& chunk : job.input().chunks()) {
            job.stat("payload_bytes", static_cast<double>(chunk.bytes.size));
            if (chunk.bytes.size > limit)
                job.reject("probe_limit: payload is too large (" + std::to_string(chunk.bytes.size) +
                           " bytes)");
        }
        return {};
    }
};

struct ProbeReload : sinter::ReloadHandler {
    static constexpr std::string_view id = "probe_reload";

    bool can_hot_reload(sinter::AssetView before, sinter::AssetView after) override {
        return before.type() == after.type() && !payload_of(after).starts_with("unfit");
    }
    sinter::Status reload(sinter::Reload&, sinter::AssetView, sinter::AssetView after) override {
        if (payload_of(after).starts_with("throw")) throw std::runtime_error{"probe was told to"};
        return {};
    }
    sinter::Status update_references(sinter::Reload& reload) override {
        return reload.replace_all_references();
    }
};

}  // namespace

SINTER_PLUGIN(ProbeDecoder, ProbeAppend, ProbeLimit, ProbeReload)
