#!/usr/bin/env bash
# `build.jobs` of a configuration file counts where no build script was told a number.
. "${0%/*}/lib.sh"
need cargo
new_crate app
mkdir app/.cargo
printf '[build]\njobs = 3\n' >app/.cargo/config.toml
cd app
expect_exit 0 makespan run --quiet -- cargo build -q
expect_exit 0 makespan report --json
expect_equal 3 "$(json invocations[0].jobs)"
expect_exit 0 makespan run --quiet -- cargo build -q -j 5
expect_exit 0 makespan report --json
expect_equal 5 "$(json invocations[0].jobs)"
