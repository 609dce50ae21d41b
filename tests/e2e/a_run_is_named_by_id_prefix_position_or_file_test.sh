#!/usr/bin/env bash
# RUN: an id, a unique prefix, last, last~1, a file; everything else is a clear error.
. "${0%/*}/lib.sh"
makespan run --quiet -- sh -c 'exit 1' || true
makespan run --quiet -- sh -c 'exit 2' || true
expect_exit 0 makespan list --json
first=$(json '[1].id')
second=$(json '[0].id')
for run in "$second" last; do expect_exit 0 makespan report --json "$run"; expect_json 'd["run"]["exit_code"] == 2'; done
for run in "$first" last~1; do expect_exit 0 makespan report --json "$run"; expect_json 'd["run"]["exit_code"] == 1'; done
expect_exit 2 makespan report "${first:0:4}"
expect_contains "$first" "$ERR"
expect_contains "$second" "$ERR"
expect_exit 1 makespan report last~2
expect_exit 1 makespan report nonsense
expect_contains "makespan list" "$ERR"
head -c 5000 /dev/urandom >garbage
expect_exit 1 makespan report ./garbage
expect_contains "garbage" "$ERR"
