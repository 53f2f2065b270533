// SPDX-License-Identifier: Apache-2.0
#include "library.hpp"

#include <OpenImageIO/imageio.h>
#include <dlfcn.h>
#include <libheif/heif.h>

#include <algorithm>
#include <array>
#include <mutex>

#include "av1.hpp"
#include "hevc.hpp"

namespace sinter::texture_oiio {
namespace {

/// OpenVDB, which OpenImageIO links, brings log4cplus, whose constructor starts four threads that never do
/// anything here. The function has C++ linkage and no header is installed, hence its mangled name; absent,
/// nothing is lost.
void stop_log4cplus() {
    if (void* symbol = dlsym(RTLD_DEFAULT, "_ZN9log4cplus18shutdownThreadPoolEv"))
        reinterpret_cast<void (*)()>(symbol)();
}

void set_up() {
    OIIO::attribute("threads", 1);       // none but the caller
    OIIO::attribute("exr_threads", -1);  // none but the caller
    OIIO::attribute("use_tbb", 0);
    OIIO::attribute("try_all_readers", 0);
    OIIO::attribute("plugin_searchpath", "");
    OIIO::attribute("log_times", 0);
    OIIO::attribute("debug", 0);
    OIIO::attribute("limits:channels", MaxChannels);
    OIIO::attribute("limits:imagesize_MB", MaxImageMib);
    // The first reader makes the catalogue of all; this one's library has tables to make, too.
    static_cast<void>(OIIO::ImageInput::create("openexr", false, nullptr, nullptr, ""));
    static_cast<void>(heif_init(nullptr));  // loads its codecs
    register_hevc_decoder();
    register_av1_decoder();
    stop_log4cplus();
    static_cast<void>(OIIO::geterror());
}

bool says(std::string_view text, std::string_view part) {
    return std::search(text.begin(), text.end(), part.begin(), part.end(), [](char a, char b) {
               return (a >= 'A' && a <= 'Z' ? a + ('a' - 'A') : a) == b;
           }) != text.end();
}

/// By the phrases that OpenImageIO's messages hold.
Code code_of(std::string_view text) {
    constexpr std::array<std::string_view, 2> memory = {"bad_alloc", "out of memory"};
    constexpr std::array<std::string_view, 5> large = {"too large", "exceeds", "larger than", "too big",
                                                       "maximum permi"};
    constexpr std::array<std::string_view, 7> unsupported = {
        "unsupported", "not supported", "cannot handle",  "unknown compression",
        "not yet",     "can't handle",  "not implemented"};
    const auto any = [&](const auto& parts) {
        return std::any_of(parts.begin(), parts.end(),
                           [&](std::string_view part) { return says(text, part); });
    };
    if (any(memory)) return Code::OutOfMemory;
    if (any(large)) return Code::TooLarge;
    if (any(unsupported)) return Code::Unsupported;
    return Code::Corrupt;
}

}  // namespace

void prepare_library() {
    static std::once_flag once;
    std::call_once(once, set_up);
}

std::string tidy(std::string_view text) {
    constexpr std::size_t longest = 300;
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (blank && (out.empty() || out.back() == ' ')) continue;
        out += blank ? ' ' : (c > ' ' && c < 127 ? c : '?');
        if (out.size() == longest) break;
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

Status library_failure(std::string_view who, std::string_view text) {
    auto line = tidy(text);
    if (line.empty()) line = "the decoder gives no reason";
    return {code_of(line), std::string{who} + ": " + line};
}

}  // namespace sinter::texture_oiio
