# makespan_fuzzer(NAME json_reader SOURCES json_reader_fuzz.cc DEPENDS base CORPUS corpus/json_reader)
#
# A source that defines LLVMFuzzerTestOneInput. Under the preset `fuzz` it becomes the libFuzzer program json_reader_fuzz;
# under every other preset json_reader_fuzz runs each file of its corpus once, as a test: what a fuzzer once found stays fixed.

function(makespan_fuzzer)
  cmake_parse_arguments(FUZZER "" "NAME;CORPUS" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  _makespan_check_arguments(makespan_fuzzer "${FUZZER_NAME}" "${FUZZER_UNPARSED_ARGUMENTS}")

  set(target ${FUZZER_NAME}_fuzz)
  _makespan_targets(depends ${target} "${FUZZER_DEPENDS}")
  add_executable(${target} EXCLUDE_FROM_ALL ${FUZZER_SOURCES})
  target_link_libraries(${target} PRIVATE makespan_options ${depends} ${FUZZER_LIBRARIES})
  add_dependencies(tests ${target})
  if(MAKESPAN_FUZZ)
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/fuzzers)
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
  else()
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${MAKESPAN_TEST_DIRECTORY})
    target_sources(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests/fuzz/replay_corpus.cc)
  endif()
  add_test(NAME fuzz/${FUZZER_NAME} COMMAND ${target} -runs=0 ${CMAKE_CURRENT_SOURCE_DIR}/${FUZZER_CORPUS})
endfunction()

if(MAKESPAN_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
