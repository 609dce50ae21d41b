#!/usr/bin/env bash
# Every setting of a profile can be tried on single calls with real compilers and priced for the whole; nothing is left of it.
# timeout: 600
. "${0%/*}/lib.sh"
. "$REPO/tests/replay/workspace.sh"
need cargo cc

# The calls of task $1 run with each change that follows: a line of figures each.
tries() {
  expect_exit 0 replay change "$@"
  local change name=$1
  shift
  for change; do
    expect_matches "with $change: ( +[0-9.]+){6} +[0-9]+ +[0-9]+$"
  done
}

make_replay_workspace
(cd ws && expect_exit 0 makespan run --quiet --output ../run.makespan -- cargo build -q --offline --release)
before=$(state_of ws)
tries 'native 0.1.0' codegen-units=16 lto=off lto=thin-local debuginfo=line-tables-only
tries 'derive 0.1.0' opt-level=3 strip=symbols split-debuginfo=unpacked linker=lld
tries 'app 0.1.0 (bin)' lto=fat
tries 'native 0.1.0 build.rs (run)' debuginfo=2 opt-level=0
# Without LTO the binary cannot be linked: its libraries are bitcode.
expect_exit 0 replay change 'app 0.1.0 (bin)' lto=off
expect_contains 'cannot be linked without LTO: the libraries of the recorded build hold bitcode only'

expect_exit 0 replay price 3 codegen-units=16
expect_matches '^base 0.1.0 +codegen-units=16 +(replayed|modelled) '
expect_matches '^TOTAL codegen-units=16 .* of 9 units$'
expect_equal "$before" "$(state_of ws)"
[[ ! -e scratch ]] || [[ -z $(find scratch -type f) ]] || fail "left behind: $(find scratch)"
(cd ws && cargo build --offline --release 2>&1) >"$OUT"
expect_lacks Compiling

# What a link takes rests on its libraries: they are compiled anew under the same change.
(cd ws && expect_exit 0 makespan run --quiet --output ../dev.makespan -- cargo build -q --offline)
expect_exit 0 "$DRIVER" dev.makespan price 20 debuginfo=0
expect_matches '^app 0.1.0 \(bin\) +debuginfo=0 +replayed .* with libraries made for it$'
[[ ! -e scratch ]] || [[ -z $(find scratch -type f) ]] || fail "left behind: $(find scratch)"
