#!/usr/bin/env bash
# report --json and whatif --json hold every key of the contract.
. "${0%/*}/lib.sh"
need cargo
new_crate app 'fn main() { println!("{}", one::number() + two::number()); }'
printf '[dependencies]\none = { path = "../one", package = "dep" }\ntwo = { path = "../two", package = "dep" }\n' >>app/Cargo.toml
for version in one two; do
  new_crate $version
  mv $version/src/main.rs $version/src/lib.rs
  echo 'pub fn number() -> u32 { 3 }' >$version/src/lib.rs
  sed -i 's/^name = .*/name = "dep"/' $version/Cargo.toml
done
sed -i 's/^version = .*/version = "0.2.0"/' two/Cargo.toml
cd app
makespan run --quiet -- cargo build -q
expect_exit 0 makespan report --json
expect_json 'd["version"] == 1'
expect_json '{"id", "command", "wall_seconds", "cpu_seconds", "exit_code", "cores", "source"} <= d["run"].keys()'
expect_json '{"id", "command"} <= d["invocations"][0].keys()'
expect_json '{"name", "seconds", "share"} <= d["phases"][0].keys()'
expect_json '{"id", "name", "version", "kind", "invocation", "start_seconds", "wall_seconds", "cpu_seconds", "wait_seconds", "sections", "dependencies"} <= d["tasks"][0].keys()'
expect_json '{"name", "start_seconds", "wall_seconds", "cpu_seconds"} <= d["tasks"][0]["sections"][0].keys()'
expect_json 'all({"id", "waits_for"} <= e.keys() for t in d["tasks"] for e in t["dependencies"])'
expect_json '[len(t["dependencies"]) for t in d["tasks"] if t["name"] == "app"] == [2]'
expect_json '{"seconds", "tasks"} <= d["critical_path"].keys() and "tasks" in d["finish_chain"]'
expect_json '[(p["name"], sorted(p["versions"])) for p in d["duplicates"]] == [("dep", ["0.1.0", "0.2.0"])]'
expect_json 'isinstance(d["diagnostics"], list)'
expect_exit 0 makespan whatif --jobs 1 --without dep@0.2 --json
expect_json '{"run", "source", "replay", "bounds", "results", "drag", "task_drag", "sweep", "idle"} <= d.keys() and d["version"] == 1'
expect_json '{"error", "error_rules", "reliable"} <= d["replay"].keys() and {"critical_path_seconds", "work_seconds"} <= d["bounds"].keys()'
expect_json 'all({"label", "jobs", "cores", "makespan_seconds", "minimum_seconds", "maximum_seconds"} <= r.keys() for r in d["results"])'
expect_json 'len(d["results"]) > 1 and {"name", "kind", "recorded_seconds"} <= d["drag"][0].keys()'
