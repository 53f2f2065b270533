// SPDX-License-Identifier: Apache-2.0
// The commands of `sinter`, each with its options and its run.
#pragma once

// CLI11 is named, not included: its header costs seconds in each file that has it.
namespace CLI {
class App;
}

namespace sinter::cli {

/// Exit codes: 0 all well, 1 some assets failed (the rest are done), 2 wrong usage or configuration; 130
/// interrupted.
inline constexpr int ExitWell = 0;
inline constexpr int ExitSomeFailed = 1;
inline constexpr int ExitUsage = 2;
inline constexpr int ExitInterrupted = 130;

/// Each adds its command to `app`; when the command is chosen, its run leaves the exit code in `exit_code`.
void add_cook(CLI::App& app, int& exit_code);
void add_load(CLI::App& app, int& exit_code);
void add_inspect(CLI::App& app, int& exit_code);
void add_export(CLI::App& app, int& exit_code);
void add_plugins(CLI::App& app, int& exit_code);
void add_doctor(CLI::App& app, int& exit_code);

}  // namespace sinter::cli
