// SPDX-License-Identifier: Apache-2.0
#include "plugin/library.hpp"

#include <dlfcn.h>
#include <sinter/abi/decoder.h>
#include <sinter/abi/processor.h>
#include <sinter/abi/reload.h>
#include <sinter/abi/validator.h>

#include <boost/dll/shared_library.hpp>

#include "os/elf.hpp"
#include "os/utf8.hpp"

namespace sinter {
namespace {

/// Size of the table behind an interface's id, 0 for an unknown one. Every table begins with its own size.
std::uint32_t table_size(std::string_view id) {
    if (id == SINTER_DECODER_ID) return sizeof(sinter_decoder_v0);
    if (id == SINTER_PROCESSOR_ID) return sizeof(sinter_processor_v0);
    if (id == SINTER_VALIDATOR_ID) return sizeof(sinter_validator_v0);
    if (id == SINTER_RELOAD_ID) return sizeof(sinter_reload_handler_v0);
    return 0;
}

std::string found_and_wanted(std::uint64_t found, std::uint64_t wanted) {
    return " (found " + std::to_string(found) + ", wanted " + std::to_string(wanted) + ")";
}

}  // namespace

Result<Manifest> PluginLibrary::read_manifest(const std::string& path) {
    const auto text = read_section(path, ".sinter", MaxManifestBytes);
    if (!text) return text.error();
    if (!is_utf8(*text)) return {Code::Corrupt, path + ": the manifest is not UTF-8"};
    return parse_manifest(*text, path);
}

PluginLibrary::PluginLibrary(std::string path, Manifest manifest)
    : path_(std::move(path)), manifest_(std::move(manifest)), isolation_(manifest_.isolation) {}

Result<const sinter_entry_v0*> PluginLibrary::load() const {
    namespace dll = boost::dll;
    // The handle is closed at the end of this function; the library stays, and so do its tables.
    constexpr auto never_unload = static_cast<dll::load_mode::type>(RTLD_NODELETE);
    boost::system::error_code failed;
    dll::shared_library library;
    library.load(path_, dll::load_mode::rtld_now | dll::load_mode::rtld_local | never_unload, failed);
    if (failed) {
        const char* reason = ::dlerror();
        return {Code::Io,
                path_ + ": cannot be loaded (" + (reason ? std::string{reason} : failed.message()) + ")"};
    }
    if (!library.has(SINTER_ENTRY_SYMBOL))
        return {Code::Contract, path_ + ": exports no symbol " SINTER_ENTRY_SYMBOL};
    const auto& entry = library.get<const sinter_entry_v0>(SINTER_ENTRY_SYMBOL);
    if (entry.abi != SINTER_ABI_VERSION) {
        return {Code::Unsupported, path_ + ": made for another version of the SDK" +
                                       found_and_wanted(entry.abi, SINTER_ABI_VERSION)};
    }
    if (entry.size != sizeof(sinter_entry_v0)) {
        return {Code::Contract, path_ + ": " SINTER_ENTRY_SYMBOL " has a wrong size" +
                                    found_and_wanted(entry.size, sizeof(sinter_entry_v0))};
    }
    if (!entry.get) return {Code::Contract, path_ + ": " SINTER_ENTRY_SYMBOL " has no function get"};
    return &entry;
}

Result<const sinter_entry_v0*> PluginLibrary::entry() {
    if (const auto* ready = entry_.load(std::memory_order_acquire)) return ready;
    const std::lock_guard lock{mutex_};
    if (const auto* ready = entry_.load(std::memory_order_relaxed)) return ready;
    if (failure_.code != Code::Ok) return failure_;
    auto loaded = load();
    if (loaded) {
        entry_.store(*loaded, std::memory_order_release);
    } else {
        failure_ = loaded.error();
    }
    return loaded;
}

Result<const void*> PluginLibrary::interface_of(std::string_view id, std::string_view name) {
    const auto wanted = table_size(id);
    const auto who = std::string{id} + " \"" + std::string{name} + "\"";
    if (wanted == 0) return {Code::Unsupported, path_ + ": unknown interface " + who};
    const auto opened = entry();
    if (!opened) return opened.error();
    const void* table = (*opened)->get(to_abi(id), to_abi(name));
    if (!table)
        return {Code::Contract, path_ + ": the manifest promises " + who + ", the library does not have it"};
    const auto found = *static_cast<const std::uint32_t*>(table);
    if (found != wanted)
        return {Code::Contract,
                path_ + ": the table of " + who + " has a wrong size" + found_and_wanted(found, wanted)};
    return table;
}

}  // namespace sinter
