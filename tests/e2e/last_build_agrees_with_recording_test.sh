#!/usr/bin/env bash
# The last build as its target directory tells it, held against a recording of the same build: the same units, with
# starts and ends within 0.1 s.
# timeout: 1200
# serial
. "${0%/*}/lib.sh"
need cargo
copy_example aimds
cd aimds

# What is held against each other is the clocks of cargo, the compiler and the recorder: on a fresh build again where a busy
# machine may have held up one of them.
agree() {
  rm -rf target
  expect_exit 0 makespan run --quiet -- cargo build -p aimds-core
  expect_exit 0 makespan report --json
  cp "$OUT" recorded.json
  expect_exit 0 makespan --json
  cp "$OUT" told.json
  python3 ../agree.py
}
cat >../agree.py <<'END'
import json

def moments(name):
    report = json.load(open(name))
    begin = report["run"]["started_unix_seconds"]
    return {
        (t["name"], t["version"], t["kind"], t["target"]): (begin + t["start_seconds"], begin + t["start_seconds"] + t["wall_seconds"])
        for t in report["tasks"]
    }

recorded, told = moments("recorded.json"), moments("told.json")
assert len(recorded) > 20, len(recorded)
assert recorded.keys() == told.keys(), recorded.keys() ^ told.keys()
late = {
    unit: (round(told[unit][0] - start, 3), round(told[unit][1] - end, 3))
    for unit, (start, end) in recorded.items()
    if abs(told[unit][0] - start) > 0.1 or abs(told[unit][1] - end) > 0.1
}
assert not late, late
END
for _ in 1 2 3; do
  ! agree || exit 0
done
fail "see above"
