#!/usr/bin/env bash
# A tracer inside the build gets its ptrace; makespan says that it let go.
. "${0%/*}/lib.sh"
need strace
expect_exit 3 makespan run -- sh -c 'strace -f -o trace.txt sh -c "exit 3"'
grep -q 'exited with 3' trace.txt || fail "strace saw nothing"
expect_contains strace "$ERR"
