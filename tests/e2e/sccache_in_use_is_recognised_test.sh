#!/usr/bin/env bash
# Behind sccache units are found; what its daemon spends is unknown where the daemon is not ours, and said so.
. "${0%/*}/lib.sh"
need cargo sccache
export SCCACHE_DIR=$PWD/cache SCCACHE_SERVER_PORT SCCACHE_IDLE_TIMEOUT=60 RUSTC_WRAPPER=sccache
SCCACHE_SERVER_PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
trap 'sccache --stop-server >/dev/null 2>&1 || true; clean_up' EXIT
new_crate app 'fn main() { println!("{}", part::two()); }'
mkdir -p app/part/src && cd app
printf '[package]\nname = "part"\nversion = "0.1.0"\nedition = "2021"\n' >part/Cargo.toml
echo 'pub fn two() -> u32 { 2 }' >part/src/lib.rs
printf '[dependencies]\npart = { path = "part" }\n' >>Cargo.toml
export CARGO_INCREMENTAL=0 # what is compiled incrementally goes past the cache

# The daemon is started by the build: its compilers are in the tree, and it is named as left behind.
expect_exit 0 makespan run -- cargo build -q
expect_contains 'sccache (pid' "$ERR"
expect_exit 0 makespan report --json
expect_json 'sorted(t["kind"] for t in d["tasks"]) == ["binary", "library"]'

# The daemon was there before, and has the answer: CPU is unknown, never zero.
rm -rf target
expect_exit 0 makespan run --quiet -- cargo build -q
expect_exit 0 makespan report --json
expect_json '[t["cpu_seconds"] for t in d["tasks"] if t["kind"] == "library"] == [None]'
expect_json 'any(n["code"] == "cache-daemon-cpu" for n in d["diagnostics"])'
