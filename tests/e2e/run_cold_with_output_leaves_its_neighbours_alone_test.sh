#!/usr/bin/env bash
# `run --cold --output FILE` builds in a new directory beside FILE, removes that and nothing else.
. "${0%/*}/lib.sh"
need cargo
new_crate app
mkdir -p out/scratch/mine out/kept
echo mine >out/scratch/mine/notes
echo mine >out/kept/notes
before=$(find out | sort)
cd app
expect_exit 0 makespan run --cold --output ../out/b.run -- cargo build -q
expect_exit 0 makespan report ../out/b.run --json
expect_json 'd["run"]["cold"] and [t["name"] for t in d["tasks"]] == ["app"]'
[[ ! -e target && ! -e .makespan ]] || fail "something is built or kept in the project"
rm ../out/b.run
expect_equal "$before" "$(cd .. && find out | sort)"
# What is kept there is named.
expect_exit 0 makespan run --cold --keep --output ../out/b.run -- cargo build -q
kept=$(echo ../out/.makespan-target-*)
[[ -x $kept/debug/app ]] || fail "what was to be kept is gone"
expect_contains "stays in $(realpath "$kept"), which is yours to remove" "$ERR"
expect_equal mine "$(cat ../out/scratch/mine/notes)"
expect_equal mine "$(cat ../out/kept/notes)"
