#!/usr/bin/env bash
# Libraries that are gone or were built anew since the run: said, and nothing is run.
. "${0%/*}/lib.sh"
. "$REPO/tests/replay/workspace.sh"
need cargo cc

make_replay_workspace
(cd ws && expect_exit 0 makespan run --quiet --output ../run.makespan -- cargo build -q --offline)
touch ws/base/src/lib.rs
(cd ws && expect_exit 0 cargo build -q --offline)
expect_exit 0 replay price 20 debuginfo=0
expect_matches '^app 0.1.0 \(bin\) .*the target directory has changed since the run: .*/lib(base|derive)-.* was built anew$'
rm -r ws/target
expect_exit 0 replay price 20 debuginfo=0
expect_matches '^app 0.1.0 \(bin\) .*the target directory has changed since the run: .*/lib(base|derive)-.* is gone$'
