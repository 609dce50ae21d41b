#!/usr/bin/env bash
# A compiler call run again makes byte for byte what it made in the build, and touches nothing of the build's.
# timeout: 600
. "${0%/*}/lib.sh"
. "$REPO/tests/replay/workspace.sh"
need cargo cc ar

# What an archive holds. Incremental compilation puts a random word into its members' names.
contents_of() {
  ar t "$1" | while read -r member; do ar p "$1" "$member" | md5sum; done
}

same_file() {
  case $1 in
    *.rlib) [[ $(contents_of "$1") == "$(contents_of "$2")" ]] ;;
    *) cmp -s "$1" "$2" ;;
  esac
}

# What the unchanged call of task $1 writes is in the folder $2 already.
same_outputs() {
  rm -rf again
  expect_exit 0 replay outputs "$1" "$PWD/again"
  local file compared=0
  for file in again/out/*; do
    [[ $file == *.d || $file == *.dwo ]] && continue
    same_file "$file" "$2/${file##*/}" || fail "$1 makes another ${file##*/}"
    compared=$((compared + 1))
  done
  ((compared > 0)) || fail "$1 made nothing"
}

make_replay_workspace
for profile in dev release; do
  (cd ws && expect_exit 0 makespan run --quiet --output ../run.makespan -- cargo build -q --offline --profile $profile)
  folder=ws/target/${profile/dev/debug}
  before=$(state_of ws)
  expect_exit 0 replay list -
  cp "$OUT" tasks
  for task in 'derive 0.1.0' 'native 0.1.0' 'plugin 0.1.0' 'app 0.1.0 (bin)'; do
    grep -qxF "$task"$'\tok' tasks || fail "$task cannot be run again"$'\n'"$(cat tasks)"
    same_outputs "$task" "$folder/deps"
  done
  # Its label is that of two units in release: for the host and for the target.
  same_outputs 'base 0.1.0' "$folder/deps"
  expect_contains 'native.c of native 0.1.0 build.rs (run)' tasks
  grep -F 'build.rs (run)' tasks | grep -vF 'native.c of' | grep -qF 'it is no call of a compiler' ||
    fail "the build script could be run"$'\n'"$(cat tasks)"
  expect_equal "$before" "$(state_of ws)"
done
