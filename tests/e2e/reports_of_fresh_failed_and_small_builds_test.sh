#!/usr/bin/env bash
# A fully fresh build, a one-unit rebuild and a failed build each get a report that makes sense.
# timeout: 600
. "${0%/*}/lib.sh"
need cargo
new_crate app 'fn main() { println!("one"); }'
cd app
cargo build -q
expect_exit 0 makespan run --quiet -- cargo build -q
expect_exit 0 makespan report
expect_contains "0 units built"
expect_contains "Everything was up"
expect_contains "makespan run --cold -- cargo build -q"
echo 'fn main() { println!("two"); }' >src/main.rs
expect_exit 0 makespan run --quiet -- cargo build -q
expect_exit 0 makespan report --json
expect_json 'len(d["tasks"]) == 1 and d["critical_path"]["tasks"] == [0]'
echo 'fn main() { println!("three"); }' >src/main.rs
expect_exit 0 makespan run --quiet --no-ptrace -- cargo build -q
expect_exit 0 makespan whatif
expect_contains "The run is coarse"
expect_lacks "unit failed"
echo 'fn main() { broken }' >src/main.rs
expect_exit 101 makespan run --quiet -- cargo build -q
expect_exit 0 makespan report --json
expect_json 'd["invocations"][0]["failed"] and d["tasks"][0]["outcome"] == "failed"'
expect_exit 0 makespan report
expect_contains "failed"
expect_exit 1 makespan whatif
expect_contains "failed with exit code 101" "$ERR"
expect_exit 0 makespan run --quiet -- sh -c 'cargo build -q; true'
expect_exit 0 makespan report
expect_contains '1 unit failed, and the command went on: app 0.1.0'
expect_lacks 'exit code'

# The line at the end of a run and its report count alike.
expect_exit 101 makespan run -- cargo build -q
expect_contains ', 0 units built, failed' "$ERR"
expect_exit 0 makespan report
expect_contains '; 0 units built'
expect_exit 0 makespan run -- sh -c '(sleep 0.02; sleep 0.02); sleep 0.02; true'
counted=$(grep -oE '[0-9]+ processes' "$ERR")
expect_exit 0 makespan report
expect_contains "; $counted."
