#!/usr/bin/env bash
# Units are found beneath compiler wrappers, under clippy, and in a build directory of its own.
. "${0%/*}/lib.sh"
need cargo
new_crate app
mkdir app/src/bin && cp app/src/main.rs app/src/bin/second.rs
cd app

printf '#!/bin/sh\n"$@"\n' >../forking-wrapper
printf '#!/bin/sh\nexec "$@"\n' >../exec-wrapper
chmod +x ../*-wrapper
for wrapper in forking exec; do
  rm -rf target
  RUSTC_WRAPPER=$PWD/../$wrapper-wrapper expect_exit 0 makespan run --quiet -- cargo build -q
  expect_exit 0 makespan report --json
  expect_json 'sorted(t["kind"] for t in d["tasks"]) == ["binary", "binary"]'
  expect_json 'all(t["cpu_seconds"] > 0 and {"frontend", "link"} <= {s["name"].split(":")[0] for s in t["sections"]} for t in d["tasks"])'
done

if cargo clippy --version >/dev/null 2>&1; then
  expect_exit 0 makespan run --quiet -- cargo clippy -q
  expect_exit 0 makespan report --json
  expect_json '[t["mode"] for t in d["tasks"]] == ["clippy", "clippy"]'
fi

# Artifacts and intermediates apart (cargo 1.91 and later): the last build is found there too.
rm -rf target
mkdir .cargo && printf '[build]\nbuild-dir = "intermediates"\n' >.cargo/config.toml
expect_exit 0 makespan run --quiet -- cargo build -q
test -d intermediates || skip "this cargo knows no build-dir"
expect_exit 0 makespan report --json
expect_json 'len(d["tasks"]) == 2 and d["invocations"][0]["profile"] == "dev"'
expect_exit 0 makespan --json
expect_json 'd["run"]["source"] == "target-directory" and len(d["tasks"]) == 2'
