# SPDX-License-Identifier: Apache-2.0
# sinter_embed_texts(<target> FOLDER <folder> FILES <file>...)
#
# Compiles text files into <target>, so that the library needs none of them at run time. embedded_texts()
# of core/src/config/embedded.hpp lists them under their names relative to FOLDER. They are embedded anew whenever
# one changes. Run as a script (cmake -P), this file writes the generated source.
if(CMAKE_SCRIPT_MODE_FILE)
    set(rows "")
    string(REPLACE "|" ";" FILES "${FILES}")
    foreach(file IN LISTS FILES)
        file(READ "${FOLDER}/${file}" text)
        string(FIND "${text}" ")sinter_text\"" clash)
        if(NOT clash EQUAL -1)
            message(FATAL_ERROR "${file}: cannot be embedded: it holds the end of a raw string")
        endif()
        string(APPEND rows "    {\"${file}\",\n     R\"sinter_text(${text})sinter_text\"},\n")
    endforeach()
    file(WRITE "${OUTPUT}.new" "// Generated from files in config/. Edit those.
#include \"config/embedded.hpp\"

namespace sinter {
namespace {

constexpr EmbeddedText Texts[] = {
${rows}};

}  // namespace

std::span<const EmbeddedText> embedded_texts() noexcept { return Texts; }

}  // namespace sinter
")
    file(RENAME "${OUTPUT}.new" "${OUTPUT}")
    return()
endif()

set(SINTER_EMBED_TEXT_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(sinter_embed_texts target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "FOLDER" "FILES")
    set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded_texts.cpp)
    list(TRANSFORM arg_FILES PREPEND ${arg_FOLDER}/ OUTPUT_VARIABLE inputs)
    string(REPLACE ";" "|" joined "${arg_FILES}")
    add_custom_command(
        OUTPUT ${output}
        COMMAND ${CMAKE_COMMAND} -DFOLDER=${arg_FOLDER} "-DFILES=${joined}" -DOUTPUT=${output}
                -P ${SINTER_EMBED_TEXT_SCRIPT}
        DEPENDS ${inputs} ${SINTER_EMBED_TEXT_SCRIPT}
        VERBATIM)
    # A target of this folder, because a custom command is not seen by targets of other folders.
    add_library(${target}_texts OBJECT ${output})
    target_include_directories(${target}_texts PRIVATE $<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>)
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:${target}_texts>)
endfunction()
