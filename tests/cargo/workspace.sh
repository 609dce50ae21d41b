# make_workspace: a Cargo workspace here with everything whose edges are out of the ordinary: build scripts, `links` through
# two crates, a proc-macro, a cdylib, a library used on both sides, tests, an example, a benchmark.

package() {
  local name=$1 more=$2
  mkdir -p "$name/src"
  printf '[package]\nname = "%s"\nversion = "0.1.0"\nedition = "2021"\n%s\n' "$name" "$more" >"$name/Cargo.toml"
}

make_workspace() {
  printf '[workspace]\nresolver = "2"\nmembers = ["app", "both", "derive", "z-sys", "y-sys", "plugin"]\n' >Cargo.toml

  package both ''
  echo 'pub fn number() -> u32 { 3 }' >both/src/lib.rs

  package derive $'[lib]\nproc-macro = true\n[dependencies]\nboth = { path = "../both" }'
  cat >derive/src/lib.rs <<'END'
use proc_macro::TokenStream;
#[proc_macro]
pub fn nothing(_: TokenStream) -> TokenStream { let _ = both::number(); TokenStream::new() }
END

  package z-sys $'links = "z"\nbuild = "build.rs"'
  cat >z-sys/build.rs <<'END'
fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    let object = format!("{out}/z.o");
    let ran = |program: &str, arguments: &[&str]| {
        assert!(std::process::Command::new(program).args(arguments).status().unwrap().success());
    };
    ran("cc", &["-c", "-O1", "-o", &object, "z.c"]);
    ran("ar", &["crs", &format!("{out}/libz_part.a"), &object]);
    println!("cargo:rustc-link-search=native={out}\ncargo:rustc-link-lib=static=z_part\ncargo:root={out}");
}
END
  echo 'int z(void) { return 4; }' >z-sys/z.c
  echo 'extern "C" { fn z() -> i32; } pub fn call() -> u32 { unsafe { z() as u32 } }' >z-sys/src/lib.rs

  package y-sys $'links = "y"\nbuild = "build.rs"\n[dependencies]\nz-sys = { path = "../z-sys" }'
  echo 'fn main() { std::env::var("DEP_Z_ROOT").unwrap(); println!("cargo:root=y"); }' >y-sys/build.rs
  echo 'pub use z_sys::call;' >y-sys/src/lib.rs

  package plugin $'[lib]\ncrate-type = ["cdylib", "rlib"]\n[dependencies]\nboth = { path = "../both" }'
  echo '#[no_mangle] pub extern "C" fn entry() -> u32 { both::number() }' >plugin/src/lib.rs

  package app $'build = "build.rs"\n[features]\ndefault = ["x"]\nx = []\n[dependencies]\nboth = { path = "../both" }
y-sys = { path = "../y-sys" }\nderive = { path = "../derive" }\n[build-dependencies]\nboth = { path = "../both" }'
  echo 'fn main() { std::env::var("DEP_Y_ROOT").unwrap(); assert_eq!(both::number(), 3); }' >app/build.rs
  echo 'pub fn sum() -> u32 { y_sys::call() + both::number() } #[test] fn sums() { assert_eq!(sum(), 7); }' >app/src/lib.rs
  echo 'derive::nothing!(); fn main() { println!("{}", app::sum()); }' >app/src/main.rs
  mkdir app/tests app/examples app/benches
  echo '#[test] fn sums() { assert_eq!(app::sum(), 7); }' >app/tests/it.rs
  echo 'fn main() { app::sum(); }' >app/examples/ex.rs
  echo 'fn main() { app::sum(); }' >app/benches/be.rs
}

# against_cargo [OPTION…] -- CARGO…: recorded, and held against what cargo says.
against_cargo() {
  python3 "$REPO/tests/cargo/against_cargo.py" --programs "${MAKESPAN%/*}/unit" "$@" 2>"$ERR" || {
    tail -n 20 "$ERR"
    fail "recorded and told differ: $*"
  }
}
