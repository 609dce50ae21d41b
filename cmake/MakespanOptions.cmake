# How everything is compiled: language, warnings, where programs land. See CMakePresets.json for the four ways to build.

option(MAKESPAN_WERROR "Warnings are errors" ON)
option(MAKESPAN_FUZZ "Build the fuzz targets with libFuzzer (needs clang)" OFF)
set(MAKESPAN_SANITIZE "" CACHE STRING "Sanitizers for everything, as -fsanitize= takes them")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
# No NDEBUG: the checks that the tests run with are the checks that users run with.
set(CMAKE_CXX_FLAGS_RELEASE "-O2")
set(CMAKE_CXX_FLAGS_DEBUG "-Og -g")

# Programs at the top of the build folder (build/release/makespan), tests and fuzzers in folders of their own.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
set(MAKESPAN_TEST_DIRECTORY ${PROJECT_BINARY_DIR}/unit)

# Everything that we compile links this.
add_library(makespan_options INTERFACE)
target_include_directories(makespan_options INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_options(makespan_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  # What -Wconversion means differs: clang adds signedness, g++ does not. We want g++'s.
  -Wno-sign-conversion
  # Inputs are aggregates with defaults: `{.name = x}` leaving the rest alone is how they are meant to be written.
  -Wno-missing-field-initializers
  # g++ 12 sees overlap in `"literal" + std::string` at -O2 (GCC bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<BOOL:${MAKESPAN_WERROR}>:-Werror>)

if(MAKESPAN_SANITIZE)
  add_compile_options(-fsanitize=${MAKESPAN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${MAKESPAN_SANITIZE})
endif()
