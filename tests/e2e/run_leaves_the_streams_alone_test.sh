#!/usr/bin/env bash
# Bytes pass through untouched, standard output is the command's alone, and one line goes to standard error.
. "${0%/*}/lib.sh"
head -c 300000 /dev/urandom >input
makespan run -- cat <input 2>"$ERR" | cmp - input || fail "bytes changed on the way"
expect_equal 1 "$(wc -l <"$ERR")"
expect_matches '^makespan: .* 1 process; `makespan report` shows where it went$' "$ERR"
expect_exit 0 makespan run -- sh -c 'echo out; echo error >&2'
expect_equal out "$(cat "$OUT")"
expect_equal error "$(head -1 "$ERR")"
expect_exit 0 makespan run --quiet -- true
expect_empty "$OUT"
expect_empty "$ERR"
