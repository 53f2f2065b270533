# SPDX-License-Identifier: Apache-2.0
# cmake -DPLUGIN=x.so -DMANIFEST=plugin.toml -DNM=… -DSTRIP=… -DOBJCOPY=… -DWORK=<folder> -P check_plugin.cmake
# A plugin exports one symbol, and its manifest is in it to the byte, also after strip.
execute_process(COMMAND ${NM} -D --defined-only ${PLUGIN} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
if(NOT symbols MATCHES "^[0-9a-f]+ [A-Z] sinter_entry\n$")
    message(FATAL_ERROR "${PLUGIN} exports other symbols than sinter_entry alone:\n${symbols}")
endif()

file(MAKE_DIRECTORY ${WORK})
get_filename_component(name ${PLUGIN} NAME_WE)
set(stripped ${WORK}/${name}_stripped.so)
set(section ${WORK}/${name}_section)
execute_process(COMMAND ${STRIP} --strip-all -o ${stripped} ${PLUGIN} COMMAND_ERROR_IS_FATAL ANY)
foreach(library IN ITEMS ${PLUGIN} ${stripped})
    file(REMOVE ${section})
    execute_process(COMMAND ${OBJCOPY} -O binary --only-section=.sinter ${library} ${section} COMMAND_ERROR_IS_FATAL ANY)
    file(SHA256 ${section} embedded)
    file(SHA256 ${MANIFEST} written)
    if(NOT embedded STREQUAL written)
        message(FATAL_ERROR "${library}: section .sinter is not the text of ${MANIFEST}")
    endif()
endforeach()
