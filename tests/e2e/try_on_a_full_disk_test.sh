#!/usr/bin/env bash
# A disk that is too small is told before anything is copied; one that fills up in the middle ends the try with the rounds
# that were done, and no fix is said to break the build for that. What was copied goes; the project is as it was.

# A small file system of the test's own, in a user namespace: no privileges are needed.
if [[ -z ${IN_NAMESPACE:-} ]]; then
  unshare -rm true || { echo "FAIL: this test mounts in a user namespace, and 'unshare -rm' is refused here"; exit 1; }
  IN_NAMESPACE=1 exec unshare -rm bash "$0"
fi
. "${0%/*}/lib.sh"
need cargo git
mkdir disk
mount -t tmpfs -o size=120m none disk
trap 'umount -l "$SCRATCH/here/disk"; clean_up' EXIT
cd disk
mkdir cache tmp
export XDG_CACHE_HOME=$PWD/cache TMPDIR=$PWD/tmp
new_crate app 'fn main() { println!("hello"); }'
cd app
echo /target >.gitignore
cargo build -q
git init -q . && git add -A && git commit -qm 1
makespan run -q --cold -- cargo build 2>/dev/null
before=$(snapshot)
nothing_left() {
  expect_equal "" "$(find ../cache ../.makespan-scratch ../tmp -path '*makespan*' -type f 2>/dev/null)"
  expect_equal "$before" "$(snapshot)"
}
# Fills the disk, and again with what a build gives up meanwhile, until the try in the background is over.
fill_until_its_end() { # FILE
  while kill -0 $try 2>/dev/null; do
    dd if=/dev/zero of="$1" bs=64k oflag=append conv=notrunc 2>/dev/null || true
    sleep 0.02
  done
}
fill() { # but so many bytes
  dd if=/dev/zero of=../fill bs=64k 2>/dev/null || true
  truncate -s -"$1" ../fill
}

fill 20M
expect_exit 1 makespan try dev.codegen-units=1
expect_matches 'there is no place for a scratch copy of .*/app: .* MB free, and [0-9]+ MB are needed' "$ERR"
rm ../fill
nothing_left

makespan try dev.codegen-units=1 --rounds 900 --json >"$OUT" 2>"$ERR" &
try=$!
until grep -qs 'round 2 of 900, dev.codegen-units=1' "$ERR"; do
  kill -0 $try || fail "it ended before it was to"$'\n'"$(show_output)"
  sleep 0.02
done
fill_until_its_end ../fill
status=0
wait $try || status=$?
rm ../fill
expect_equal 0 "$status"
expect_json 'd["end"] == "disk full" and d["rounds"] >= 1 and len(d["base"]["cpu_seconds"]) == d["rounds"]'
expect_json 'd["variants"][0]["verdict"] != "fails to build" and not d["variants"][0]["failure"]'
nothing_left

# From here on the project itself, with its ledger, lies where there is room; within a git checkout
# no copy is made beside it.
disk=$PWD/..
mkdir ../../other && cd ../../other && git init -q .
new_crate app 'fn greet() { println!("hello"); } fn main() { greet(); }'
cd app
makespan run -q --cold -- cargo build 2>/dev/null
before=$(snapshot)
tried=0
keeps_its_rounds() {
  expect_json 'd["end"] == "disk full" and d["rounds"] >= 1 and len(d["base"]["cpu_seconds"]) == d["rounds"]'
  expect_json 'd["variants"][0]["verdict"] not in ("fails to build", "fails tests") and not d["variants"][0]["failure"]'
  expect_json 'any(n.startswith("round %d was not finished: " % (d["rounds"] + 1)) for n in d["notes"])'
  expect_json 'any("full" in n and "says nothing of what it builds" in n for n in d["notes"])'
  tried=$((tried + 1))
  expect_exit 0 makespan accuracy --json
  expect_json "len(d['trials']) == $tried"
  leaves_nothing
}
leaves_nothing() {
  expect_equal "" "$(find "$disk/cache/makespan" "$disk/tmp/makespan-scratch" -type f 2>/dev/null)"
  expect_equal "$before" "$(snapshot)"
}

# After an edit, or wherever it is met next.
: >"$ERR"
makespan try dev.codegen-units=1 --rounds 900 --incremental --json >"$OUT" 2>"$ERR" &
try=$!
until grep -qs 'round 2 of 900, dev.codegen-units=1' "$ERR"; do
  kill -0 $try || fail "it ended before it was to"$'\n'"$(show_output)"
  sleep 0.02
done
fill_until_its_end "$disk/fill"
status=0
wait $try || status=$?
rm "$disk/fill"
expect_equal 0 "$status"
keeps_its_rounds

# In the benchmark itself: three runs after each build, the seventh in the second round.
count=$PWD/../count
expect_exit 0 makespan try dev.codegen-units=1 --rounds 9 --json --bench \
  "echo >>$count; [ \$(wc -l <$count) -lt 7 ] || dd if=/dev/zero of=large bs=1M count=500"
keeps_its_rounds

# In the first round there is nothing to tell. That of a test is its only one: the fix is not said to fail it.
echo '#[test] fn writes() { std::fs::write("large", vec![1u8; 200 << 20]).unwrap_or_else(|e| panic!("{e}")) }' >>src/main.rs
before=$(snapshot)
expect_exit 1 makespan try --test -- cargo build
expect_matches 'full.*: a build of the try failed, which says nothing of what it builds' "$ERR"
leaves_nothing

# The build script writes more than there is room for now.
printf 'fn main() { std::fs::write(std::env::var("OUT_DIR").unwrap() + "/large", vec![1u8; include!("size") << 20]).unwrap() }\n' >build.rs
echo 1 >size
makespan run -q --cold -- cargo build 2>/dev/null
echo 200 >size
before=$(snapshot)
expect_exit 1 makespan try
expect_matches 'the disk of .* is full: a build of the try failed, which says nothing of what it builds' "$ERR"
leaves_nothing
