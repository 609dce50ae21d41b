#!/usr/bin/env bash
# `ulimit -f` lets neither the log nor the store grow: the build runs on, with its own limits and exit status.
. "${0%/*}/lib.sh"
build='for i in 1 2 3 4 5 6 7 8 9 10 11 12; do /bin/true $i; done; exit 9'
expect_exit 9 bash -c 'ulimit -f 1; exec makespan run -- sh -c "$1"' - "$build"
expect_matches 'File too large|disk is full|disk I/O error' "$ERR"
# The command still dies of the limit, as it does without makespan.
expect_exit 153 bash -c 'ulimit -f 8; exec makespan run --quiet -- sh -c "exec head -c 100000 /dev/zero >big"'
