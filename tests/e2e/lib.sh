# What every black-box test begins with:
#
#     #!/usr/bin/env bash
#     # `makespan run` passes the command's exit status on.
#     . "${0%/*}/lib.sh"
#     expect_exit 7 makespan run -- sh -c 'exit 7'
#
# The test then stands in an empty folder of its own, which is gone when it ends (KEEP_SCRATCH=1 leaves it and says where).
# The program under test is first on PATH; HOME is an empty folder; cargo and rustup still find their caches.
#
#     expect_exit STATUS CMD…        run CMD; its output is in $OUT and $ERR for what follows
#     expect_contains TEXT [FILE]    FILE is $OUT if not given; TEXT is taken as it is
#     expect_lacks TEXT [FILE]
#     expect_matches REGEX [FILE]    a line matches (grep -E)
#     expect_empty [FILE]
#     expect_equal EXPECTED ACTUAL
#     json PATH [FILE]               print a value: run.exit_code, tasks[0].name, tasks[name=app].kind, tasks[].name, tasks.length
#     expect_json EXPRESSION [FILE]  a Python expression over the document `d` is true: 'len(d["tasks"]) == 3'
#     wait_until CMD…                until it succeeds; after two minutes a failure
#     expect_end_of NAME=VALUE       what has the variable in its environment is gone, or goes soon
#     new_crate NAME [MAIN]          a Cargo project NAME/ without dependencies; MAIN is its src/main.rs
#     copy_example NAME              examples/NAME here, without its build products
#     need COMMAND…                  skip the test where a command is missing
#     skip REASON    fail MESSAGE

set -euo pipefail

E2E=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
REPO=$(cd "$E2E/../.." && pwd)
MAKESPAN=$(realpath "${MAKESPAN:-$REPO/build/release/makespan}")
SCRATCH=$(mktemp -d "${TMPDIR:-/tmp}/makespan-e2e.XXXXXX")
OUT=$SCRATCH/stdout
ERR=$SCRATCH/stderr

clean_up() {
  if [[ -n ${KEEP_SCRATCH:-} ]]; then
    echo "scratch kept: $SCRATCH"
  else
    # What a test has left running may write there for a moment: that does not make it fail.
    chmod -R u+rwX "$SCRATCH" 2>/dev/null || true
    for _ in {1..50}; do
      ! rm -rf "$SCRATCH" 2>/dev/null || break
      sleep 0.1
    done
  fi
}
trap clean_up EXIT
trap 'exit 143' TERM
trap 'echo "${BASH_SOURCE[0]##*/}:$LINENO: $BASH_COMMAND"' ERR

# Nothing of the user's own settings decides a test; what is expensive to fetch again is shared.
export CARGO_HOME=${CARGO_HOME:-$HOME/.cargo} RUSTUP_HOME=${RUSTUP_HOME:-$HOME/.rustup}
export HOME=$SCRATCH/home PATH=${MAKESPAN%/*}:$PATH LC_ALL=C.UTF-8 TZ=UTC
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@localhost
export GIT_COMMITTER_NAME=test GIT_COMMITTER_EMAIL=test@localhost
unset "${!MAKESPAN_@}" "${!CARGO_BUILD_@}" "${!CARGO_PROFILE_@}" CARGO_TARGET_DIR CARGO_INCREMENTAL RUSTFLAGS \
  CARGO_ENCODED_RUSTFLAGS RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER MAKEFLAGS NO_COLOR COLUMNS XDG_CONFIG_HOME
mkdir "$HOME" "$SCRATCH/here"
cd "$SCRATCH/here"

fail() {
  echo "FAIL $(where): $*"
  exit 1
}

skip() {
  echo "$*"
  exit 77
}

need() {
  local command
  for command in "$@"; do
    command -v "$command" >/dev/null || skip "$command is not installed"
  done
}

expect_exit() {
  local expected=$1 status=0
  shift
  "$@" >"$OUT" 2>"$ERR" || status=$?
  [[ $status == "$expected" ]] || fail "exit status $status, not $expected: $*"$'\n'"$(show_output)"
}

expect_contains() {
  grep -qF -e "$1" -- "${2:-$OUT}" || fail "not found: $1"$'\n'"$(show_file "${2:-$OUT}")"
}

expect_lacks() {
  ! grep -qF -e "$1" -- "${2:-$OUT}" || fail "found: $1"$'\n'"$(show_file "${2:-$OUT}")"
}

expect_matches() {
  grep -qE -e "$1" -- "${2:-$OUT}" || fail "no line matches: $1"$'\n'"$(show_file "${2:-$OUT}")"
}

expect_empty() {
  [[ ! -s ${1:-$OUT} ]] || fail "not empty"$'\n'"$(show_file "${1:-$OUT}")"
}

expect_equal() {
  [[ $1 == "$2" ]] || fail "expected: $1"$'\n'"     got: $2"
}

json() {
  python3 "$E2E/json_path.py" "$1" "${2:-$OUT}"
}

expect_json() {
  python3 -c 'import json, sys; d = json.load(open(sys.argv[2])); sys.exit(0 if eval(sys.argv[1]) else 1)' \
    "$1" "${2:-$OUT}" || fail "does not hold: $1"$'\n'"$(show_file "${2:-$OUT}")"
}

wait_until() {
  local end=$((SECONDS + 120))
  until "$@"; do
    ((SECONDS < end)) || fail "in vain for two minutes: $*"
    sleep 0.02
  done
}

# Looked at twice: a process that becomes another program has no environment for a moment.
expect_end_of() {
  wait_until no_process_has "$1"
  wait_until no_process_has "$1"
}

no_process_has() {
  ! grep -qszF -e "$1" /proc/[0-9]*/environ
}

new_crate() {
  mkdir -p "$1/src"
  printf '[package]\nname = "%s"\nversion = "0.1.0"\nedition = "2021"\n' "$1" >"$1/Cargo.toml"
  printf '%s\n' "${2:-fn main() { println!(\"hello\"); \}}" >"$1/src/main.rs"
}

# Every file of the project here with its times, rights and bytes, but what makespan keeps: to be the same later.
snapshot() {
  find . -path ./.makespan -prune -o -printf '%p %T@ %m %l\n' | sort
  find . -path ./.makespan -prune -o -type f -exec sha256sum {} + | sort
}

copy_example() {
  mkdir "$1"
  tar -C "$REPO/examples/$1" --exclude=./target --exclude=./.makespan -cf - . | tar -C "$1" -xf -
}

# The test's own line that called the helper.
where() {
  local i
  for ((i = 1; i < ${#BASH_SOURCE[@]}; i++)); do
    [[ ${BASH_SOURCE[i]} == "${BASH_SOURCE[0]}" ]] || break
  done
  echo "${BASH_SOURCE[i]##*/}:${BASH_LINENO[i - 1]}"
}

show_output() {
  show_file "$OUT"
  show_file "$ERR"
}

# Its end, when it is long.
show_file() {
  echo "--- ${1##*/}:"
  tail -n 60 -- "$1" | cut -c1-2000
}
