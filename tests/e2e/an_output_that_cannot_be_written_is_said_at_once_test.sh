#!/usr/bin/env bash
# `run --output` into a place that is not there: said before the command starts, which runs all the same.
. "${0%/*}/lib.sh"
expect_exit 3 makespan run --output none/build.run -- sh -c 'echo the command >&2; exit 3'
expect_matches '^makespan: nothing is recorded: cannot write none/build.run' "$ERR"
expect_equal "the command" "$(tail -n 1 "$ERR")"
