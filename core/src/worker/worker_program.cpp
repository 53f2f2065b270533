// SPDX-License-Identifier: Apache-2.0
#include "worker/worker_program.hpp"

#include <unistd.h>

#include <cstdlib>

#include <boost/dll/runtime_symbol_info.hpp>
#include <boost/filesystem.hpp>

namespace sinter {

Result<std::string> find_worker_program(const std::string& chosen, const std::vector<std::string>& plugin_folders) {
    std::vector<std::string> places;
    if (!chosen.empty()) {
        places = {chosen};
    } else if (const char* const named = std::getenv("SINTER_WORKER")) {
        places = {named};
    } else {
        boost::system::error_code error;
        const auto program = boost::dll::program_location(error);
        if (!error) {
            const auto folder = boost::filesystem::path{program.string()}.parent_path();
            places = {(folder / "sinter-worker").string(),
                      (folder.parent_path() / "lib" / "sinter" / "sinter-worker").string()};
        }
        for (const auto& folder : plugin_folders)
            places.push_back((boost::filesystem::path{folder}.parent_path() / "sinter-worker").string());
        places.emplace_back(SINTER_INSTALLED_WORKER);
    }
    std::string looked;
    for (const auto& place : places) {
        if (::access(place.c_str(), X_OK) == 0) return place;
        looked += (looked.empty() ? "" : ", ") + place;
    }
    return {Code::Absent, "worker: there is no sinter-worker (" + looked + ")"};
}

}  // namespace sinter
