// SPDX-License-Identifier: Apache-2.0
// PlatformProfile: what a platform allows and wants, as steps and validators see it.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "config/setting.hpp"
#include "config/toml_document.hpp"

namespace sinter {

/// Names to the text that says where their value comes from: "sinter.toml:12".
using Origins = std::map<std::string, std::string, std::less<>>;

struct PlatformProfile {
    std::string name;
    Values fields;    ///< every field of platform_fields(), always
    Origins origins;  ///< of each field
};
using PlatformProfiles = std::map<std::string, PlatformProfile, std::less<>>;

/// The fields a profile has, with type, range, choices and a line of help. Their defaults only give their
/// types.
/// Threads: any.
[[nodiscard]] const std::vector<SettingDecl>& platform_fields();

/// The platforms that come with Sinter: "linux", "mac", "mobile", "webgl", "windows" (config/platforms/).
[[nodiscard]] PlatformProfiles built_in_platforms();

/// "linux", "windows" or "mac": what this library is built for.
[[nodiscard]] std::string_view host_platform() noexcept;

/// Reads the table [platforms] of a project into `platforms`: changed fields of those that are there, and new
/// ones, which name another in `inherits`; the order does not matter. Problems are added, each with its
/// place.
void read_platforms(const TomlNode& table, const std::string& file, PlatformProfiles& platforms,
                    std::vector<Error>& problems);

/// "unknown platform "linx"; did you mean "linux"?"
[[nodiscard]] std::string unknown_platform_text(std::string_view name, const PlatformProfiles& platforms);

}  // namespace sinter
