// SPDX-License-Identifier: Apache-2.0
// Models and animations: what the writers lay out the views read, and over damaged tables the views say so.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <random>

#include <sinter/animation_job.hpp>
#include <sinter/model_job.hpp>

#include "plugin/job.hpp"

namespace sinter {
namespace {

/// A decoder of a test: runs `body` as a job and keeps what it made.
struct BodyDecoder : Decoder {
    static constexpr std::string_view id = "body";
    static inline std::function<Status(DecodeJob&)> body;
    Status decode(DecodeJob& job) override { return body(job); }
};
JobResult made_by(std::function<Status(DecodeJob&)> body) {
    BodyDecoder::body = std::move(body);
    const auto* table =
        static_cast<const sinter_decoder_v0*>(detail::interface_of<BodyDecoder>(SINTER_DECODER_ID));
    BodyDecoder self;
    const Values none;
    JobWorld world;
    JobInput input;
    input.step = "body";
    input.path = "models/a.x";
    input.settings = &none;
    input.platform = &none;
    input.world = &world;
    auto result = run_decoder(*table, &self, input);
    BOOST_REQUIRE_MESSAGE(result.status, result.status.error().text);
    return result;
}

/// Six vertices in two levels: the coarser one, of vertices 0 to 2, in chunk 0, the rest in chunk 1. A node
/// with a skin, a camera and a light, a morph target, a variant.
Status sample(DecodeJob& job) {
    ModelTables tables;
    tables.texts.add("unused");
    tables.scenes.push_back({tables.texts.add("scene")});
    tables.materials.push_back({tables.texts.add("red"), SINTER_MODEL_NONE, 0});
    tables.variants.push_back({tables.texts.add("look")});
    tables.cameras.push_back({tables.texts.add("eye"), 0, 1, 0, 0.1F, 0, 0});
    tables.lights.push_back({tables.texts.add("lamp"), SINTER_LIGHT_POINT, {1, 1, 1}, 1, 0, 0, 0});
    tables.add_mesh("mesh");
    tables.add_target("smile", 0.5F);
    sinter_model_primitive_row primitive{};
    primitive.topology = SINTER_TOPOLOGY_TRIANGLES;
    primitive.vertex_count = 6;
    primitive.joint_count = 1;
    tables.add_primitive(primitive);
    tables.variant_materials.push_back({0, 0, 0, 0});
    tables.add_stream(16);
    tables.add_attribute(plain_attribute(SINTER_SEMANTIC_POSITION, 0, {3, 4, VertexNumeric::Sfloat}));
    auto color = plain_attribute(SINTER_SEMANTIC_COLOR, 0, {4, 1, VertexNumeric::Unorm}, 12);
    color.scale[0] = 2;
    color.bias[0] = -1;
    tables.add_attribute(color);
    const auto coarse = tables.add_range(0, 3), fine = tables.add_range(1, 3);
    tables.add_stream(12, 0);
    tables.add_attribute(plain_attribute(SINTER_SEMANTIC_POSITION, 0, {3, 4, VertexNumeric::Sfloat}));
    tables.add_range(0, 3);
    tables.add_range(1, 3);
    const auto first = tables.add_lod(1, 6, 6, 2);
    const auto second = tables.add_lod(0, 3, 0, 0, 0.25F);
    auto node = plain_node();
    node.mesh = node.skin = node.camera = node.light = 0;
    node.matrix[12] = 3;
    tables.nodes = {node, plain_node()};
    tables.nodes[1].parent = 0;
    tables.nodes[1].matrix[13] = 4;
    tables.skins.push_back({tables.texts.add("skin"), 1, 0, 1, 0});
    tables.joints.push_back({});
    auto model = new_model(job, tables);
    if (!model) return std::move(model).error();
    for (std::uint32_t i = 0; i < 6; ++i) {
        auto bytes = model->vertices(i < 3 ? coarse : fine).subspan(16 * (i % 3), 16);
        const float position[] = {static_cast<float>(i), static_cast<float>(2 * i), 0};
        std::memcpy(bytes.data(), position, 12);
        bytes[12] = 255;
        const auto index = static_cast<std::uint16_t>(5 - i);
        std::memcpy(model->indices(first).data() + 2 * i, &index, 2);
    }
    (void)second;
    ModelBounds::of_positions(model->vertices(coarse).data(), 16, 3).write_to(model->primitives()[0]);
    model->sum_up();
    return job.emit(model->output());
}

/// The asset's tables and chunks in vectors, open to damage.
struct Copy {
    sinter_asset_type type;
    std::vector<std::vector<std::uint8_t>> rows, bytes;
    std::vector<sinter_table> tables;
    std::vector<sinter_chunk> chunks;

