#!/usr/bin/env bash
# Two versions of a dependency become one, in the example that has such: manifests and Cargo.lock, cargo takes them, and
# undo gives back every byte. Several fixes in one go likewise.
# timeout: 1800
. "${0%/*}/lib.sh"
need cargo git
copy_example aimds
cd aimds
[[ -e Cargo.lock ]] || cargo generate-lockfile --offline --quiet
printf '/target\n' >.gitignore
git init -q . && git add -A && git commit -qm 1
makespan run --quiet -- cargo check --quiet --offline
snapshot() { find . \( -name target -o -name .makespan -o -name .git \) -prune -o -type f -printf '%p %m ' -exec sha256sum {} \; | sort; }
before=$(snapshot)
versions_of() { grep -A1 "^name = \"$1\"\$" Cargo.lock | grep -c '^version'; }
expect_equal 2 "$(versions_of dashmap)"

# Nobody has compiled it yet: it has no patch, and is written only by who insists.
expect_exit 0 makespan fixes --budget 0 --json
expect_json 'all(f["verdict"] != "recommended" for f in d["fixes"] if f["kind"] == "align")'
fix=$(python3 -c 'import json, sys; print(next(f["id"] for f in json.load(sys.stdin)["fixes"] if f["id"].startswith("align:dashmap@")))' <"$OUT")
expect_json "next(f for f in d['fixes'] if f['id'] == '$fix')['patch'] is None"
expect_exit 1 makespan apply "$fix"
expect_contains "$fix has no patch: not every target was compiled with it" "$ERR"
expect_exit 0 makespan apply "$fix" --dry-run --force
expect_contains '--- a/Cargo.lock'
git apply --check "$OUT" || fail "git does not take the diff"
expect_equal "$before" "$(snapshot)"

expect_exit 0 makespan apply "$fix" --force
expect_contains 'Cargo.lock' "$ERR"
expect_equal 1 "$(versions_of dashmap)"
cargo metadata --locked --offline --format-version 1 --filter-platform "$(rustc -vV | sed -n 's/^host: //p')" >"$OUT"
# No version but that of the fix has changed.
git diff -U0 Cargo.lock | grep '^+version' >"$OUT" || true
expect_empty
expect_exit 0 makespan undo
expect_equal "$before" "$(snapshot)"
expect_equal "" "$(git status --porcelain)"

expect_exit 0 makespan apply "$fix" align:thiserror@2.0.17 --force
expect_equal "1 1" "$(versions_of dashmap) $(versions_of thiserror)"
expect_exit 0 makespan undo
expect_equal "$before" "$(snapshot)"

# Without Cargo.lock, which the example does not keep.
git rm -q --cached Cargo.lock && rm Cargo.lock && git commit -qm 2
before=$(snapshot)
expect_exit 0 makespan apply "$fix" --force
[[ ! -e Cargo.lock ]] || fail "Cargo.lock was written"
expect_exit 0 makespan undo
expect_equal "$before" "$(snapshot)"
