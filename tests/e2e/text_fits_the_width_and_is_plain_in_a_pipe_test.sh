#!/usr/bin/env bash
# The report in a pipe has no escape codes and no line wider than COLUMNS; colour only when forced; `head` is no error.
. "${0%/*}/lib.sh"
need cargo
new_crate app
cd app
makespan run --quiet -- cargo build -q
for columns in 40 80 120 200; do
  COLUMNS=$columns expect_exit 0 makespan report
  expect_lacks $'\e'
  python3 -c 'import sys; w=int(sys.argv[1]); bad=[l for l in open(sys.argv[2], encoding="utf-8").read().split("\n") if len(l) > w]; sys.exit(repr(bad) if bad else 0)' "$columns" "$OUT" || fail "wider than $columns"
done
CLICOLOR_FORCE=1 expect_exit 0 makespan report
expect_contains $'\e['
CLICOLOR_FORCE=1 NO_COLOR=1 expect_exit 0 makespan report
expect_lacks $'\e'
{ makespan report 2>"$ERR" || true; } | head -1 >/dev/null
expect_empty "$ERR"
