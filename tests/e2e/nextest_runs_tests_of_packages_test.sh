#!/usr/bin/env bash
# Each test that `cargo nextest run` starts is a run of its package's test executable, with the edge to it.
# timeout: 300
. "${0%/*}/lib.sh"
need cargo cargo-nextest
new_crate app
mkdir app/tests
printf '#[test] fn one() {}\n#[test] fn two() {}\n' >app/tests/it.rs
cd app
expect_exit 0 makespan run -- cargo nextest run
expect_exit 0 makespan report --json
expect_json 'not [t for t in d["tasks"] if "nextest" in t["name"]]'
# Two listings, of what runs always and of what is ignored, and two tests; the binary's own has no test to run.
runs='[t for t in d["tasks"] if t["kind"] == "test-run" and t["label"].startswith("app/it ")]'
expect_json "len($runs) == 4 and {t['version'] for t in $runs} == {'0.1.0'}"
expect_json "{e['id'] for t in $runs for e in t['dependencies']} == {t['id'] for t in d['tasks'] if t['kind'] == 'test' and t['label'].startswith('app/it ')}"
expect_json "all(len(t['dependencies']) == 1 for t in $runs)"
