#!/usr/bin/env bash
# A daemon that the command leaves behind lives on and is named; the recording ends with the command.
. "${0%/*}/lib.sh"
# The command ends once the daemon has become what it is to be known as, and sleeps.
expect_exit 0 makespan run -- sh -c 'setsid sleep 300 >/dev/null 2>&1 & echo $! >pid
  until grep -qF "(sleep) S" /proc/$!/stat; do :; done'
trap 'kill "$(cat "$SCRATCH/here/pid")"; clean_up' EXIT
expect_contains "sleep" "$ERR"
kill -0 "$(cat pid)" || fail "the daemon is dead"
expect_exit 0 makespan report --json
expect_json 'd["run"]["wall_seconds"] < 60'
