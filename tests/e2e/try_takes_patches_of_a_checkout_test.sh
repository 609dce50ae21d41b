#!/usr/bin/env bash
# A workspace in a subdirectory of a git checkout: a patch has the checkout's names, as `git diff` prints them, or the
# workspace's. One that changes nothing in the workspace is refused.
. "${0%/*}/lib.sh"
need cargo git
git init -q .
mkdir docs && echo text >docs/index.md
new_crate rust 'mod two;
fn main() { println!("{}", two::two()); }'
printf '%s\n' 'pub fn two() -> u8 {' '    // The number of hands.' '    let two = 2;' '    two' '}' >rust/src/two.rs
echo /target >rust/.gitignore
git add -A && git commit -qm 1
sed -i 's/= 2/= "2"/' rust/src/two.rs
git diff >../names.diff
git diff --relative=rust >../relative.diff
diff -u --label a/src/two.rs --label b/src/two.rs <(git show HEAD:rust/src/two.rs) rust/src/two.rs >../plain.diff || true
git checkout -q .
git mv rust/src/two.rs rust/src/pair.rs && sed -i 's/mod two/mod pair/; s/two::/pair::/' rust/src/main.rs
git diff -M HEAD >../renames.diff
git reset -q --hard
echo more >>docs/index.md
git diff >../docs.diff
git checkout -q .
: >../empty.diff
grep -q 'rename from rust/src/two.rs' ../renames.diff || fail "git does not see a rename"

cd rust
for patch in names relative plain; do
  expect_exit 1 makespan try --patch ../../$patch.diff --rounds 2 --json -- cargo build
  expect_json 'd["variants"][0]["verdict"] == "fails to build" and "mismatched types" in d["variants"][0]["failure"]'
done
# The second round has the base without what the variant added and with what it took.
expect_exit 0 makespan try --patch ../../renames.diff --rounds 2 --json -- cargo build
expect_json 'd["rounds"] == 2 and len(d["variants"][0]["cpu_seconds"]) == 2'
expect_exit 2 makespan try --patch ../../docs.diff -- cargo build
expect_contains 'docs.diff does not apply to the workspace: error: docs/index.md: No such file' "$ERR"
expect_exit 2 makespan try --patch ../../empty.diff -- cargo build
expect_contains 'empty.diff does not apply to the workspace' "$ERR"
chmod +x src/main.rs
git diff >../../mode.diff
expect_exit 2 makespan try --patch ../../mode.diff -- cargo build
expect_contains 'mode.diff changes no file in ' "$ERR"
