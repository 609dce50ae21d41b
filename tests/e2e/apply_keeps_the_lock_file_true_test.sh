#!/usr/bin/env bash
# Cargo.lock goes with the manifests: in the diff, in the apply, in the undo; the script does the same elsewhere.
. "${0%/*}/lib.sh"
need cargo git patch
new_crate helper && rm helper/src/main.rs && echo 'pub fn h() {}' >helper/src/lib.rs
new_crate app
cd app
printf '\n[dependencies]\n# Nobody calls it.\nhelper = { path = "../helper" }\n' >>Cargo.toml
echo /target >.gitignore
cargo generate-lockfile --offline --quiet
git init -q . && git add -A && git commit -qm 1
makespan run --quiet -- cargo build --quiet
cp -r . ../elsewhere

expect_exit 0 makespan apply unused:app/helper --dry-run
expect_contains '-helper = { path = "../helper" }'
expect_contains '-name = "helper"'
cp "$OUT" ../dry-run.diff
expect_exit 0 makespan apply unused:app/helper --write-script ../steps.sh --write-manifest ../Cargo.toml.new
expect_exit 2 makespan apply unused:app/helper --write-manifest Cargo.toml
expect_contains 'Cargo.toml is one of the files that the fixes change' "$ERR"
expect_equal "" "$(git status --porcelain)"
expect_contains '# unused:app/helper: ' ../Cargo.toml.new
expect_contains '#   was: helper = { path = "../helper" }' ../Cargo.toml.new

expect_exit 0 makespan apply unused:app/helper
expect_contains 'Cargo.lock, Cargo.toml changed' "$ERR"
expect_lacks helper Cargo.lock
expect_contains '# Nobody calls it.' Cargo.toml
cargo build --locked --offline --quiet
(cd ../elsewhere && git apply ../dry-run.diff)
cmp Cargo.lock ../elsewhere/Cargo.lock
cmp Cargo.toml ../elsewhere/Cargo.toml
(cd ../elsewhere && git checkout -q . && sh ../steps.sh)
cmp Cargo.lock ../elsewhere/Cargo.lock
cmp Cargo.toml ../elsewhere/Cargo.toml
expect_exit 0 makespan undo
expect_equal "" "$(git status --porcelain)"
ls -A | grep -vx -e .git -e .gitignore -e .makespan -e Cargo.lock -e Cargo.toml -e src -e target >"$OUT" || true
expect_empty

# cargo refuses what comes out: everything is as it was.
printf '#!/bin/sh\ncase "$*" in *--locked*) echo "error: no" >&2; exit 101;; *) exec cargo "$@";; esac\n' >../cargo-that-refuses
chmod +x ../cargo-that-refuses
CARGO=$PWD/../cargo-that-refuses expect_exit 1 makespan apply unused:app/helper
expect_contains 'cargo metadata --locked --offline fails then: no' "$ERR"
expect_equal "" "$(git status --porcelain)"
