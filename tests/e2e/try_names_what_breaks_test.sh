#!/usr/bin/env bash
# A change that does not compile, and one that fails the tests or the benchmark, are told with what was said. What breaks
# in a later round ends the try with the rounds that were done.
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
mkdir target 2>/dev/null || true
for file in ../wrong.diff src/../../wrong.diff target/wrong.diff; do # outside, and not copied
  cp wrong.diff $file
  expect_exit 0 makespan try --patch $file --rounds 1 --json -- cargo build
  rm $file
done
expect_exit 1 makespan try --patch nowhere.diff -- cargo build
expect_contains 'cannot read' "$ERR"
expect_exit 1 makespan try --patch wrong.diff --test --rounds 1 --json -- cargo build
expect_json 'd["variants"][0]["verdict"] == "fails tests" and d["base"]["tests"] == "passed"'
grep -q 'fn two() -> u8 { 2 }' src/main.rs || fail "the source was changed"

# Tests that fail without a fix, too, say nothing about it, and did not pass.
cp src/main.rs good.rs
sed -i 's/two(), 2/two(), 3/' src/main.rs
sed 's/two(), 2/two(), 3/; s/"2"/1 + 1/' breaks.diff >harmless.diff
for way in "--patch harmless.diff" ""; do
  expect_exit 1 makespan try $way --test --rounds 1 --json -- cargo build
  expect_json 'd["variants"][0]["verdict"] == "within noise" and d["base"]["tests"] == "failed"'
  expect_json 'any("the tests fail without a fix, too" in n for n in d["notes"])'
done
mv good.rs src/main.rs

# A check links nothing, and what is missing then is seen all the same.
sed 's/^+fn two() -> u8 { "2" }/+extern "C" { fn nowhere() -> u8; } fn two() -> u8 { unsafe { nowhere() } }/' breaks.diff >undefined.diff
expect_exit 1 makespan try --patch undefined.diff --rounds 1 --json -- cargo check
expect_json 'd["variants"][0]["verdict"] == "fails to build" and "nowhere" in d["variants"][0]["failure"]'
expect_exit 0 makespan try --rounds 1 --json -- cargo check

# A benchmark needs what a check does not link, in each round.
expect_exit 0 makespan try --rounds 2 --bench ./target/debug/app --json -- cargo check
expect_json 'd["rounds"] == 2 and all(len(s["benchmark_seconds"]) == 2 for s in [d["base"], d["variants"][0]])'

# A benchmark of the variant alone is its failure; one that fails without a fix says nothing.
expect_exit 1 makespan try --patch wrong.diff --bench './target/debug/app | grep 2' --rounds 2 --json -- cargo build
expect_json 'd["rounds"] == 2 and d["variants"][0]["verdict"] == "fails tests" and d["variants"][0]["benchmark_seconds"] == []'
expect_json '"the benchmark `./target/debug/app | grep 2` fails with status 1" in d["variants"][0]["failure"]'
expect_json 'len(d["base"]["benchmark_seconds"]) == 2 and d["variants"][0]["delta"]["benchmark"] is None'
expect_exit 1 makespan try --bench 'echo no such thing; exit 3' -- cargo build
expect_contains 'the benchmark `echo no such thing; exit 3` fails with status 3:' "$ERR"
expect_contains 'no such thing' "$ERR"

# It is run three times after each build: the seventh is in the second round.
count=$PWD/../count
expect_exit 1 makespan try --rounds 9 --json --bench "echo >>$count; [ \$(wc -l <$count) -lt 7 ]" -- cargo build
expect_json 'd["end"] == "failed" and d["rounds"] == 1 and len(d["base"]["cpu_seconds"]) == 1'
expect_json 'any(n.startswith("round 2 was not finished: the benchmark") for n in d["notes"])'
expect_json 'd["variants"][0]["verdict"] == "within noise"'
rm "$count"
COLUMNS=200 expect_exit 1 makespan try --rounds 9 --bench "echo >>$count; [ \$(wc -l <$count) -lt 7 ]" -- cargo build
expect_contains 'then it failed, as the notes say'
expect_contains 'round 2 was not finished: the benchmark'

sed 's/ 2 }/ 7 }/' breaks.diff >stale.diff
expect_exit 2 makespan try --patch stale.diff -- cargo build
expect_contains "stale.diff does not apply to the workspace" "$ERR"
sed -i 's/fn main/fn broken( main/' src/main.rs
expect_exit 1 makespan try -- cargo build
expect_contains "the build fails in the scratch copy even without a fix" "$ERR"
expect_exit 1 makespan try
expect_contains "there is no recorded cargo build to try" "$ERR"
expect_equal "" "$(find "$HOME/.cache" -type f 2>/dev/null)"
