#!/usr/bin/env bash
# A tracer inside the build gets its ptrace; makespan says that it let go.
. "${0%/*}/lib.sh"
need strace
expect_exit 3 makespan run -- sh -c 'strace -f -o trace.txt sh -c "exit 3"'
grep -q 'exited with 3' trace.txt || fail "strace saw nothing"
expect_contains strace "$ERR"
# As the command itself: one process, which ended as it did.
expect_exit 3 makespan run -- strace -f -o trace.txt sh -c "exit 3"
python3 -c 'import sqlite3
rows = sqlite3.connect(".makespan/runs.db").execute("select exit_code from processes where run = (select max(number) from runs)")
print(rows.fetchall())' >"$OUT"
expect_equal "[(3,)]" "$(cat "$OUT")"
