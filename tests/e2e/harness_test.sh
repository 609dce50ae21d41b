#!/usr/bin/env bash
# The helpers of lib.sh notice what they are there to notice.
. "${0%/*}/lib.sh"

fails() { ! ("$@") >"$SCRATCH/said" 2>&1 || fail "did not fail: $*"; }

expect_exit 3 sh -c 'echo out; echo err >&2; exit 3'
expect_contains out
expect_lacks err
expect_equal err "$(cat "$ERR")"
fails expect_contains absent
fails expect_lacks out
fails expect_matches '^ut'
fails expect_empty
fails expect_equal a b
fails expect_exit 0 false
expect_contains 'exit status 1, not 0: false' "$SCRATCH/said"

MARK=$SCRATCH sleep 300 &
runs() { ! no_process_has "MARK=$SCRATCH"; }
wait_until runs
kill $!
expect_end_of "MARK=$SCRATCH"
fails runs

echo '{"run": {"code": 0, "id": null}, "tasks": [{"name": "a", "n": 1.5}, {"name": "b c"}]}' >d.json
expect_equal 0 "$(json run.code d.json)"
expect_equal null "$(json run.id d.json)"
expect_equal 'b c' "$(json 'tasks[-1].name' d.json)"
expect_equal 1.5 "$(json 'tasks[name=a].n' d.json)"
expect_equal $'a\nb c' "$(json 'tasks[].name' d.json)"
expect_equal 2 "$(json tasks.length d.json)"
fails json run.absent d.json
expect_json 'd["tasks"][0]["n"] > 1' d.json
fails expect_json 'd["run"]["id"]' d.json

expect_equal "$SCRATCH/here" "$PWD"
new_crate hello
expect_contains 'println!("hello"); }' hello/src/main.rs
