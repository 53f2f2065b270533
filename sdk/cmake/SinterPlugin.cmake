# SPDX-License-Identifier: Apache-2.0
# sinter_add_plugin(<name> SOURCES <file>... [LINK <target>...] [MANIFEST plugin.toml] [OUTPUT <folder>])
#
# A shared library that Sinter finds when it lies in a plugins folder: hidden visibility, one exported symbol, no
# undefined symbols, the manifest embedded as section `.sinter`. Without OUTPUT it is written to
# ${SINTER_PLUGIN_OUTPUT}, or to the build folder's plugins/.
set(SINTER_PLUGIN_CMAKE_DIR ${CMAKE_CURRENT_LIST_DIR})

function(sinter_add_plugin name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "MANIFEST;OUTPUT" "SOURCES;LINK")
    if(arg_UNPARSED_ARGUMENTS OR NOT arg_SOURCES)
        message(FATAL_ERROR "sinter_add_plugin(${name}): SOURCES is missing, or unknown: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    if(NOT arg_MANIFEST)
        set(arg_MANIFEST plugin.toml)
    endif()
    if(NOT arg_OUTPUT)
        if(SINTER_PLUGIN_OUTPUT)
            set(arg_OUTPUT ${SINTER_PLUGIN_OUTPUT})
        else()
            set(arg_OUTPUT ${CMAKE_BINARY_DIR}/plugins)
        endif()
    endif()
    get_filename_component(manifest ${arg_MANIFEST} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
    set(SINTER_MANIFEST_FILE ${manifest})
    set(embedded ${CMAKE_CURRENT_BINARY_DIR}/${name}_manifest.c)
    configure_file(${SINTER_PLUGIN_CMAKE_DIR}/manifest.c.in ${embedded} @ONLY)
    set_source_files_properties(${embedded} PROPERTIES OBJECT_DEPENDS ${manifest})

    add_library(${name} MODULE ${arg_SOURCES} ${embedded})
    target_link_libraries(${name} PRIVATE sinter::sdk ${arg_LINK})
    if(TARGET sinter_options)
        target_link_libraries(${name} PRIVATE sinter_options)
    endif()
    target_compile_options(${name} PRIVATE -ffp-contract=off)
    # Where a sanitizer resolves symbols at run time, undefined ones are wanted.
    if(NOT SINTER_SANITIZE)
        target_link_options(${name} PRIVATE -Wl,--no-undefined)
    endif()
    target_link_options(${name} PRIVATE -Wl,--build-id=sha1
        -Wl,--version-script=${SINTER_PLUGIN_CMAKE_DIR}/exports.in)
    set_target_properties(${name} PROPERTIES
        PREFIX "" SUFFIX ".so"
        C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
        LINK_DEPENDS ${SINTER_PLUGIN_CMAKE_DIR}/exports.in
        LIBRARY_OUTPUT_DIRECTORY ${arg_OUTPUT})
endfunction()
