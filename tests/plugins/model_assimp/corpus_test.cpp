// SPDX-License-Identifier: Apache-2.0
// Every model of the shared corpus that this plugin reads, against what is known of it.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iostream>

#include <sinter/animation.hpp>
#include <sinter/model.hpp>

#include "support/corpus.hpp"
#include "support/plugin_runner.hpp"

namespace sinter::test {
namespace {

constexpr std::string_view Extensions[] = {"fbx",  "obj", "dae", "3ds", "x",   "b3d",
                                           "ms3d", "x3d", "off", "lwo", "stl", "ply"};

bool is_ours(const CorpusRow& row) {
    return std::ranges::find(Extensions, row.extension()) != std::end(Extensions);
}

ByteVector bytes_of(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// The files beside the row's own, as the project would have them.
RunOptions options_for(const std::filesystem::path& folder, const CorpusRow& row) {
    RunOptions options;
    options.path = row.file;
    const auto own = folder / row.file;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{own.parent_path()}) {
        if (!entry.is_regular_file() || entry.path() == own || entry.file_size() > 8U << 20) continue;
        if (own.parent_path().filename() == "derived" || own.parent_path().filename() == "found-by-fuzzing")
            continue;
        options.files[std::filesystem::relative(entry.path(), folder).generic_string()] =
            bytes_of(entry.path());
    }
    return options;
}

struct Counts {
    double vertices = 0, faces = 0, sound_faces = 0, morphs = 0, animations = 0;
};

/// Triangles, lines and points of a primitive, and how many of them have corners at different places.
void count_faces(const Model& model, const sinter_model_primitive_row& primitive, Counts& out) {
    const auto indices = model.indices(model.lods[primitive.first_lod]);
    const auto at = model.find(primitive, SINTER_SEMANTIC_POSITION);
    BOOST_TEST_REQUIRE(at.has_value());
    const auto positions = model.values(primitive, *at);
    const auto same = [&](std::uint32_t a, std::uint32_t b) {
        return std::equal(&positions[3 * a], &positions[3 * a] + 3, &positions[3 * b]);
    };
    const auto width = vertices_of(primitive.topology);
    for (std::size_t i = 0; i + width <= indices.size(); i += width) {
        const auto* face = indices.data() + i;
        bool sound = true;
        for (std::uint32_t k = 1; k < width; ++k) sound = sound && !same(face[k - 1], face[k]);
        if (width == 3) sound = sound && !same(face[0], face[2]);
        ++out.faces;
        out.sound_faces += sound ? 1 : 0;
    }
}

Counts counts_of(const JobResult& result) {
    Counts out;
    const Model model{product_of(result).view()};
    BOOST_TEST_REQUIRE(model.valid());
    for (std::uint32_t i = 0; i < model.primitives.size(); ++i) {
        const auto primitive = model.primitives[i];
        // Another topology of the same vertices.
        const bool shares = i > 0 && primitive.stream_count != 0 &&
                            model.primitives[i - 1].mesh == primitive.mesh &&
                            model.streams[primitive.first_stream].first_range ==
                                model.streams[model.primitives[i - 1].first_stream].first_range;
        if (!shares) out.vertices += primitive.vertex_count;
        count_faces(model, primitive, out);
    }
    for (std::uint32_t i = 0; i < model.meshes.size(); ++i) out.morphs += model.meshes[i].target_count;
    for (const auto& product : result.products)
        if (product.asset.view().type() == AssetType::Animation) {
            ++out.animations;
            BOOST_TEST(Animation{product.asset.view()}.valid());
        }
    return out;
}

/// Sound to Assimp, which reads on behind the end of the file.
constexpr std::string_view ReadBehindTheEnd =
    "models/magnum/incomplete-face-specification/incomplete-face-specification.ply";

/// How a decode ended in a process of its own, as in the cage: "ok", "error", "died".
std::string fate_of(const PluginRunner& plugin, const CorpusRow& row, const std::filesystem::path& folder) {
    std::cout.flush();
    const auto child = fork();
    if (child == 0) {
        const rlimit memory{std::uint64_t{4} << 30, std::uint64_t{4} << 30}, none{0, 0};
#if !defined(__SANITIZE_ADDRESS__)
        setrlimit(RLIMIT_AS, &memory);
#endif
        setrlimit(RLIMIT_CORE, &none);
        alarm(20);
        const auto result =
            plugin.decode(row.extension(), corpus_file(folder, row), options_for(folder, row));
        if (result.status && !Model{product_of(result).view()}.valid()) _exit(2);
        _exit(result.status ? 0 : result.status.error().text.empty() ? 3 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (!WIFEXITED(status)) return "died";
    constexpr std::string_view names[] = {"ok", "error", "invalid model", "error without words"};
    return WEXITSTATUS(status) < 4 ? std::string{names[WEXITSTATUS(status)]} : "died";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model_assimp_corpus)

BOOST_AUTO_TEST_CASE(sound_files_have_the_counts_that_are_known_of_them) {
    const auto folder = corpus_folder();
    if (folder.empty()) return;
    const PluginRunner plugin{SINTER_PLUGIN};
    std::map<std::string, int> done;
    for (const auto& row : corpus_rows(folder, "model")) {
        if (!is_ours(row) || row.expected != "ok") continue;
        BOOST_TEST_CONTEXT(row.file) {
            const auto result =
                plugin.decode(row.extension(), corpus_file(folder, row), options_for(folder, row));
            if (row.file == ReadBehindTheEnd) {
                BOOST_TEST(result.status.code() == Code::Corrupt);
                continue;
            }
            BOOST_TEST_REQUIRE(bool{result.status}, said_by(result));
            const auto counts = counts_of(result);
            BOOST_TEST(counts.vertices == row.number("verts"));
            // The manifest counts faces before triangulation, and after it unless that failed; some of those
            // were then taken away as having no size.
            const bool has_post = row.details.contains("post_faces");
            const double faces = row.number(has_post ? "post_faces" : "faces");
            BOOST_TEST(
                (counts.faces == faces || counts.sound_faces == faces),
                counts.faces << " faces, " << counts.sound_faces << " of them sound, instead of " << faces);
            BOOST_TEST(counts.morphs == row.number("morphs"));
            // Tracks of morph targets that Assimp itself left out move nothing.
            double empty = 0;
            const auto said = said_by(result);
            for (auto at = said.find("moves nothing"); at != said.npos;
                 at = said.find("moves nothing", at + 1))
                ++empty;
            BOOST_TEST(counts.animations + empty == row.number("anims"));
            ++done[row.extension()];
        }
    }
    for (const auto& [extension, count] : done) std::cout << extension << ": " << count << " ok\n";
}

BOOST_AUTO_TEST_CASE(broken_files_give_one_error) {
    const auto folder = corpus_folder();
    if (folder.empty()) return;
    const PluginRunner plugin{SINTER_PLUGIN};
    for (const auto& row : corpus_rows(folder, "model"))
        if (is_ours(row) && row.expected == "error")
            BOOST_TEST(fate_of(plugin, row, folder) == "error", row.file);
}

BOOST_AUTO_TEST_CASE(hostile_files_do_no_harm_outside_their_process) {
    const auto folder = corpus_folder();
    if (folder.empty()) return;
    const PluginRunner plugin{SINTER_PLUGIN};
    std::map<std::string, int> fates;
    for (const auto& row : corpus_rows(folder, "model")) {
        if (!is_ours(row) || row.expected != "survive") continue;
        const auto fate = fate_of(plugin, row, folder);
        ++fates[row.extension() + " " + fate];
        BOOST_TEST((fate == "ok" || fate == "error" || fate == "died"), row.file << ": " << fate);
        // Readers of our own die of nothing.
        if (row.extension() == "ply" || row.extension() == "stl") BOOST_TEST(fate != "died", row.file);
        if (fate == "died") std::cout << "died: " << row.file << "\n";
    }
    for (const auto& [fate, count] : fates) std::cout << fate << ": " << count << "\n";
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
