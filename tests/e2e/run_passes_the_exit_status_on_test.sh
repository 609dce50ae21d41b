#!/usr/bin/env bash
# `makespan run` exits as its command does, 128+N for signal N.
. "${0%/*}/lib.sh"
expect_exit 0 makespan run -- true
expect_exit 7 makespan run -- sh -c 'exit 7'
expect_exit 143 makespan run -- sh -c 'kill -TERM $$'
expect_exit 137 makespan run -- sh -c 'kill -KILL $$'
expect_exit 0 makespan report --json
expect_json 'd["run"]["exit_code"] == 137'
