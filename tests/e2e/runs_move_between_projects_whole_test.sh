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
# A build of try's is one afterwards too, from the store and from a file.
python3 -c 'import sqlite3; sqlite3.connect(".makespan/runs.db", isolation_level=None).execute("update runs set purpose = ?", ["try"])'
expect_exit 0 makespan list --json
expect_json '[run["purpose"] for run in d] == ["try"]'
id=$(json '[0].id')
expect_exit 0 makespan export "$id" once.run
expect_exit 0 makespan export ./once.run twice.run
cd .. && mkdir third && cd third
expect_exit 0 makespan import ../other/twice.run
expect_exit 0 makespan list --json
expect_json '[run["purpose"] for run in d] == ["try"]'
