#!/usr/bin/env bash
# Units, times and edges of recorded builds are cargo's own: the example, dev, release, check and tests.
# timeout: 1200
# serial: it compares times
. "${0%/*}/lib.sh"
. "$REPO/tests/cargo/workspace.sh"
need cargo

copy_example aimds
cd aimds
against_cargo --at-least 140 -- cargo build
against_cargo --at-least 5 -- cargo test --no-run
against_cargo --at-least 90 -- cargo check
against_cargo --at-least 140 -- cargo build --release
