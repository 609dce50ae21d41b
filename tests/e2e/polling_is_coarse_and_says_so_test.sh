#!/usr/bin/env bash
# `--no-ptrace` watches by polling: the exit status is kept and the run is marked coarse.
. "${0%/*}/lib.sh"
expect_exit 6 makespan run --no-ptrace -- sh -c 'sleep 0.3; exit 6'
expect_exit 0 makespan report --json
expect_json 'd["run"]["source"] == "coarse" and d["run"]["exit_code"] == 6'
expect_exit 0 makespan report
expect_contains "polling"
