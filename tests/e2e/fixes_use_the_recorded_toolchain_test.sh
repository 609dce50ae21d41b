#!/usr/bin/env bash
# What is compiled in a scratch copy is compiled by the toolchain that the recorded command chose.
. "${0%/*}/lib.sh"

need cargo
# Stands in for rustup, which takes the `+toolchain`.
mkdir bin
cat >bin/cargo <<END
#!/bin/sh
case \$1 in
  +*) echo "\$2 by \$1" >>"$PWD/calls"; shift ;;
  *) echo "\$1 by none" >>"$PWD/calls" ;;
esac
exec "$(command -v cargo)" "\$@"
END
chmod +x bin/cargo
new_crate app
cd app
PATH=${PWD%/app}/bin:$PATH
expect_exit 0 makespan run --quiet -- cargo +chosen build --offline
: >../calls
expect_exit 0 makespan fixes --deep --budget 1s
expect_contains 'check by +chosen' ../calls
expect_lacks 'check by none' ../calls
expect_lacks 'tree by none' ../calls
