#!/usr/bin/env bash
# A signal that reaches makespan while its command is ending already: the run is kept, the status is the command's.
. "${0%/*}/lib.sh"
for _ in {1..40}; do
  status=0
  makespan run --quiet -- sh -c 'kill -INT $PPID; exit 3' || status=$?
  # Passed on in time, the signal ends the command.
  [[ $status == 3 || $status == 130 ]] || fail "exit status $status"
done
expect_exit 0 makespan list --json --limit 0
expect_json 'len(d) == 40'
expect_equal "" "$(ls .makespan/recordings)"
