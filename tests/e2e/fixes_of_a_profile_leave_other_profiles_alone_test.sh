#!/usr/bin/env bash
# A profile's setting is priced on what was built in it: of two builds in one run on the units of one.
. "${0%/*}/lib.sh"

need cargo
new_crate app
cd app
expect_exit 0 makespan run --quiet -- sh -c 'cargo build -q --offline && cargo build -q --release --offline'
expect_exit 0 makespan fixes --budget 0 --json
expect_json '[e for f in d["fixes"] if f["id"].endswith(".codegen-units=1") for e in f["evidence"] if e.startswith("code generation of 1 unit ")]'
expect_json 'not [e for f in d["fixes"] for e in f["evidence"] if "of 2 units" in e]'
