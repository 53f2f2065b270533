// SPDX-License-Identifier: Apache-2.0
#include "plugin/job.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <new>

#include "asset/asset_check.hpp"
#include "os/utf8.hpp"

namespace sinter {

Result<std::string> JobWorld::resolve(std::string_view, std::string_view path) { return std::string{path}; }
Result<JobWorld::File> JobWorld::read(const std::string& path) { return {Code::Absent, "no such file (" + path + ")"}; }
bool JobWorld::checkpoint(float) { return true; }
sinter_code JobWorld::parallel_for(std::uint64_t count, sinter_parallel_body body, void* user) {
    for (std::uint64_t i = 0; i < count; ++i)
        if (const auto code = body(user, i); code != SINTER_OK) return code;
    return SINTER_OK;
}
bool JobWorld::is_disturbed() { return false; }
BufferSource* JobWorld::outputs() { return nullptr; }

bool valid_label(std::string_view label) {
    return label.size() <= 255 && std::all_of(label.begin(), label.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                      c == '.' || c == '/' || c == ' ' || c == '-';
           });
}

namespace {

/// What a plugin says, as a report may show it: it may quote a hostile file.
std::string readable(std::string_view text) {
    const auto cut = text.substr(0, JobResult::MostTextBytes);
    return is_utf8(cut) ? std::string{cut} : printable(cut, JobResult::MostTextBytes / 4);
}

sinter_value to_abi(const Value& value, std::vector<sinter_str>& items) {
    sinter_value out{};
    out.kind = static_cast<sinter_value_kind>(value.index() + 1);
    switch (out.kind) {
        case SINTER_VALUE_BOOL: out.integer = std::get<bool>(value) ? 1 : 0; break;
        case SINTER_VALUE_INTEGER: out.integer = std::get<std::int64_t>(value); break;
        case SINTER_VALUE_FLOAT: out.number = std::get<double>(value); break;
        case SINTER_VALUE_STRING: out.string = sinter::to_abi(std::get<std::string>(value)); break;
        default:
            items.clear();
            for (const auto& item : std::get<std::vector<std::string>>(value)) items.push_back(sinter::to_abi(item));
            out.items = items.data();
            out.item_count = items.size();
    }
    return out;
}

/// One running job: what the host table's functions work on.
class RunningJob {
  public:
    enum class Kind { Decode, Process, Validate };

    RunningJob(Kind kind, const JobInput& input) : kind_(kind), input_(input) {
        if (!input_.world) input_.world = &empty_world_;
    }

    /// Calls `body(job)`, the plugin's function, and gathers the result.
    template <class Body>
    JobResult run(Body&& body) {
        const sinter_job job{&Table, this};
        sinter_code code = SINTER_INTERNAL;
        std::string escaped;
        try {
            code = body(&job);
        } catch (const std::bad_alloc&) {
            code = SINTER_OUT_OF_MEMORY;
            escaped = "an exception escaped the plugin: std::bad_alloc";
        } catch (const std::exception& error) {
            escaped = std::string{"an exception escaped the plugin: "} + readable(error.what());
        } catch (...) {
            escaped = "an exception of an unknown type escaped the plugin";
        }
        result_.status = judge(code, std::move(escaped));
        result_.peak_memory_bytes = peak_;
        if (!result_.status) result_.products.clear();
        return std::move(result_);
    }

  private:
    struct PendingOutput {
        OwnedAsset asset;
        bool emitted = false;
    };

    Status judge(sinter_code code, std::string escaped) {
        const auto who = std::string{input_.step} + ": ";
        if (misused_in_parallel_.load(std::memory_order_relaxed))
            (void)breach("calls the host from inside a parallel_for body");
        if (!contract_.empty()) return {Code::Contract, who + contract_};
        if (!escaped.empty()) return {static_cast<Code>(code), who + escaped};
        if (code == SINTER_OK) {
            if (kind_ == Kind::Decode && result_.products.empty())
                return {Code::Contract, who + "the decoder returned success without a product"};
            return {};
        }
        if (code == SINTER_CANCELLED && !told_to_stop_.load(std::memory_order_relaxed))
            return {Code::Contract, who + "says that it was cancelled, though nobody cancelled it"};
        if (code < 0 || code > SINTER_INTERNAL)
            return {Code::Internal, who + "returned an unknown code (" + std::to_string(code) + ")"};
        // The last error it reported is the reason; it is told once.
        auto& said = result_.diagnostics;
        for (std::size_t i = said.size(); i-- > 0;) {
            if (said[i].severity != Diagnostic::Severity::Error) continue;
            Error error = std::move(said[i].error);
            said.erase(said.begin() + static_cast<std::ptrdiff_t>(i));
            error.code = static_cast<Code>(code);
            return error;
        }
        return {static_cast<Code>(code), who + "failed without a reason (" +
                                             std::string{name_of(static_cast<Code>(code))} + ")"};
    }

