#!/usr/bin/env bash
# `makespan fixes` on a recorded build: prices by experiment, JSON, a patch that git applies, names.
# timeout: 600
. "${0%/*}/lib.sh"
need cargo git
mkdir shapes && cd shapes
mkdir -p core/src app/src
printf '[workspace]\nmembers = ["core", "app"] # both\nresolver = "2"\n\n[profile.dev]\nincremental = false\n' >Cargo.toml
printf '[package]\nname = "core-shapes"\nversion = "0.1.0"\nedition = "2021"\n' >core/Cargo.toml
printf '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\ncore-shapes = { path = "../core" }\n' >app/Cargo.toml
python3 - <<'PY'
code = "pub trait Area { fn area(&self) -> f64; }\n"
for i in range(400):
    code += f"#[derive(Debug, Clone, PartialEq)]\npub struct S{i} {{ pub a: Vec<f64>, pub b: String }}\n"
    code += f"impl Area for S{i} {{ fn area(&self) -> f64 {{ self.a.iter().map(|x| x * {i}.5).sum() }} }}\n"
open("core/src/lib.rs", "w").write(code)
open("app/src/main.rs", "w").write("use core_shapes::*;\nfn main() { println!(\"{}\", S1 { a: vec![1.0], b: String::new() }.area()); }\n")
PY
cargo generate-lockfile --offline -q
printf 'target\n.makespan\n' >.gitignore
git init -q . && git add -A && git commit -qm start
expect_exit 0 makespan run --quiet -- cargo build --offline
before=$(find target -type f | sort | xargs md5sum | md5sum)

expect_exit 0 makespan fixes --budget 0 --json
expect_json 'd["version"] == 1 and d["base_seconds"] > 0 and d["cores"] >= 1 and abs(d["replay_error"]) < 1'
expect_json 'not d["experimented"] and d["plan"] == []'
expect_json 'all(f["verdict"] != "recommended" for f in d["fixes"])'
expect_json 'all(f["patch"] is None for f in d["fixes"] if f["verdict"] == "rejected")'
expect_json 'all(f["saving_low"] <= f["saving_seconds"] <= f["saving_high"] for f in d["fixes"] if f["saving_seconds"] is not None)'
expect_json '{"id", "kind", "title", "verdict", "basis", "effort", "risk", "evidence", "checked", "not_checked", "reason", "patch"} <= set(d["fixes"][0])'

# With more time where a busy machine did not get through a pair of calls; what was measured is kept.
for budget in 20 60 180; do
  expect_exit 0 makespan fixes --budget ${budget}s --json
  expect_json 'd["experimented"] and d["experiments"] > 0'
  ! grep -q '"basis": "replayed"' "$OUT" || break
done
expect_json 'any(f["basis"] == "replayed" for f in d["fixes"])'
expect_equal "$before" "$(find target -type f | sort | xargs md5sum | md5sum)"
[[ -s .makespan/experiments.jsonl ]] || fail "nothing was kept"
expect_equal "" "$(ls .makespan/scratch)"

# What was measured is used again, without running anything.
expect_exit 0 makespan fixes --budget 0 --json
expect_json 'd["experiments"] == 0 and any(f["basis"] == "replayed" for f in d["fixes"])'

# A patch applies, and the comment beside it is still there.
python3 - "$OUT" >debug.patch <<'PY'
import json, sys
fixes = json.load(open(sys.argv[1]))["fixes"]
print(next(f["patch"] for f in fixes if f["patch"] and "Cargo.toml" in f["patch"]), end="")
PY
git apply --check debug.patch && git apply debug.patch
expect_contains '# both' Cargo.toml
cargo metadata --format-version 1 --offline --locked >/dev/null
git checkout -q Cargo.toml

expect_exit 0 makespan fixes --budget 0
expect_contains "cargo build --offline"
expect_exit 0 makespan whatif --fix dev.codegen-units=1 --json
expect_json '"dev.codegen-units=1" in d["results"][-1]["label"]'
cores=$(($(json results[0].cores) * 2))
expect_exit 0 makespan whatif --fix dev.codegen-units=1 --fix "cores=$cores" --json
expect_json 'd["results"][-1]["cores"] == 2 * d["results"][0]["cores"]'
expect_exit 2 makespan whatif --fix nightly=parallel-frontend
expect_contains 'nightly=parallel-frontend has no price that could be simulated' "$ERR"
expect_exit 2 makespan whatif --fix dev.codegen-units=1 --fix dev.codegen-units=4
expect_contains '`dev.codegen-units=1` and `dev.codegen-units=4` exclude each other' "$ERR"

# A variable hides what a patch would write, also one that is set to nothing.
expect_exit 0 env CARGO_PROFILE_DEV_DEBUG=2 RUSTFLAGS= makespan fixes --budget 0 --json
expect_json 'all(f["patch"] is None for f in d["fixes"] if f["id"].startswith(("dev.debug=", "linker=")))'
expect_json 'any("CARGO_PROFILE_DEV_DEBUG in the environment" in e for f in d["fixes"] for e in f["evidence"])'

expect_exit 2 makespan whatif --fix dev.turbo=1
expect_contains 'there is no fix `dev.turbo=1`' "$ERR"
expect_exit 2 makespan fixes --budget soon
expect_contains '--budget wants a time' "$ERR"
# A mistake there costs no experiment.
printf '[team]\ndeveloper = 3\n' >makespan.toml
rm .makespan/experiments.jsonl
expect_exit 2 makespan fixes --budget 20s
expect_contains 'has no key `developer`' "$ERR"
[[ ! -e .makespan/experiments.jsonl ]] || fail "experiments were made first"
