#!/usr/bin/env bash
# Standard error is a pipe that nobody reads any more (`2>&1 | head -1`): the run is kept, the status is the command's.
. "${0%/*}/lib.sh"
quit_reading() { head -c 1 >/dev/null; exec <&-; : >gone; }
{ makespan run -- sh -c 'echo first >&2; setsid sleep 3 >/dev/null 2>&1 & until [ -e gone ]; do sleep 0.01; done; exit 3' 2>&3 || echo $? >status; } 3>&1 >/dev/null | quit_reading
expect_equal 3 "$(cat status)"
expect_exit 0 makespan list --json
expect_json '[r["exit_code"] for r in d] == [3]'
