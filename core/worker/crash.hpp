// SPDX-License-Identifier: Apache-2.0
// Last words: a process that dies of a fault says where, and then dies of the same signal.
//
//   SIGSEGV: address not mapped (0x10), thread 4711
//     png.so+0x3a41 decode_rows
//     png.so+0x2b07
//
// The first line below the signal is the faulting instruction; the others lie in the call, one byte before
// its return address, as addr2line wants them. Offsets count from where the module is loaded, as in its ELF
// file. Only exported functions have names, mangled.
#pragma once

#include <string_view>

#include "crash_text.hpp"

namespace sinter {

/// Takes the report, of at most CrashText::Capacity bytes, whole lines. Called in a signal handler, at most
/// once in the life of a process: only what is async-signal-safe.
using CrashSink = void (*)(std::string_view report) noexcept;

/// Loads the unwinder and allocates what it needs. Once, before files are denied.
void prepare_crash_reports();

/// From now on SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL and SIGSYS of any thread give one report to `sink`;
/// then the process dies of that signal. Of threads that crash at once the first reports, and the others wait
/// for the end. A fault while reporting gives what was written until then, and the process dies of the first
/// signal. Inherited by fork. Before other threads are made.
void set_crash_report(CrashSink sink);

/// Gives the calling thread, for the rest of its life, a stack of its own for crash handlers: without one, a
/// stack overflow dies silently. Where the system refuses the memory the thread goes without.
void handle_crashes_on_this_thread();

}  // namespace sinter
