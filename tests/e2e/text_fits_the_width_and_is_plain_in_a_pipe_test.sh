#!/usr/bin/env bash
# What is drawn has no escape codes in a pipe and no line wider than COLUMNS, is ASCII where the locale is C; help fits 80 columns.
. "${0%/*}/lib.sh"
need cargo script
new_crate app 'fn main() { helper::hello(); }'
new_crate helper && rm helper/src/main.rs && echo 'pub fn hello() {}' >helper/src/lib.rs
cd app
printf '\n[dependencies]\nhelper = { path = "../helper" }\n' >>Cargo.toml
makespan run --quiet -- cargo build -q

# The widest line of $OUT, and whether all of it is ASCII.
fits() {
  python3 -c 'import sys
bad = [l for l in open(sys.argv[2], encoding="utf-8").read().split("\n") if len(l) > int(sys.argv[1])]
sys.exit(repr(bad) if bad else 0)' "$1" "$OUT" || fail "wider than $1"
}
is_ascii() { ! LC_ALL=C grep -n '[^ -~]' "$OUT" || fail "not ASCII: $1"; }

drawn=(report whatif 'whatif --jobs 1,2,4,8' 'whatif --without helper' 'fixes --budget 0' accuracy)
for columns in 40 80 120 200; do
  for command in "${drawn[@]}"; do
    # shellcheck disable=SC2086
    COLUMNS=$columns expect_exit 0 makespan $command
    expect_lacks $'\e'
    fits "$columns"
  done
  COLUMNS=$columns expect_exit 0 makespan
  fits "$columns"
done
for locale in C POSIX; do
  for command in "${drawn[@]}" list show; do
    # shellcheck disable=SC2086
    LC_ALL=$locale expect_exit 0 makespan $command
    is_ascii "$command"
  done
done
LC_ALL=C expect_exit 2 makespan cmake
LC_ALL=C grep '[^ -~]' "$ERR" && fail 'a message that is not ASCII'
for command in '' run report whatif fixes try accuracy apply undo list show export import recover; do
  # shellcheck disable=SC2086
  expect_exit 0 makespan help $command
  fits 80
  is_ascii "help $command"
done

# A terminal of 50 columns gets lines of as many, the run's id whole.
id=$(makespan list --json | python3 -c 'import json,sys; print(json.load(sys.stdin)[0]["id"])')
COLUMNS=50 script -qec "makespan list" /dev/null </dev/null | tr -d '\r' >"$OUT"
fits 50
expect_contains "$id"

CLICOLOR_FORCE=1 expect_exit 0 makespan report
expect_contains $'\e['
CLICOLOR_FORCE=1 NO_COLOR=1 expect_exit 0 makespan report
expect_lacks $'\e'
{ makespan report 2>"$ERR" || true; } | head -1 >/dev/null
expect_empty "$ERR"
