# SPDX-License-Identifier: Apache-2.0
# The sample project is what other decoders say it is.
if(TARGET sinter_samples)
    add_test(NAME samples COMMAND ${CMAKE_CURRENT_LIST_DIR}/samples_test.sh $<TARGET_FILE:sinter_samples>)
    set_tests_properties(samples PROPERTIES LABELS integration TIMEOUT 600 SKIP_RETURN_CODE 77)
endif()