    // A broken rule fails the job, whatever the plugin makes of the code.
    sinter_code breach(std::string text) {
        if (contract_.empty()) contract_ = std::move(text);
        return SINTER_CONTRACT;
    }
    sinter_code breach(const Error& error) {
        return error.code == Code::Contract ? breach(error.text) : static_cast<sinter_code>(error.code);
    }

    bool charge(std::uint64_t bytes) {
        if (bytes > input_.memory_limit - std::min(used_, input_.memory_limit)) return false;
        used_ += bytes;
        peak_ = std::max(peak_, used_);
        return true;
    }

    PendingOutput* find(sinter_output* handle) {
        const auto index = reinterpret_cast<std::uintptr_t>(handle);
        if (index == 0 || index > outputs_.size()) return nullptr;
        auto& output = outputs_[index - 1];
        return output.emitted ? nullptr : &output;
    }

    /// Whether the job may look at one thing more.
    bool may_look() {
        if (result_.discoveries.size() < JobResult::MostLooks) return true;
        (void)breach("looks at more than " + std::to_string(JobResult::MostLooks) + " files, settings and fields");
        return false;
    }

    sinter_code read(std::string_view path, sinter_bytes* out) {
        if (!may_look()) return SINTER_CONTRACT;
        auto logical = input_.world->resolve(input_.path, path);
        if (!logical) return static_cast<sinter_code>(logical.code());
        if (const auto known = neighbours_.find(*logical); known != neighbours_.end()) {
            *out = {known->second->data(), known->second->size()};
            return SINTER_OK;
        }
        auto file = input_.world->read(*logical);
        if (!file) {
            // Whatever stood in the way, the result holds only as long as it still does.
            result_.discoveries.insert({Discovery::Kind::Absence, *logical, {}});
            return static_cast<sinter_code>(file.code());
        }
        if (!charge(file->bytes->size())) return SINTER_OUT_OF_MEMORY;
        result_.discoveries.insert({Discovery::Kind::File, *logical, file->hash});
        *out = {file->bytes->data(), file->bytes->size()};
        neighbours_.emplace(*std::move(logical), std::move(file->bytes));
        return SINTER_OK;
    }

    sinter_code setting(std::string_view name, sinter_value* out) {
        const auto* all = input_.settings;
        const auto found = all ? all->find(name) : Values::const_iterator{};
        if (!all || found == all->end())
            return breach("reads the setting \"" + std::string{name} + "\", which its plugin.toml does not declare");
        result_.discoveries.insert({Discovery::Kind::Setting, found->first, to_text(found->second)});
        *out = to_abi(found->second, items_[found->first]);
        return SINTER_OK;
    }

    sinter_code platform(std::string_view name, sinter_value* out) {
        if (!may_look()) return SINTER_CONTRACT;
        const auto* all = input_.platform;
        const auto found = all ? all->find(name) : Values::const_iterator{};
        if (!all || found == all->end()) {
            result_.discoveries.insert({Discovery::Kind::PlatformAbsence, std::string{name}, {}});
            return SINTER_ABSENT;
        }
        result_.discoveries.insert({Discovery::Kind::PlatformField, found->first, to_text(found->second)});
        *out = to_abi(found->second, items_[found->first]);
        return SINTER_OK;
    }

    sinter_code emit(sinter_output* handle, std::string_view label) {
        auto* output = find(handle);
        if (!output) return breach("emits an output that is not open");
        if (kind_ == Kind::Validate) return breach("a validator emits nothing");
        if (kind_ == Kind::Process) {
            if (!result_.products.empty()) return breach("a processor emits once");
            label = {};
        }
        if (!valid_label(label)) return breach("a product's label has other characters than [A-Za-z0-9_./ -]");
        if (labels_.contains(label)) return breach("emits the label \"" + std::string{label} + "\" twice");
        if (auto checked = check_asset(output->asset.view()); !checked) return breach(checked.error().text);
        output->emitted = true;
        labels_.emplace(label);
        result_.products.push_back({std::string{label}, std::move(output->asset)});
        return SINTER_OK;
    }

