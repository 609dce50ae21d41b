#!/usr/bin/env bash
# Wrong use is exit 2 with what is wrong and where to read on; a typo gets the command that was meant.
. "${0%/*}/lib.sh"
expect_exit 2 makespan reprot
expect_contains 'did you mean `report`?' "$ERR"
expect_exit 2 makespan run
expect_contains 'makespan help run' "$ERR"
expect_exit 2 makespan report --jsno
expect_contains 'makespan help report' "$ERR"
expect_exit 2 makespan export last
expect_exit 2 makespan fixes --budget
expect_contains '--budget wants a value' "$ERR"
expect_exit 2 makespan whatif --jobs 2 --jobs 4
expect_contains '--jobs is given more than once' "$ERR"
expect_exit 2 makespan list --limit many
expect_contains '--limit: Value many not in range' "$ERR"
expect_exit 2 makespan list --limit -1
for command in run report whatif fixes try accuracy apply undo list show export import recover; do
  expect_exit 0 makespan "$command" --help
  expect_contains Example
  expect_exit 0 makespan help "$command"
done
expect_exit 0 makespan --help
expect_exit 0 makespan --version
expect_matches '^makespan [0-9]'
for words in 'report --version' 'list -V' '--json --version' 'help --version'; do
  expect_exit 0 makespan $words
  expect_matches '^makespan [0-9]'
done
expect_exit 0 makespan --json --help
expect_contains 'In a Cargo project: the profile of the last build'
for words in 'help help' 'help --help'; do
  expect_exit 0 makespan $words
  expect_contains 'makespan help COMMAND'
done
