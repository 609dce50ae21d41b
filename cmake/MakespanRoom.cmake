# makespan_room(NAME graph                        a room: src/graph/ as the static library makespan_graph
#   SOURCES dag.cc critical_path.cc               (none: a room of headers only)
#   TESTS dag_test.cc critical_path_test.cc       one executable, graph_test, each case an entry of ctest
#   DEPENDS base model                            rooms whose headers this one's headers or sources include
#   LIBRARIES fmt::fmt                            third-party libraries that its sources use
#   HEADER_LIBRARIES tl::expected                 … and the rare one that a header of ours includes
#   TESTING testing/fake_file_system.cc           fakes for other rooms' tests: the library makespan_graph_testing
#   TEST_DEPENDS system_testing                   rooms and fakes that only the tests include
#   TEST_LIBRARIES rapidcheck                     third-party libraries that only the tests use
#   TEST_DIRECTORY DIR)                           where the tests run; the checkout if not given
#
# Tests are not part of `all`: `cmake --build --preset release --target tests` builds them.
#
# makespan_program(NAME makespan SOURCES main.cc DEPENDS cli LIBRARIES … ALIASES cargo-makespan)
#   a program at the top of the build folder; ALIASES are further names for the same file.

add_custom_target(tests)

function(makespan_room)
  cmake_parse_arguments(ROOM "" "NAME;TEST_DIRECTORY"
    "SOURCES;TESTS;DEPENDS;LIBRARIES;HEADER_LIBRARIES;TESTING;TEST_DEPENDS;TEST_LIBRARIES" ${ARGN})
  _makespan_check_arguments(makespan_room "${ROOM_NAME}" "${ROOM_UNPARSED_ARGUMENTS}")

  set(library makespan_${ROOM_NAME})
  _makespan_targets(depends "${ROOM_NAME}" "${ROOM_DEPENDS}")
  if(ROOM_SOURCES)
    add_library(${library} STATIC ${ROOM_SOURCES})
    target_link_libraries(${library} PUBLIC makespan_options ${depends} ${ROOM_HEADER_LIBRARIES} PRIVATE ${ROOM_LIBRARIES})
  else()
    add_library(${library} INTERFACE)
    target_link_libraries(${library} INTERFACE makespan_options ${depends} ${ROOM_HEADER_LIBRARIES} ${ROOM_LIBRARIES})
  endif()

  if(ROOM_TESTING)
    add_library(${library}_testing STATIC EXCLUDE_FROM_ALL ${ROOM_TESTING})
    target_link_libraries(${library}_testing PUBLIC ${library} PRIVATE ${ROOM_LIBRARIES})
  endif()
  if(ROOM_TESTS AND GTest_FOUND)
    _makespan_room_tests()
  endif()
endfunction()

function(makespan_program)
  cmake_parse_arguments(PROGRAM "" "NAME" "SOURCES;DEPENDS;LIBRARIES;ALIASES" ${ARGN})
  _makespan_check_arguments(makespan_program "${PROGRAM_NAME}" "${PROGRAM_UNPARSED_ARGUMENTS}")

  _makespan_targets(depends "${PROGRAM_NAME}" "${PROGRAM_DEPENDS}")
  add_executable(${PROGRAM_NAME} ${PROGRAM_SOURCES})
  target_link_libraries(${PROGRAM_NAME} PRIVATE makespan_options ${depends} ${PROGRAM_LIBRARIES})
  install(TARGETS ${PROGRAM_NAME})
  foreach(alias IN LISTS PROGRAM_ALIASES)
    # A hard link, not a symbolic one: copied or moved on its own it still is the program.
    add_custom_command(TARGET ${PROGRAM_NAME} POST_BUILD
      COMMAND ${CMAKE_COMMAND} -E rm -f ${alias}
      COMMAND ${CMAKE_COMMAND} -E create_hardlink $<TARGET_FILE_NAME:${PROGRAM_NAME}> ${alias}
      WORKING_DIRECTORY ${CMAKE_RUNTIME_OUTPUT_DIRECTORY} VERBATIM)
    install(PROGRAMS ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/${alias} TYPE BIN)
  endforeach()
endfunction()

# The test executable of the room whose arguments are in the caller's ROOM_ variables.
macro(_makespan_room_tests)
  include(GoogleTest)
  set(test ${ROOM_NAME}_test)
  if(NOT ROOM_TEST_DIRECTORY)
    set(ROOM_TEST_DIRECTORY ${PROJECT_SOURCE_DIR})
  endif()
  _makespan_targets(test_depends ${test} "${ROOM_TEST_DEPENDS}")
  if(ROOM_TESTING)
    list(APPEND test_depends ${library}_testing)
  endif()
  add_executable(${test} EXCLUDE_FROM_ALL ${ROOM_TESTS})
  target_link_libraries(${test} PRIVATE ${library} ${test_depends} ${ROOM_LIBRARIES} ${ROOM_TEST_LIBRARIES}
    GTest::gmock GTest::gtest GTest::gtest_main)
  set_target_properties(${test} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${MAKESPAN_TEST_DIRECTORY})
  add_dependencies(tests ${test})
  # Asked when the tests run (PRE_TEST), not after each link; each case is its own process, so one that crashes fails alone.
  gtest_discover_tests(${test} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60 TEST_PREFIX ${ROOM_NAME}/
    WORKING_DIRECTORY ${ROOM_TEST_DIRECTORY} PROPERTIES TIMEOUT 120)
endmacro()

# Sets `variable` to the library targets of the rooms `names`; one that is not declared before `user` is an error, so that
# the rooms cannot form a cycle.
function(_makespan_targets variable user names)
  set(targets "")
  foreach(name IN LISTS names)
    if(NOT TARGET makespan_${name})
      message(FATAL_ERROR "${user} depends on the room '${name}', which is missing or comes later in MAKESPAN_ROOMS")
    endif()
    list(APPEND targets makespan_${name})
  endforeach()
  set(${variable} "${targets}" PARENT_SCOPE)
endfunction()

function(_makespan_check_arguments function name unparsed)
  if(NOT name)
    message(FATAL_ERROR "${function} needs a NAME")
  endif()
  if(unparsed)
    message(FATAL_ERROR "${function}(${name}): what is '${unparsed}'?")
  endif()
endfunction()
