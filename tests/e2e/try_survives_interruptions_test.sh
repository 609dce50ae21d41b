#!/usr/bin/env bash
# Ctrl-C keeps the rounds that are finished; after a kill at any moment the tree is as it was, no build runs on, and the
# next command removes what was left.
. "${0%/*}/lib.sh"
need cargo
new_crate app 'fn main() { println!("hello"); }'
cd app
cargo build -q
snapshot() { find . -path ./.makespan -prune -o -type f -printf '%p %T@ %m ' -exec sha256sum {} \; | sort; }
before=$(snapshot)
left() { find "$HOME/.cache/makespan" -mindepth 1 -print -quit 2>/dev/null; }

# As a terminal does: the whole process group.
set -m
makespan try --rounds 900 --json -- cargo build >"$OUT" 2>"$ERR" &
try=$!
set +m
until grep -qs 'round 2 of 900.*as it is' "$ERR"; do sleep 0.05; done
kill -INT -- "-$try"
status=0
wait "$try" || status=$?
expect_equal 0 "$status"
expect_json 'd["end"] == "interrupted" and 2 <= d["rounds"] < 900 and len(d["base"]["cpu_seconds"]) == d["rounds"]'
expect_equal "" "$(left)"
expect_equal "$before" "$(snapshot)"

# To makespan alone: it ends its build.
makespan try --rounds 900 --json -- cargo build >"$OUT" 2>"$ERR" &
try=$!
until grep -qs 'round 2 of 900.*as it is' "$ERR"; do sleep 0.05; done
kill -TERM "$try"
wait "$try"
expect_json 'd["end"] == "interrupted"'
expect_equal "" "$(left)"

for delay in 0.02 0.1 0.25 0.5 0.9 1.4; do
  makespan try --rounds 900 -- cargo build >/dev/null 2>&1 &
  try=$!
  sleep "$delay"
  kill -KILL "$try"
  wait "$try" 2>/dev/null || true
  expect_equal "$before" "$(snapshot)"
  for _ in $(seq 50); do
    pgrep -f "$HOME/.cache/makespan" >/dev/null || break
    sleep 0.1
  done
  ! pgrep -fa "$HOME/.cache/makespan" || fail "a build runs on"
  makespan list >/dev/null 2>&1
  expect_equal "" "$(left)"
done
