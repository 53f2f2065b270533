# SPDX-License-Identifier: Apache-2.0
# Run as a script (cmake -P): writes OUTPUT, the definition of shipped_schema_texts(), from FILES (separated by "|").
string(REPLACE "|" ";" FILES "${FILES}")
set(texts "")
foreach(file IN LISTS FILES)
    file(READ "${file}" text)
    string(FIND "${text}" ")schema\"" clash)
    if(NOT clash EQUAL -1)
        message(FATAL_ERROR "${file}: cannot be embedded: it holds the end of a raw string")
    endif()
    string(APPEND texts "    R\"schema(${text})schema\",\n")
endforeach()
file(WRITE "${OUTPUT}" "// Generated from schemas/. Edit those.
#include \"shipped_schemas.hpp\"

namespace data_plugin {
namespace {

constexpr std::string_view Texts[] = {
${texts}};

}  // namespace

std::span<const std::string_view> shipped_schema_texts() noexcept {
    return Texts;
}

}  // namespace data_plugin
")
