# SPDX-License-Identifier: Apache-2.0
# Models from glTF through a cook and an export to GLB, compared by tinygltf.
find_package(PkgConfig REQUIRED)
pkg_check_modules(TINYGLTF REQUIRED IMPORTED_TARGET tinygltf)
add_library(round_trip STATIC round_trip.cpp round_trip_gltf.cpp round_trip_limits.cpp round_trip_match.cpp
    round_trip_motion.cpp round_trip_pose.cpp round_trip_scene.cpp)
target_link_libraries(round_trip PRIVATE sinter_options PUBLIC sinter_test_main PkgConfig::TINYGLTF)
target_include_directories(round_trip PRIVATE ${PROJECT_SOURCE_DIR}/core/src ${PROJECT_SOURCE_DIR}/tests)
target_compile_definitions(round_trip PUBLIC SINTER_PROGRAM="$<TARGET_FILE:sinter_cli>"
    SAMPLES_PROGRAM="$<TARGET_FILE:sinter_samples>")
foreach(name IN ITEMS round_trip_test round_trip_corpus_test)
    sinter_add_test(${name} LABEL integration SOURCES ${name}.cpp LINK round_trip)
    add_dependencies(${name} sinter_cli sinter_worker sinter_samples sinter_plugins)
endforeach()
set(samples ${PROJECT_SOURCE_DIR}/tools/samples)
target_sources(round_trip_test PRIVATE round_trip_rig.cpp ${samples}/glb_writer.cpp ${samples}/mesh.cpp)
target_link_libraries(round_trip_corpus_test PRIVATE plugin_test_support)
set_tests_properties(round_trip_corpus_test PROPERTIES SKIP_REGULAR_EXPRESSION "SKIPPED: corpus not found")
