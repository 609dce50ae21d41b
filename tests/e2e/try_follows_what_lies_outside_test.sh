#!/usr/bin/env bash
# Path dependencies outside the workspace, and what [patch] puts in the place of others, are copied with it: builds that
# write into their packages leave the originals alone, and a patch of the copy changes what is built.
. "${0%/*}/lib.sh"
need cargo
package() { # DIRECTORY NAME VERSION SOURCE: one whose build script writes into it
  mkdir -p "$1/src"
  printf '[package]\nname = "%s"\nversion = "%s"\nedition = "2021"\n' "$2" "$3" >"$1/Cargo.toml"
  echo "$4" >"$1/src/lib.rs"
  echo 'fn main() { std::fs::write("written", "by a build").unwrap(); }' >"$1/build.rs"
}
everything() { # but makespan's own
  find .. -name .makespan -prune -o -printf '%p %T@ %m %l\n' | sort
  find .. -name .makespan -prune -o -type f -exec sha256sum {} + | sort
}
package vendor/many many 1.0.0 'pub fn many() -> u32 { compile_error!("this one is replaced") }'
rm vendor/many/build.rs
echo '{"files":{}}' >vendor/many/.cargo-checksum.json
package ours/many many 1.0.1 'pub fn many() -> u32 { 1 }'
package lib beside 0.1.0 'pub fn beside() -> u32 { 2 }'
mkdir -p ws/.cargo
printf '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "../vendor"\n' >ws/.cargo/config.toml
package ws app 0.1.0 'pub fn app() -> u32 { many::many() + beside::beside() }'
cat >>ws/Cargo.toml <<'END'
[dependencies]
many = "1"
beside = { path = "../lib" }
[patch.crates-io]
many = { path = "../ours/many" }
END
cd ws
cargo generate-lockfile --offline --quiet
cat >change.diff <<'END'
--- a/src/lib.rs
+++ b/src/lib.rs
@@ -1 +1 @@
-pub fn app() -> u32 { many::many() + beside::beside() }
+pub fn app() -> u32 { many::many() + beside::gone() }
END
makespan run -q --cold -- cargo build --offline
before=$(everything)
expect_exit 0 makespan try --rounds 1 --json -- cargo build --offline
expect_json 'd["rounds"] == 1 and d["variants"][0]["failure"] is None'
expect_equal "$before" "$(everything)"
expect_exit 0 makespan try dev.debug=none --rounds 1 --json -- cargo build --offline
expect_json 'd["variants"][0]["failure"] is None'
expect_equal "$before" "$(everything)"
expect_exit 1 makespan try --patch change.diff --rounds 1 --json -- cargo build --offline
expect_json 'd["variants"][0]["verdict"] == "fails to build" and "gone" in d["variants"][0]["failure"]'
expect_equal "$before" "$(everything)"
