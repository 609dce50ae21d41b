#!/usr/bin/env bash
# Not found is 127, not executable 126, each with a sentence; nothing is left in the store.
. "${0%/*}/lib.sh"
expect_exit 127 makespan run -- no-such-command
expect_contains 'makespan: cannot run `no-such-command`: command not found' "$ERR"
echo data >file
expect_exit 126 makespan run -- ./file
expect_contains 'makespan: cannot run `./file`: Permission denied' "$ERR"
expect_exit 0 makespan list --json
expect_json 'd == []'
