#!/usr/bin/env bash
# `makespan fixes` names dependencies that nothing uses, prices them together, and says why others are only possible.
. "${0%/*}/lib.sh"

need cargo
package() {
  mkdir -p "$1/src"
  printf '[package]\nname = "%s"\nversion = "0.1.0"\nedition = "2021"\n%s' "${1##*/}" "$2" >"$1/Cargo.toml"
  printf '%s\n' "$3" >"$1/src/lib.rs"
}
package libs/one '' 'pub fn one() {}'
package libs/two '' 'pub fn two() {}'
package libs/three '' 'pub fn three() {}'
package app $'[dependencies]\none = { path = "../libs/one" }\ntwo = { path = "../libs/two" }\nthree = { path = "../libs/three" }\n' \
  $'pub fn f() { one::one(); }\n#[cfg(windows)]\npub fn g() { three::three(); }'
cd app

expect_exit 0 makespan run -- cargo build --offline
cp Cargo.toml before.toml

# Without time nothing is compiled, and nothing is certain.
expect_exit 0 makespan fixes --budget 0 --json
expect_json 'all(f["verdict"] != "recommended" for f in d["fixes"] if f["kind"] == "unused")'

expect_exit 0 makespan fixes --deep --budget 1s --json
expect_json '"one" not in str([f["id"] for f in d["fixes"] if f["kind"] == "unused"])'
expect_json '[f["evidence"][0] for f in d["fixes"] if f["id"] == "unused:app/two"][0].startswith("rustc says it is unused")'
expect_json 'len([f for f in d["fixes"] if f["id"] == "unused:app/two" and f["checked"]]) == 1'
expect_json 'len([f for f in d["fixes"] if f["id"] == "unused:app/three" and not f["checked"] and f["verdict"] in ("possible", "rejected")]) == 1'
expect_exit 0 cmp Cargo.toml before.toml
