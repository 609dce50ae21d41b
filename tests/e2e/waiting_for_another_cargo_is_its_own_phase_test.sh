#!/usr/bin/env bash
# A recorded cargo that waits for another cargo's lock: the phase `lock`, and who held it.
. "${0%/*}/lib.sh"
need cargo
mkfifo gate
new_crate app
cd app
cat >build.rs <<'END'
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    std::fs::write("../started", "").unwrap();
    std::fs::read("../gate").unwrap();
}
END
cargo build -q &
wait_until test -e ../started
makespan run --quiet -- cargo build -q &
recorder=$!
# "1: -> FLOCK  ADVISORY  WRITE 2345 fe:00:5678 0 EOF": of other tests' processes there may be some too.
waits_here() {
  local process
  for process in $(sed -nE 's/.*-> +\w+ +\w+ +\w+ +([0-9]+) .*/\1/p' /proc/locks); do
    [[ ! /proc/$process/cwd -ef . ]] || return 0
  done
  return 1
}
wait_until waits_here
sleep 1
echo go >../gate
wait "$recorder"
expect_exit 0 makespan report --json
expect_json 'next(p["seconds"] for p in d["phases"] if p["name"] == "lock") > 0.3'
expect_exit 0 makespan report
expect_matches 'lock.*cargo build|held by|waiting for'
