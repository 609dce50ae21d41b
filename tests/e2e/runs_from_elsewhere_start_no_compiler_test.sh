#!/usr/bin/env bash
# A run from a file or of another project starts nothing that it names as its compiler; brought back where it was made it does.
. "${0%/*}/lib.sh"

need cargo rustc
# A compiler at a place of its own, in whose stead something else lies later.
sysroot=$(rustc --print sysroot)
mkdir -p tools/bin
cp "$sysroot/bin/rustc" tools/bin/rustc
ln -s "$sysroot/lib" tools/lib
new_crate app
new_crate unused 'pub fn f() {}'
mv unused/src/{main,lib}.rs
printf '[dependencies]\nunused = { path = "../unused" }\n' >>app/Cargo.toml
(cd app && RUSTC=$PWD/../tools/bin/rustc expect_exit 0 makespan run --quiet -- cargo build --offline)
(cd app && expect_exit 0 makespan export last ../app.run)
printf '#!/bin/sh\necho started >>"%s"\nexec "%s" "$@"\n' "$PWD/started" "$sysroot/bin/rustc" >tools/bin/rustc
touch -d 2020-01-01 tools/bin/rustc

expect_not_started() {
  [[ ! -e started ]] || fail "$1: the recorded compiler was started"
  expect_json 'not d["experimented"] and d["experiments"] == 0'
}
(cd app && expect_exit 0 makespan fixes ../app.run --budget 4s --json)
expect_not_started "from a file"
expect_json 'any("The run comes from a file, and no compiler call of it is run again." in note for note in d["notes"])'
mkdir other
(cd other && expect_exit 0 makespan import ../app.run && expect_exit 0 makespan fixes --budget 4s --json)
expect_not_started "in another project"
expect_json 'any("not in this project, and no compiler call of it is run again." in note for note in d["notes"])'
(cd other && expect_exit 0 makespan fixes --budget 4s)
expect_contains "No compiler call of this run can be run again"

rm -r app/.makespan
(cd app && expect_exit 0 makespan import ../app.run && expect_exit 0 makespan fixes --budget 4s --json)
expect_json 'd["experimented"]'
[[ -e started ]] || fail "where it was made nothing was started"
