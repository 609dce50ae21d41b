#!/usr/bin/env bash
# cargo's --manifest-path leads into the copy, by whatever way it leads to the workspace, and never to the original: a
# build script that writes into its package, and beside the workspace, would tell.
. "${0%/*}/lib.sh"
need cargo git
mkdir repo elsewhere
git init -q repo
cd repo
new_crate rust
echo 'fn main() { for file in ["written", "../notes.txt"] { std::fs::write(file, "by a build").unwrap(); } }' >rust/build.rs
echo mine >notes.txt
ln -s rust link
cat >change.diff <<'END'
--- a/rust/src/main.rs
+++ b/rust/src/main.rs
@@ -1 +1 @@
-fn main() { println!("hello"); }
+fn main() { println!("hello {}", missing); }
END
makespan run -q -- true
before=$(snapshot)
for path in rust/Cargo.toml "$PWD/rust/Cargo.toml" link/Cargo.toml "$PWD/link/../rust/Cargo.toml"; do
  expect_exit 1 makespan try --patch change.diff --rounds 1 --json -- cargo build --manifest-path "$path"
  expect_json 'd["variants"][0]["verdict"] == "fails to build" and "missing" in d["variants"][0]["failure"]'
  expect_exit 0 makespan try --rounds 1 --test --json -- cargo check --manifest-path="$path"
  expect_equal "$before" "$(snapshot)"
done
expect_exit 1 makespan try -- cargo build --manifest-path nowhere/Cargo.toml
expect_contains nowhere "$ERR"
cd ../elsewhere
expect_exit 2 makespan try -- cargo build --manifest-path ../repo/rust/Cargo.toml
expect_contains 'which is elsewhere: give it there, without --manifest-path' "$ERR"

# Where else a build would be led out of the copy.
cd ../repo/rust
mkdir ../../out
makespan run -q -- true
before=$(snapshot)
expect_exit 0 makespan try --rounds 1 --json -- cargo build --target-dir ../../out
for words in '--config build.build-dir="../../out"' '--config ../../out.toml' '--lockfile-path ../../out/Cargo.lock'; do
  echo 'build.build-dir = "../../out"' >../../out.toml
  expect_exit 2 makespan try -- cargo build $words
done
expect_exit 2 makespan try -- cargo install --path .
expect_equal "" "$(ls ../../out)"
expect_equal mine "$(cat ../notes.txt)"
expect_equal "$before" "$(snapshot)"
