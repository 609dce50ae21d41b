#!/usr/bin/env bash
# `run --cold` builds everything in a directory of its own, leaves the target directory alone and cleans up.
. "${0%/*}/lib.sh"
need cargo
new_crate app
cd app
cargo build -q
before=$(find target -type f -printf '%p %T@ %s\n' | sort)
expect_exit 0 makespan run --cold -- cargo build -q
expect_equal "$before" "$(find target -type f -printf '%p %T@ %s\n' | sort)"
expect_equal "" "$(find .makespan/scratch -mindepth 1 2>/dev/null)"
expect_exit 0 makespan report --json
expect_json 'd["run"]["cold"] and [t["name"] for t in d["tasks"]] == ["app"]'
mkdir -p .makespan/scratch/999999999-old
expect_exit 0 makespan run --cold --quiet -- true
[[ ! -e .makespan/scratch/999999999-old ]] || fail "a dead makespan's scratch directory is still there"
# Kept, for the compiler calls that are run again, until the next one that is kept.
expect_exit 0 makespan run --cold --keep --quiet -- cargo build -q
kept=$(ls .makespan/kept)
expect_exit 0 makespan run --cold --quiet -- cargo build -q
[[ -x .makespan/kept/$kept/debug/app ]] || fail "what was to be kept is gone"
expect_exit 0 makespan run --cold --keep --quiet -- cargo build -q
[[ ! -e .makespan/kept/$kept ]] || fail "two are kept"
expect_exit 2 makespan run --keep -- true
expect_contains '`--keep` keeps what `--cold` builds' "$ERR"
expect_exit 2 makespan run --cold -- cargo build --target-dir elsewhere
expect_contains '`--cold` builds into a directory of its own, but the command says `--target-dir`' "$ERR"
