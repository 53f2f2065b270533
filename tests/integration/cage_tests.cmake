# SPDX-License-Identifier: Apache-2.0
# The cage, with a plugin that does what no plugin may do.
add_subdirectory(${PROJECT_SOURCE_DIR}/tests/support/misbehave ${PROJECT_BINARY_DIR}/tests/support/misbehave)
foreach(cage IN ITEMS contract crowd death escape quarantine state urgent wire)
    sinter_add_test(cage_${cage}_test LABEL integration SOURCES cage_${cage}_test.cpp)
    add_dependencies(cage_${cage}_test sinter_worker misbehave_plugins)
    target_compile_definitions(cage_${cage}_test PRIVATE MISBEHAVE_PLUGINS="${PROJECT_BINARY_DIR}/misbehave"
        SINTER_WORKER="$<TARGET_FILE:sinter_worker>")
endforeach()
# They measure time, or count the processes of a machine that others use too.
set_tests_properties(cage_crowd_test cage_urgent_test PROPERTIES RUN_SERIAL ON)

if(TARGET sinter_samples)
    sinter_add_test(cage_same_bytes_test LABEL integration SOURCES cage_same_bytes_test.cpp)
    add_dependencies(cage_same_bytes_test sinter_worker misbehave_plugins sinter_samples sinter_plugins)
    target_compile_definitions(cage_same_bytes_test PRIVATE MISBEHAVE_PLUGINS="${PROJECT_BINARY_DIR}/misbehave"
        SINTER_WORKER="$<TARGET_FILE:sinter_worker>" SINTER_PLUGINS="${SINTER_PLUGIN_OUTPUT}"
        SAMPLES_PROGRAM="$<TARGET_FILE:sinter_samples>")
endif()

# A tracer and a sanitizer's leak check exclude each other.
if(TARGET sinter_cli AND NOT SINTER_SANITIZE)
    add_test(NAME cage_strace COMMAND ${CMAKE_CURRENT_LIST_DIR}/cage_strace_test.sh $<TARGET_FILE:sinter_cli>
        $<TARGET_FILE:sinter_worker> ${PROJECT_BINARY_DIR}/misbehave/wild)
    set_tests_properties(cage_strace PROPERTIES LABELS integration TIMEOUT 600 SKIP_RETURN_CODE 77)
endif()
