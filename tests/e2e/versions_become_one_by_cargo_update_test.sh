#!/usr/bin/env bash
# Where a plain `cargo update` makes two versions one, the patch is the lock file's, and apply takes it; where it does
# not, cargo's own words say why.
. "${0%/*}/lib.sh"

need cargo
vendored() { # NAME VERSION MANIFEST SOURCE: as a registry's crate
  local folder=ws/vendor/$1-$2
  mkdir -p "$folder/src"
  printf '[package]\nname = "%s"\nversion = "%s"\nedition = "2021"\n%s' "$1" "$2" "$3" >"$folder/Cargo.toml"
  printf '%s\n' "$4" >"$folder/src/lib.rs"
  echo '{"files":{}}' >"$folder/.cargo-checksum.json"
}
app() { # DEPENDENCIES SOURCE
  printf '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\n%s' "$1" >Cargo.toml
  printf '%s\n' "$2" >src/lib.rs
  rm -f Cargo.lock
  cargo generate-lockfile --offline --quiet
}
fix() { python3 -c 'import json, sys; print(json.dumps(next(f for f in json.load(open(sys.argv[1]))["fixes"] if f["id"] == sys.argv[2])))' "$OUT" "$1"; }
versions_of() { grep -A1 "^name = \"$1\"\$" Cargo.lock | grep -c '^version'; }

for version in 1.0.0 2.0.0; do vendored many $version '' 'pub fn many() {}'; done
vendored any 1.0.0 $'[dependencies]\nmany = ">=1, <3"\n' 'pub fn any() { many::many() }'
vendored fresh 1.0.0 $'[dependencies]\nmany = "2"\n' 'pub fn fresh() { many::many() }'
vendored fixed 1.0.0 $'[dependencies]\nmany = "1"\n' 'pub fn fixed() { many::many() }'
vendored mover 0.1.0 $'[dependencies]\nmany = "1"\n' 'pub fn mover() { many::many() }'
vendored mover 0.1.1 $'[dependencies]\nmany = "2"\n' 'pub fn mover() { many::many() }'
mkdir -p ws/src ws/.cargo
cd ws
printf '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "vendor"\n' >.cargo/config.toml

# A requirement that allows both: the older one suits all.
app $'any = "1"\nfixed = "1"\n' 'pub fn f() { any::any(); fixed::fixed(); }'
expect_equal 2 "$(versions_of many)"
expect_exit 0 makespan run --quiet --cold -- cargo build --offline
expect_exit 0 makespan fixes --deep --budget 1s --json
fix align:many@1.0.0 >../fix
expect_contains '`cargo update --package many@2.0.0 --precise 1.0.0` does it' ../fix
expect_contains 'all targets of the workspace compile with it' ../fix
expect_exit 0 makespan apply align:many@1.0.0
expect_equal 1 "$(versions_of many)"
cargo build --offline --locked --quiet
expect_exit 0 makespan undo
expect_equal 2 "$(versions_of many)"

# A newer version of who holds it back.
app $'many = "2"\nmover = "=0.1.0"\n' 'pub fn f() { many::many(); mover::mover(); }'
sed -i 's/"=0.1.0"/"0.1"/' Cargo.toml # and Cargo.lock stays
expect_equal 2 "$(versions_of many)"
expect_exit 0 makespan run --quiet --cold -- cargo build --offline
expect_exit 0 makespan fixes --deep --budget 1s --json
fix align:many@2.0.0 >../fix
expect_contains '`cargo update --package mover@0.1.0` does it' ../fix
expect_contains 'so may mover, which moves with it' ../fix
expect_exit 0 makespan apply align:many@2.0.0
expect_equal 1 "$(versions_of many)"
cargo build --offline --locked --quiet

# None of that: nothing to apply, and cargo says who asks for what. The version that should go takes long enough for the
# price not to be a matter of chance: what saves nothing is rejected for that.
echo 'fn main() { std::thread::sleep(std::time::Duration::from_secs(2)) }' >vendor/many-1.0.0/build.rs
app $'fresh = "1"\nfixed = "1"\n' 'pub fn f() { fresh::fresh(); fixed::fixed(); }'
expect_exit 0 makespan run --quiet --cold -- cargo build --offline
expect_exit 0 makespan fixes --deep --budget 1s --json
expect_json 'next(f for f in d["fixes"] if f["kind"] == "align")["patch"] is None'
expect_contains 'held back by fixed 1.0.0: `cargo update` says: nothing, and keeps many 1.0.0'
