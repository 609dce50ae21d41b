#!/usr/bin/env bash
# A linker is set in the user's own configuration, which a try leaves alone: its copy has the setting.
. "${0%/*}/lib.sh"
need cargo git ld
new_crate app
cd app
mkdir ../bin ../cargo-home
printf '#!/bin/sh\necho linked >>%q\nexec ld "$@"\n' "$PWD/../links" >../bin/ld.mold
chmod +x ../bin/ld.mold
export PATH=${PWD%/*}/bin:$PATH CARGO_HOME=${PWD%/*}/cargo-home
expect_exit 0 makespan run -q -- cargo build -q
[[ ! -e ../links ]] || fail "the recorded build linked with the other linker"

expect_exit 0 makespan try linker=mold --rounds 1 --json
expect_json 'd["variants"][0]["fixes"] == ["linker=mold"] and d["variants"][0]["failure"] is None'
[[ -s ../links ]] || fail "the variant was not linked with the other linker"
[[ ! -e $CARGO_HOME/config.toml ]] || fail "the user's configuration was changed"

# Beside what the project's own configuration says, as cargo would join the two.
mkdir .cargo
printf '[alias]\nb = "build"' >.cargo/config.toml
rm ../links
expect_exit 0 makespan try linker=mold --rounds 1
[[ -s ../links ]] || fail "the variant was not linked with the other linker"
expect_equal '[alias]
b = "build"' "$(cat .cargo/config.toml)"
# The old name of the file wins, as in cargo.
printf '[alias]\nb = "build"' >.cargo/config
echo 'not toml' >.cargo/config.toml
rm ../links
expect_exit 0 makespan try linker=mold --rounds 1
[[ -s ../links ]] || fail "the variant was not linked with the other linker"
rm .cargo/config
# Where both name the same table, one file cannot hold them.
host=$(rustc -vV | sed -n 's/^host: //p')
printf '[target.%s]\nrustflags = []\n' "$host" >.cargo/config.toml
expect_exit 1 makespan try linker=mold --rounds 1
expect_contains "config.toml cannot be changed for a try" "$ERR"
rm -r .cargo

echo '[term]' >"$CARGO_HOME/config.toml"
expect_exit 1 makespan try linker=mold --rounds 1
expect_contains "config.toml cannot be changed for a try" "$ERR"
expect_equal '[term]' "$(cat "$CARGO_HOME/config.toml")"
