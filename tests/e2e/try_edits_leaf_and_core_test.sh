#!/usr/bin/env bash
# `try --incremental` edits a body in a leaf and in the core member, wherever in the crate there is one, and the core's
# signature. What finds no place is said.
. "${0%/*}/lib.sh"
need cargo git
printf '[workspace]\nmembers = ["app", "core"]\nresolver = "2"\n' >Cargo.toml
new_crate app 'fn greet() { println!("{}", core_crate::work::sum()); } fn main() { greet(); }'
printf '[dependencies]\ncore_crate = { path = "../core" }\n' >>app/Cargo.toml
mkdir -p core/src
printf '[package]\nname = "core_crate"\nversion = "0.1.0"\nedition = "2021"\n' >core/Cargo.toml
printf 'pub mod work;\n#[cfg(test)]\nmod tests;\n' >core/src/lib.rs
printf 'fn one() -> u64 { 1 }\npub fn sum() -> u64 { one() + 1 }\n' >core/src/work.rs
echo 'fn unused() {}' >core/src/tests.rs
cp -r . ../before
expect_exit 0 makespan try --rounds 1 --incremental --json -- cargo build
expect_json '[(r["edit"], r["file"]) for r in d["base"]["rebuilds"]] == [("leaf body", "app/src/main.rs"), ("core body", "core/src/work.rs"), ("core signature", "core/src/lib.rs")]'
expect_json 'all(r["cpu_seconds"][0] > 0 for r in d["base"]["rebuilds"]) and not any("--incremental" in n for n in d["notes"])'

echo 'pub fn sum() -> u64 { 2 }' >core/src/work.rs
expect_exit 0 makespan try --rounds 1 --incremental --json -- cargo build
expect_json '[r["edit"] for r in d["base"]["rebuilds"]] == ["leaf body", "core signature"]'
expect_json '"--incremental: no body is edited in core_crate: there is no private function in it that would do" in d["notes"]'

# A patch may change, move or remove what is edited: the same function is edited in both, where both have it.
printf '//! What the work is, at length, so that the function comes far behind where a shorter file ends.\n' >core/src/work.rs
printf 'pub fn sum() -> u64 { one() + 1 }\nfn one() -> u64 { 1 }\n' >>core/src/work.rs
git init -q .
printf 'target\n' >.gitignore
git add -A && git commit -qm 1
printf 'fn one() -> u64 { 1 }\npub fn sum() -> u64 { one() }\n' >core/src/work.rs
git diff >../shorter.diff
sed -i 's/one()/other()/' core/src/work.rs
git diff >../renamed.diff
git checkout -q .
git mv core/src/work.rs core/src/job.rs
sed -i 's,work,job,' core/src/lib.rs app/src/main.rs
git diff HEAD >../moved.diff
git reset -q --hard
edits() { # EDITS: that are compared
  expect_json "[r['edit'] for r in d['variants'][0]['rebuilds']] == [r['edit'] for r in d['base']['rebuilds']] == [$1]"
}
expect_exit 0 makespan try --patch ../shorter.diff --rounds 1 --incremental --json -- cargo build
edits '"leaf body", "core body", "core signature"'
expect_json 'not any("--incremental" in n for n in d["notes"])'
expect_exit 0 makespan try --patch ../renamed.diff --rounds 2 --incremental --json -- cargo build
edits '"leaf body", "core signature"'
expect_json "\"--incremental: \`fn one\` of $PWD/core/src/work.rs is not there in renamed.diff, so that no edit of it is compared\" in d['notes']"
expect_exit 0 makespan try --patch ../moved.diff --rounds 2 --incremental --json -- cargo build
edits '"leaf body", "core signature"'
expect_json 'd["rounds"] == 2'
