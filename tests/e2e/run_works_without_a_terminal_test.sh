#!/usr/bin/env bash
# No controlling terminal, no standard input, closed streams: the build runs and is recorded.
. "${0%/*}/lib.sh"
expect_exit 3 setsid --wait makespan run -- sh -c 'exit 3' </dev/null
expect_exit 0 sh -c 'exec makespan run --quiet -- true <&- >&- 2>&-'
expect_exit 0 makespan list --json
expect_json 'len(d) == 2 and [r["exit_code"] for r in d] == [0, 3]'
