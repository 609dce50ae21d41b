#!/usr/bin/env bash
# A newer schema is refused with a sentence; a damaged database is named; neither stops a build from being recorded.
. "${0%/*}/lib.sh"
need sqlite3
makespan run --quiet -- true
sqlite3 .makespan/runs.db 'pragma user_version = 999'
expect_exit 1 makespan report
expect_contains "newer makespan" "$ERR"
expect_exit 3 makespan run -- sh -c 'exit 3'
expect_contains "newer makespan" "$ERR"
head -c 20000 /dev/urandom >.makespan/runs.db
rm -f .makespan/runs.db-*
expect_exit 0 makespan list --json
expect_contains "runs.db" "$ERR"
expect_json '[r["exit_code"] for r in d] == [3]'
