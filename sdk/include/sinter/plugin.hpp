// SPDX-License-Identifier: Apache-2.0
// The C++ face of the SDK: write a class, name it in SINTER_PLUGIN, and the function tables are made.
//
//     struct MyDecoder : sinter::Decoder {
//         static constexpr std::string_view id = "mine";          // as in plugin.toml
//         sinter::Status decode(sinter::DecodeJob& job) override;
//     };
//     SINTER_PLUGIN(MyDecoder)
//
// Exceptions become a status; a class that lacks an id or derives from no interface fails to compile with a
// readable message. See sinter/abi/host.h for what each call of a job means.
#pragma once

#include <concepts>
#include <exception>
#include <memory>
#include <new>
#include <span>

#include <sinter/abi/decoder.h>
#include <sinter/abi/processor.h>
#include <sinter/abi/validator.h>
#include <sinter/asset.hpp>
#include <sinter/reload.hpp>
#include <sinter/severity.hpp>

namespace sinter {

enum class DependencyKind : std::uint32_t {
    LoadedWithMe = SINTER_LOADED_WITH_ME,
    LoadedOnDemand = SINTER_LOADED_ON_DEMAND,
};

/// An asset being made by a job. Belongs to the host; copy it freely while the job runs.
class Output {
  public:
    Output() = default;
    Output(const sinter_job* job, sinter_output* output) : job_(job), output_(output) {}

    /// `count` zeroed rows, writable until `emit`.
    template <class Row>
    Result<std::span<Row>> add_table(std::uint32_t tag, std::uint32_t version, std::uint32_t count) {
        static_assert(std::is_trivially_copyable_v<Row> && std::is_standard_layout_v<Row>);
        std::uint8_t* rows = nullptr;
        const auto code = job_->host->add_table(job_->self, output_, tag, version, sizeof(Row), count, &rows);
        if (code != SINTER_OK) return {static_cast<Code>(code), "the host refused the memory of a table"};
        return std::span<Row>{reinterpret_cast<Row*>(rows), count};
    }
    /// `size` zeroed bytes, after all earlier chunks. `alignment` in bytes: a power of two in 1..4096.
    Result<std::span<std::uint8_t>> add_chunk(std::uint32_t tag, std::uint64_t size, std::uint32_t alignment = 64) {
        std::uint8_t* data = nullptr;
        const auto code = job_->host->add_chunk(job_->self, output_, tag, alignment, size, &data);
        if (code != SINTER_OK)
            return {static_cast<Code>(code), "the host refused the memory (" + std::to_string(size) + " bytes)"};
        return std::span<std::uint8_t>{data, static_cast<std::size_t>(size)};
    }
    /// Index of the dependency, for rows to store.
    Result<std::uint32_t> add_dependency(DependencyKind kind, AssetType type, std::string_view path) {
        std::uint32_t index = 0;
        const auto code = job_->host->add_dependency(job_->self, output_, static_cast<std::uint32_t>(kind),
                                                     static_cast<std::uint32_t>(type), to_abi(path), &index);
        if (code != SINTER_OK)
            return {static_cast<Code>(code), "not a path inside the project (" + std::string{path} + ")"};
        return index;
    }
    [[nodiscard]] sinter_output* abi() const noexcept { return output_; }

  private:
    const sinter_job* job_ = nullptr;
    sinter_output* output_ = nullptr;
};

/// What every job offers. See sinter/abi/host.h.
/// Threads: the one that runs the job; inside a parallel_for body only `checkpoint`.
class Job {
  public:
    explicit Job(const sinter_job* job) : job_(job) {}
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;

    [[nodiscard]] std::string_view path() const { return to_view(host().path(self())); }
    [[nodiscard]] std::string_view label() const { return to_view(host().label(self())); }

