#!/usr/bin/env bash
# A read-only project: the run goes to the state directory, that is said, and the commands find it there.
. "${0%/*}/lib.sh"
[[ $(id -u) == 0 ]] || skip "a read-only mount needs root"
mkdir project
mount --bind project project 2>/dev/null && mount -o remount,ro,bind project || skip "bind mounts are not allowed here"
trap 'umount -l "$SCRATCH/here/project"; clean_up' EXIT
export XDG_STATE_HOME=$SCRATCH/state
cd project
expect_exit 4 makespan run -- sh -c 'exit 4'
expect_contains "$XDG_STATE_HOME" "$ERR"
expect_equal 1 "$(grep -c "$XDG_STATE_HOME" "$ERR")"
expect_contains 'failed with exit code 4' "$ERR"
expect_exit 0 makespan report --json
expect_json 'd["run"]["exit_code"] == 4'
cd ..
