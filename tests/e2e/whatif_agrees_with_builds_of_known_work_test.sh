#!/usr/bin/env bash
# Recording and simulation agree with builds whose work is known: a compiler that burns exact amounts, under real cargo.
# timeout: 600
. "${0%/*}/lib.sh"
need cargo rustc python3 make ninja
compiler=${MAKESPAN%/*}/unit/fake_rustc
[[ -x $compiler ]] || fail "$compiler is missing: ./dev test builds it"
expect_exit 0 python3 "$REPO/tests/cargo/ground_truth.py" --makespan "$MAKESPAN" --compiler "$compiler"
expect_matches '^[0-9]+ checks, 0 problems$'
