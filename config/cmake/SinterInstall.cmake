# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` puts where, and the package that find_package(Sinter) finds. Included last by the top folder:
# it installs the targets that are there by then.
#
#   include/sinter/          the SDK, and the kernel's public headers in core/
#   lib/libsinter_core.a     the kernel
#   lib/cmake/Sinter/        SinterConfig.cmake, sinter_add_plugin()
#   lib/sinter/plugins/      the plugins of this build
#   lib/sinter/              sinter-worker, which caged plugins run in
#   bin/                     the command line
include(CMakePackageConfigHelpers)
set(SINTER_INSTALL_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/Sinter)
set(SINTER_INSTALL_PLUGIN_DIR ${CMAKE_INSTALL_LIBDIR}/sinter/plugins)

# Two sets of targets: who writes a plugin needs the SDK's, and none of the libraries that the kernel is made of.
install(TARGETS sinter_core EXPORT SinterCoreTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/core/include/sinter DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT SinterTargets NAMESPACE sinter:: DESTINATION ${SINTER_INSTALL_CMAKE_DIR})
install(EXPORT SinterCoreTargets NAMESPACE sinter:: DESTINATION ${SINTER_INSTALL_CMAKE_DIR})

foreach(plugin IN ITEMS texture_core texture_oiio texture_process texture_validate data script)
    if(TARGET ${plugin})
        install(TARGETS ${plugin} LIBRARY DESTINATION ${SINTER_INSTALL_PLUGIN_DIR})
    endif()
endforeach()
install(TARGETS sinter_worker RUNTIME DESTINATION ${CMAKE_INSTALL_LIBDIR}/sinter)
if(TARGET sinter_cli)
    install(TARGETS sinter_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/SinterConfig.cmake.in
    ${PROJECT_BINARY_DIR}/SinterConfig.cmake
    INSTALL_DESTINATION ${SINTER_INSTALL_CMAKE_DIR}
    PATH_VARS SINTER_INSTALL_PLUGIN_DIR)
# Before 1.0 every minor version may break.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/SinterConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/SinterConfig.cmake ${PROJECT_BINARY_DIR}/SinterConfigVersion.cmake
    DESTINATION ${SINTER_INSTALL_CMAKE_DIR})
