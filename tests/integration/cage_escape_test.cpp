// SPDX-License-Identifier: Apache-2.0
// What a plugin reaches for outside of its cage, it does not get.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "cage_project.hpp"
#include "os/file_descriptor.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

/// A socket of this process that listens, so that a connection fails for no other reason than the cage.
struct Listener {
    FileDescriptor socket;
    std::uint16_t port = 0;

    Listener() : socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        BOOST_REQUIRE(::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), size) == 0);
        BOOST_REQUIRE(::listen(socket.get(), 8) == 0);
        BOOST_REQUIRE(::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
        port = ntohs(address.sin_port);
    }
    explicit Listener(const std::string& path) : socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        BOOST_REQUIRE(path.size() < sizeof address.sun_path);
        path.copy(address.sun_path, path.size());
        BOOST_REQUIRE(::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
        BOOST_REQUIRE(::listen(socket.get(), 8) == 0);
    }
};

/// The text of a product that a deed made of what it saw.
std::string told(const CookedAsset& asset, const CageProject& project) {
    const auto& artifact = asset.products.at(0).artifact;
    return project.folder().read(".sinter/objects/" + artifact.substr(0, 2) + "/" + artifact);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cage_escape)

BOOST_AUTO_TEST_CASE(every_reach_for_the_machine_is_refused) {
    const CageProject project;
    const TempFolder outside;
    outside.write("secret", "the secret of another folder");
    const auto secret = (outside / "secret").string();
    const Listener tcp, local{(outside / "socket").string()};
    const std::string deeds[] = {
        "open",
        "open " + secret,
        "open /proc/self/environ",
        "open /proc/self/maps",
        "open /proc/self/mem",
        "open .",
        "open " + (project.folder() / "sinter.toml").string(),
        "create",
        "create /tmp/misbehave-escaped",
        "create " + secret,
        "create " + (project.folder() / "assets/new").string(),
        "change " + secret,
        "connect_tcp " + std::to_string(tcp.port),
        "connect_unix " + (outside / "socket").string(),
        "fork",
        "fork_bomb",
        "thread",
        "exec",
        "kill_parent",
        "ptrace_parent",
        "read_parent",
        "dump_core",
        "use_up_descriptors",
    };
    project.write_good(10);
    for (std::size_t i = 0; i < std::size(deeds); ++i)
        project.write_deed("bad" + std::to_string(i) + ".misbehave", deeds[i], i);
    const auto report = project.cook();
    BOOST_TEST(report.totals.built == 10);
    for (std::size_t i = 0; i < std::size(deeds); ++i) {
        BOOST_TEST_CONTEXT(deeds[i]) {
            const auto& bad = asset(report, "bad" + std::to_string(i) + ".misbehave");
            BOOST_CHECK(bad.status == CookStatus::Failed);
            BOOST_TEST(bad.error.text.find("ESCAPED") == std::string::npos, bad.error.text);
            BOOST_TEST(words(bad).find("the secret of") == std::string::npos);
        }
    }
    BOOST_TEST(outside.read("secret") == "the secret of another folder");
    BOOST_TEST(!std::filesystem::exists("misbehave-escaped"));
    BOOST_TEST(!std::filesystem::exists("/tmp/misbehave-escaped"));
    BOOST_TEST(!std::filesystem::exists(project.folder() / "assets/new"));
    BOOST_TEST(descendants().size() == 0);
}

BOOST_AUTO_TEST_CASE(system_calls_that_no_decoder_needs_are_refused) {
    // By number on x86_64, with zeroes as arguments, which ask for nothing harmful: what the kernel says to
    // such a call outside of a cage differs from EPERM, EACCES and ENOSYS, or it succeeds.
    const struct {
        int number;
        const char* name;
    } calls[] = {{41, "socket"},
                 {53, "socketpair"},
                 {56, "clone"},
                 {57, "fork"},
                 {58, "vfork"},
                 {59, "execve"},
                 {77, "ftruncate"},
                 {95, "umask"},
                 {101, "ptrace"},
                 {110, "getppid"},
                 {112, "setsid"},
                 {135, "personality"},
                 {157, "prctl"},
                 {161, "chroot"},
                 {165, "mount"},
                 {175, "init_module"},
                 {246, "kexec_load"},
                 {250, "keyctl"},
                 {272, "unshare"},
                 {298, "perf_event_open"},
                 {310, "process_vm_readv"},
                 {319, "memfd_create"},
                 {321, "bpf"},
                 {323, "userfaultfd"},
                 {425, "io_uring_setup"},
                 {434, "pidfd_open"},
                 {435, "clone3"},
                 {438, "pidfd_getfd"}};
#if defined(__x86_64__)
    const CageProject project;
    for (const auto& call : calls)
        project.write_deed(std::string{call.name} + ".misbehave", "syscall " + std::to_string(call.number));
    const auto report = project.cook();
    for (const auto& call : calls) {
        BOOST_TEST_CONTEXT(call.name) {
            const auto& tried = asset(report, std::string{call.name} + ".misbehave");
            if (call.number == 110) {
                // Allowed, so that this test would notice if everything failed.
                BOOST_CHECK(tried.status == CookStatus::Built);
                continue;
            }
            BOOST_CHECK(tried.status == CookStatus::Failed);
            const bool by_the_wall = tried.error.text.find("(EPERM)") != std::string::npos ||
                                     tried.error.text.find("(EACCES)") != std::string::npos ||
                                     tried.error.text.find("(ENOSYS)") != std::string::npos;
            BOOST_TEST(by_the_wall, tried.error.text);
        }
    }
#endif
}

