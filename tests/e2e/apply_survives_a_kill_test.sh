#!/usr/bin/env bash
# A killed `apply` or `undo`, whenever it dies, is finished or taken back by the next command, whichever that is.
. "${0%/*}/lib.sh"
need cargo
new_crate app
cd app
printf '\n[profile.release]\ncodegen-units = 1\n' >>Cargo.toml
makespan run --quiet -- cargo build --release --quiet
cp Cargo.toml ../before.toml
cp Cargo.lock ../before.lock
expect_exit 0 makespan apply release.codegen-units=16
cp Cargo.toml ../after.toml
expect_exit 0 makespan undo
interrupted=0

# Every file is one side's or the other's, and no other file is there.
whole() {
  cmp -s Cargo.lock ../before.lock || fail "Cargo.lock changed"
  expect_equal "Cargo.lock Cargo.toml src target" "$(ls -A | grep -v makespan$ | xargs)"
  cmp -s Cargo.toml ../before.toml || cmp -s Cargo.toml ../after.toml || fail "Cargo.toml is torn: $(cat Cargo.toml)"
}

# The command that was killed may have been done, or not have begun.
put_right() {
  expect_exit 0 makespan list
  if grep -q 'was interrupted' "$ERR"; then interrupted=$((interrupted + 1)); fi
  whole
  makespan undo 2>/dev/null || true
  whole
  cmp Cargo.toml ../before.toml
}

# At a random moment from its start to its usual end, in milliseconds. Waits until it is gone: `timeout -s KILL` kills
# itself too and returns while the command still dies in its fsync, which is rightly taken for another makespan at work.
kill_within() {
  local milliseconds=$1 pid
  shift
  "$@" >/dev/null 2>&1 &
  pid=$!
  sleep "$(printf '0.%03d' $((RANDOM % milliseconds)))"
  kill -KILL $pid 2>/dev/null || true
  { wait $pid || true; } 2>/dev/null
}

# In the middle of its work for certain: when it asks cargo about what it has written.
kill_at_its_question() {
  CARGO=$PWD/../killer makespan apply release.codegen-units=16 2>/dev/null &
  { wait $! || true; } 2>/dev/null
}
cat >../killer <<END
#!/bin/sh
case "\$*" in *--locked*) exec kill -KILL \$PPID ;; esac
exec "$(command -v cargo)" "\$@"
END
chmod +x ../killer

journals() {
  compgen -G '.makespan/apply/*.journal' || true
}

# As soon as it has begun to change things, or a little later.
kill_once_at_work() {
  local known pid
  known=$(journals)
  makespan apply release.codegen-units=16 2>/dev/null &
  pid=$!
  for _ in {1..5000}; do
    if [[ $(journals) != "$known" ]] || ! kill -0 $pid 2>/dev/null; then break; fi
    sleep 0.001
  done
  sleep "0.0$((RANDOM % 5))"
  kill -KILL $pid 2>/dev/null || true
  { wait $pid || true; } 2>/dev/null
}

kill_at_its_question
put_right
expect_equal 1 "$interrupted"
for _ in {1..10}; do
  kill_within 900 makespan apply release.codegen-units=16
  put_right
  kill_once_at_work
  put_right
  makespan apply release.codegen-units=16 2>/dev/null
  kill_within 20 makespan undo
  put_right
done
