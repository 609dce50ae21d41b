#!/usr/bin/env bash
# A secret in arguments, in the environment of a compiler, in what a crate read of it or in a URL is found nowhere in .makespan.
. "${0%/*}/lib.sh"
need rustc
mkdir bin
for name in rustc curl openssl; do cp "$(type -P true)" "bin/$name"; done
export CARGO_REGISTRY_TOKEN=hunter2-a CARGO_PKG_REPOSITORY=https://user:hunter2-b@host/x AWS_SECRET_ACCESS_KEY=hunter2-c RUSTFLAGS='--cfg password=hunter2-d'
expect_exit 0 makespan run -- sh -c 'bin/rustc --crate-name x --token hunter2-e; bin/rustc --password=hunter2-f https://me:hunter2-g@host/; env API_KEY=hunter2-h bin/rustc; bin/rustc --token -hunter2-i; true'
# Ways that need a command of their own, in a file that the recorder does not read.
cat >fetch.sh <<'END'
bin/curl -d '{"user": "me", "password":"hunter2-j"}' -H X-Api-Key:hunter2-k https://host/
bin/curl -u me:hunter2-l https://host/
bin/curl -sSume:hunter2-m --proxy-user=me:hunter2-n https://host/
sh -c 'bin/curl -s --user "me:hunter2-o" https://host/; true'
bin/openssl enc -passin pass:hunter2-p
env DB_PASSWORD=hunter2-q true
END
expect_exit 0 makespan run -- sh fetch.sh
expect_exit 0 makespan run -- sh -c 'true && bin/curl -fu me:hunter2-r https://host/'
echo 'pub const KEY: Option<&str> = option_env!("DEPLOY_TOKEN");' >x.rs
export DEPLOY_TOKEN=hunter2-s
expect_exit 0 makespan run -- rustc --crate-name x --crate-type lib --emit=dep-info,metadata --out-dir . x.rs
grep -q hunter2-s x.d || fail "the compiler does not tell what the crate read"
expect_exit 0 makespan show last
# The command line that was typed holds them too: masked like any other.
found=$(grep -rao 'hunter2-[a-z]' .makespan | sort -u || true)
expect_equal "" "$found"
# The search would have found them: what stands beside them is there.
for name in X-Api-Key DB_PASSWORD DEPLOY_TOKEN CARGO_PKG_REPOSITORY; do
  grep -raq "$name" .makespan || fail "$name was not recorded"
done
