# SPDX-License-Identifier: Apache-2.0
# What every target of the project is built with; the interface target sinter_options carries it.
option(SINTER_WERROR "Warnings are errors" OFF)
set(SINTER_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them")

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
find_program(SINTER_CCACHE ccache)
if(SINTER_CCACHE)
    set(CMAKE_C_COMPILER_LAUNCHER ${SINTER_CCACHE})
    # Without this it passes by everything that uses a precompiled header.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${SINTER_CCACHE})
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 99)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set(SINTER_PLUGIN_OUTPUT ${PROJECT_BINARY_DIR}/plugins)

add_library(sinter_options INTERFACE)
target_compile_options(sinter_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow
    "$<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor;-Woverloaded-virtual>"
    # One source operation is one rounding: bytes must not depend on whether the machine has FMA.
    -ffp-contract=off)
if(SINTER_WERROR)
    target_compile_options(sinter_options INTERFACE -Werror)
endif()
if(SINTER_SANITIZE)
    # Global, so that every library and plugin of one build agrees.
    add_compile_options(-fsanitize=${SINTER_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -O1 -g1)
    add_link_options(-fsanitize=${SINTER_SANITIZE})
    if(SINTER_SANITIZE MATCHES thread)
        # Asio has fences, which ThreadSanitizer cannot see; its own locks stand around them.
        add_compile_options(-Wno-tsan)
    endif()
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG")
set(CMAKE_C_FLAGS_RELEASE "-O2 -g1 -DNDEBUG")
