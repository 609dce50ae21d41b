# A small Cargo workspace without registry dependencies that has what replays meet: a library that host and target share, a
# proc-macro, a build script that compiles C, a cdylib, and a binary that uses all.
#
#     make_replay_workspace           in ./ws
#     replay WORD…                    replay_driver on ./run.makespan, from here; scratch is ./scratch
#     state_of FOLDER                 every file in it with size and time

DRIVER=$(dirname "$MAKESPAN")/unit/replay_driver
[[ -x $DRIVER ]] || fail "$DRIVER is not built"

replay() {
  "$DRIVER" run.makespan "$@"
}

state_of() {
  find "$1" -printf '%p %s %T@\n' | sort
}

member() {
  mkdir -p "ws/$1/src"
  printf '[package]\nname = "%s"\nversion = "0.1.0"\nedition = "2021"\n%b' "$1" "$2" >"ws/$1/Cargo.toml"
}

make_replay_workspace() {
  mkdir ws
  cat >ws/Cargo.toml <<'TOML'
[workspace]
members = ["base", "derive", "native", "plugin", "app"]
resolver = "2"
[profile.release]
lto = "thin"
codegen-units = 1
TOML
  member base ''
  {
    echo 'pub fn sum(n: u64) -> u64 { (0..n).fold(0, |a, b| a.wrapping_mul(31) ^ b) }'
    for i in {1..20}; do
      echo "pub mod m$i { pub fn f(x: &str) -> Vec<String> { let mut v: Vec<String> = x.split(',').map(|s| s.trim().to_owned() + \"$i\").collect(); v.sort(); v.dedup(); v } }"
    done
  } >ws/base/src/lib.rs
  member derive '[lib]\nproc-macro = true\n[dependencies]\nbase = { path = "../base" }\n'
  cat >ws/derive/src/lib.rs <<'RUST'
use proc_macro::TokenStream;
#[proc_macro]
pub fn seven(_: TokenStream) -> TokenStream { base::m7::f("7").concat().parse().unwrap() }
RUST
  member native '[build-dependencies]\nbase = { path = "../base" }\n'
  cat >ws/native/build.rs <<'RUST'
use std::{env, process::Command};
fn main() {
    let out = env::var("OUT_DIR").unwrap();
    let object = format!("{out}/native.o");
    let mut cc = Command::new("cc");
    cc.args(["-O0", "-ffunction-sections"]);
    if env::var("DEBUG").unwrap() != "false" { cc.args(["-g", "-fno-omit-frame-pointer"]); }
    assert!(cc.args(["-c", "native.c", "-o", &object]).status().unwrap().success());
    assert!(Command::new("ar").args(["crs", &format!("{out}/libnative.a"), &object]).status().unwrap().success());
    println!("cargo:rustc-link-search=native={out}");
    println!("cargo:rustc-link-lib=static=native");
    let _ = base::sum(3);
}
RUST
  { for i in {1..200}; do echo "int f$i(int a) { int b[9] = {0}; for (int i = 0; i < 9; ++i) b[i] = a * i + $i; return b[a % 9]; }"; done; echo 'int answer(void) { return f1(7) ? 42 : 0; }'; } >ws/native/native.c
  echo 'extern "C" { fn answer() -> i32; } pub fn get() -> i32 { unsafe { answer() } }' >ws/native/src/lib.rs
  member plugin '[lib]\ncrate-type = ["cdylib"]\n[dependencies]\nbase = { path = "../base" }\n'
  echo '#[no_mangle] pub extern "C" fn plug(n: u64) -> u64 { base::sum(n) }' >ws/plugin/src/lib.rs
  member app '[dependencies]\nbase = { path = "../base" }\nderive = { path = "../derive" }\nnative = { path = "../native" }\n'
  echo 'fn main() { println!("{} {} {:?}", derive::seven!(), native::get(), base::m1::f("b,a")); }' >ws/app/src/main.rs
}
