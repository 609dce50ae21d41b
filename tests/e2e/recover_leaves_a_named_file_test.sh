#!/usr/bin/env bash
# `makespan recover FILE` makes a run of the recording and leaves the file; a log in .makespan goes.
. "${0%/*}/lib.sh"
mkdir build.run # so that the run cannot be written there, and the recording stays
expect_exit 0 makespan run --output build.run -- true
expect_contains 'The recording stays at build.run.recording' "$ERR"
cp build.run.recording copy
expect_exit 0 makespan recover build.run.recording
expect_contains recovered "$ERR"
expect_contains 'build.run.recording is left as it is' "$ERR"
cmp copy build.run.recording
expect_exit 0 makespan show last
mv copy .makespan/recordings/copy.log
expect_exit 0 makespan recover .makespan/recordings/copy.log
expect_contains recovered "$ERR"
expect_lacks 'left as it is' "$ERR"
[[ ! -e .makespan/recordings/copy.log ]] || fail "the log is still there"
