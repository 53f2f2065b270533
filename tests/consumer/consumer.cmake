# SPDX-License-Identifier: Apache-2.0
# cmake -DBUILD=<build folder> -DSOURCE=<this project> -DWORK=<folder> -DFLAGS=<compiler flags> -DTYPE=<build type>
#       -DGENERATOR=… -DNM=… -DSTRIP=… -DOBJCOPY=… -P consumer.cmake
# Installs the build, then builds the template plugin and an embedding program against what was installed, from copies
# that see neither this tree nor its build folder; the program loads what only that plugin can read.
file(REMOVE_RECURSE ${WORK})
set(prefix ${WORK}/prefix)

function(run what)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "${what} failed (${result}):\n${output}")
    endif()
    message(STATUS "${what}: done")
endfunction()

function(build name source)
    file(COPY ${source}/ DESTINATION ${WORK}/${name})
    run("configuring ${name}" ${CMAKE_COMMAND} -S ${WORK}/${name} -B ${WORK}/${name}/build -G ${GENERATOR}
        -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_BUILD_TYPE=${TYPE} -DCMAKE_CXX_FLAGS=${FLAGS} -DCMAKE_C_FLAGS=${FLAGS}
        -DSINTER_SANITIZE=${SANITIZE} -DCMAKE_EXPORT_NO_PACKAGE_REGISTRY=ON)
    run("building ${name}" ${CMAKE_COMMAND} --build ${WORK}/${name}/build)
endfunction()

run("installing" ${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})
build(template ${SOURCE}/sdk/template)
run("checking the template's library" ${CMAKE_COMMAND} -DPLUGIN=${WORK}/template/build/plugins/pgm.so
    -DMANIFEST=${WORK}/template/plugin.toml -DNM=${NM} -DSTRIP=${STRIP} -DOBJCOPY=${OBJCOPY} -DWORK=${WORK}/exports
    -P ${SOURCE}/tests/abi/check_plugin.cmake)
build(embed ${SOURCE}/tests/consumer/embed)
file(COPY ${SOURCE}/tests/consumer/project DESTINATION ${WORK})
run("running the embedding program" ${WORK}/embed/build/embed ${WORK}/project ${WORK}/output
    ${WORK}/template/build/plugins)
