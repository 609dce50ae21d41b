#!/usr/bin/env bash
# The run that predicts a try is one that built the same in the same place, whatever it ran then; and what a try saw of
# the product counts for every run that built the same.
. "${0%/*}/lib.sh"
need cargo
new_crate app
cd app
new_crate member
printf '[workspace]\nmembers = ["member"]\n[profile.release]\nlto = "fat"\n' >>Cargo.toml
reason() {
  json 'fixes[id=release.lto=off].reason'
}

# The words of the program may stand without `--`.
expect_exit 0 makespan run -q --cold -- cargo run -q --release input.txt
expect_exit 0 makespan fixes --budget 0 --json
[[ $(reason) == *'ships: measure'* ]] || fail "$(reason)"
expect_exit 0 makespan try release.lto=off --rounds 3 --bench 'sleep 0.1' --json -- cargo run -q --release other.txt
expect_json 'd["command"] == "cargo build -q --release" and d["variants"][0]["predicted"] is not None'
expect_exit 0 makespan fixes --budget 0 --json
[[ $(reason) != *'ships: measure'* ]] || fail "$(reason)"

# Of another directory nothing is known.
cd member
expect_exit 1 makespan try release.lto=off --rounds 1 -- cargo run -q --release
expect_contains 'a recorded build of this command in this directory, and there is none' "$ERR"
cd ..

# Lints are no words of the build that links.
if cargo clippy --version >/dev/null 2>&1; then
  expect_exit 0 makespan try --rounds 1 --json -- cargo clippy -q --no-deps -- -W clippy::pedantic
  expect_json 'd["variants"][0]["verdict"] == "within noise"'
fi
