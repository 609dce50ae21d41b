#!/usr/bin/env bash
# Outside a Cargo project, and in one that was never built, plain `makespan` says which command to run.
. "${0%/*}/lib.sh"
need cargo
expect_exit 1 makespan
expect_contains 'makespan run --' "$ERR"
new_crate app
cd app
expect_exit 1 makespan
expect_contains 'cargo build' "$ERR"
cargo build -q
expect_exit 0 makespan --json
expect_json 'd["run"]["source"] == "target-directory" and d["tasks"][0]["name"] == "app" and d["tasks"][0]["cpu_seconds"] is None'
expect_exit 1 makespan --profile release
expect_contains 'debug' "$ERR"

# What it says to run can be run.
host=$(rustc -vV | sed -n 's/^host: //p')
mkdir benches
echo 'fn main() {}' >benches/quick.rs
printf '[[bench]]\nname = "quick"\nharness = false\n' >>Cargo.toml
for build in "build --target $host" 'bench --no-run' 'build --release'; do
  rm -rf target
  cargo $build -q
  expect_exit 0 makespan --json
  next=$(json 'next_steps[0].command')
  expect_equal "makespan run --cold -- cargo ${build% --no-run}" "$next"
  expect_exit 0 $next
done
for name in one two; do
  mkdir -p $name/src
  printf '[package]\nname = "%s"\nversion = "0.1.0"\nedition = "2021"\n' $name >$name/Cargo.toml
  touch $name/src/lib.rs
done
printf '[dependencies]\none = { path = "one" }\ntwo = { path = "two" }\n' >>Cargo.toml
cargo build -q --target-dir elsewhere
echo 'fn main() { println!("again"); }' >src/main.rs
expect_exit 0 makespan run --quiet -- cargo build --target-dir elsewhere
expect_exit 0 makespan report --json
expect_equal 'makespan run --cold -- cargo build' "$(json 'next_steps[0].command')"
