#!/usr/bin/env bash
# What `makespan fixes` found in a scratch copy is known to apply and whatif as long as the sources are the same.
. "${0%/*}/lib.sh"

need cargo git
package() {
  mkdir -p "$1/src"
  printf '[package]\nname = "%s"\nversion = "1.0.0"\nedition = "2021"\n%s' "${1##*/}" "$2" >"$1/Cargo.toml"
  printf '%s\n' "$3" >"$1/src/lib.rs"
}
# `many` comes from a registry, as it were.
package app/vendor/many $'[features]\na = []\nb = []\n' $'#[cfg(feature = "a")] pub fn a() {}\n#[cfg(feature = "b")] pub fn b() {}'
echo '{"files":{}}' >app/vendor/many/.cargo-checksum.json
for name in one two three; do package "libs/$name" '' "pub fn $name() {}"; done
package app $'[dependencies]\none = { path = "../libs/one" }\ntwo = { path = "../libs/two" }\nthree = { path = "../libs/three" }\nmany = { version = "1", features = ["a", "b"] }\n' \
  'pub fn f() { one::one(); many::a(); }'
mkdir app/.cargo
printf '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "vendor"\n' >app/.cargo/config.toml
cd app
cargo generate-lockfile --offline -q
printf 'target\n' >.gitignore
git init -q . && git add -A && git commit -qm start
expect_exit 0 makespan run --quiet -- cargo build --offline

# Nothing is known yet, and nothing is made up.
expect_exit 2 makespan apply unused --dry-run
expect_contains 'Nothing was compiled to find out yet: `makespan fixes` does that' "$ERR"
expect_exit 2 makespan whatif --fix features:app/many
expect_contains '`makespan fixes --deep` does that' "$ERR"

expect_exit 0 makespan fixes --deep --budget 1s --json
python3 "$E2E/json_path.py" makespan_findings .makespan/findings.json >"$OUT"
expect_equal 3 "$(cat "$OUT")"

expect_exit 0 makespan apply unused --dry-run
expect_contains '-two = ' && expect_contains '-three = '
expect_lacks '-one = '
expect_exit 0 makespan whatif --fix unused --json
expect_json '"unused" in d["results"][-1]["label"]'
expect_exit 0 makespan apply features:app/many --dry-run
expect_contains '+many = { version = "1", features = ["a"] }'
expect_exit 0 makespan fixes --budget 0 --json
expect_json 'next(f for f in d["fixes"] if f["id"] == "unused:app/two")["checked"] != []'

# Other sources: what was found may be wrong by now.
echo 'pub fn g() { two::two(); }' >>src/lib.rs
expect_exit 2 makespan apply unused --dry-run
expect_contains 'Sources or manifests have changed since it was looked for: `makespan fixes` looks again' "$ERR"
git checkout -q src/lib.rs

expect_exit 0 makespan apply unused
expect_contains 'unused: checked: all targets of the workspace compile without it' "$ERR"
expect_contains 'not checked: other platforms than this one' "$ERR"
expect_lacks 'two' Cargo.toml
cargo check --all-targets --offline --locked -q
expect_exit 0 makespan undo
expect_exit 0 makespan apply unused --dry-run

# Only tests can settle what a feature does at run time; once they passed it is no longer for want of them that it is possible.
expect_exit 0 makespan fixes --budget 0 --json
expect_json '"makespan try features:app/many --test" in next(f for f in d["fixes"] if f["id"] == "features:app/many")["reason"] or next(f for f in d["fixes"] if f["id"] == "features:app/many")["verdict"] == "rejected"'
expect_exit 0 makespan try features:app/many --test --rounds 1
expect_exit 0 makespan fixes --budget 0 --json
expect_json 'any("`cargo test --offline` passes with it" in c for c in next(f for f in d["fixes"] if f["id"] == "features:app/many")["checked"])'
