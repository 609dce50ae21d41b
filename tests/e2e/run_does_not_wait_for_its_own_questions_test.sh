#!/usr/bin/env bash
# A version that takes long to tell does not hold up the run, and no toolchain is installed for it.
. "${0%/*}/lib.sh"
new_crate app
mkdir bin
cat >bin/cargo <<'END'
#!/bin/sh
echo "$RUSTUP_AUTO_INSTALL" >>"$ASKED"
case $1 in -V) exec sleep 60 ;; esac
END
chmod +x bin/cargo
unset RUSTUP_AUTO_INSTALL
export ASKED=$PWD/asked PATH=$PWD/bin:$PATH
: >asked
cd app
SECONDS=0
expect_exit 0 makespan run --quiet -- sh -c 'until [ -s "$ASKED" ]; do sleep 0.01; done'
((SECONDS < 4)) || fail "it took $SECONDS s"
expect_equal 0 "$(cat ../asked)"
# The build's own cargo is as it was.
expect_exit 0 makespan run --quiet -- cargo build
expect_contains 0 ../asked
grep -qx '' ../asked || fail "the build has our setting"
