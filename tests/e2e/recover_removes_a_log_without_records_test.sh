#!/usr/bin/env bash
# A log whose recorder could write nothing into it is in nobody's way; what is no log of ours stays.
. "${0%/*}/lib.sh"
expect_exit 0 makespan run --quiet -- true
logs=.makespan/recordings
: >$logs/999999999-empty.log
printf 'MAKESPAN\1\0\0\0\247' >$logs/999999999-begun.log
expect_exit 0 makespan recover
expect_contains '999999999-empty.log holds no whole record' "$ERR"
expect_contains '999999999-begun.log holds no whole record' "$ERR"
expect_exit 0 makespan recover
expect_contains 'there is nothing to recover' "$ERR"
echo notes >$logs/notes.log
expect_exit 1 makespan recover
expect_contains 'this is not a recording of makespan' "$ERR"
[[ -e $logs/notes.log ]] || fail "somebody's file is gone"
