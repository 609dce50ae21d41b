#!/usr/bin/env bash
# Ctrl-C keeps the rounds that are finished; a signal to makespan alone ends whatever it has started; after a kill at any
# moment the tree is as it was, no build runs on, and the next command removes what was left.
# timeout: 600
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
wait_until grep -qs 'round 3 of 900' "$ERR" # two are finished then
kill -INT -- "-$try"
status=0
wait "$try" || status=$?
expect_equal 0 "$status"
expect_json 'd["end"] == "interrupted" and 2 <= d["rounds"] < 900 and len(d["base"]["cpu_seconds"]) == d["rounds"]'
expect_equal "" "$(left)"
expect_equal "$before" "$(snapshot)"

# To makespan alone: it ends its build.
: >"$ERR"
makespan try --rounds 900 --json -- cargo build >"$OUT" 2>"$ERR" &
try=$!
wait_until grep -qs 'round 2 of 900' "$ERR"
kill -TERM "$try"
wait "$try"
expect_json 'd["end"] == "interrupted"'
expect_equal "" "$(left)"

# Also where it is not a build that runs: it fetches, links what was only checked, tests, or times the benchmark.
mkdir ../bin
cat >../bin/cargo <<END
#!/usr/bin/env bash
real=$(command -v cargo)
END
cat >>../bin/cargo <<'END'
if [[ $1 == "$HANG" ]]; then
  echo $$ >"$HOME/hangs"
  sleep 300
fi
exec "$real" "$@"
END
chmod +x ../bin/cargo
# Sends $2 to a try that has come to $1, and waits for it; `hanging` is what ran then.
signal_during() {
  rm -f "$HOME/hangs"
  HANG=$1 PATH=$PWD/../bin:$PATH TRIED_IN=$SCRATCH makespan try --test --rounds 1 \
    --bench 'if [ "$HANG" = bench ]; then echo $$ >"$HOME/hangs"; sleep 300; fi' -- cargo check >"$OUT" 2>"$ERR" &
  local try=$!
  until [[ -s $HOME/hangs ]]; do
    kill -0 "$try" 2>/dev/null || fail "it did not get to $1"$'\n'"$(show_output)"
    sleep 0.05
  done
  hanging=$(cat "$HOME/hangs")
  kill "-$2" "$try"
  status=0
  wait "$try" 2>/dev/null || status=$?
}
for hang in fetch build bench test; do
  signal_during $hang TERM
  expect_equal 1 "$status"
  expect_contains 'interrupted before the first round was finished' "$ERR"
  ! kill -0 "$hanging" 2>/dev/null || fail "$hang runs on"
  expect_equal "" "$(left)"
  expect_equal "$before" "$(snapshot)"
done
for hang in bench test; do
  signal_during $hang KILL
  expect_end_of "TRIED_IN=$SCRATCH"
  ! kill -0 "$hanging" 2>/dev/null || fail "$hang runs on after a kill"
  makespan list >/dev/null 2>&1
  expect_equal "" "$(left)"
done

for delay in 0.02 0.1 0.25 0.5 0.9 1.4; do
  TRIED_IN=$SCRATCH makespan try --rounds 900 -- cargo build >/dev/null 2>&1 &
  try=$!
  sleep "$delay"
  kill -KILL "$try"
  wait "$try" 2>/dev/null || true
  expect_equal "$before" "$(snapshot)"
  expect_end_of "TRIED_IN=$SCRATCH"
  makespan list >/dev/null 2>&1
  expect_equal "" "$(left)"
done
