#!/usr/bin/env bash
# The disk is full: the build runs on, its exit status is its own, and a sentence says what was not kept.
. "${0%/*}/lib.sh"
[[ $(id -u) == 0 ]] || skip "mounting a small disk needs root"
mkdir disk
mount -t tmpfs -o size=64k tmpfs disk 2>/dev/null || skip "tmpfs cannot be mounted here"
trap 'umount -l "$SCRATCH/here/disk"; clean_up' EXIT
cd disk
head -c 60000 /dev/zero >filler
expect_exit 9 makespan run -- sh -c 'for i in 1 2 3 4 5 6 7 8 9 10 11 12; do /bin/true $i; done; exit 9'
expect_matches 'No space left on device|disk is full|database or disk is full' "$ERR"
cd ..
