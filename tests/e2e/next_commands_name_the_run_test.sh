#!/usr/bin/env bash
# What is suggested after a report or an answer is about the run that was asked for, and can be run.
# timeout: 300
. "${0%/*}/lib.sh"
need cargo
new_crate app
cd app
# Long enough to be worth a fix.
echo 'fn main() { std::thread::sleep(std::time::Duration::from_millis(1200)); }' >build.rs
expect_exit 0 makespan run --quiet -- cargo build --offline
expect_exit 0 makespan run --quiet -- sh -c 'cargo build --offline --release; true'
expect_exit 0 makespan export last~1 '../of april.run'
expect_exit 0 makespan list --json
id=$(json '[1].id')
for run in last~1 "$id" '../of april.run'; do
  word=$run
  [[ $run != *' '* ]] || word="'$run'"
  expect_exit 0 makespan report "$run"
  expect_contains "  makespan fixes $word"
  expect_contains "  makespan whatif $word --jobs"
  expect_exit 0 makespan whatif "$run" --jobs 4
  expect_exit 0 makespan fixes "$run" --budget 0
  # Nothing that a file names is started: it has to be imported first.
  if [[ $run == *.run ]]; then expect_lacks "--budget 60s"; else expect_contains "  makespan fixes $word --budget 60s"; fi
done
# Where it is the last, nothing has to be named.
for run in "" last last~0; do
  expect_exit 0 makespan report $run
  expect_matches '^  makespan fixes$'
  expect_exit 0 makespan fixes $run --budget 0
  expect_matches '^  makespan fixes --budget 60s$'
done