BOOST_AUTO_TEST_CASE(finds_no_environment_and_no_foreign_descriptor) {
    setenv("SINTER_TEST_SECRET", "of the environment", 1);
    const FileDescriptor inherited{::dup(2)};  // without close-on-exec
    const CageProject project;
    project.write_deed("environment.misbehave", "environment");
    project.write_deed("descriptors.misbehave", "descriptors");
    project.write_deed("code.misbehave", "make_code");
    const auto report = project.cook(project.config(1));
    BOOST_REQUIRE(asset(report, "environment.misbehave").status == CookStatus::Built);
    BOOST_TEST(asset(report, "environment.misbehave").products[0].facts.size() > 0);
    BOOST_TEST(told(asset(report, "environment.misbehave"), project).find("SINTER_TEST_SECRET") ==
               std::string::npos);
    BOOST_TEST(told(asset(report, "environment.misbehave"), project).find("PATH=") == std::string::npos);
    // Its outputs, the wire, the arena.
    const auto list = told(asset(report, "descriptors.misbehave"), project);
    BOOST_TEST(list.find("1 2 3 4") != std::string::npos);
    BOOST_TEST(list.find("4 5") == std::string::npos);
    BOOST_CHECK(asset(report, "code.misbehave").status == CookStatus::Failed);
    unsetenv("SINTER_TEST_SECRET");
}

BOOST_AUTO_TEST_CASE(paths_out_of_the_project_get_one_answer) {
    const TempFolder outside;
    outside.write("secret.txt", "the secret of another folder");
    const auto secret = (outside / "secret.txt").string();
    const auto name = outside.path().filename().string();
    for (const auto isolation : {Isolation::None, Isolation::Worker}) {
        BOOST_TEST_CONTEXT(name_of(isolation)) {
            const CageProject project;
            const auto assets = project.folder() / "assets";
            std::filesystem::create_directories(assets / "deep");
            std::filesystem::create_symlink(outside / "secret.txt", assets / "deep/link.txt");
            std::filesystem::create_symlink(outside.path(), assets / "deep/folder");
            std::filesystem::create_symlink("../../../" + name + "/secret.txt", assets / "deep/relative.txt");
            std::filesystem::create_symlink("link.txt", assets / "deep/twice.txt");
            const std::string paths[] = {
                "../../" + name + "/secret.txt",
                "../../../../../../../../../../../etc/passwd",
                "/../" + name + "/secret.txt",
                "//" + secret,
                "file://" + secret,
                "FILE:///etc/passwd",
                "http://localhost/secret",
                "..%2f..%2f" + name + "%2fsecret.txt",
                "%2e%2e/%2e%2e/" + name + "/secret.txt",
                "..\\..\\" + name + "\\secret.txt",
                "C:\\Windows\\win.ini",
                "\\\\server\\share\\file",
                "link.txt",
                "twice.txt",
                "relative.txt",
                "folder/secret.txt",
                "folder/../../../sinter.toml",
                "../../sinter.toml",
                "..",
                "/",
                std::string{"a\x00.txt", 6},
                "a\xff.txt",
            };
            for (std::size_t i = 0; i < std::size(paths); ++i)
                project.write("deep/r" + std::to_string(i) + ".misbehave", "read " + paths[i] + "\n");
            // And one that is right, to see that the others fail for their paths.
            project.write("deep/inside.txt", "neighbour");
            project.write("deep/right.misbehave", "read inside.txt\n");
            auto config = project.config();
            config.set_isolation("misbehave", isolation);
            const auto report = project.cook(config);
            BOOST_CHECK(asset(report, "deep/right.misbehave").status == CookStatus::Built);
            std::map<std::string, std::string> answers;  // and a path that got it
            for (std::size_t i = 0; i < std::size(paths); ++i) {
                BOOST_TEST_CONTEXT(paths[i]) {
                    const auto& refused = asset(report, "deep/r" + std::to_string(i) + ".misbehave");
                    BOOST_CHECK(refused.status == CookStatus::Failed);
                    answers[refused.error.text] += " " + paths[i];
                    for (const auto& part : {std::string{"the secret of"}, secret, std::string{"root:"}})
                        BOOST_TEST(words(refused).find(part) == std::string::npos, words(refused));
                }
            }
            BOOST_TEST(answers.size() == 1);
            for (const auto& [answer, asked] : answers) BOOST_TEST_MESSAGE(answer << ":" << asked);
        }
    }
}

BOOST_AUTO_TEST_CASE(sources_that_are_links_out_of_the_project_are_not_followed) {
    const TempFolder outside;
    outside.write("a.misbehave", "copy\nthe secret of another folder");
    const CageProject project;
    std::filesystem::create_symlink(outside / "a.misbehave", project.folder() / "assets/a.misbehave");
    std::filesystem::create_symlink(outside.path(), project.folder() / "assets/folder");
    project.write_good(1);
    const auto report = project.cook();
    BOOST_TEST(report.totals.built == 1);
    for (const auto& found : report.assets)
        BOOST_TEST(words(found).find("the secret of") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
