// SPDX-License-Identifier: Apache-2.0
// Selection and packing through the step, font_limits, and font_reload.
#include <boost/test/unit_test.hpp>

#include <sinter/abi/reload.h>

#include "drawn_font.hpp"
#include "font_steps.hpp"

namespace sinter::test {
namespace {

/// "A", "B" and "C" are squares, "D" is empty.
OwnedAsset squares() {
    return drawn_font({rectangle(0, 0, 500, 500), rectangle(0, 0, 600, 600), rectangle(0, 0, 700, 700), {}});
}
JobResult make_field(const OwnedAsset& font, const Values& settings, const Values& platform = {},
                     std::map<std::string, ByteVector> files = {}) {
    RunOptions options;
    options.settings = settings;
    options.platform = platform;
    options.files = std::move(files);
    options.path = "fonts/sample.ttf";
    return process_plugin().process("font_distance_field", font.view().abi(), options);
}
std::string validate(const OwnedAsset& font, const Values& settings, const Values& platform = {},
                     std::map<std::string, ByteVector> files = {}) {
    RunOptions options;
    options.settings = settings;
    options.platform = platform;
    options.files = std::move(files);
    options.path = "fonts/sample.ttf";
    return said_by(process_plugin().validate("font_limits", font.view().abi(), options));
}
Value text(const std::string& value) {
    return Value{value};
}
ByteVector bytes(std::string_view value) {
    return {value.begin(), value.end()};
}

BOOST_AUTO_TEST_SUITE(font_steps)

BOOST_AUTO_TEST_CASE(draws_the_characters_asked_for) {
    const auto source = squares();
    const auto two = make_field(source, {{"characters", text("U+0042, U+0043-0043")}});
    const Font font{product_of(two).view()};
    BOOST_REQUIRE(font.valid());
    BOOST_TEST(font.code_points().size() == 2);
    BOOST_TEST(!font.find('A'));
    BOOST_TEST(font.glyphs()[font.find('B').value()].glyph == 1);  // ids are the source's
    const auto by_file = make_field(
        source, {{"characters", text("")}, {"texts", Value{std::vector<std::string>{"../lang/de.txt"}}}}, {},
        {{"lang/de.txt", bytes("CAC")}});
    BOOST_TEST(Font{product_of(by_file).view()}.code_points().size() == 2);
    const auto all = make_field(source, {{"characters", text("all")}});
    BOOST_TEST(Font{product_of(all).view()}.glyphs().size() == 4);
    const auto none = make_field(source, {{"characters", text("cyrillic")}});
    BOOST_TEST(said_by(none).starts_with("warning: font: it has none of the characters asked for, so all 4"));
}

BOOST_AUTO_TEST_CASE(explains_what_is_wrong_with_its_settings) {
    const auto source = squares();
    BOOST_TEST(said_by(make_field(source, {{"characters", text("ascii, latin9")}})) ==
               "failed: invalid: characters: neither the name of a range nor U+0041 or U+0400-04FF (latin9)");
    const Values gone = {{"texts", Value{std::vector<std::string>{"gone.txt"}}}};
    BOOST_TEST(said_by(make_field(source, gone)) == "failed: invalid: texts: cannot read gone.txt");
    const auto torn = make_field(source, {{"texts", Value{std::vector<std::string>{"torn.txt"}}}}, {},
                                 {{"fonts/torn.txt", bytes("ab\xC3")}});
    BOOST_TEST(torn.status.code() == Code::Corrupt);
    BOOST_TEST(torn.status.error().where.offset == 2);
}

BOOST_AUTO_TEST_CASE(first_ranges_lie_on_the_first_pages) {
    // Squares of about 50, 56 and 62 texels on pages of 64: one a page, in the order of the ranges.
    const Values settings = {{"characters", text("U+0043, U+0041, U+0042")},
                             {"size", Value{76.0}},
                             {"page_size", Value{std::int64_t{64}}}};
    const auto source = squares();
    const auto result = make_field(source, settings);
    const Font font{product_of(result).view()};
    BOOST_TEST(font.pages().size() == 3);
    const auto page_of = [&](char letter) {
        return font.glyphs()[font.find(static_cast<std::uint32_t>(letter)).value()].page;
    };
    BOOST_TEST(page_of('C') == 0);
    BOOST_TEST(page_of('A') == 1);
    BOOST_TEST(page_of('B') == 2);
    // The platform's limit counts; what does not fit is told.
    const auto small = make_field(source, {{"characters", text("ascii")}, {"size", Value{76.0}}},
                                  {{"max_texture_size", Value{std::int64_t{60}}}});
    BOOST_TEST(said_by(small).starts_with("warning: font: 1 glyphs are larger than a page of 60 texels"));
}

BOOST_AUTO_TEST_CASE(rectangles_do_not_touch) {
    std::vector<std::vector<DrawnPoint>> outlines;
    for (int i = 0; i < 50; ++i) outlines.push_back(rectangle(0, 0, 100 + 37 * (i % 11), 100 + 53 * (i % 7)));
    const auto source = drawn_font(outlines);
    const auto result =
        make_field(source, {{"characters", text("all")}, {"padding", Value{std::int64_t{2}}}});
    const Font font{product_of(result).view()};
    for (std::uint32_t i = 0; i < font.glyphs().size(); ++i) {
        for (std::uint32_t j = i + 1; j < font.glyphs().size(); ++j) {
            const auto a = font.glyphs()[i], b = font.glyphs()[j];
            const bool apart = a.page != b.page || a.x + a.width + 2 <= b.x || b.x + b.width + 2 <= a.x ||
                               a.y + a.height + 2 <= b.y || b.y + b.height + 2 <= a.y;
            BOOST_REQUIRE(apart);
        }
    }
}

BOOST_AUTO_TEST_CASE(fallbacks_are_dependencies) {
    const auto source = squares();
    const auto result =
        make_field(source, {{"fallback", Value{std::vector<std::string>{"noto.ttf", "/emoji.ttf"}}}});
    const auto& asset = product_of(result);
    const Font font{asset.view()};
    BOOST_REQUIRE(font.valid());
    BOOST_REQUIRE(font.fallbacks().size() == 2);
    const auto path = [&](std::uint32_t i) {
        return to_view(asset.view().dependencies()[font.fallbacks()[i].dependency].path);
    };
    BOOST_TEST(path(0) == "fonts/noto.ttf");
    BOOST_TEST(path(1) == "emoji.ttf");
    BOOST_TEST(asset.view().dependencies()[0].type == SINTER_FONT);
}

BOOST_AUTO_TEST_CASE(tables_that_do_not_agree_are_refused) {
    auto broken = drawn_font({rectangle(0, 0, 500, 500)});
    const auto* points = broken.view().chunks()[0].bytes.data;
    const_cast<std::uint8_t*>(points)[8] = 3;  // NOLINT: the kind of the first point: a control of a curve
    BOOST_TEST(said_by(make_field(broken, {})) == "failed: corrupt: font: the tables do not agree");
    BOOST_TEST(validate(broken, {}) == "error: font: the tables do not agree");
}

BOOST_AUTO_TEST_CASE(names_the_characters_that_are_missing) {
    const auto source = squares();
    const auto result = make_field(source, {{"characters", text("ascii")}});
    const auto& font = product_of(result);
    BOOST_TEST(validate(font, {}) == "");
    BOOST_TEST(
        validate(font, {{"characters", text("U+0042-0046, U+00E4")}}) ==
        "error: font: 3 characters are missing (U+0045 U+0046 U+00E4); draw more with font_distance_field's "
        "characters, or name a fallback");
    BOOST_TEST(validate(font,
                        {{"texts", Value{std::vector<std::string>{"a.txt"}}}, {"missing", text("warn")}}, {},
                        {{"fonts/a.txt", bytes("ABC\nZ")}}) ==
               "warning: font: 1 characters are missing (U+005A); draw more with font_distance_field's "
               "characters, or name "
               "a fallback");
    const auto with_fallback =
        make_field(source, {{"fallback", Value{std::vector<std::string>{"noto.ttf"}}}});
    BOOST_TEST(validate(product_of(with_fallback), {{"characters", text("U+00E4")}}) == "");
}

BOOST_AUTO_TEST_CASE(says_what_looks_like_a_mistake) {
    const auto told = [](auto change, const Values& settings = {}, const Values& platform = {}) {
        const auto source = squares();
        auto result = make_field(source, {{"characters", text("ascii")}});
        auto& font = const_cast<OwnedAsset&>(product_of(result));  // NOLINT: the test's own
        auto* row = reinterpret_cast<sinter_font_row*>(
            const_cast<std::uint8_t*>(font.view().table(SINTER_FONT_TABLE)->rows));  // NOLINT
        change(*row);
        return validate(font, settings, platform);
    };
    using Row = sinter_font_row;
    BOOST_TEST(told([](Row& r) { r.embedding = 2; }) ==
               "warning: font: its owner forbids embedding (OS/2 fsType); ask for a licence");
    BOOST_TEST(told([](Row& r) { r.embedding = 8; }) == "");
    BOOST_TEST(told([](Row& r) { r.embedding = 2; }, {{"embedding", text("error")}}).starts_with("error: "));
    BOOST_TEST(told([](Row& r) {
                   r.descent = 0.2f;
               }).starts_with("warning: font: the descent is above the baseline"));
    BOOST_TEST(
        told([](Row& r) { r.ascent = 0.4f; }) ==
        "warning: font: lines would overlap: 3 of 3 glyphs stick out above the ascent or below the descent");
    BOOST_TEST(told([](Row&) {}, {{"kerning", text("warn")}}) == "warning: font: the font has no kerning");
    BOOST_TEST(told([](Row&) {}, {{"max_kib", Value{std::int64_t{1}}}})
                   .starts_with("warning: font: its pages take more"));
    BOOST_TEST(
        told([](Row&) {}, {}, {{"max_texture_size", Value{std::int64_t{32}}}})
            .starts_with("warning: font: a page is larger than the platform's max_texture_size of 32"));
}

BOOST_AUTO_TEST_CASE(reload_keeps_the_form_and_tells_who_refers) {
    const LoadedPlugin library{SINTER_PLUGIN};
    const auto* table = library.find<sinter_reload_handler_v0>(SINTER_RELOAD_ID, "font_reload");
    BOOST_REQUIRE(table);
    void* self = table->create();
    const auto source = squares();
    const auto first = make_field(source, {{"characters", text("ascii")}});
    const auto second = make_field(source, {{"characters", text("U+0041")}});
    const auto old_view = product_of(first).view(), new_view = product_of(second).view(), raw = source.view();
    BOOST_TEST(table->can_hot_reload(self, &old_view.abi(), &new_view.abi()) == 1);
    BOOST_TEST(table->can_hot_reload(self, &old_view.abi(), &raw.abi()) == 0);

    struct Fake {
        OwnedAsset referrer{AssetType::Ui};
        std::vector<std::uint32_t> replaced;
        std::string said;
    } fake;
    static_cast<void>(fake.referrer.add_dependency(SINTER_LOADED_WITH_ME, AssetType::Texture, "a.png"));
    static_cast<void>(fake.referrer.add_dependency(SINTER_LOADED_WITH_ME, AssetType::Font, "sample.ttf"));
    static_cast<void>(fake.referrer.add_dependency(SINTER_LOADED_WITH_ME, AssetType::Font, "other.ttf"));
    static AssetView view;
    view = fake.referrer.view();
    sinter_reload_host_v0 host{};
    host.size = sizeof(host);
    host.referrer_count = [](void*) -> std::uint64_t { return 1; };
    host.referrer = [](void*, std::uint64_t, sinter_str*) { return &view.abi(); };
    host.replace_reference = [](void* user, std::uint64_t, std::uint32_t dependency) -> sinter_code {
        if (dependency == 2) return SINTER_ABSENT;
        static_cast<Fake*>(user)->replaced.push_back(dependency);
        return SINTER_OK;
    };
    host.report = [](void* user, sinter_severity, sinter_code, sinter_str said) {
        static_cast<Fake*>(user)->said = to_view(said);
    };
    const sinter_reload reload{&host, &fake};
    BOOST_TEST(table->reload(self, &reload, &old_view.abi(), &new_view.abi()) == SINTER_OK);
    BOOST_TEST(fake.said == "font: the new version lacks 3 characters of the old one");
    BOOST_TEST(table->update_references(self, &reload) == SINTER_OK);
    BOOST_TEST(fake.replaced == std::vector<std::uint32_t>{1}, boost::test_tools::per_element());
    table->destroy(self);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace sinter::test