    /// Bytes of a neighbour. Errors: Absent, Denied, TooLarge, Io.
    Result<std::span<const std::uint8_t>> read(std::string_view neighbour) {
        sinter_bytes out{};
        const auto code = host().read(self(), to_abi(neighbour), &out);
        if (code != SINTER_OK) return {static_cast<Code>(code), "cannot read " + std::string{neighbour}};
        return std::span<const std::uint8_t>{out.data, static_cast<std::size_t>(out.size)};
    }
    /// Settings have the type that plugin.toml declares and always a value; an undeclared name is a contract error,
    /// which fails the job.
    [[nodiscard]] bool setting_bool(std::string_view name) { return setting(name, SINTER_VALUE_BOOL).integer != 0; }
    [[nodiscard]] std::int64_t setting_integer(std::string_view name) {
        return setting(name, SINTER_VALUE_INTEGER).integer;
    }
    [[nodiscard]] double setting_float(std::string_view name) { return setting(name, SINTER_VALUE_FLOAT).number; }
    [[nodiscard]] std::string_view setting_string(std::string_view name) {
        return to_view(setting(name, SINTER_VALUE_STRING).string);
    }
    [[nodiscard]] std::span<const sinter_str> setting_strings(std::string_view name) {
        const auto value = setting(name, SINTER_VALUE_STRINGS);
        return {value.items, static_cast<std::size_t>(value.item_count)};
    }
    /// A field of the platform profile; nothing when the profile lacks it or it is of another kind.
    [[nodiscard]] std::optional<std::int64_t> platform_integer(std::string_view name) {
        const auto value = platform(name, SINTER_VALUE_INTEGER);
        return value ? std::optional{value->integer} : std::nullopt;
    }
    [[nodiscard]] std::optional<bool> platform_bool(std::string_view name) {
        const auto value = platform(name, SINTER_VALUE_BOOL);
        return value ? std::optional{value->integer != 0} : std::nullopt;
    }
    [[nodiscard]] std::optional<double> platform_float(std::string_view name) {
        const auto value = platform(name, SINTER_VALUE_FLOAT);
        return value ? std::optional{value->number} : std::nullopt;
    }
    [[nodiscard]] std::optional<std::string_view> platform_string(std::string_view name) {
        const auto value = platform(name, SINTER_VALUE_STRING);
        return value ? std::optional{to_view(value->string)} : std::nullopt;
    }
    [[nodiscard]] std::optional<std::span<const sinter_str>> platform_strings(std::string_view name) {
        const auto value = platform(name, SINTER_VALUE_STRINGS);
        if (!value) return std::nullopt;
        return std::span<const sinter_str>{value->items, static_cast<std::size_t>(value->item_count)};
    }

    /// Zeroed scratch memory under the job's budget, released when it goes out of scope.
    class Scratch {
      public:
        Scratch(const sinter_job* job, std::uint8_t* data, std::uint64_t size) : job_(job), data_(data), size_(size) {}
        Scratch(Scratch&& other) noexcept
            : job_(other.job_), data_(std::exchange(other.data_, nullptr)), size_(other.size_) {}
        Scratch& operator=(Scratch&&) = delete;
        ~Scratch() {
            if (data_) job_->host->release(job_->self, data_);
        }
        [[nodiscard]] std::span<std::uint8_t> bytes() const { return {data_, static_cast<std::size_t>(size_)}; }
        /// The same memory as values; T is trivial.
        template <class T>
        [[nodiscard]] std::span<T> as() const {
            static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 64);
            return {reinterpret_cast<T*>(data_), static_cast<std::size_t>(size_ / sizeof(T))};
        }

      private:
        const sinter_job* job_;
        std::uint8_t* data_;
        std::uint64_t size_;
    };
    /// Errors: OutOfMemory.
    Result<Scratch> allocate(std::uint64_t size) {
        std::uint8_t* data = nullptr;
        const auto code = host().allocate(self(), size, &data);
        if (code != SINTER_OK)
            return {static_cast<Code>(code), "the host refused the memory (" + std::to_string(size) + " bytes)"};
        return Scratch{job_, data, size};
    }

    void report(Severity severity, Code code, std::string_view text, const Where& where = {}) {
        const sinter_where at{where.offset, where.line, where.column, to_abi(where.path)};
        host().report(self(), static_cast<std::uint32_t>(severity), static_cast<std::int32_t>(code), to_abi(text),
                      &at);
    }
    void warn(std::string_view text, const Where& where = {}) { report(Severity::Warning, Code::Ok, text, where); }

    /// False: stop at once and return Code::Cancelled (`cancelled()`).
    [[nodiscard]] bool checkpoint(float progress) { return host().checkpoint(self(), progress) == SINTER_OK; }
    static Status cancelled() { return {Code::Cancelled, "cancelled"}; }

