#!/usr/bin/env bash
# A daemon that the command leaves behind lives on and is named, but for --quiet; the recording ends with the command.
. "${0%/*}/lib.sh"
trap 'xargs -r kill <pids || true; clean_up' EXIT
: >pids
# The command ends once the daemon has become what it is to be known as, and sleeps.
daemon='setsid sleep 300 >/dev/null 2>&1 & echo $! >>pids
  until grep -qF "(sleep) S" /proc/$!/stat; do :; done'
expect_exit 0 makespan run -- sh -c "$daemon"
expect_contains "sleep" "$ERR"
kill -0 "$(cat pids)" || fail "the daemon is dead"
expect_exit 0 makespan report --json
expect_json 'd["run"]["wall_seconds"] < 60'
expect_exit 0 makespan run --quiet -- sh -c "$daemon"
expect_empty "$ERR"
expect_exit 0 makespan report
expect_contains "still running when the command ended"
# What is wrong is said all the same.
mkdir full.run.recording
expect_exit 3 makespan run --quiet --output full.run -- sh -c 'exit 3'
expect_contains "nothing is recorded" "$ERR"
