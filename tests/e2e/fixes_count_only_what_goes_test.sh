#!/usr/bin/env bash
# What an unused dependency would save is what the build really loses with it: not what tests, the command itself or
# another name of the package go on needing.
. "${0%/*}/lib.sh"

need cargo
package() { # DIRECTORY MANIFEST SOURCE [NAME VERSION]
  mkdir -p "$1/src"
  printf '[package]\nname = "%s"\nversion = "%s"\nedition = "2021"\n%s' "${4:-${1##*/}}" "${5:-1.0.0}" "$2" >"$1/Cargo.toml"
  printf '%s\n' "$3" >"$1/src/lib.rs"
}
slow() { # as `package`, and its build takes 2 s
  package "$@"
  printf 'fn main() { std::thread::sleep(std::time::Duration::from_secs(2)); }\n' >"$1/build.rs"
}
saves() { # ID COMPARISON: of the last run
  expect_exit 0 makespan fixes --deep --budget 1s --json
  expect_json "next(f for f in d['fixes'] if f['id'] == '$1')['saving_seconds'] $2"
}

# A member: gone with the dependency where app alone was asked for, built all the same with the workspace.
mkdir members && cd members
printf '[workspace]\nresolver = "2"\nmembers = ["app", "part"]\n' >Cargo.toml
package app $'[dependencies]\npart = { path = "../part" }\n' 'pub fn f() {}'
slow part '' 'pub fn g() {}'
expect_exit 0 makespan run --quiet --cold -- cargo build --offline -p app
saves unused:app/part '> 1'
expect_exit 0 makespan run --quiet --cold -- cargo build --offline --workspace
saves unused:app/part '< 0.5'
cd ..

# Declared for tests, too.
slow libs/late '' 'pub fn late() {}'
package tested $'[dependencies]\nlate = { path = "../libs/late" }\n[dev-dependencies]\nlate = { path = "../libs/late" }\n' \
  '#[test] fn t() { late::late(); }'
cd tested
expect_exit 0 makespan run --quiet --cold -- cargo build --offline
saves unused:tested/late '> 1'
expect_exit 0 makespan run --quiet --cold -- cargo test --no-run --offline
saves unused:tested/late '< 0.5'
cd ..

# Another version, under another name.
slow libs/new '' 'pub fn n() {}' twice 2.0.0
package libs/old '' 'pub fn o() {}' twice 1.0.0
package renamed $'[dependencies]\nnew = { package = "twice", path = "../libs/new" }\nold = { package = "twice", path = "../libs/old" }\n' \
  'pub fn f() { new::n(); }'
cd renamed
expect_exit 0 makespan run --quiet --cold -- cargo build --offline
saves unused:renamed/old '< 0.5'
