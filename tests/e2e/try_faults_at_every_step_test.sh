#!/usr/bin/env bash
# A kill, a full disk, a project that becomes read-only, a file that vanishes, an edit: at every command that a try starts.
# The project keeps its bytes, its times, its target directory, its Cargo.lock and its .git; what was copied goes, at the
# latest with the next command.
# timeout: 1800

# Mounts in a user namespace of the test's own: no privileges are needed.
if [[ -z ${IN_NAMESPACE:-} ]]; then
  unshare -rm true || { echo "FAIL: this test mounts in a user namespace, and 'unshare -rm' is refused here"; exit 1; }
  IN_NAMESPACE=1 exec unshare -rm bash "$0"
fi
. "${0%/*}/lib.sh"
need cargo git mount
mkdir disk
mount -t tmpfs -o size=120m none disk
trap 'umount -l "$SCRATCH/here/disk" "$SCRATCH/here/outer/app/.makespan" "$SCRATCH/here/outer/app" 2>/dev/null || true; clean_up' EXIT
mkdir disk/cache disk/tmp outer
export XDG_CACHE_HOME=$PWD/disk/cache TMPDIR=$PWD/disk/tmp XDG_STATE_HOME=$PWD/state STEPS=$PWD/steps
git init -q outer # within a git checkout no copy is made beside the project
cd outer
new_crate app 'fn greet() { println!("hello"); } fn main() { greet(); }'
mount --bind app app
cd app
echo /target >.gitignore
cargo build -q
git init -q . && git add -A && git commit -qm 1
makespan run -q --cold -- cargo build 2>/dev/null
cp -r .makespan ../store

# Every cargo and rustc that the try itself starts is a step: before its own work it does what is to go wrong.
mkdir "$STEPS"
for program in cargo rustc; do
  cat >"$STEPS/$program" <<END
#!/usr/bin/env bash
real=$(command -v $program)
END
  cat >>"$STEPS/$program" <<'END'
if [[ $PWD != */deps && ${0##*/} == rustc && $1 != -vV ]]; then exec "$real" "$@"; fi # cargo's own call
[[ -z ${CARGO_MANIFEST_DIR:-} ]] || exec "$real" "$@"
step=$(flock "$STEPS" sh -c 'echo >>"$STEPS/count"; wc -l <"$STEPS/count"')
if [[ -e $STEPS/fault && $step == "$(cat "$STEPS/at")" ]]; then . "$STEPS/fault"; fi
exec "$real" "$@"
END
  chmod +x "$STEPS/$program"
done
try() {
  rm -f "$STEPS/count"
  (
    echo "$BASHPID" >"$STEPS/pid"
    PATH=$STEPS:$PATH exec makespan try $options --rounds 1 --json -- cargo build
  ) >"$OUT" 2>"$ERR"
}
cat >../optimise.diff <<'END'
--- a/Cargo.toml
+++ b/Cargo.toml
@@ -2,3 +2,5 @@
 name = "app"
 version = "0.1.0"
 edition = "2021"
+[profile.dev]
+opt-level = 1
END
count_steps() {
  options=$1
  try || fail "$(show_output)"
  steps=$(wc -l <"$STEPS/count")
  ((steps >= $2)) || fail "only $steps steps"
}

left() { find "$XDG_CACHE_HOME/makespan" "$TMPDIR/makespan-scratch" ../.makespan-scratch -mindepth 1 -print -quit 2>/dev/null; }
# The fault that the file `fault` is, at each step. `prepare` comes before each, `mend` undoes what it did to the disk,
# `put_back` what it did to the project.
strike() {
  local name=$1 step before status
  for ((step = 1; step <= steps; step++)); do
    prepare
    before=$(snapshot)
    echo "$step" >"$STEPS/at"
    status=0
    try 2>/dev/null || status=$?
    mend
    [[ $status == "${allowed:-$status}" ]] || fail "$name at step $step of $steps: status $status"$'\n'"$(show_output)"
    # It would write into the copy while the next command removes that.
    expect_end_of "PATH=$STEPS:"
    makespan list >/dev/null 2>&1
    [[ -z $(left) ]] || fail "$name at step $step: left behind: $(left)"
    put_back
    [[ $before == "$(snapshot)" ]] || fail "$name at step $step: the project is not as it was"$'\n'"$(diff <(echo "$before") <(snapshot))"
  done
}
prepare() { :; }
mend() { :; }
put_back() { :; }

everything='--patch ../optimise.diff --incremental --test --bench ./target/debug/app'
count_steps "$everything" 12
echo 'kill -KILL "$(cat "$STEPS/pid")"' >"$STEPS/fault"
allowed=137 strike "a kill"

echo 'kill -INT "$(cat "$STEPS/pid")"' >"$STEPS/fault"
strike "an interruption"

echo 'dd if=/dev/zero of="$TMPDIR/fill" bs=64k 2>/dev/null' >"$STEPS/fault"
mend() { rm -f "$TMPDIR/fill"; }
strike "a full disk"

# With a prediction before the builds, and where the runs and the ledger are kept.
rm "$STEPS/fault"
mount -t tmpfs -o size=32m none .makespan
cp -r ../store/. .makespan
count_steps dev.codegen-units=1 6 # what is found out now is kept
count_steps dev.codegen-units=1 6
echo "dd if=/dev/zero of=$PWD/.makespan/fill bs=64k 2>/dev/null" >"$STEPS/fault"
mend() { rm -f .makespan/fill; }
strike "a full disk of the store"
mend() { :; }
echo 'kill -KILL "$(cat "$STEPS/pid")"' >"$STEPS/fault"
allowed=137 strike "a kill of a fix's try"
umount .makespan

rm "$STEPS/fault"
count_steps "$everything" 12
echo "mount -o remount,ro,bind $PWD" >"$STEPS/fault"
mend() { mount -o remount,rw,bind "$PWD"; }
allowed=0 strike "a project that becomes read-only"
mend() { :; }

# What somebody else does stays, and nothing else happens: it is undone here, with its times, to compare. Another file at
# each step.
files=(src/main.rs Cargo.toml Cargo.lock .git/index target/debug/app)
keep=$PWD/../keep
prepare() {
  file=${files[step % ${#files[@]}]}
  cp -p "$file" "$keep"
  touch -r "$(dirname "$file")" "$keep.directory"
  echo "$change $PWD/$file" >"$STEPS/fault"
}
put_back() {
  [[ $(cat "$file" 2>/dev/null) == "$changed" ]] || fail "$file is not as somebody left it"
  cp -p "$keep" "$file"
  touch -r "$keep.directory" "$(dirname "$file")"
}
change='rm -f' changed=''
strike "a file that vanishes"
change='echo "not what it was {" >' changed='not what it was {'
strike "an edit"
