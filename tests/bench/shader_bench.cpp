// SPDX-License-Identifier: Apache-2.0
// What a shader costs once the compiler is warm, against a process of glslangValidator for each.
//
//     shader_bench [rounds=50]
//
// The rival is measured in the same run; it checks SPIR-V of the same source and writes it. The plugin's time
// is that of a whole job: preprocessing, compilation, validation, the reference optimisation, reflection,
// tables.
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include <sinter/shader.hpp>

#include "bench/bench.hpp"
#include "plugins/shader/sources.hpp"
#include "support/plugin_runner.hpp"
#include "support/temp_folder.hpp"

using namespace sinter;
using namespace sinter::bench;

namespace {

double cpu_ms(int who) {
    rusage usage{};
    getrusage(who, &usage);
    const auto ms = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_usec) / 1000;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

}  // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 50;
    const test::PluginRunner plugin{SINTER_SHADER_LIBRARY};
    const struct {
        const char* path;
        std::string_view source;
    } shaders[] = {{"mesh.vert", test::VertexSource},
                   {"surface.frag", test::FragmentSource},
                   {"double.comp", test::ComputeSource}};

    std::printf("workload: three shaders of 10 to 25 lines, one of two variants; CPU time, median of %d\n",
                rounds);
    const test::TempFolder folder;
    bool met = true;
    for (const auto& shader : shaders) {
        const std::vector<std::uint8_t> bytes{shader.source.begin(), shader.source.end()};
        test::RunOptions options;
        options.path = shader.path;
        const auto decode = [&] {
            if (!plugin.decode("shader", bytes, options).status) std::abort();
        };
        double variants = 1;
        const double first = seconds([&] {
                                 const auto result = plugin.decode("shader", bytes, options);
                                 variants = Shader{test::product_of(result).view()}.variant_count();
                             }) *
                             1000;
        const auto file = (folder / shader.path).string();
        std::ofstream{file, std::ios::binary} << shader.source;
        const auto command =
            "glslangValidator -V --target-env vulkan1.3 -DFOG=0 -o " + file + ".spv " + file + " > /dev/null";
        std::vector<double> warm, process;  // CPU time: what else runs does not count
        for (int i = 0; i < rounds; ++i) {
            const double before = cpu_ms(RUSAGE_SELF);
            decode();
            warm.push_back((cpu_ms(RUSAGE_SELF) - before) / variants);
            if (i % 5 != 0) continue;  // a process is slow
            bool ran = true;
            const double spent = cpu_ms(RUSAGE_CHILDREN);
            ran = std::system(command.c_str()) == 0;
            process.push_back(cpu_ms(RUSAGE_CHILDREN) - spent);
            if (!ran) {
                std::fprintf(stderr, "shader_bench: glslangValidator failed or is not installed\n");
                return 1;
            }
        }
        const double ratio = median(process) / median(warm);
        met = met && ratio > 50;
        std::printf(
            "  %-13s first %7.2f ms   then %6.2f ms a variant   glslangValidator %7.2f ms   1/%.0f of it\n",
            shader.path, first, median(warm), median(process), ratio);
    }
    std::printf("%s\n", met ? "each is below 1/50 of the process" : "not each is below 1/50 of the process");
    return met ? 0 : 1;
}