    sinter_code parallel(std::uint64_t count, sinter_parallel_body body, void* user) {
        if (!body) return breach("parallel_for without a body");
        // Bodies run on threads of ours: what they throw must not leave them.
        struct Guarded {
            sinter_parallel_body body;
            void* user;
        } guarded{body, user};
        const auto run_guarded = [](void* context, std::uint64_t index) noexcept -> sinter_code {
            auto& item = *static_cast<Guarded*>(context);
            try {
                return item.body(item.user, index);
            } catch (...) {
                return SINTER_INTERNAL;
            }
        };
        in_parallel_.store(true, std::memory_order_relaxed);
        const auto code = input_.world->parallel_for(count, run_guarded, &guarded);
        in_parallel_.store(false, std::memory_order_relaxed);
        if (code == SINTER_CANCELLED) told_to_stop_.store(true, std::memory_order_relaxed);
        return code;
    }

    /// Guards every function of the table: no exception crosses, and none but checkpoint inside parallel_for.
    template <class Body>
    static sinter_code call(void* self, Body&& body) noexcept {
        auto& job = *static_cast<RunningJob*>(self);
        try {
            if (job.in_parallel_.load(std::memory_order_relaxed)) {
                job.misused_in_parallel_.store(true, std::memory_order_relaxed);
                return SINTER_CONTRACT;
            }
            return body(job);
        } catch (const std::bad_alloc&) {
            return SINTER_OUT_OF_MEMORY;
        } catch (...) {
            return SINTER_INTERNAL;
        }
    }

