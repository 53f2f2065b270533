// SPDX-License-Identifier: Apache-2.0
// What a shader costs once the compiler is warm, against a process of glslangValidator for each.
//
//     shader_bench [rounds=50]
//
// The rival is measured in the same run; it checks SPIR-V of the same source and writes it. The plugin's time
// is that of a whole job: preprocessing, compilation, validation, the reference optimisation, reflection,
// tables.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "bench/bench.hpp"
#include "plugins/shader/sources.hpp"
#include "support/plugin_runner.hpp"
#include "support/temp_folder.hpp"

using namespace sinter;
using namespace sinter::bench;

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 50;
    const test::PluginRunner plugin{SINTER_SHADER_LIBRARY};
    const struct {
        const char* path;
        std::string_view source;
    } shaders[] = {{"mesh.vert", test::VertexSource},
                   {"surface.frag", test::FragmentSource},
                   {"double.comp", test::ComputeSource}};

    std::printf("workload: three shaders of 10 to 25 lines, one of two variants; median of %d\n", rounds);
    const test::TempFolder folder;
    bool met = true;
    for (const auto& shader : shaders) {
        const std::vector<std::uint8_t> bytes{shader.source.begin(), shader.source.end()};
        test::RunOptions options;
        options.path = shader.path;
        const auto decode = [&] {
            if (!plugin.decode("shader", bytes, options).status) std::abort();
        };
        const double first = seconds(decode) * 1000;
        const auto file = (folder / shader.path).string();
        std::ofstream{file, std::ios::binary} << shader.source;
        const auto command =
            "glslangValidator -V --target-env vulkan1.3 -DFOG=0 -o " + file + ".spv " + file + " > /dev/null";
        std::vector<double> warm, process;
        for (int i = 0; i < rounds; ++i) {
            warm.push_back(seconds(decode) * 1000);
            if (i % 5 != 0) continue;  // a process is slow
            bool ran = true;
            process.push_back(seconds([&] { ran = std::system(command.c_str()) == 0; }) * 1000);
            if (!ran) {
                std::fprintf(stderr, "shader_bench: glslangValidator failed or is not installed\n");
                return 1;
            }
        }
        const double ratio = median(process) / median(warm);
        met = met && ratio > 50;
        std::printf("  %-13s first %7.2f ms   then %6.2f ms   glslangValidator %7.2f ms   1/%.0f of it\n",
                    shader.path, first, median(warm), median(process), ratio);
    }
    std::printf("%s\n", met ? "each is below 1/50 of the process" : "not each is below 1/50 of the process");
    return met ? 0 : 1;
}
