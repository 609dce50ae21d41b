# What we link from the system, in one place; a room names the targets that it uses (LIBRARIES). `./dev setup` installs them.

find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)  # headers only: Boost::headers
find_package(fmt REQUIRED)
find_package(tl-expected REQUIRED)
find_package(simdjson REQUIRED)
find_package(CLI11 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(tomlplusplus REQUIRED)

# Tests, benchmarks: only where they are installed, so that building the program needs neither.
find_package(GTest QUIET)
find_package(rapidcheck QUIET)
find_package(benchmark QUIET)
