#!/usr/bin/env bash
# A feature that another member needs, and gets from this entry alone when it is built by itself, is not taken away.
. "${0%/*}/lib.sh"

need cargo
package() {
  mkdir -p "$1/src"
  printf '[package]\nname = "%s"\nversion = "1.0.0"\nedition = "2021"\n%s' "${1##*/}" "$2" >"$1/Cargo.toml"
  printf '%s\n' "$3" >"$1/src/lib.rs"
}
# As a registry's crate would be.
package ws/vendor/many $'[features]\na = []\nb = []\nc = []\n' 'pub fn plain() {} #[cfg(feature = "a")] pub fn a() {} #[cfg(feature = "b")] pub fn b() {}'
echo '{"files":{}}' >ws/vendor/many/.cargo-checksum.json
package ws/app $'[dependencies]\nmany = { version = "1", features = ["a", "b", "c"] }\n' 'pub fn f() { many::a(); }'
# The workspace has `b` by this one, whatever app asks for.
package ws/third $'[dependencies]\nmany = { version = "1", features = ["b"] }\n' 'pub fn f() { many::b(); }'
mkdir -p ws/other/src
cd ws
mkdir .cargo
printf '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "vendor"\n' >.cargo/config.toml
printf '[workspace]\nresolver = "2"\nmembers = ["app", "third", "other"]\n' >Cargo.toml

# `other` needs nothing of it: only `a` is needed.
printf '[package]\nname = "other"\nversion = "1.0.0"\nedition = "2021"\n' >other/Cargo.toml
echo 'pub fn g() {}' >other/src/lib.rs
expect_exit 0 makespan run --quiet -- cargo build --workspace --offline
expect_exit 0 makespan fixes --deep --budget 1s --json
expect_json 'next(f for f in d["fixes"] if f["id"] == "features:app/many")["title"] == "Ask many for a instead of a, b, c"'

# Now `other` calls what app's entry switches on for it.
printf '[dependencies]\nmany = "1"\napp = { path = "../app" }\n' >>other/Cargo.toml
echo 'pub fn g() { many::b(); app::f(); }' >other/src/lib.rs
expect_exit 0 cargo check --offline -q -p other
expect_exit 0 makespan fixes --deep --budget 1s --json
expect_json '"features:app/many" not in [f["id"] for f in d["fixes"]]'

# The same where members inherit the entry: app alone has `b` from it, and the workspace from third.
printf '[workspace]\nresolver = "2"\nmembers = ["app", "third", "other"]\n[workspace.dependencies]\nmany = { version = "1", features = ["a", "b", "c"] }\n' >Cargo.toml
package app $'[dependencies]\nmany.workspace = true\n' 'pub fn f() { many::a(); many::b(); }'
expect_exit 0 makespan fixes --deep --budget 1s --json
expect_json '"features:app/many" not in [f["id"] for f in d["fixes"]]'

# Without that it is offered. What other compiles with is not known: alone it does not compile as it is.
package app $'[dependencies]\nmany.workspace = true\n' 'pub fn f() { many::a(); }'
package other $'[dependencies]\nmany = "1"\n' 'pub fn g() { many::b(); }'
expect_exit 101 cargo check --offline -q -p other
expect_exit 0 makespan fixes --deep --budget 1s --json
expect_json 'next(f for f in d["fixes"] if f["id"] == "features:app/many")["title"] == "Ask many for a instead of a, b, c"'
expect_json '"app, third: all targets compile with it, each alone" in next(f for f in d["fixes"] if f["id"] == "features:app/many")["checked"]'
expect_json '"other alone: it does not compile alone as it is" in next(f for f in d["fixes"] if f["id"] == "features:app/many")["not_checked"]'
expect_exit 0 makespan fixes --budget 0 --json
expect_json 'next(f for f in d["fixes"] if f["id"] == "features:app/many")["verdict"] in ("possible", "rejected")'