    /// Runs body(i) -> Status for i in [0, count) on this and on idle threads; the error of the lowest index that
    /// failed. Bodies write to places of their own, so that the result does not depend on who ran them.
    template <class Body>
        requires std::same_as<std::invoke_result_t<Body&, std::uint64_t>, Status>
    Status parallel_for(std::uint64_t count, Body&& body) {
        struct Context {
            std::remove_reference_t<Body>* body;
        } context{std::addressof(body)};
        const auto code = host().parallel_for(
            self(), count,
            [](void* user, std::uint64_t index) -> sinter_code {
                try {
                    return static_cast<sinter_code>((*static_cast<Context*>(user)->body)(index).code());
                } catch (const std::bad_alloc&) {
                    return SINTER_OUT_OF_MEMORY;
                } catch (...) {
                    return SINTER_INTERNAL;
                }
            },
            &context);
        if (code == SINTER_OK) return {};
        return {static_cast<Code>(code), code == SINTER_CANCELLED ? "cancelled" : "a part of the work failed"};
    }

    /// A setting used under an undeclared name or as another type fails the job when it ends.
    [[nodiscard]] const std::string& contract_error() const noexcept { return contract_error_; }
    [[nodiscard]] const sinter_job* abi() const noexcept { return job_; }

  protected:
    [[nodiscard]] const sinter_host_v0& host() const noexcept { return *job_->host; }
    [[nodiscard]] void* self() const noexcept { return job_->self; }
    Result<Output> new_output(AssetType type) {
        sinter_output* output = nullptr;
        const auto code = host().new_output(self(), static_cast<std::uint32_t>(type), &output);
        if (code != SINTER_OK) return {static_cast<Code>(code), "the host refused a new asset"};
        return Output{job_, output};
    }
    Status emit_output(const Output& output, std::string_view label) {
        const auto code = host().emit(self(), output.abi(), to_abi(label));
        if (code == SINTER_OK) return {};
        return {static_cast<Code>(code), "the host refused the product \"" + std::string{label} + "\""};
    }

  private:
    sinter_value setting(std::string_view name, sinter_value_kind kind) {
        sinter_value value{};
        const auto code = host().setting(self(), to_abi(name), &value);
        if (code == SINTER_OK && value.kind == kind) return value;
        contract_error_ = "setting \"" + std::string{name} + "\" is not declared in plugin.toml with the type it is read as";
        return {};
    }
    std::optional<sinter_value> platform(std::string_view name, sinter_value_kind kind) {
        sinter_value value{};
        if (host().platform(self(), to_abi(name), &value) != SINTER_OK || value.kind != kind) return std::nullopt;
        return value;
    }

    const sinter_job* job_;
    std::string contract_error_;
};

/// A decoder's job: bytes in, products out.
class DecodeJob : public Job {
  public:
    using Job::Job;
    /// The file. Hostile: check every size before arithmetic.
    [[nodiscard]] std::span<const std::uint8_t> source() const {
        const auto bytes = host().source(self());
        return {bytes.data, static_cast<std::size_t>(bytes.size)};
    }
    /// A new asset to fill and emit.
    Result<Output> new_asset(AssetType type) { return new_output(type); }
    /// Complete: a product. The main one has no label.
    Status emit(const Output& output, std::string_view label = {}) { return emit_output(output, label); }
    /// A file inside the source: the host decodes it by the decoder that fits `name` ("0.png"; only its extension matters)
    /// and its first bytes, and what comes out is the product `label`. `hints`: lines "set.<step>.<setting> = <value>" for
    /// what the source knows of it, which any rule overrides. Errors: OutOfMemory, Contract.
    Status emit_file(std::string_view label, std::string_view name, std::span<const std::uint8_t> bytes,
                     std::string_view hints = {}) {
        auto output = new_output(AssetType::EmbeddedFile);
        if (!output) return std::move(output).error();
        for (const auto& [tag, text] : {std::pair{SINTER_FILE_NAME_TABLE, name}, {SINTER_FILE_HINT_TABLE, hints}}) {
            auto rows = output->add_table<std::uint8_t>(tag, SINTER_FILE_VERSION, static_cast<std::uint32_t>(text.size()));
            if (!rows) return std::move(rows).error();
            std::copy(text.begin(), text.end(), rows->begin());
        }
        auto chunk = output->add_chunk(SINTER_FILE_CHUNK, bytes.size(), 64);
        if (!chunk) return std::move(chunk).error();
        std::copy(bytes.begin(), bytes.end(), chunk->begin());
        return emit_output(*output, label);
    }
};

