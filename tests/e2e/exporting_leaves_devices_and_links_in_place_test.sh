#!/usr/bin/env bash
# `export` into a pipe or through a link writes there; neither is replaced by a file.
. "${0%/*}/lib.sh"
expect_exit 3 makespan run -- sh -c 'exit 3'
mkfifo pipe
timeout 120 cat pipe >piped.run &
expect_exit 0 makespan export last pipe
wait
[[ -p pipe ]] || fail "the pipe is gone"
expect_exit 0 makespan report piped.run --json
expect_json 'd["run"]["exit_code"] == 3'
ln -s linked.run link
expect_exit 0 makespan export last linked.run
expect_exit 0 makespan export last link
[[ -L link ]] || fail "the link is gone"
expect_exit 1 makespan export last .
expect_contains 'cannot write .: Is a directory' "$ERR"
