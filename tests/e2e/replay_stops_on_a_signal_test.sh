#!/usr/bin/env bash
# A signal ends a pricing: no compiler and no scratch file is left, and what was measured is told.
# timeout: 600
. "${0%/*}/lib.sh"
. "$REPO/tests/replay/workspace.sh"
need cargo cc

make_replay_workspace
(cd ws && expect_exit 0 makespan run --quiet --output ../run.makespan -- cargo build -q --offline --release)
# A shell lets what it starts in the background ignore SIGINT: SIGTERM is handled alike.
"$DRIVER" run.makespan price 1000 codegen-units=2 codegen-units=3 codegen-units=4 >"$OUT" 2>"$ERR" &
pid=$!
# Under way once it says what it runs for the fifth time.
until (($(wc -l <"$ERR") >= 5)) || ! kill -0 $pid 2>/dev/null; do sleep 0.1; done
kill -TERM $pid
status=0
wait $pid || status=$?
expect_equal 0 $status
expect_contains 'interrupted'
expect_contains 'replayed'
[[ ! -e scratch ]] || fail "left behind: $(find scratch)"
for process in /proc/[0-9]*/cwd; do
  [[ $(readlink "$process") != "$PWD"/ws* ]] || fail "still running: $(tr '\0' ' ' <"${process%cwd}cmdline")"
done