/// A processor's job: an asset in, an asset out.
class ProcessJob : public Job {
  public:
    using Job::Job;
    [[nodiscard]] AssetView input() const { return AssetView{*host().input(self())}; }
    Result<Output> new_asset() { return new_output(input().type()); }
    /// Adds the input's dependencies, in order, so that indices stay, and copies every table but those tagged in
    /// `except`. Chunks are the processor's business.
    Status pass_through(Output& output, std::initializer_list<std::uint32_t> except) {
        for (const auto& dependency : input().dependencies()) {
            // From the root: the host gave it normalised.
            auto added = output.add_dependency(static_cast<DependencyKind>(dependency.kind),
                                               static_cast<AssetType>(dependency.type),
                                               "/" + std::string{to_view(dependency.path)});
            if (!added) return std::move(added).error();
        }
        for (const auto& table : input().tables()) {
            if (std::find(except.begin(), except.end(), table.tag) != except.end()) continue;
            std::uint8_t* rows = nullptr;
            const auto code = host().add_table(self(), output.abi(), table.tag, table.version, table.stride,
                                               table.count, &rows);
            if (code != SINTER_OK) return {static_cast<Code>(code), "the host refused the memory of a table"};
            if (table.count != 0) std::memcpy(rows, table.rows, std::size_t{table.stride} * table.count);
        }
        return {};
    }
    /// Complete: the result. Without it the input goes on unchanged.
    Status emit(const Output& output) { return emit_output(output, {}); }
};

/// A validator's job: an asset in, reports and figures out.
class ValidateJob : public Job {
  public:
    using Job::Job;
    [[nodiscard]] AssetView input() const { return AssetView{*host().input(self())}; }
    /// Rejects the asset, and goes on: all that is wrong is shown.
    void reject(std::string_view text) { report(Severity::Error, Code::Rejected, text); }
    void stat(std::string_view name, double value) { host().stat(self(), to_abi(name), value); }
};

/// Bytes → raw assets. One instance serves one job at a time.
class Decoder {
  public:
    virtual ~Decoder() = default;
    virtual Status decode(DecodeJob& job) = 0;
};
/// Asset → asset.
class Processor {
  public:
    virtual ~Processor() = default;
    virtual Status process(ProcessJob& job) = 0;
};
/// Asset → errors, warnings, figures.
class Validator {
  public:
    virtual ~Validator() = default;
    virtual Status validate(ValidateJob& job) = 0;
};

