#!/usr/bin/env bash
# Spaces, quotes, line breaks, bytes that are no UTF-8, and an argument of 120 kB pass through and are recorded.
. "${0%/*}/lib.sh"
directory=$'a b\'c\n\xff'
mkdir "$directory"
cd "$directory"
long=$(head -c 120000 /dev/zero | tr '\0' x)
expect_exit 0 makespan run -- printf '%s' $'q"\xfe' "$long"
expect_equal 120003 "$(wc -c <"$OUT")"
expect_exit 0 makespan report --json
expect_json 'd["run"]["exit_code"] == 0'
expect_exit 0 makespan report
expect_exit 0 makespan list
