#!/usr/bin/env bash
# Ctrl-C during a scratch build, or the end of its time, leaves no compiler running and no copy behind.
. "${0%/*}/lib.sh"

need cargo python3 setsid
# A compiler that takes its time in a copy, where SLOW names a file: it says there that it has begun.
mkdir -p ws/slow/src
printf '[package]\nname = "slow"\nversion = "0.1.0"\nedition = "2021"\n[lib]\nproc-macro = true\n' >ws/slow/Cargo.toml
cat >ws/slow/src/lib.rs <<'RS'
#[proc_macro]
pub fn wait(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let here = std::env::current_dir().unwrap();
    let copied = std::env::var_os("ORIGINAL").is_some_and(|original| original != here);
    if let (true, Ok(file)) = (copied, std::env::var("SLOW")) {
        std::fs::write(file, "").unwrap();
        std::thread::sleep(std::time::Duration::from_secs(300));
    }
    proc_macro::TokenStream::new()
}
RS
cd ws
new_crate app 'slow::wait!(); fn main() {}'
printf '[dependencies]\nslow = { path = "../slow" }\nunused = { path = "../unused" }\n' >>app/Cargo.toml
new_crate unused 'pub fn f() {}'
mv unused/src/{main,lib}.rs
cd ..
(cd ws/app && expect_exit 0 makespan run --quiet -- cargo build --offline)

expect_nothing_left() {
  local link
  for link in /proc/[0-9]*/cwd; do
    [[ $(readlink "$link") != "$SCRATCH"/*/* ]] || fail "$1: still running: $(tr '\0' ' ' <"${link%cwd}cmdline")"
  done
  expect_equal "" "$(find "$SCRATCH" -path '*/debug/*' -not -path "$SCRATCH/here/ws/app/target/*")"
}

export ORIGINAL=$PWD/ws/app
# As a terminal's first process: a shell's own background jobs ignore Ctrl-C. Only makespan gets the signal.
(cd ws/app && exec env SLOW="$PWD/../begun" python3 -c 'import os, signal
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execvp("makespan", ["makespan", "fixes", "--deep", "--budget", "1s", "--json"])') >"$OUT" 2>"$ERR" &
pid=$!
until [[ -e ws/begun ]] || ! kill -0 $pid 2>/dev/null; do sleep 0.1; done
kill -INT $pid
status=0
wait $pid || status=$?
expect_equal 0 $status
expect_json 'any("was stopped" in note for note in d["notes"])'
expect_nothing_left "after Ctrl-C"

rm ws/begun
# With more time where a busy machine did not get to the compiler.
for budget in 8 24 72; do
  (cd ws/app && SLOW=$PWD/../begun expect_exit 0 makespan fixes --budget ${budget}s --json)
  [[ ! -e ws/begun ]] || break
done
expect_json 'any("`cargo` did not end within" in note for note in d["notes"])'
expect_nothing_left "after its time"
[[ -e ws/begun ]] || fail "no compiler was started"