    explicit Copy(const AssetView& asset) : type(static_cast<sinter_asset_type>(asset.type())) {
        for (const auto& table : asset.tables()) {
            rows.emplace_back(table.rows, table.rows + std::size_t{table.stride} * table.count);
            tables.push_back(table);
            tables.back().rows = rows.back().data();
        }
        for (const auto& chunk : asset.chunks()) {
            bytes.emplace_back(chunk.bytes.data, chunk.bytes.data + chunk.bytes.size);
            chunks.push_back(chunk);
            chunks.back().bytes.data = bytes.back().data();
        }
    }
    Copy(const Copy&) = delete;
    [[nodiscard]] AssetView view() const {
        return AssetView{sinter_asset{type, static_cast<std::uint32_t>(tables.size()),
                                      static_cast<std::uint32_t>(chunks.size()), 0, tables.data(),
                                      chunks.data(), nullptr}};
    }
    [[nodiscard]] sinter_table& table(std::uint32_t tag) {
        for (auto& one : tables)
            if (one.tag == tag) return one;
        throw std::logic_error("no such table");
    }
    /// Row `index` of a table, to be changed.
    template <class Row>
    [[nodiscard]] Row& row(std::uint32_t tag, std::uint32_t index = 0) {
        return reinterpret_cast<Row*>(const_cast<std::uint8_t*>(table(tag).rows))[index];
    }
};

struct Damage {
    const char* name;
    void (*apply)(Copy&);
};
std::ostream& operator<<(std::ostream& out, const Damage& damage) {
    return out << damage.name;
}

const Damage Damages[] = {
    {"no head", [](Copy& c) { c.table(SINTER_MODEL_TABLE).count = 0; }},
    {"a scene that is not there",
     [](Copy& c) { c.row<sinter_model_row>(SINTER_MODEL_TABLE).default_scene = 1; }},
    {"no levels", [](Copy& c) { c.row<sinter_model_row>(SINTER_MODEL_TABLE).lod_count = 0; }},
    {"a name outside the texts",
     [](Copy& c) { c.row<sinter_model_mesh_row>(SINTER_MODEL_MESH_TABLE).name.offset = 9999; }},
    {"a parent behind its child",
     [](Copy& c) { c.row<sinter_model_node_row>(SINTER_MODEL_NODE_TABLE).parent = 1; }},
    {"no such mesh", [](Copy& c) { c.row<sinter_model_node_row>(SINTER_MODEL_NODE_TABLE).mesh = 1; }},
    {"no such light", [](Copy& c) { c.row<sinter_model_node_row>(SINTER_MODEL_NODE_TABLE).light = 7; }},
    {"weights that are not there",
     [](Copy& c) {
         c.row<sinter_model_node_row>(SINTER_MODEL_NODE_TABLE).first_weight = 0;
         c.row<sinter_model_node_row>(SINTER_MODEL_NODE_TABLE).weight_count = 1;
     }},
    {"a skin of too few joints",
     [](Copy& c) { c.row<sinter_model_skin_row>(SINTER_MODEL_SKIN_TABLE).joint_count = 0; }},
    {"a joint of no node", [](Copy& c) { c.row<sinter_model_joint_row>(SINTER_MODEL_JOINT_TABLE).node = 2; }},
    {"a primitive of another mesh",
     [](Copy& c) { c.row<sinter_model_primitive_row>(SINTER_MODEL_PRIMITIVE_TABLE).mesh = 1; }},
    {"no such material",
     [](Copy& c) { c.row<sinter_model_primitive_row>(SINTER_MODEL_PRIMITIVE_TABLE).material = 1; }},
    {"more vertices than the streams have",
     [](Copy& c) { c.row<sinter_model_primitive_row>(SINTER_MODEL_PRIMITIVE_TABLE).vertex_count = 7; }},
    {"streams that overlap",
     [](Copy& c) { c.row<sinter_model_primitive_row>(SINTER_MODEL_PRIMITIVE_TABLE).first_stream = 1; }},
    {"a target of no mesh",
     [](Copy& c) { c.row<sinter_model_stream_row>(SINTER_MODEL_STREAM_TABLE, 1).target = 1; }},
    {"a stride of 0", [](Copy& c) { c.row<sinter_model_stream_row>(SINTER_MODEL_STREAM_TABLE).stride = 0; }},
    {"a stride that breaks the chunk",
     [](Copy& c) { c.row<sinter_model_stream_row>(SINTER_MODEL_STREAM_TABLE).stride = 1024; }},
    {"an attribute beyond the stride",
     [](Copy& c) { c.row<sinter_model_attribute_row>(SINTER_MODEL_ATTRIBUTE_TABLE).offset = 8; }},
    {"a format of textures",
     [](Copy& c) { c.row<sinter_model_attribute_row>(SINTER_MODEL_ATTRIBUTE_TABLE).format = 145; }},
    {"a fifth component",
     [](Copy& c) { c.row<sinter_model_attribute_row>(SINTER_MODEL_ATTRIBUTE_TABLE).components = 5; }},
    {"a range of no chunk",
     [](Copy& c) { c.row<sinter_model_range_row>(SINTER_MODEL_RANGE_TABLE).chunk = 2; }},
    {"a gap between ranges",
     [](Copy& c) { c.row<sinter_model_range_row>(SINTER_MODEL_RANGE_TABLE, 1).first_vertex = 4; }},
    {"an offset near 2^64",
     [](Copy& c) { c.row<sinter_model_range_row>(SINTER_MODEL_RANGE_TABLE).offset = ~std::uint64_t{3}; }},
    {"indices beyond the chunk",
     [](Copy& c) { c.row<sinter_model_lod_row>(SINTER_MODEL_LOD_TABLE).index_count = 6000; }},
    {"half a triangle", [](Copy& c) { c.row<sinter_model_lod_row>(SINTER_MODEL_LOD_TABLE).index_count = 4; }},
    {"indices of 3 bytes",
     [](Copy& c) { c.row<sinter_model_lod_row>(SINTER_MODEL_LOD_TABLE).index_bytes = 3; }},
    {"a coarser level of more vertices",
     [](Copy& c) { c.row<sinter_model_lod_row>(SINTER_MODEL_LOD_TABLE, 1).vertex_count = 9; }},
    {"a variant of no primitive",
     [](Copy& c) {
         c.row<sinter_model_variant_material_row>(SINTER_MODEL_VARIANT_MATERIAL_TABLE).primitive = 1;
     }},
    {"a material of no dependency",
     [](Copy& c) { c.row<sinter_model_material_row>(SINTER_MODEL_MATERIAL_TABLE).dependency = 0; }},
    {"a chunk cut short", [](Copy& c) { c.chunks[0].bytes.size = 40; }},
    {"another type", [](Copy& c) { c.type = SINTER_TEXTURE; }},
};

/// Everything that a valid model lets one ask.
void read_all(const Model& model) {
    for (std::uint32_t i = 0; i < model.primitives.size(); ++i) {
        const auto primitive = model.primitives[i];
        for (std::uint32_t s = 0; s < primitive.stream_count; ++s) {
            const auto stream = model.streams[primitive.first_stream + s];
            for (std::uint32_t a = 0; a < stream.attribute_count; ++a)
                (void)model.values(primitive, {primitive.first_stream + s, stream.first_attribute + a});
        }
        for (std::uint32_t l = 0; l < primitive.lod_count; ++l)
            (void)model.indices(model.lods[primitive.first_lod + l]);
    }
    (void)model.world_matrices();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sdk_model_view)

BOOST_AUTO_TEST_CASE(reads_what_was_laid_out) {
    const auto result = made_by(sample);
    const Model model{AssetView{result.products[0].asset.view()}};
    BOOST_REQUIRE(model.valid());
    BOOST_TEST(model.row().lod_count == 2u);
    BOOST_TEST(model.text(model.meshes[0].name) == "mesh");
    BOOST_TEST(model.meshes[0].joint_count == 1u);
    BOOST_TEST(model.row().bounds_max[1] == 4.0F);
    const auto primitive = model.primitives[0];
    // Across both ranges, in one.
    const auto positions = model.values(*model.find(primitive, SINTER_SEMANTIC_POSITION), 2, 2);
    BOOST_TEST(positions == (std::vector<float>{2, 4, 0, 3, 6, 0}), boost::test_tools::per_element());
    const auto color = model.values(*model.find(primitive, SINTER_SEMANTIC_COLOR), 0, 1);
    BOOST_TEST(color == (std::vector<float>{1, 0, 0, 0}), boost::test_tools::per_element());
    BOOST_TEST(!model.find(primitive, SINTER_SEMANTIC_NORMAL).has_value());
    BOOST_TEST(model.find(primitive, SINTER_SEMANTIC_POSITION, 0, 0)->stream == 1u);
    BOOST_TEST(model.indices(model.lods[0]) == (std::vector<std::uint32_t>{5, 4, 3, 2, 1, 0}),
               boost::test_tools::per_element());
    BOOST_TEST(model.indices(model.lods[1]) == (std::vector<std::uint32_t>{0, 1, 2}),
               boost::test_tools::per_element());
    const auto world = model.world_matrices();
    BOOST_TEST(world[1][12] == 3.0F);
    BOOST_TEST(world[1][13] == 4.0F);
}

BOOST_AUTO_TEST_CASE(indices_of_vertices_that_are_not_there_are_none) {
    const auto result = made_by(sample);
    Copy copy{AssetView{result.products[0].asset.view()}};
    const auto lod = copy.row<sinter_model_lod_row>(SINTER_MODEL_LOD_TABLE);
    copy.bytes[1][static_cast<std::size_t>(lod.offset)] = 6;
    BOOST_TEST(Model{copy.view()}.valid());
    BOOST_TEST(Model{copy.view()}.indices(lod).empty());
}

BOOST_DATA_TEST_CASE(a_damaged_row_is_not_valid, Damages, damage) {
    const auto result = made_by(sample);
    Copy copy{AssetView{result.products[0].asset.view()}};
    BOOST_REQUIRE(Model{copy.view()}.valid());
    damage.apply(copy);
    BOOST_TEST(!Model{copy.view()}.valid());
}

BOOST_AUTO_TEST_CASE(what_is_valid_can_be_read_whatever_was_damaged) {
    const auto result = made_by(sample);
    std::mt19937 random{7};
    int valid = 0;
    for (int i = 0; i < 20000; ++i) {
        Copy copy{AssetView{result.products[0].asset.view()}};
        for (int k = 0; k < 2; ++k) {
            auto& rows = copy.rows[random() % copy.rows.size()];
            if (!rows.empty())
                rows[random() % rows.size()] =
                    static_cast<std::uint8_t>(random() % 3 ? random() % 8 : random());
        }
        const Model model{copy.view()};
        if (!model.valid()) continue;
        ++valid;
        read_all(model);
    }
    BOOST_TEST(valid > 100);
}

struct Read {
    std::uint32_t format;
    std::vector<std::uint8_t> bytes;
    std::vector<float> values;
};
std::ostream& operator<<(std::ostream& out, const Read& read) {
    return out << "VkFormat " << read.format;
}

// VkFormat numbers and conversions by hand from Vulkan 1.3, sections 34.1 and 3.10.
const Read Reads[] = {
    {9, {255}, {1}},                                                      // R8_UNORM
    {38, {127, 129, 128, 0}, {1, -1, -1, 0}},                             // R8G8B8A8_SNORM
    {39, {5, 0, 255, 1}, {5, 0, 255, 1}},                                 // R8G8B8A8_USCALED
    {42, {0x80, 0x7f, 1, 0xff}, {-128, 127, 1, -1}},                      // R8G8B8A8_SINT: 42
    {77, {0xff, 0xff, 0, 0}, {1, 0}},                                     // R16G16_UNORM
    {85, {0xff, 0x7f, 0x01, 0x80, 0, 0x80}, {1, -1, -1}},                 // R16G16B16_SNORM
    {76, {0x00, 0x3c}, {1}},                                              // R16_SFLOAT
    {83, {0x01, 0x00, 0x00, 0xc0}, {0x1p-24F, -2}},                       // R16G16_SFLOAT: the least, and -2
    {98, {0, 0, 1, 0}, {65536}},                                          // R32_UINT
    {100, {0, 0, 0x20, 0xc0}, {-2.5F}},                                   // R32_SFLOAT
    {64, {0xff, 0x03, 0, 0xc0}, {1, 0, 0, 1}},                            // A2B10G10R10_UNORM: red lowest
    {65, {0xff, 0x05, 0x08, 0x40}, {511 / 511.0F, -511 / 511.0F, 0, 1}},  // _SNORM: 511, -511 (0x201), 0, 1
};

BOOST_DATA_TEST_CASE(formats_are_read_as_a_gpu_reads_them, Reads, sample) {
    const auto format = vertex_format_of(sample.format);
    BOOST_REQUIRE(format.has_value());
    BOOST_TEST(vk_format_of(*format) == sample.format);
    BOOST_TEST(format->bytes() == sample.bytes.size());
    BOOST_REQUIRE(format->components == sample.values.size());
    for (std::uint32_t i = 0; i < format->components; ++i)
        BOOST_TEST(component_of(*format, sample.bytes.data(), i) == sample.values[i]);
}

BOOST_AUTO_TEST_CASE(octahedral_vectors_unfold) {
    const auto check = [](std::array<float, 2> from, std::array<float, 3> wanted) {
        const auto found = from_octahedron(from[0], from[1]);
        for (std::size_t i = 0; i < 3; ++i)
            BOOST_TEST(found[i] == wanted[i], boost::test_tools::tolerance(1e-6F));
    };
    const float third = std::sqrt(1 / 3.0F);
    check({0, 0}, {0, 0, 1});
    check({1, 0}, {1, 0, 0});
    check({0, -1}, {0, -1, 0});
    check({1 / 3.0F, 1 / 3.0F}, {third, third, third});
    check({2 / 3.0F, -2 / 3.0F}, {third, -third, -third});
}

BOOST_AUTO_TEST_CASE(slerp_agrees_with_sines) {
    for (const double angle : {0.0, 0.001, 0.5, 1.0, 1.5, 1.5707}) {
        const std::array<float, 4> from = {0, 0, 0, 1}, to = {static_cast<float>(std::sin(angle)), 0, 0,
                                                              static_cast<float>(std::cos(angle))};
        for (const float t : {0.0F, 0.1F, 0.5F, 0.9F, 1.0F}) {
            const auto found = slerp(from, to, t);
            BOOST_TEST(std::abs(found[0] - std::sin(angle * double{t})) < 1e-6);
            BOOST_TEST(std::abs(found[3] - std::cos(angle * double{t})) < 1e-6);
        }
    }
    // The shorter way to the same turn.
    BOOST_TEST(slerp({0, 0, 0, 1}, {0, 0, 0, -1}, 0.5F)[3] == 1.0F);
}

BOOST_AUTO_TEST_CASE(animations_are_read_as_they_were_laid_out_and_checked) {
    const auto result = made_by([](DecodeJob& job) -> Status {
        auto output = job.new_asset(AssetType::Animation);
        if (!output) return std::move(output).error();
        AnimationTables tables;
        tables.row.name = tables.texts.add("walk");
        tables.add_channel(4, "hip", SINTER_ANIMATION_TRANSLATION, SINTER_INTERPOLATION_LINEAR, 3, 2);
        auto animation = NewAnimation::in(*output, tables);
        if (!animation) return std::move(animation).error();
        const float times[] = {1, 3}, values[] = {0, 0, 0, 2, 4, 6};
        std::copy(std::begin(times), std::end(times), animation->times(0).begin());
        std::copy(std::begin(values), std::end(values), animation->values(0).begin());
        animation->sum_up();
        return job.emit(animation->output());
    });
    const AssetView asset{result.products[0].asset.view()};
    const Animation walk{asset};
    BOOST_REQUIRE(walk.valid());
    BOOST_TEST(walk.row().end_seconds == 3.0F);
    BOOST_TEST(walk.text(walk.channels[0].node_name) == "hip");
    BOOST_TEST(walk.sample(walk.channels[0], 2) == (std::vector<float>{1, 2, 3}),
               boost::test_tools::per_element());

    const auto damaged = [&](void (*apply)(Copy&)) {
        Copy copy{asset};
        apply(copy);
        return Animation{copy.view()}.valid();
    };
    using Row = sinter_animation_channel_row;
    constexpr auto Channels = SINTER_ANIMATION_CHANNEL_TABLE;
    BOOST_TEST(!damaged([](Copy& c) { c.row<Row>(Channels).key_count = 0; }));
    BOOST_TEST(!damaged([](Copy& c) { c.row<Row>(Channels).key_count = 0xffffffff; }));
    BOOST_TEST(!damaged([](Copy& c) { c.row<Row>(Channels).components = 4; }));
    BOOST_TEST(!damaged([](Copy& c) { c.row<Row>(Channels).values_offset = 2; }));
    BOOST_TEST(!damaged([](Copy& c) { c.row<Row>(Channels).interpolation = 3; }));
    BOOST_TEST(!damaged([](Copy& c) { c.row<Row>(Channels).path = 5; }));
    BOOST_TEST(!damaged([](Copy& c) { c.row<Row>(Channels).chunk = 1; }));
    BOOST_TEST(!damaged([](Copy& c) { c.row<sinter_animation_row>(SINTER_ANIMATION_TABLE).model = 0; }));
    BOOST_TEST(
        !damaged([](Copy& c) { c.row<sinter_animation_row>(SINTER_ANIMATION_TABLE).end_seconds = 2; }));
    // Times that fall.
    BOOST_TEST(!damaged([](Copy& c) {
        const float times[] = {3, 1};
        std::memcpy(c.bytes[0].data() + c.row<Row>(Channels).times_offset, times, 8);
    }));
}

BOOST_AUTO_TEST_CASE(bounds_hold_every_position_wherever_it_stands) {
    const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
    for (std::size_t count = 1; count < 12; ++count)
        for (std::size_t far = 0; far < count; ++far)
            for (const float odd : {0.0f, nan, inf, -inf}) {
                BOOST_TEST_CONTEXT(far << " of " << count << ", beside " << odd) {
                    // One at (-4, 2, 8), the others in the origin, the one before it perhaps no number.
                    std::vector<std::array<float, 4>> positions(count);
                    if (far != 0) positions[far - 1][1] = odd;
                    positions[far] = {-4, 2, 8, nan};
                    const auto bounds = ModelBounds::of_positions(
                        reinterpret_cast<const std::uint8_t*>(positions.data()), 16, count);
                    BOOST_TEST_REQUIRE(!bounds.empty);
                    const bool alone = count == 1 || (count == 2 && far == 1 && !(odd == 0));
                    const float origin = alone ? 1.0f : 0.0f;  // nothing else counts
                    BOOST_TEST(bounds.minimum[0] == -4.0f);
                    BOOST_TEST(bounds.minimum[1] == 2 * origin);
                    BOOST_TEST(bounds.minimum[2] == 8 * origin);
                    BOOST_TEST(bounds.maximum[0] == -4 * origin);
                    BOOST_TEST(bounds.maximum[1] == 2.0f);
                    BOOST_TEST(bounds.maximum[2] == 8.0f);
                    // Half the way from the origin, sqrt(4 + 1 + 16) from both.
                    BOOST_TEST(bounds.sphere[3] == (alone ? 0.0f : 4.5825757f), boost::test_tools::tolerance(1e-6f));
                }
            }
    BOOST_TEST(ModelBounds::of_positions(nullptr, 12, 0).empty);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter
