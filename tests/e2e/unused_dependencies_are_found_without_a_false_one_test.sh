#!/usr/bin/env bash
# Of half a hundred packages whose answer is known, every unused dependency is found and none that is needed is called so.
# timeout: 900
. "${0%/*}/lib.sh"

need cargo python3
python3 "$REPO/tests/cargo/unused_workspaces.py" --driver "${MAKESPAN%/*}/unit/unused_driver" || fail "see above"
