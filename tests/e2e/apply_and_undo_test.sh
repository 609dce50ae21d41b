#!/usr/bin/env bash
# `apply` changes the manifest as a fix says, cargo takes it, and `undo` gives back every byte: git sees nothing. What is
# in the way is named.
. "${0%/*}/lib.sh"
need cargo git
mkdir -p member/src src
printf '# The application\r\n[package]\r\nname = "app"\r\nversion = "0.1.0"\r\nedition = "2021"\r\n\r\n[workspace]\r\nmembers = ["member"]\r\n\r\n[dependencies]\r\nmember = { path = "member" }\r\n\r\n[profile.release]\r\ncodegen-units = 1   # small\r\n' >Cargo.toml
printf '[package]\nname = "member"\nversion = "0.1.0"\nedition = "2021"\n' >member/Cargo.toml
echo 'pub fn f() -> u32 { 7 }' >member/src/lib.rs
echo 'fn main() { println!("{}", member::f()); }' >src/main.rs
echo /target >.gitignore
cargo generate-lockfile --offline --quiet
git init -q . && git add -A && git commit -qm 1
makespan run --quiet -- cargo build --release --quiet
cp -r --preserve=all . ../before
expect_exit 0 makespan apply release.codegen-units=16 --dry-run
expect_contains '-codegen-units = 1   # small'
expect_contains '+codegen-units = 16   # small'
git apply --check "$OUT" || fail "git does not take the diff"
expect_equal "" "$(git status --porcelain)"

expect_exit 0 makespan apply release.codegen-units=16
expect_contains 'applied release.codegen-units=16: Cargo.toml changed. `makespan undo` takes it back' "$ERR"
expect_empty
git diff >"$OUT"
expect_contains '+codegen-units = 16   # small'
expect_equal 2 "$(git diff | grep -c '^[-+] *codegen')"
cargo metadata --locked --offline --format-version 1 >"$OUT"
# What apply wrote itself is no uncommitted change: a second one stacks on it.
expect_exit 0 makespan apply release.lto=off
expect_exit 0 makespan undo
expect_contains 'undone: release.lto=off; as before: Cargo.toml; one more is applied before it' "$ERR"
expect_exit 0 makespan undo
expect_equal "" "$(git status --porcelain)"
cmp Cargo.toml ../before/Cargo.toml
cmp Cargo.lock ../before/Cargo.lock
expect_exit 1 makespan undo
expect_contains 'there is nothing to undo' "$ERR"

# Edits of others are never lost.
expect_exit 0 makespan apply release.codegen-units=16
echo '# mine' >>Cargo.toml
expect_exit 1 makespan undo
expect_contains 'Cargo.toml changed since apply wrote it, and undo would lose that' "$ERR"
expect_exit 1 makespan apply release.lto=off
expect_contains 'Cargo.toml has uncommitted changes' "$ERR"
sed -i '$d' Cargo.toml
expect_exit 0 makespan undo
expect_equal "" "$(git status --porcelain)"

# One makespan at a time.
expect_exit 0 makespan apply release.codegen-units=16
exec 9>.makespan/apply/lock
flock 9
expect_exit 1 makespan undo
expect_contains 'another makespan is changing files of this project at this moment' "$ERR"
expect_exit 1 makespan apply release.lto=off
expect_contains 'another makespan is changing files of this project at this moment' "$ERR"
exec 9>&-
expect_exit 0 makespan undo

# What --force passed over is somebody's still, after an undo too.
echo '# mine' >>Cargo.toml
expect_exit 0 makespan apply release.codegen-units=16 --force
expect_exit 0 makespan undo
expect_exit 1 makespan apply release.codegen-units=16
expect_contains 'Cargo.toml has uncommitted changes' "$ERR"
# Where git cannot be asked, --dry-run and --force do without it.
mv .git/HEAD .git/HEAD.away
expect_exit 0 makespan apply release.codegen-units=16 --dry-run
expect_contains 'Cargo.toml may have uncommitted changes, and git cannot tell' "$ERR"
expect_exit 1 makespan apply release.codegen-units=16
expect_exit 0 makespan apply release.codegen-units=16 --force
expect_exit 0 makespan undo
mv .git/HEAD.away .git/HEAD

git commit -qam 2
expect_exit 1 makespan apply release.codegen-units=16
expect_contains 'Cargo.toml changed since run' "$ERR"
expect_exit 0 makespan apply release.codegen-units=16 --force
expect_exit 0 makespan undo
chmod 444 Cargo.toml
expect_exit 1 makespan apply release.codegen-units=16 --force
expect_contains 'nothing was applied: Cargo.toml is read-only' "$ERR"
chmod 644 Cargo.toml
mv Cargo.toml real.toml
ln -s real.toml Cargo.toml
expect_exit 1 makespan apply release.codegen-units=16 --force
expect_contains 'Cargo.toml is a symbolic link' "$ERR"
