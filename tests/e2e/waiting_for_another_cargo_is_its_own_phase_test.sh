#!/usr/bin/env bash
# A recorded cargo that waits for another cargo's lock: the phase `lock`, and who held it.
# timeout: 120
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
until [[ -e ../started ]]; do :; done
makespan run --quiet -- cargo build -q &
recorder=$!
for _ in {1..100}; do
  grep -q -e '->' /proc/locks && break
  sleep 0.1
done
sleep 0.5
echo go >../gate
wait "$recorder"
expect_exit 0 makespan report --json
expect_json 'next(p["seconds"] for p in d["phases"] if p["name"] == "lock") > 0.3'
expect_exit 0 makespan report
expect_matches 'lock.*cargo build|held by|waiting for'
