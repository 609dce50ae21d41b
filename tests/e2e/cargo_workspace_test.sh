#!/usr/bin/env bash
# Units, times and edges of recorded builds are cargo's own: a workspace with everything out of the ordinary.
# timeout: 600
# serial: it compares times
. "${0%/*}/lib.sh"
. "$REPO/tests/cargo/workspace.sh"
need cargo cc

make_workspace
against_cargo --at-least 13 -- cargo build --workspace
against_cargo --at-least 8 -- cargo test --no-run --workspace
against_cargo --at-least 15 -- cargo check --workspace --all-targets
against_cargo --at-least 8 -- cargo build --workspace --target "$(rustc -vV | sed -n 's/^host: //p')"
against_cargo --at-least 6 -- cargo doc --workspace
rm -rf target # what is documented is checked in the same build then
against_cargo --at-least 17 -- cargo doc --workspace
against_cargo --at-least 13 -- cargo build --workspace --release
