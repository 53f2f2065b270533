// SPDX-License-Identifier: Apache-2.0
// What a worker needs of the plugin: after the instances are made, no thread but the caller's, and no file
// and no thread is asked for again, in a forked process that answers both with "no".
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "images.hpp"
#include "support/decoded_texture.hpp"
#include "written_images.hpp"

namespace sinter::test {
namespace {

int thread_count() {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc/self/task"})
        count += entry.is_directory();
    return count;
}

/// Every open, thread, process and socket fails with EACCES from here on. False: this system has no seccomp.
bool lock_down() {
    const auto refuse = [](int number) {
        return std::array<sock_filter, 2>{
            sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 1),
            sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES)};
    };
    std::vector<sock_filter> filter = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
    for (const int number : {SYS_open, SYS_openat, SYS_openat2, SYS_creat, SYS_clone, SYS_clone3, SYS_fork,
                             SYS_vfork, SYS_socket, SYS_connect, SYS_execve}) {
        const auto rule = refuse(number);
        filter.insert(filter.end(), rule.begin(), rule.end());
    }
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

struct Sample {
    std::string decoder;
    ByteVector file;
};

std::vector<Sample> samples() {
    OIIO::ImageSpec rgb{64, 64, 3, OIIO::TypeUInt8}, floats{64, 64, 3, OIIO::TypeFloat};
    const auto texels = counting_bytes(64 * 64 * 3);
    std::vector<Sample> out;
    out.push_back({"tga", tga_file(3, 2, 3, sample_texels(3), true)});
    out.push_back({"bmp", bmp_file(3, 2, 3, sample_texels(3), false)});
    out.push_back({"sgi", sgi_file(3, 2, 3, sample_texels(3))});
    out.push_back({"pic", pic_file(3, 2, sample_texels(4))});
    out.push_back({"ico", ico_file({{3, 2, icon_dib(3, 2, sample_texels(4))}})});
    out.push_back({"ico", ico_file({{64, 64, write_images("png", {{rgb, texels}})}})});
    out.push_back({"exr", write_images("openexr", {{floats, ByteVector(64 * 64 * 12)}})});
    for (const auto* compression : {"lzw", "zip", "jpeg", "packbits"}) {
        auto spec = rgb;
        spec.attribute("compression", compression);
        out.push_back({"tiff", write_images("tiff", {{spec, texels}})});
    }
    for (const auto& [decoder, writer] : {std::pair{"gif", "gif"},
                                          {"webp", "webp"},
                                          {"jp2", "jpeg2000"},
                                          {"dpx", "dpx"},
                                          {"pnm", "pnm"},
                                          {"hdr", "hdr"}}) {
        auto spec = std::string_view{decoder} == "hdr" ? floats : rgb;
        const auto size = static_cast<std::size_t>(spec.image_bytes());
        out.push_back({decoder, write_images(writer, {{spec, ByteVector(size, 1)}})});
    }
    out.push_back({"webp", webp_file(2, 2, counting_bytes(16))});
    out.push_back({"webp", webp_animation(1, 1, {{1, 2, 3, 4}, {5, 6, 7, 8}}, 10)});
    for (const bool is_avif : {false, true})
        if (auto file = heif_file(64, 64, {1, 2, 3, 255}, is_avif); !file.empty())
            out.push_back({"heif", file});
    return out;
}

BOOST_AUTO_TEST_SUITE(worker)

BOOST_AUTO_TEST_CASE(no_thread_is_left_when_the_instances_are_made) {
    texture_plugin().make_ready();
    // Threads that were told to end need a turn of a processor to do so.
    int turns = 100000;
    while (thread_count() > 1 && turns-- > 0) sched_yield();
    BOOST_TEST(thread_count() == 1);
}

BOOST_AUTO_TEST_CASE(decodes_every_format_without_opening_a_file_or_starting_a_thread) {
    texture_plugin().make_ready();
    for (const auto& sample : samples()) {
        BOOST_TEST_CONTEXT(sample.decoder << ", " << sample.file.size() << " bytes") {
            const pid_t child = fork();
            BOOST_REQUIRE(child >= 0);
            if (child == 0) {
                alarm(20);
                if (!lock_down()) _exit(77);
                // A reader that asks for a file and goes on without it would go unseen: this one must fail,
                // too.
                if (open("/etc/passwd", 0) >= 0) _exit(78);
                const auto result = decode(sample.decoder, sample.file);
                if (!result.status) std::cerr << result.status.error().text << std::endl;
                _exit(result.status ? 0 : 1);
            }
            int status = 0;
            waitpid(child, &status, 0);
            if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
                std::cout << "SKIPPED: no seccomp here" << std::endl;
                return;
            }
            BOOST_TEST(WIFEXITED(status), "signal " << WTERMSIG(status));
            BOOST_TEST(WEXITSTATUS(status) == 0);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace sinter::test
