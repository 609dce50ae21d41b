#!/usr/bin/env bash
# A change that does not compile, and one that fails the tests, are told with what was said.
. "${0%/*}/lib.sh"
need cargo git
new_crate app 'fn two() -> u8 { 2 } fn main() { println!("{}", two()); }
#[test]
fn is_two() { assert_eq!(two(), 2); }'
cd app
cat >breaks.diff <<'END'
--- a/src/main.rs
+++ b/src/main.rs
@@ -1,3 +1,3 @@
-fn two() -> u8 { 2 } fn main() { println!("{}", two()); }
+fn two() -> u8 { "2" } fn main() { println!("{}", two()); }
 #[test]
 fn is_two() { assert_eq!(two(), 2); }
END
sed 's/"2"/3/' breaks.diff >wrong.diff
expect_exit 1 makespan try --patch breaks.diff --json -- cargo build
expect_json 'd["variants"][0]["verdict"] == "fails to build" and "mismatched types" in d["variants"][0]["failure"]'
expect_exit 1 makespan try --patch wrong.diff --test --rounds 1 --json -- cargo build
expect_json 'd["variants"][0]["verdict"] == "fails tests" and d["base"]["tests"] == "passed"'
grep -q 'fn two() -> u8 { 2 }' src/main.rs || fail "the source was changed"

sed 's/ 2 }/ 7 }/' breaks.diff >stale.diff
expect_exit 2 makespan try --patch stale.diff -- cargo build
expect_contains "stale.diff does not apply to the workspace" "$ERR"
sed -i 's/fn main/fn broken( main/' src/main.rs
expect_exit 2 makespan try -- cargo build
expect_contains "the build fails in the scratch copy even without a fix" "$ERR"
expect_exit 1 makespan try
expect_contains "there is no recorded cargo build to try" "$ERR"
expect_equal "" "$(find "$HOME/.cache" -type f 2>/dev/null)"
