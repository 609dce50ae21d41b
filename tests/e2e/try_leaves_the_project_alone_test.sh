#!/usr/bin/env bash
# A try only reads the project: one that cannot be written, one that is edited meanwhile, one whose try is interrupted.
# Everything keeps its bytes and its times: directories, .git, Cargo.lock and the target directory too.

# A project on a read-only mount, in a user namespace: no privileges are needed.
if [[ -z ${IN_NAMESPACE:-} ]]; then
  unshare -rm true || { echo "FAIL: this test mounts in a user namespace, and 'unshare -rm' is refused here"; exit 1; }
  IN_NAMESPACE=1 exec unshare -rm bash "$0"
fi
. "${0%/*}/lib.sh"
need cargo git setpriv
new_crate app 'fn main() { println!("hello"); }'
cd app
echo /target >.gitignore
cargo build -q
git init -q . && git add -A && git commit -qm 1
makespan run -q --cold -- cargo build 2>/dev/null
before=$(snapshot)
unchanged() {
  expect_equal "$before" "$(snapshot)"
  expect_equal "" "$(find "$HOME/.cache" ../.makespan-scratch "${TMPDIR:-/tmp}/makespan-scratch" -type f 2>/dev/null)"
}

# Permissions bind nobody who has privileges, so they are dropped for this one.
powerless() { setpriv --bounding-set -all --inh-caps -all "$@"; }
chmod -R a-w .
before=$(snapshot)
expect_exit 1 powerless touch new
expect_exit 0 powerless makespan try dev.codegen-units=1 --rounds 1 --incremental --json
expect_json 'd["rounds"] == 1 and d["variants"][0]["verdict"] == "within noise"'
unchanged
chmod -R u+w .
before=$(snapshot)
mount --bind . . && mount -o remount,ro,bind . && cd ../app
expect_exit 1 touch new
expect_exit 0 makespan try dev.codegen-units=1 --rounds 1 --json
unchanged
cd .. && umount app && cd app

# Waits for a line of the try that runs in the background.
until_said() {
  until grep -qs "$1" "$ERR"; do
    kill -0 "$try" || fail "it ended before it was to"$'\n'"$(show_output)"
    sleep 0.02
  done
}

# An edit in the middle stays, and the rounds go on with what was there when they began.
makespan try dev.codegen-units=1 --rounds 4 --json >"$OUT" 2>"$ERR" &
try=$!
until_said 'round 1 of 4'
echo '# mine' >>Cargo.toml
echo 'fn main() { does not compile' >src/main.rs
rm Cargo.lock
before=$(snapshot)
wait "$try"
expect_json 'd["rounds"] >= 3 and d["variants"][0]["verdict"] != "fails to build"'
unchanged
git checkout -q .
before=$(snapshot)

# As a terminal does: the whole process group.
set -m
makespan try dev.codegen-units=1 --rounds 900 --json >"$OUT" 2>"$ERR" &
try=$!
set +m
until_said 'round 2 of 900, dev.codegen-units=1'
kill -INT -- "-$try"
wait "$try" || fail "it ended with status $?"$'\n'"$(show_output)"
expect_json 'd["end"] == "interrupted" and d["rounds"] >= 1 and len(d["base"]["cpu_seconds"]) == d["rounds"]'
unchanged
