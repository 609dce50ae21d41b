#!/usr/bin/env bash
# Several recordings in one project at the same time: all are kept.
. "${0%/*}/lib.sh"
for i in 1 2 3 4 5 6; do makespan run --quiet -- sh -c "sleep 0.0$i; exit $i" & done
for job in $(jobs -p); do wait "$job" || true; done
expect_exit 0 makespan list --json
expect_json 'sorted(r["exit_code"] for r in d) == [1, 2, 3, 4, 5, 6]'
