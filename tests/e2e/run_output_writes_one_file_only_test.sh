#!/usr/bin/env bash
# `run --output FILE` leaves FILE and nothing else; FILE is a RUN, and can be imported.
. "${0%/*}/lib.sh"
mkdir elsewhere
expect_exit 5 makespan run --output elsewhere/build.run -- sh -c 'exit 5'
expect_equal "elsewhere/build.run" "$(find . -type f | sed 's|^\./||')"
expect_exit 0 makespan report elsewhere/build.run --json
expect_json 'd["run"]["exit_code"] == 5'
expect_exit 0 makespan import elsewhere/build.run
expect_exit 0 makespan import elsewhere/build.run
expect_exit 0 makespan list --json
expect_json 'len(d) == 1'
