#!/usr/bin/env bash
# A benchmark that names a program by its absolute path runs the one that was just built, wherever the user's own build of
# it lies.
. "${0%/*}/lib.sh"
need cargo git
new_crate app 'fn main() { println!("old"); }'
cd app
cat >change.diff <<'END'
--- a/src/main.rs
+++ b/src/main.rs
@@ -1 +1 @@
-fn main() { println!("new"); }
+fn main() { println!("newer"); }
END
ln -s fast ../link
for target in "$PWD/target" "$SCRATCH/here/fast/t" "$SCRATCH/here/link/t"; do
  export CARGO_TARGET_DIR=$target
  echo 'fn main() { println!("old"); }' >src/main.rs
  cargo build -q --offline
  echo 'fn main() { println!("new"); }' >src/main.rs
  rm -f "$SCRATCH/said"
  expect_exit 0 makespan try --patch change.diff --rounds 1 --bench "$target/debug/app >>$SCRATCH/said" -- cargo build --offline
  expect_equal "$(printf 'new\n%.0s' 1 2 3 && printf 'newer\n%.0s' 1 2 3)" "$(cat "$SCRATCH/said")"
  expect_equal old "$("$target/debug/app")"
done
