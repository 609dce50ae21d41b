#!/usr/bin/env bash
# export and import: the imported run's report is the original's, to the byte.
. "${0%/*}/lib.sh"
need cargo
new_crate app
(cd app && makespan run --quiet -- cargo build -q && makespan report --json >../original.json && makespan export last ../app.run 2>/dev/null)
mkdir other && cd other
expect_exit 0 makespan import ../app.run
expect_exit 0 makespan report --json
cmp "$OUT" ../original.json || fail "the imported run's report differs"
expect_exit 1 makespan import ../original.json
expect_contains "original.json" "$ERR"
