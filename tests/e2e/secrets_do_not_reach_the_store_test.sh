#!/usr/bin/env bash
# A secret in arguments, in the environment of a compiler or in a URL is found nowhere in .makespan.
. "${0%/*}/lib.sh"
mkdir bin
printf '#!/bin/sh\nexit 0\n' >bin/rustc
chmod +x bin/rustc
export CARGO_REGISTRY_TOKEN=hunter2-a CARGO_PKG_REPOSITORY=https://user:hunter2-b@host/x AWS_SECRET_ACCESS_KEY=hunter2-c RUSTFLAGS='--cfg password=hunter2-d'
expect_exit 0 makespan run -- sh -c 'bin/rustc --crate-name x --token hunter2-e; bin/rustc --password=hunter2-f https://me:hunter2-g@host/; env API_KEY=hunter2-h bin/rustc; true'
expect_exit 0 makespan show last
# The command line that was typed holds them too: masked like any other.
found=$(grep -rao 'hunter2-[a-z]' .makespan | sort -u || true)
expect_equal "" "$found"
