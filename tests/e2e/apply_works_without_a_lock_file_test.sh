#!/usr/bin/env bash
# A library keeps no Cargo.lock: fixes are found, tried, applied and undone all the same, and none is left behind. One that
# is there and ignored by git goes with the manifests as any other does.
. "${0%/*}/lib.sh"
need cargo git
new_crate helper && rm helper/src/main.rs && echo 'pub fn h() {}' >helper/src/lib.rs
mkdir -p library/core/src
cd library
printf '[workspace]\nmembers = ["core"]\nresolver = "2"\n\n[profile.release]\ncodegen-units = 1\n' >Cargo.toml
printf '[package]\nname = "core-of-it"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\nhelper = { path = "../../helper" } # unused\n' >core/Cargo.toml
echo 'pub fn f() -> u32 { 7 }' >core/src/lib.rs
printf '/target\nCargo.lock\n' >.gitignore
git init -q . && git add -A && git commit -qm 1
makespan run --quiet -- cargo build --release --quiet
cp Cargo.lock ../lock
unchanged() {
  expect_equal "" "$(git status --porcelain)"
  expect_equal ".git .gitignore .makespan Cargo.toml core target" "$(ls -A | xargs)"
  expect_equal "" "$(find "$HOME/.cache" -type f 2>/dev/null)"
}

# It is there and ignored: in the apply, in the undo.
expect_exit 0 makespan apply unused:core-of-it/helper
expect_contains 'Cargo.lock, core/Cargo.toml changed' "$ERR"
expect_lacks helper Cargo.lock
expect_exit 0 makespan undo
cmp Cargo.lock ../lock
rm Cargo.lock

expect_exit 0 makespan apply unused:core-of-it/helper --dry-run
expect_contains '-helper = { path = "../../helper" } # unused'
expect_lacks Cargo.lock
unchanged
expect_exit 0 makespan apply unused:core-of-it/helper release.codegen-units=16
expect_contains 'Cargo.toml, core/Cargo.toml changed' "$ERR"
expect_equal " M Cargo.toml M core/Cargo.toml" "$(git status --porcelain | tr -d '\n')"
[[ ! -e Cargo.lock ]] || fail "Cargo.lock was written"
expect_exit 0 makespan undo
unchanged

# cargo refuses what comes out: it is asked about a copy.
printf '#!/bin/sh\ncase "$*" in "metadata --manifest-path"*) echo "error: no" >&2; exit 101;; *) exec cargo "$@";; esac\n' >../cargo-that-refuses
chmod +x ../cargo-that-refuses
CARGO=$PWD/../cargo-that-refuses expect_exit 1 makespan apply release.codegen-units=16
expect_contains 'cargo metadata --offline fails then: no' "$ERR"
unchanged

expect_exit 0 makespan try unused:core-of-it/helper --rounds 1 --json
expect_json 'd["variants"][0]["fixes"] == ["unused:core-of-it/helper"] and d["variants"][0]["verdict"] == "within noise"'
unchanged

# What cargo cannot read is told in its words.
echo 'broken = [' >>core/Cargo.toml
expect_exit 1 makespan apply release.codegen-units=16
expect_contains 'the workspace cannot be read, so that nothing can be applied' "$ERR"
[[ ! -e Cargo.lock ]] || fail "Cargo.lock was written"
