#!/usr/bin/env bash
# Build, test and run of a small workspace: kinds, edges, phases, and that the sections hold the tasks' CPU.
# timeout: 600
. "${0%/*}/lib.sh"
need cargo
mkdir -p ws/{lib,mac,app}/src ws/app/tests && cd ws
printf '[workspace]\nresolver = "3"\nmembers = ["lib", "mac", "app"]\n' >Cargo.toml
manifest() { printf '[package]\nname = "%s"\nversion = "0.1.0"\nedition = "2024"\n' "$1" >"$1/Cargo.toml"; }
for crate in lib mac app; do manifest $crate; done
printf '[lib]\nproc-macro = true\n' >>mac/Cargo.toml
printf '[dependencies]\nlib = { path = "../lib" }\nmac = { path = "../mac" }\n' >>app/Cargo.toml
echo 'extern crate proc_macro; #[proc_macro] pub fn nothing(_: proc_macro::TokenStream) -> proc_macro::TokenStream { "".parse().unwrap() }' >mac/src/lib.rs
printf '/// ```\n/// assert_eq!(lib::two(), 2);\n/// ```\npub fn two() -> u32 { 2 }\n' >lib/src/lib.rs
echo 'fn main() { println!("cargo:rerun-if-changed=build.rs"); }' >lib/build.rs
echo 'mac::nothing!(); fn main() { println!("{}", lib::two()); }' >app/src/main.rs
echo '#[test] fn two() { assert_eq!(lib::two(), 2); }' >app/tests/two.rs
expect_exit 0 makespan run --quiet -- cargo test -q
expect_exit 0 makespan report --json
expect_json '{"library", "binary", "test", "proc-macro", "build-script", "build-script-run", "test-run", "doctest"} <= {t["kind"] for t in d["tasks"]}'
expect_json 'any(e["waits_for"] == "all" for t in d["tasks"] if t["kind"] == "binary" for e in t["dependencies"])'
expect_json 'abs(sum(p["seconds"] for p in d["phases"]) - d["run"]["wall_seconds"]) < 0.001'
expect_json '{"library", "binary", "test", "proc-macro"} <= {t["kind"] for t in d["tasks"] if t["sections"]}'
expect_json 'all(abs(sum(s["cpu_seconds"] or 0 for s in t["sections"]) - t["cpu_seconds"]) < 0.01 for t in d["tasks"] if t["sections"])'
expect_exit 0 makespan run --quiet -- cargo run -q
expect_exit 0 makespan report --json
expect_json 'any(t["kind"] == "run" for t in d["tasks"]) and not any(t["kind"] == "library" for t in d["tasks"])'
expect_exit 0 makespan run --quiet -- cargo check -q
expect_exit 0 makespan report --json
expect_json 'sorted((t["kind"], t["mode"]) for t in d["tasks"] if t["kind"] in ("library", "binary")) == [("binary", "check"), ("library", "check")]'
# A target directory on another disk, by a link: nothing waits for less.
rm -rf target && mkdir ../fast && ln -s ../fast target
expect_exit 0 makespan run --quiet -- cargo test -q
expect_exit 0 makespan report --json
expect_json 'all(t["dependencies"] for t in d["tasks"] if t["kind"] in ("build-script-run", "test-run"))'
