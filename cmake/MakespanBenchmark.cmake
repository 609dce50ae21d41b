# makespan_benchmark(NAME simulate SOURCES simulate_benchmark.cc DEPENDS base graph simulate)
#
# A program that a script bench/NAME/run uses. It lands in BUILD/bench/, is not part of `all`, and links google-benchmark
# where that is installed. `./dev bench` builds the target `benchmarks` first.

add_custom_target(benchmarks)

function(makespan_benchmark)
  cmake_parse_arguments(BENCHMARK "" "NAME" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  _makespan_check_arguments(makespan_benchmark "${BENCHMARK_NAME}" "${BENCHMARK_UNPARSED_ARGUMENTS}")

  set(target ${BENCHMARK_NAME}_benchmark)
  _makespan_targets(depends ${target} "${BENCHMARK_DEPENDS}")
  add_executable(${target} EXCLUDE_FROM_ALL ${BENCHMARK_SOURCES})
  target_link_libraries(${target} PRIVATE makespan_options ${depends} ${BENCHMARK_LIBRARIES})
  if(benchmark_FOUND)
    target_link_libraries(${target} PRIVATE benchmark::benchmark)
  endif()
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bench)
  add_dependencies(benchmarks ${target})
endfunction()
