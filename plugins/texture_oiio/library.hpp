// SPDX-License-Identifier: Apache-2.0
// OpenImageIO as this plugin uses it: what is set once, and how its failures become ours.
#pragma once

#include <new>
#include <stdexcept>
#include <string>

#include <sinter/status.hpp>

namespace sinter::texture_oiio {

/// Uncompressed bytes of one image that are still decoded, in MiB.
inline constexpr int MaxImageMib = 2048;
inline constexpr int MaxChannels = 256;

/// Sets OpenImageIO's limits and threads, once in a process, and ends the threads that its dependencies
/// started: after it only the caller's thread is left, so that the process can fork. Everything that reads
/// files of the system is done here, because a caged worker opens none afterwards. Threads: any.
void prepare_library();

/// `text` as one line of at most 300 bytes, without what does not print.
[[nodiscard]] std::string tidy(std::string_view text);

/// A failure that a library told as `text`, of the format `who`.
[[nodiscard]] Status library_failure(std::string_view who, std::string_view text);

/// Runs `body`, a callable that returns Status and calls into a library that may throw.
template <class Body>
Status library_call(std::string_view who, Body&& body) {
    try {
        return body();
    } catch (const std::bad_alloc&) {
        return {Code::OutOfMemory, std::string{who} + ": the decoder ran out of memory"};
    } catch (const std::length_error&) {
        // A size of the file that no container can have.
        return {Code::Corrupt, std::string{who} + ": an impossible size"};
    } catch (const std::exception& error) {
        return library_failure(who, error.what());
    }
}

}  // namespace sinter::texture_oiio
