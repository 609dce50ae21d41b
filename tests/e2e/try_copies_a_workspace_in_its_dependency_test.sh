#!/usr/bin/env bash
# As cargo-fuzz lays it out: `fuzz` is a workspace of its own and depends on the directory that it lies in.
. "${0%/*}/lib.sh"
need cargo git
everything() { # but makespan's own
  find . -name .makespan -prune -o -name .git -prune -o -type f -exec sha256sum {} + | sort
}
new_crate app
echo 'pub fn answer() -> u32 { 42 }' >app/src/lib.rs
new_crate app/fuzz 'fn main() { assert_eq!(app::answer(), 42); }'
sed -i 's/name = .*/name = "app-fuzz"/' app/fuzz/Cargo.toml
printf '[dependencies]\napp = { path = ".." }\n[workspace]\n' >>app/fuzz/Cargo.toml
cd app
before=$(everything)
cd fuzz
for places in "$HOME/.cache $SCRATCH/tmp" "$PWD/../cache $SCRATCH/tmp"; do # the second would lie in what is copied
  export XDG_CACHE_HOME=${places% *} TMPDIR=${places#* }
  mkdir -p "$TMPDIR"
  expect_exit 0 makespan try --rounds 1 --test --bench ./target/debug/app-fuzz --json -- cargo build --offline
  expect_json 'd["base"]["tests"] == "passed" and d["variants"][0]["failure"] is None'
done
git -C .. init -q
expect_exit 0 makespan try --rounds 1 --json -- cargo build --offline
cd ..
expect_equal "$before" "$(everything)"
