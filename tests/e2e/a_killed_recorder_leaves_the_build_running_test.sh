#!/usr/bin/env bash
# SIGKILL for makespan: the command runs to its own end, and `recover` makes a run of the recording.
. "${0%/*}/lib.sh"
mkfifo gate
makespan run -- sh -c 'sleep 0.3; read line <gate; sleep 0.05; echo done >result' &
recorder=$!
until grep -qs . .makespan/recordings/*.log && [[ $(pgrep -fc 'sleep 0.3; read') -ge 1 ]]; do :; done
expect_exit 0 makespan recover
expect_contains "is still being recorded" "$ERR"
expect_exit 1 makespan recover .makespan/recordings/*.log
expect_contains "is still being recorded" "$ERR"
until [[ $(stat -c %s .makespan/recordings/*.log) -gt 700 ]]; do :; done
kill -KILL "$recorder"
wait "$recorder" || true
echo go >gate
until [[ -s result ]]; do :; done
# A later process has the recorder's number.
mv .makespan/recordings/*.log ".makespan/recordings/$$.1-reused.log"
expect_exit 0 makespan recover
expect_contains "recovered" "$ERR"
expect_exit 0 makespan report --json
expect_json 'd["run"]["complete"] is False and d["run"]["exit_code"] is None'
expect_exit 0 makespan recover
expect_contains "there is nothing to recover" "$ERR"