    static const sinter_host_v0 Table;
    Kind kind_;
    JobInput input_;
    JobWorld empty_world_;
    JobResult result_;
    std::string contract_;
    std::vector<PendingOutput> outputs_;
    std::set<std::string, std::less<>> labels_;  // of what was emitted
    std::map<std::uint8_t*, AlignedBuffer> scratch_;
    std::map<std::string, std::shared_ptr<const AlignedBuffer>> neighbours_;
    std::map<std::string, std::vector<sinter_str>> items_;  // of string lists, as the C interface sees them
    std::uint64_t used_ = 0;
    std::uint64_t peak_ = 0;
    std::atomic<bool> told_to_stop_{false};
    std::atomic<bool> in_parallel_{false};
    std::atomic<bool> misused_in_parallel_{false};
};

const sinter_host_v0 RunningJob::Table = {
    sizeof(sinter_host_v0),
    0,
    [](void* self) noexcept { return sinter::to_abi(static_cast<RunningJob*>(self)->input_.path); },
    [](void* self) noexcept -> sinter_bytes {
        const auto source = static_cast<RunningJob*>(self)->input_.source;
        return {source.data(), source.size()};
    },
    [](void* self) noexcept { return static_cast<RunningJob*>(self)->input_.asset; },
    [](void* self) noexcept { return sinter::to_abi(static_cast<RunningJob*>(self)->input_.label); },
    [](void* self, sinter_str path, sinter_bytes* out) noexcept {
        return call(self, [&](RunningJob& job) { return job.read(to_view(path), out); });
    },
    [](void* self, sinter_str name, sinter_value* out) noexcept {
        return call(self, [&](RunningJob& job) { return job.setting(to_view(name), out); });
    },
    [](void* self, sinter_str name, sinter_value* out) noexcept {
        return call(self, [&](RunningJob& job) { return job.platform(to_view(name), out); });
    },
    [](void* self, sinter_asset_type type, sinter_output** out) noexcept {
        return call(self, [&](RunningJob& job) -> sinter_code {
            if (job.outputs_.size() >= JobResult::MostProducts) return job.breach("makes more than 65536 products");
            job.outputs_.push_back({OwnedAsset{static_cast<AssetType>(type), job.input_.world->outputs()}, false});
            // A handle is a number: what a plugin makes of it can be checked.
            *out = reinterpret_cast<sinter_output*>(job.outputs_.size());
            return SINTER_OK;
        });
    },
    [](void* self, sinter_output* handle, std::uint32_t tag, std::uint32_t version, std::uint32_t stride,
       std::uint32_t count, std::uint8_t** rows) noexcept {
        return call(self, [&](RunningJob& job) -> sinter_code {
            auto* output = job.find(handle);
            if (!output) return job.breach("adds to an output that is not open");
            if (!job.charge(std::uint64_t{stride} * count)) return SINTER_OUT_OF_MEMORY;
            auto added = output->asset.add_table(tag, version, stride, count);
            if (!added) return job.breach(added.error());
            *rows = *added;
            return SINTER_OK;
        });
    },
    [](void* self, sinter_output* handle, std::uint32_t tag, std::uint32_t alignment, std::uint64_t size,
       std::uint8_t** data) noexcept {
        return call(self, [&](RunningJob& job) -> sinter_code {
            auto* output = job.find(handle);
            if (!output) return job.breach("adds to an output that is not open");
            if (!job.charge(size)) return SINTER_OUT_OF_MEMORY;
            auto added = output->asset.add_chunk(tag, alignment, size);
            if (!added) return job.breach(added.error());
            *data = *added;
            return SINTER_OK;
        });
    },
    [](void* self, sinter_output* handle, sinter_dependency_kind kind, sinter_asset_type type, sinter_str path,
       std::uint32_t* index) noexcept {
        return call(self, [&](RunningJob& job) -> sinter_code {
            auto* output = job.find(handle);
            if (!output) return job.breach("adds to an output that is not open");
            if (kind != SINTER_LOADED_WITH_ME && kind != SINTER_LOADED_ON_DEMAND)
                return job.breach("declares a dependency of an unknown kind");
            const auto text = to_view(path);
            const auto hash = text.find('#');
            auto logical = hash == 0 ? Result<std::string>{std::string{job.input_.path}}
                                     : job.input_.world->resolve(job.input_.path, text.substr(0, hash));
            if (!logical) return static_cast<sinter_code>(logical.code());
            if (hash != std::string_view::npos) {
                if (!valid_label(text.substr(hash + 1))) return SINTER_DENIED;
                *logical += text.substr(hash);
            }
            *index = output->asset.add_dependency(kind, static_cast<AssetType>(type), *std::move(logical));
            return SINTER_OK;
        });
    },
    [](void* self, sinter_output* handle, sinter_str label) noexcept {
        return call(self, [&](RunningJob& job) { return job.emit(handle, to_view(label)); });
    },
    [](void* self, std::uint64_t size, std::uint8_t** data) noexcept {
        return call(self, [&](RunningJob& job) -> sinter_code {
            if (!job.charge(size)) return SINTER_OUT_OF_MEMORY;
            auto buffer = AlignedBuffer::zeroed(static_cast<std::size_t>(size));
            if (!buffer) {
                job.used_ -= size;
                return SINTER_OUT_OF_MEMORY;
            }
            *data = buffer.data();
            job.scratch_.emplace(*data, std::move(buffer));
            return SINTER_OK;
        });
    },
    [](void* self, std::uint8_t* data) noexcept {
        (void)call(self, [&](RunningJob& job) -> sinter_code {
            const auto found = job.scratch_.find(data);
            if (found == job.scratch_.end()) return job.breach("releases memory it does not hold");
            job.used_ -= found->second.size();
            job.scratch_.erase(found);
            return SINTER_OK;
        });
    },
    [](void* self, sinter_severity severity, sinter_code code, sinter_str text,
       const sinter_where* where) noexcept {
        (void)call(self, [&](RunningJob& job) -> sinter_code {
            auto& said = job.result_.diagnostics;
            if (said.size() >= JobResult::MostSaid) said.pop_back();
            Diagnostic diagnostic;
            diagnostic.severity = static_cast<Diagnostic::Severity>(std::min(severity, sinter_severity{2}));
            diagnostic.error.code = static_cast<Code>(code);
            diagnostic.error.text = readable(to_view(text));
            if (where)
                diagnostic.error.where = {readable(to_view(where->path)), where->offset,
                                          where->line, where->column};
            said.push_back(std::move(diagnostic));
            return SINTER_OK;
        });
    },
    [](void* self, sinter_str name, double value) noexcept {
        (void)call(self, [&](RunningJob& job) -> sinter_code {
            if (job.result_.stats.size() < JobResult::MostSaid)
                job.result_.stats.push_back({readable(to_view(name).substr(0, 256)), value});
            return SINTER_OK;
        });
    },
    [](void* self, float progress) noexcept -> sinter_code {
        auto& job = *static_cast<RunningJob*>(self);
        if (job.input_.world->checkpoint(progress)) return SINTER_OK;
        job.told_to_stop_.store(true, std::memory_order_relaxed);
        return SINTER_CANCELLED;
    },
    [](void* self, std::uint64_t count, sinter_parallel_body body, void* user) noexcept {
        return call(self, [&](RunningJob& job) { return job.parallel(count, body, user); });
    },
};

}  // namespace

JobResult run_decoder(const sinter_decoder_v0& decoder, void* self, const JobInput& input) {
    return RunningJob{RunningJob::Kind::Decode, input}.run(
        [&](const sinter_job* job) { return decoder.decode(self, job); });
}

JobResult run_processor(const sinter_processor_v0& processor, void* self, const JobInput& input) {
    return RunningJob{RunningJob::Kind::Process, input}.run(
        [&](const sinter_job* job) { return processor.process(self, job); });
}

JobResult run_validator(const sinter_validator_v0& validator, void* self, const JobInput& input) {
    return RunningJob{RunningJob::Kind::Validate, input}.run(
        [&](const sinter_job* job) { return validator.validate(self, job); });
}

}  // namespace sinter
