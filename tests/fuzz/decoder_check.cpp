// SPDX-License-Identifier: Apache-2.0
#include "decoder_check.hpp"

#include <limits>

#include "asset/asset_check.hpp"
#include "asset_reader.hpp"
#include "exact_buffer.hpp"
#include "os/utf8.hpp"
#include "store/logical_path.hpp"

extern "C" const sinter_entry_v0 sinter_entry;

namespace sinter::fuzz {
namespace {

constexpr std::size_t Never = std::numeric_limits<std::size_t>::max();
/// Products larger than this (bytes) are not decoded a second time: the fuzzer would spend its time there.
constexpr std::uint64_t MaxRepeatedBytes = 1u << 20;

class FuzzWorld : public JobWorld {
  public:
    FuzzWorld(const std::vector<std::string>& neighbours, std::size_t checkpoints_allowed)
        : neighbours_(neighbours), allowed_(checkpoints_allowed) {}

    Result<std::string> resolve(std::string_view from, std::string_view path) override {
        return normalise(folder_of(from), path);
    }
    Result<File> read(const std::string& logical_path) override {
        const auto number = number_of(to_bytes(logical_path)) % (neighbours_.size() + 1);
        if (number == neighbours_.size()) return {Code::Absent, "no such file"};
        return File{std::make_shared<const AlignedBuffer>(exact_buffer(to_bytes(neighbours_[number]))),
                    "hash"};
    }
    bool checkpoint(float progress) override {
        require(progress >= 0 && progress <= 1, "progress is 0 to 1");
        return checkpoints_++ < allowed_;
    }
    [[nodiscard]] std::size_t checkpoints() const noexcept { return checkpoints_; }

  private:
    const std::vector<std::string>& neighbours_;
    std::size_t allowed_;
    std::size_t checkpoints_ = 0;
};

struct Run {
    JobResult result;
    std::size_t checkpoints = 0;
};

Run run(const DecoderUnderTest& decoder, std::span<const std::uint8_t> source, std::uint64_t memory_limit,
        std::size_t checkpoints_allowed) {
    static const auto* table = static_cast<const sinter_decoder_v0*>(
        sinter_entry.get(to_abi(SINTER_DECODER_ID), to_abi(decoder.name)));
    require(table != nullptr, "the plugin has the decoder");
    const Values platform;
    FuzzWorld world{decoder.neighbours, checkpoints_allowed};
    JobInput input;
    input.step = decoder.name;
    input.path = decoder.path;
    input.source = source;
    input.settings = &decoder.settings;
    input.platform = &platform;
    input.memory_limit = memory_limit;
    input.world = &world;
    void* self = table->create ? table->create() : nullptr;
    Run out{run_decoder(*table, self, input), 0};
    out.checkpoints = world.checkpoints();
    if (table->destroy) table->destroy(self);
    return out;
}

/// What must hold of every result.
void check_result(std::string_view decoder, const JobResult& result, std::uint64_t memory_limit) {
    require(result.peak_memory_bytes <= memory_limit, "a job stays under its memory limit");
    for (const auto& said : result.diagnostics)
        require(!said.error.text.empty() && is_utf8(said.error.text),
                "what a job says is UTF-8: " + said.error.text);
    if (result.status) {
        require(!result.products.empty(), "success has a product");
        return;
    }
    const auto& error = result.status.error();
    require(error.code != Code::Contract && error.code != Code::Internal, "no rule is broken: " + error.text);
    require(!error.text.empty() && is_utf8(error.text), "a reason is UTF-8: " + error.text);
    require(!error.text.starts_with(std::string{decoder} + ": failed without a reason ("),
            "a failure has a reason: " + error.text);
    require(result.products.empty(), "a failure has no products");
}

std::uint64_t size_of(const JobResult& result) {
    std::uint64_t size = 0;
    for (const auto& product : result.products) size += product.asset.size_bytes();
    return size;
}

void check_same(const JobResult& a, const JobResult& b) {
    require(a.status.code() == b.status.code() && a.status.error().text == b.status.error().text,
            "the same input ends the same way: " + a.status.error().text + " / " + b.status.error().text);
    require(a.diagnostics == b.diagnostics, "the same input is told the same");
    require(a.discoveries == b.discoveries, "the same input sees the same");
    require(a.products.size() == b.products.size(), "the same input makes as many products");
    for (std::size_t i = 0; i < a.products.size(); ++i)
        require(a.products[i].label == b.products[i].label &&
                    equal(a.products[i].asset.view(), b.products[i].asset.view()),
                "the same input gives the same bytes");
}

}  // namespace

void check_decoder(const DecoderUnderTest& decoder, std::span<const std::uint8_t> source) {
    const auto buffer = exact_buffer(source);
    const auto first = run(decoder, buffer.bytes(), DecoderMemory, Never);
    check_result(decoder.name, first.result, DecoderMemory);
    for (const auto& product : first.result.products) {
        require(static_cast<bool>(check_asset(product.asset.view())), "a product's tables agree");
        read_whole(product.asset.view());
        if (product.asset.size_bytes() <= MaxRepeatedBytes) (void)check_round_trip(product.asset.view());
    }
    if (size_of(first.result) > MaxRepeatedBytes) return;

    const auto number = number_of(source);
    switch (number % 4) {
        case 0:
            check_same(first.result, run(decoder, buffer.bytes(), DecoderMemory, Never).result);
            break;
        case 1:
            if (first.checkpoints != 0) {
                const auto cancelled =
                    run(decoder, buffer.bytes(), DecoderMemory, number / 4 % first.checkpoints);
                require(cancelled.result.status.code() == Code::Cancelled, "a cancelled job says so");
                require(cancelled.result.products.empty(), "a cancelled job makes nothing");
            }
            break;
        case 2:
            if (const auto peak = first.result.peak_memory_bytes; peak != 0) {
                const auto limit = number / 4 % peak;
                const auto poor = run(decoder, buffer.bytes(), limit, Never);
                check_result(decoder.name, poor.result, limit);
                if (first.result.status)
                    require(poor.result.status.code() == Code::OutOfMemory ||
                                poor.result.status.code() == Code::TooLarge,
                            "too little memory says so: " + poor.result.status.error().text);
            }
            break;
        default:
            break;
    }
}

}  // namespace sinter::fuzz
