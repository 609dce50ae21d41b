#!/usr/bin/env bash
# Every cargo of a try is of the toolchain that the command chose, where another program called cargo, too.
. "${0%/*}/lib.sh"
need cargo rustup make
chosen=$(rustc --print sysroot)
export RUSTUP_HOME=$PWD/rustup
unset RUSTUP_TOOLCHAIN
mkdir -p nothing/bin nothing/lib
for tool in cargo rustc; do
  printf '#!/bin/sh\necho "the wrong toolchain" >&2\nexit 1\n' >nothing/bin/$tool
  chmod +x nothing/bin/$tool
done
rustup -q toolchain link chosen "$chosen" 2>/dev/null || skip "rustup links no toolchain"
rustup -q toolchain link wrong "$PWD/nothing" 2>/dev/null
rustup -q default wrong 2>/dev/null
! cargo -V 2>/dev/null || skip "cargo is not rustup's"
new_crate app
cd app
printf 'all:\n\tcargo +chosen build -q --release\n' >Makefile
expect_exit 0 makespan try --rounds 1 --json -- cargo +chosen build -q
expect_json 'd["command"] == "cargo +chosen build -q"'
expect_exit 0 makespan run -q --cold -- make -s
expect_exit 0 makespan try --rounds 1 --json
expect_json 'd["command"] == "cargo +chosen build -q --release"'
expect_exit 0 makespan try release.codegen-units=1 --rounds 1 --json
expect_json 'd["variants"][0]["predicted"] is not None'