namespace detail {

template <class T>
concept HasId = requires {
    { T::id } -> std::convertible_to<std::string_view>;
};

/// Runs `body`, a callable that returns Status; what it threw becomes a status.
template <class Body>
Status guarded(Body&& body) noexcept {
    try {
        try {
            return body();
        } catch (const std::bad_alloc&) {
            return {Code::OutOfMemory, "out of memory"};
        } catch (const std::exception& error) {
            return {Code::Internal, std::string{"exception: "} + error.what()};
        } catch (...) {
            return {Code::Internal, "exception of an unknown type"};
        }
    } catch (...) {
        return Status{Error{Code::Internal, {}, {}}};  // no memory for the text
    }
}

/// Reports a failed status through the job and turns it into its code.
template <class JobType, class Body>
sinter_code run(const sinter_job* abi, Body&& body) noexcept {
    return static_cast<sinter_code>(guarded([&]() -> Status {
                                        JobType job{abi};
                                        Status status = guarded([&] { return body(job); });
                                        if (status && !job.contract_error().empty())
                                            status = {Code::Contract, job.contract_error()};
                                        if (!status && status.code() != Code::Cancelled)
                                            job.report(Severity::Error, status.code(), status.error().text,
                                                       status.error().where);
                                        return status;
                                    }).code());
}

template <class T>
void* create() noexcept {
    try {
        return new T{};
    } catch (...) {
        return nullptr;
    }
}
template <class T>
void destroy(void* self) noexcept {
    delete static_cast<T*>(self);
}

template <class T>
const void* interface_of(std::string_view interface_id) noexcept {
    if constexpr (std::derived_from<T, Decoder>) {
        static constexpr sinter_decoder_v0 table{
            sizeof(sinter_decoder_v0), 0, &create<T>, &destroy<T>,
            [](void* self, const sinter_job* job) noexcept -> sinter_code {
                return run<DecodeJob>(job, [&](DecodeJob& j) { return static_cast<T*>(self)->decode(j); });
            }};
        return interface_id == SINTER_DECODER_ID ? &table : nullptr;
    } else if constexpr (std::derived_from<T, Processor>) {
        static constexpr sinter_processor_v0 table{
            sizeof(sinter_processor_v0), 0, &create<T>, &destroy<T>,
            [](void* self, const sinter_job* job) noexcept -> sinter_code {
                return run<ProcessJob>(job, [&](ProcessJob& j) { return static_cast<T*>(self)->process(j); });
            }};
        return interface_id == SINTER_PROCESSOR_ID ? &table : nullptr;
    } else if constexpr (std::derived_from<T, Validator>) {
        static constexpr sinter_validator_v0 table{
            sizeof(sinter_validator_v0), 0, &create<T>, &destroy<T>,
            [](void* self, const sinter_job* job) noexcept -> sinter_code {
                return run<ValidateJob>(job, [&](ValidateJob& j) { return static_cast<T*>(self)->validate(j); });
            }};
        return interface_id == SINTER_VALIDATOR_ID ? &table : nullptr;
    } else {
        static constexpr sinter_reload_handler_v0 table{
            sizeof(sinter_reload_handler_v0), 0, &create<T>, &destroy<T>,
            [](void* self, const sinter_asset* before, const sinter_asset* after) noexcept -> std::uint32_t {
                bool yes = false;
                const auto status = guarded([&]() -> Status {
                    yes = static_cast<T*>(self)->can_hot_reload(AssetView{*before}, AssetView{*after});
                    return {};
                });
                return status && yes ? 1u : 0u;
            },
            [](void* self, const sinter_reload* abi, const sinter_asset* before,
               const sinter_asset* after) noexcept -> sinter_code {
                return static_cast<sinter_code>(
                    guarded([&]() -> Status {
                        Reload reload{abi};
                        Status status = guarded([&] {
                            return static_cast<T*>(self)->reload(reload, AssetView{*before}, AssetView{*after});
                        });
                        if (!status) reload.report(Severity::Error, status.code(), status.error().text);
                        return status;
                    }).code());
            },
            [](void* self, const sinter_reload* abi) noexcept -> sinter_code {
                return static_cast<sinter_code>(
                    guarded([&]() -> Status {
                        Reload reload{abi};
                        Status status =
                            guarded([&] { return static_cast<T*>(self)->update_references(reload); });
                        if (!status) reload.report(Severity::Error, status.code(), status.error().text);
                        return status;
                    }).code());
            }};
        return interface_id == SINTER_RELOAD_ID ? &table : nullptr;
    }
}

template <class... Ts>
const void* find_interface(sinter_str interface_id, sinter_str name) noexcept {
    static_assert(((std::derived_from<Ts, Decoder> || std::derived_from<Ts, Processor> ||
                    std::derived_from<Ts, Validator> || std::derived_from<Ts, ReloadHandler>) &&
                   ...),
                  "SINTER_PLUGIN: every class must derive from sinter::Decoder, Processor, Validator or ReloadHandler");
    static_assert((HasId<Ts> && ...),
                  "SINTER_PLUGIN: every class needs  static constexpr std::string_view id = \"name in plugin.toml\";");
    static_assert((std::default_initializable<Ts> && ...),
                  "SINTER_PLUGIN: every class must be default constructible and implement its interface");
    const void* found = nullptr;
    const auto try_one = [&]<class T>() {
        if (!found && T::id == to_view(name)) found = interface_of<T>(to_view(interface_id));
    };
    (try_one.template operator()<Ts>(), ...);
    return found;
}

}  // namespace detail
}  // namespace sinter

/// Exports the plugin's classes. Once per library, outside any namespace.
#define SINTER_PLUGIN(...)                                                               \
    extern "C" const sinter_entry_v0 sinter_entry;                                       \
    extern "C" SINTER_EXPORT const sinter_entry_v0 sinter_entry = {                      \
        SINTER_ABI_VERSION, sizeof(sinter_entry_v0), &sinter::detail::find_interface<__VA_ARGS__>};
