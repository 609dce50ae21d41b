#!/usr/bin/env bash
# Units, times and edges of a recorded build are cargo's own: a published application of more than 150 units.
# timeout: 1200
# serial: it compares times
. "${0%/*}/lib.sh"
. "$REPO/tests/cargo/workspace.sh"
need cargo

# mdbook's sources come through cargo, as a dependency that is fetched and never built.
new_crate fetch
printf '[dependencies]\nmdbook = "=0.4.52"\n' >>fetch/Cargo.toml
(cd fetch && expect_exit 0 cargo fetch)
cp -r "$CARGO_HOME"/registry/src/*/mdbook-0.4.52 mdbook
cd mdbook
expect_exit 0 cargo fetch --locked
against_cargo --at-least 150 -- cargo build --locked
