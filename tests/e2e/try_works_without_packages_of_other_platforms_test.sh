#!/usr/bin/env bash
# A package that only another platform needs was never fetched: what builds offline is tried offline all the same.
. "${0%/*}/lib.sh"
need cargo
new_crate app
cd app
mkdir -p .cargo registry/index/wi/nd
printf '[source.crates-io]\nreplace-with = "here"\n[source.here]\nlocal-registry = "registry"\n' >.cargo/config.toml
printf '{"name":"windows-only","vers":"1.0.0","deps":[],"cksum":"%064d","features":{},"yanked":false}\n' 0 \
  >registry/index/wi/nd/windows-only
printf '[target."cfg(windows)".dependencies]\nwindows-only = "1"\n' >>Cargo.toml
cargo generate-lockfile -q --offline
cargo build -q --offline
expect_exit 101 cargo fetch --offline
expect_exit 0 makespan try --rounds 1 --json -- cargo build
expect_json 'd["rounds"] == 1'
host=$(rustc -vV | sed -n 's/^host: //p')
expect_exit 0 makespan try --rounds 1 --json -- cargo build --target "$host"
# What the build needs itself is missed.
sed -i 's/cfg(windows)/cfg(unix)/' Cargo.toml
expect_exit 1 makespan try --rounds 1 -- cargo build
expect_contains 'the dependencies of the workspace cannot be fetched' "$ERR"
expect_contains windows-only "$ERR"
