#!/usr/bin/env bash
# A unit that needs a value which looks like a secret is not run again, and says which.
. "${0%/*}/lib.sh"
. "$REPO/tests/replay/workspace.sh"
need cargo

new_crate plain 'fn main() { println!("{}", env!("PLAIN_VALUE")); }'
new_crate secret 'fn main() { println!("{}", env!("DEPLOY_TOKEN").len()); }'
printf '[workspace]\nmembers = ["plain", "secret"]\nresolver = "2"\n' >Cargo.toml
PLAIN_VALUE=x DEPLOY_TOKEN=hunter2hunter2 expect_exit 0 makespan run --quiet --output run.makespan -- cargo build -q --offline
expect_exit 0 replay list -
expect_contains $'plain 0.1.0 (bin)\tok'
expect_contains 'secret 0.1.0 (bin) cannot be run again: it needs the value of DEPLOY_TOKEN, which was withheld from the recording'
expect_exit 0 replay price 20 debuginfo=0
expect_contains 'it needs the value of DEPLOY_TOKEN'
expect_lacks hunter2
# The other is given what it was given then, not what is set now.
PLAIN_VALUE=y expect_exit 0 replay outputs 'plain 0.1.0 (bin)' "$PWD/again"
expect_equal x "$(again/out/plain-*[0-9a-f])"
