// SPDX-License-Identifier: Apache-2.0
// Deeds against the rules of host.h. The host table sees all but the ones marked as harm to the process.
#include <limits>
#include <string>

#include <sys/mman.h>

#include "deed.hpp"

namespace sinter::misbehave {
namespace {

constexpr std::uint32_t Tag = SINTER_TAG('R', 'U', 'L', 'E');
sinter_output* const NeverOpened = reinterpret_cast<sinter_output*>(std::uintptr_t{4711});

sinter_output* open(const Scene& scene, sinter_asset_type type = SINTER_DATA) {
    sinter_output* output = nullptr;
    (void)scene.host().new_output(scene.self(), type, &output);
    return output;
}
sinter_code emit(const Scene& scene, sinter_output* output, std::string_view label = {}) {
    return scene.host().emit(scene.self(), output, to_abi(label));
}
sinter_code add_table(const Scene& scene, sinter_output* output, std::uint32_t stride, std::uint32_t count) {
    std::uint8_t* rows = nullptr;
    return scene.host().add_table(scene.self(), output, Tag, 1, stride, count, &rows);
}
sinter_code add_chunk(const Scene& scene, sinter_output* output, std::uint32_t alignment,
                      std::uint64_t size) {
    std::uint8_t* data = nullptr;
    return scene.host().add_chunk(scene.self(), output, Tag, alignment, size, &data);
}

// What the calls return is not looked at: the host has to remember the breach by itself.

sinter_code emit_unknown(const Scene& scene) {
    (void)emit(scene, NeverOpened);
    return SINTER_OK;
}
sinter_code emit_twice(const Scene& scene) {
    auto* output = open(scene);
    (void)emit(scene, output);
    (void)emit(scene, output, "again");
    return SINTER_OK;
}
sinter_code label_twice(const Scene& scene) {
    (void)emit(scene, open(scene));
    (void)emit(scene, open(scene));
    return SINTER_OK;
}
sinter_code no_product(const Scene&) {
    return SINTER_OK;
}
sinter_code label(const Scene& scene) {
    return emit(scene, open(scene), scene.argument);
}
sinter_code long_label(const Scene& scene) {
    return emit(scene, open(scene), std::string(100'000, 'l'));
}
sinter_code add_after_emit(const Scene& scene) {
    auto* output = open(scene);
    (void)emit(scene, output);
    (void)add_chunk(scene, output, 64, 1);
    return SINTER_OK;
}
sinter_code unknown_type(const Scene& scene) {
    return emit(scene, open(scene, 99));
}

sinter_code table_without_stride(const Scene& scene) {
    auto* output = open(scene);
    (void)add_table(scene, output, 0, 1);
    return emit(scene, output);
}
sinter_code huge_table(const Scene& scene) {
    constexpr auto Most = std::numeric_limits<std::uint32_t>::max();
    auto* output = open(scene);
    if (const auto code = add_table(scene, output, Most, Most); code != SINTER_OK)
        return fail(scene, code, "a table was refused");
    return emit(scene, output);
}
sinter_code huge_chunk(const Scene& scene) {
    auto* output = open(scene);
    for (const auto size : {std::numeric_limits<std::uint64_t>::max(), std::uint64_t{1} << 63,
                            std::numeric_limits<std::uint64_t>::max() - 63})
        if (add_chunk(scene, output, 64, size) == SINTER_OK) return escaped(scene, "a chunk of 2^63 bytes");
    return fail(scene, SINTER_OUT_OF_MEMORY, "huge chunks were refused");
}
sinter_code odd_alignment(const Scene& scene) {
    auto* output = open(scene);
    (void)add_chunk(scene, output, static_cast<std::uint32_t>(number_of(scene.argument)), 64);
    return emit(scene, output);
}
sinter_code tag_twice(const Scene& scene) {
    auto* output = open(scene);
    (void)add_table(scene, output, 8, 1);
    (void)add_table(scene, output, 8, 1);
    return emit(scene, output);
}
sinter_code odd_dependency(const Scene& scene) {
    std::uint32_t index = 0;
    auto* output = open(scene);
    (void)scene.host().add_dependency(scene.self(), output, 77, 0, to_abi("a.misbehave"), &index);
    return emit(scene, output);
}

sinter_code release_foreign(const Scene& scene) {
    static std::uint8_t own[64];
    scene.host().release(scene.self(), own);
    return act_honestly(scene);
}
sinter_code release_twice(const Scene& scene) {
    std::uint8_t* data = nullptr;
    if (const auto code = scene.host().allocate(scene.self(), 64, &data); code != SINTER_OK) return code;
    scene.host().release(scene.self(), data);
    scene.host().release(scene.self(), data);
    return act_honestly(scene);
}
sinter_code undeclared_setting(const Scene& scene) {
    sinter_value value{};
    (void)scene.host().setting(scene.self(), to_abi("no_such_setting"), &value);
    return act_honestly(scene);
}

sinter_code report_from_body(void* user, std::uint64_t) {
    const auto& scene = *static_cast<const Scene*>(user);
    return fail(scene, SINTER_INTERNAL, "from a body");
}
sinter_code host_in_body(const Scene& scene) {
    (void)scene.host().parallel_for(scene.self(), 8, report_from_body, const_cast<Scene*>(&scene));
    return act_honestly(scene);
}
sinter_code loop_in_body(const Scene& scene) {
    const auto body = [](void* user, std::uint64_t) -> sinter_code {
        const auto& s = *static_cast<const Scene*>(user);
        return s.host().parallel_for(s.self(), 8, report_from_body, user);
    };
    (void)scene.host().parallel_for(scene.self(), 8, body, const_cast<Scene*>(&scene));
    return act_honestly(scene);
}
sinter_code throw_in_body(const Scene& scene) {
    const auto body = [](void*, std::uint64_t index) -> sinter_code {
        if (index == 3) throw 4711;
        return SINTER_OK;
    };
    const auto code = scene.host().parallel_for(scene.self(), 8, body, nullptr);
    return code == SINTER_OK ? act_honestly(scene) : fail(scene, code, "a body failed");
}
sinter_code no_body(const Scene& scene) {
    (void)scene.host().parallel_for(scene.self(), 8, nullptr, nullptr);
    return act_honestly(scene);
}

sinter_code many_products(const Scene& scene) {
    for (int i = 0; i < 100'000; ++i)
        if (const auto code = emit(scene, open(scene), "p" + std::to_string(i)); code != SINTER_OK)
            return code;
    return SINTER_OK;
}
sinter_code many_reports(const Scene& scene) {
    for (std::uint64_t i = 0; i < number_of(scene.argument); ++i)
        scene.host().report(scene.self(), SINTER_WARNING, SINTER_OK, to_abi("again and again"), nullptr);
    return act_honestly(scene);
}
sinter_code many_stats(const Scene& scene) {
    const std::string name(100'000, 's');
    for (int i = 0; i < 100'000; ++i)
        scene.host().stat(scene.self(), to_abi(name), std::numeric_limits<double>::quiet_NaN());
    return act_honestly(scene);
}
/// 1 GB of text. Pages nobody has written cost no memory.
sinter_code long_report(const Scene& scene) {
    constexpr std::size_t Size = std::size_t{1} << 30;
    void* text = ::mmap(nullptr, Size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (text == MAP_FAILED) return refused(scene, "1 GB for a text");
    const sinter_str view{static_cast<const char*>(text), Size};
    const sinter_where where{0, 1, 1, view};
    scene.host().report(scene.self(), SINTER_WARNING, SINTER_OK, view, &where);
    scene.host().report(scene.self(), SINTER_ERROR, SINTER_CORRUPT, view, &where);
    ::munmap(text, Size);
    return SINTER_CORRUPT;
}
sinter_code odd_report(const Scene& scene) {
    const sinter_where where{1, 2, 3, to_abi("../../\xff\x1b[2J")};
    scene.host().report(scene.self(), 4'000'000'000u, -77, to_abi("\xff\xfe \x1b[2J"), &where);
    return act_honestly(scene);
}
/// Says that its text is longer than the address space.
sinter_code lying_text(const Scene& scene) {
    static const char text[] = "short";
    scene.host().report(scene.self(), SINTER_WARNING, SINTER_OK,
                        {text, std::numeric_limits<std::uint64_t>::max()}, nullptr);
    sinter_bytes bytes{};
    (void)scene.host().read(scene.self(), {text, std::uint64_t{1} << 62}, &bytes);
    return act_honestly(scene);
}
sinter_code unknown_code(const Scene& scene) {
    return static_cast<sinter_code>(number_of(scene.argument));
}
sinter_code failure_without_reason(const Scene&) {
    return SINTER_CORRUPT;
}

sinter_code no_out_pointer(const Scene& scene) {
    (void)scene.host().new_output(scene.self(), SINTER_DATA, nullptr);
    return SINTER_OK;
}
sinter_code no_job(const Scene& scene) {
    return scene.host().checkpoint(nullptr, 0);
}

/// Talks to the host on behalf of a job that is over.
sinter_code stale_job(const Scene& scene) {
    static sinter_job last{nullptr, nullptr};
    const auto before = std::exchange(last, *scene.job);
    if (!before.host) return act_honestly(scene);
    sinter_output* output = nullptr;
    (void)before.host->new_output(before.self, SINTER_DATA, &output);
    (void)before.host->emit(before.self, output, {});
    return act_honestly(scene);
}

constexpr Deed Deeds[] = {
    {"emit_unknown", Harm::None, emit_unknown},
    {"emit_twice", Harm::None, emit_twice},
    {"label_twice", Harm::None, label_twice},
    {"no_product", Harm::None, no_product},
    {"label", Harm::None, label},  // text
    {"long_label", Harm::None, long_label},
    {"add_after_emit", Harm::None, add_after_emit},
    {"unknown_type", Harm::None, unknown_type},
    {"table_without_stride", Harm::None, table_without_stride},
    {"huge_table", Harm::None, huge_table},
    {"huge_chunk", Harm::None, huge_chunk},
    {"odd_alignment", Harm::None, odd_alignment},  // number
    {"tag_twice", Harm::None, tag_twice},
    {"odd_dependency", Harm::None, odd_dependency},
    {"release_foreign", Harm::None, release_foreign},
    {"release_twice", Harm::None, release_twice},
    {"undeclared_setting", Harm::None, undeclared_setting},
    {"host_in_body", Harm::None, host_in_body},
    {"loop_in_body", Harm::None, loop_in_body},
    {"throw_in_body", Harm::None, throw_in_body},
    {"no_body", Harm::None, no_body},
    {"many_products", Harm::None, many_products},  // count
    {"many_reports", Harm::None, many_reports},    // count
    {"many_stats", Harm::None, many_stats},
    {"long_report", Harm::None, long_report},
    {"odd_report", Harm::None, odd_report},
    {"unknown_code", Harm::None, unknown_code},  // number
    {"failure_without_reason", Harm::None, failure_without_reason},
    {"lying_text", Harm::Process, lying_text},
    {"no_out_pointer", Harm::Process, no_out_pointer},
    {"no_job", Harm::Process, no_job},
    {"stale_job", Harm::Process, stale_job},
};

}  // namespace

std::span<const Deed> contract_deeds() {
    return Deeds;
}

}  // namespace sinter::misbehave
