// SPDX-License-Identifier: Apache-2.0
#include "landlock.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>

namespace sinter {
namespace {

// The interface as Documentation/userspace-api/landlock.rst gives it. Debian 12's headers know ABI 2 only;
// the kernel may know more, and what it knows is what counts.
struct RulesetAttributes {
    std::uint64_t files;
    std::uint64_t network;  // from ABI 4
    std::uint64_t scopes;   // from ABI 6
};
static_assert(sizeof(RulesetAttributes) == 24);

constexpr std::uint32_t AskVersion = 1U << 0U;
constexpr std::uint32_t LogNothing = 1U << 0U;  // from ABI 7: no audit record of what this program is refused

/// All the rights of a version: bits 0 to 12 in the first; then REFER, TRUNCATE, IOCTL_DEV.
constexpr std::uint64_t file_rights(long abi) {
    const unsigned bits = abi >= 5 ? 16 : abi >= 3 ? 15 : abi >= 2 ? 14 : 13;
    return (std::uint64_t{1} << bits) - 1;
}
constexpr std::uint64_t network_rights(long abi) {
    return abi >= 4 ? 0b11 : 0;
}  // BIND_TCP, CONNECT_TCP
constexpr std::uint64_t scopes(long abi) {
    return abi >= 6 ? 0b11 : 0;
}  // ABSTRACT_UNIX_SOCKET, SIGNAL

WallState refused(int error_number) {
    switch (error_number) {
        case ENOSYS:
            return {Wall::Files, false, "the kernel does not offer Landlock"};
        case EOPNOTSUPP:
            return {Wall::Files, false, "Landlock is switched off on this system"};
        default:
            break;
    }
    return {Wall::Files, false, std::string{"Landlock is refused here: "} + std::strerror(error_number)};
}

std::string describe(long abi) {
    auto text = "Landlock ABI " + std::to_string(abi) + ": files";
    if (abi >= 4) text += ", TCP";
    if (abi >= 6) text += ", abstract sockets, signals";
    return text;
}

}  // namespace

WallState deny_files() {
    const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, AskVersion);
    if (abi < 0) return refused(errno);
    const RulesetAttributes everything{file_rights(abi), network_rights(abi), scopes(abi)};
    // The whole struct for every version: an older kernel accepts what it does not know as long as it is
    // zero.
    const auto ruleset =
        static_cast<int>(::syscall(SYS_landlock_create_ruleset, &everything, sizeof everything, 0U));
    if (ruleset < 0) return refused(errno);
    // Landlock asks for it; enclose has set it, and it does no harm twice.
    static_cast<void>(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    const long result = ::syscall(SYS_landlock_restrict_self, ruleset, abi >= 7 ? LogNothing : 0U);
    const int error_number = errno;
    ::close(ruleset);
    if (result != 0) return refused(error_number);

    const int root = ::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root >= 0) {
        ::close(root);
        return {Wall::Files, false, "Landlock was accepted and does not act"};
    }
    return {Wall::Files, true, describe(abi)};
}

}  // namespace sinter
