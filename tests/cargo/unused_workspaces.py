#!/usr/bin/env python3
"""Holds the search for unused dependencies against a workspace whose answer is known.

Every case is a package of one workspace, so that one build answers all of them: what may go, what
is to be moved, and what looks unused and is not (none of that may ever be certain).

    unused_workspaces.py --driver PROGRAM [--keep DIRECTORY]
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

# What cases depend on: small crates outside the workspace, as a registry's would be.
LIBRARIES = {
    "one": {"src/lib.rs": "pub fn one() -> u32 { 1 }\n"},
    "two": {"src/lib.rs": "pub fn two() -> u32 { 2 }\n"},
    "dash-name": {"src/lib.rs": "pub fn dash() -> u32 { 3 }\n"},
    "other-lib": {"manifest": '[lib]\nname = "otherlib"\n', "src/lib.rs": "pub fn other() -> u32 { 4 }\n"},
    "macros": {"src/lib.rs": "#[macro_export]\nmacro_rules! call_one { () => { ::one::one() } }\n"},
    "derive": {
        "manifest": "[lib]\nproc-macro = true\n",
        "src/lib.rs": "use proc_macro::TokenStream;\n#[proc_macro_derive(One)]\n"
        'pub fn derive(_: TokenStream) -> TokenStream { "const _: fn() -> u32 = ::one::one;".parse().unwrap() }\n',
    },
    "carried": {
        "manifest": "[features]\nextra = []\n",
        "src/lib.rs": '#[cfg(feature = "extra")]\npub fn extra() -> u32 { 5 }\npub fn plain() -> u32 { 6 }\n',
    },
    "anywhere": {
        "manifest": '[features]\ndefault = ["std"]\nstd = []\n',
        "src/lib.rs": '#![cfg_attr(not(feature = "std"), no_std)]\npub fn a() -> u32 { 8 }\n',
    },
    "asks-std": {"manifest": '[dependencies]\nanywhere = { path = "../anywhere" }\n', "src/lib.rs": "pub fn s() -> u32 { anywhere::a() }\n"},
    "native-sys": {
        "package": 'links = "native"\n',
        "build.rs": 'fn main() { println!("cargo:root=here"); }\n',
        "src/lib.rs": "pub fn native() -> u32 { 7 }\n",
    },
    "pulls": {"manifest": '[dependencies]\ndeep = { path = "../deep" }\n', "src/lib.rs": "pub fn p() { deep::d() }\n"},
    "deep": {"src/lib.rs": "pub fn d() {}\n"},
    # Two that ask for the same feature of what stays, and two of which one builds on what the other asks for.
    "joint": {
        "manifest": "[features]\nextra = []\n",
        "src/lib.rs": '#[cfg(feature = "extra")]\npub fn extra() {}\npub fn plain() -> u32 { 9 }\n',
    },
    "asks-one": {"manifest": '[dependencies]\njoint = { path = "../joint", features = ["extra"] }\n', "src/lib.rs": "pub fn a() -> u32 { joint::plain() }\n"},
    "asks-two": {"manifest": '[dependencies]\njoint = { path = "../joint", features = ["extra"] }\n', "src/lib.rs": "pub fn a() -> u32 { joint::plain() }\n"},
    "lonely": {
        "manifest": "[features]\nextra = []\n",
        "src/lib.rs": '#[cfg(feature = "extra")]\npub fn extra() {}\npub fn plain() -> u32 { 10 }\n',
    },
    "asks-lonely": {"manifest": '[dependencies]\nlonely = { path = "../lonely", features = ["extra"] }\n', "src/lib.rs": "pub fn a() -> u32 { lonely::plain() }\n"},
    "builds-on-lonely": {"manifest": '[dependencies]\nlonely = { path = "../lonely" }\n', "src/lib.rs": "pub fn b() -> u32 { lonely::plain() }\n"},
    "argument": {"src/lib.rs": "#[macro_export]\nmacro_rules! call { ($c:ident) => { $c::one() } }\n"},
    "my-workspace-hack": {"src/lib.rs": "//! Nothing.\n", "manifest": "### BEGIN HAKARI SECTION\n### END HAKARI SECTION\n"},
}

ONE = 'one = { path = "../../libs/one" }\n'
TWO = 'two = { path = "../../libs/two" }\n'


def lib(name, more=""):
    return f'{name} = {{ path = "../../libs/{name}"{more} }}\n'


USES_TWO = "pub fn f() -> u32 { two::two() }\n"

# name -> files (manifest: behind [package]) and what is certain: {dependency: action}, of which
# `apart` must not go alone; everything else the package declares may at most be possible.
CASES = {
    # Truly unused, in every form of a table.
    "plain": {"manifest": "[dependencies]\n" + ONE + TWO, "src/lib.rs": USES_TWO, "certain": {"one": "remove"}},
    "section": {
        "manifest": '[dependencies.one]\npath = "../../libs/one"\n\n[dependencies.two]\npath = "../../libs/two"\n',
        "src/lib.rs": USES_TWO,
        "certain": {"one": "remove"},
    },
    "dotted": {
        "manifest": '[dependencies]\none.path = "../../libs/one"\ntwo.path = "../../libs/two"\n',
        "src/lib.rs": USES_TWO,
        "certain": {"one": "remove"},
    },
    "inherited": {
        "manifest": "[dependencies]\none.workspace = true\ntwo = { workspace = true }\n",
        "src/lib.rs": USES_TWO,
        "certain": {"one": "remove"},
    },
    "targeted": {
        "manifest": "[target.'cfg(unix)'.dependencies]\n" + ONE + TWO,
        "src/lib.rs": USES_TWO,
        "certain": {"one": "remove"},
    },
    "hyphen": {"manifest": "[dependencies]\n" + lib("dash-name") + TWO, "src/lib.rs": USES_TWO, "certain": {"dash-name": "remove"}},
    "named-otherwise": {
        "manifest": "[dependencies]\n" + lib("other-lib") + TWO,
        "src/lib.rs": USES_TWO,
        "certain": {"other-lib": "remove"},
    },
    "renamed-unused": {
        "manifest": '[dependencies]\nuno = { package = "one", path = "../../libs/one" }\n' + TWO,
        "src/lib.rs": USES_TWO,
        "certain": {"uno": "remove"},
    },
    "with-its-subtree": {"manifest": "[dependencies]\n" + lib("pulls"), "src/lib.rs": "pub fn f() {}\n", "certain": {"pulls": "remove"}},
    "binary-only": {"manifest": "[dependencies]\n" + ONE + TWO, "src/main.rs": "fn main() { two::two(); }\n", "certain": {"one": "remove"}},
    "unused-macro-crate": {"manifest": "[dependencies]\n" + lib("derive"), "src/lib.rs": "pub fn f() {}\n", "certain": {"derive": "remove"}},
    "proc-macro-package": {
        "manifest": "[lib]\nproc-macro = true\n[dependencies]\n" + ONE + TWO,
        "src/lib.rs": "#[proc_macro]\npub fn m(t: proc_macro::TokenStream) -> proc_macro::TokenStream { two::two(); t }\n",
        "certain": {"one": "remove"},
    },
    "only-a-comment": {
        "manifest": "[dependencies]\n" + ONE,
        "src/lib.rs": "// use one::one; once upon a time\n/// Counts one by one.\npub fn f() -> u32 { let one = 1; one }\n",
        "certain": {"one": "remove"},
    },
    "dev-unused": {"manifest": "[dev-dependencies]\n" + ONE, "src/lib.rs": "pub fn f() {}\n", "certain": {"one": "remove"}},
    "build-unused": {
        "manifest": "[build-dependencies]\n" + ONE + TWO,
        "build.rs": "fn main() { two::two(); }\n",
        "src/lib.rs": "pub fn f() {}\n",
        "certain": {"one": "remove"},
    },
    "no-build-script": {"manifest": "[build-dependencies]\n" + ONE, "src/lib.rs": "pub fn f() {}\n", "certain": {"one": "remove"}},
    "wrong-table": {
        "manifest": "[dependencies]\n" + ONE + "[build-dependencies]\n" + ONE,
        "build.rs": "fn main() { one::one(); }\n",
        "src/lib.rs": "pub fn f() {}\n",
        "certain": {"one": "remove"},
    },
    "build-only": {
        "manifest": "[dependencies]\n" + ONE + TWO + "[build-dependencies]\n" + TWO,
        "build.rs": "fn main() { two::two(); }\n",
        "src/lib.rs": "pub fn f() -> u32 { one::one() }\n",
        "certain": {"two": "remove"},
    },
    # Safe together; without the one that asks for a feature the other loses it.
    "leave-together": {
        "manifest": "[dependencies]\n" + lib("asks-lonely") + lib("builds-on-lonely"),
        "src/lib.rs": "pub fn f() {}\n",
        "certain": {"asks-lonely": "remove", "builds-on-lonely": "remove"},
        "apart": ["asks-lonely"],
    },
    "word-in-a-macro": {
        "manifest": "[dependencies]\n" + ONE + lib("argument"),
        "src/lib.rs": 'macro_rules! text { ($w:ident) => { stringify!($w) } }\npub fn f() -> &\'static str { text!(one) }\n',
        "certain": {"one": "remove", "argument": "remove"},
    },
    "a-member": {
        "manifest": '[dependencies]\nused = { path = "../used" }\n' + TWO,
        "src/lib.rs": USES_TWO,
        "certain": {"used": "remove"},
    },
    # Used only for development: to be moved, or gone where it is declared for that, too.
    "in-both-tables": {
        "manifest": "[dependencies]\n" + ONE + "[dev-dependencies]\n" + ONE,
        "src/lib.rs": "pub fn f() {}\n",
        "tests/it.rs": "#[test]\nfn t() { one::one(); }\n",
        "certain": {"one": "remove"},
    },
    "dev-only": {
        "manifest": "[dependencies]\n" + ONE,
        "src/lib.rs": "pub fn f() {}\n",
        "tests/it.rs": "#[test]\nfn t() { one::one(); }\n",
        "certain": {"one": "to-dev"},
    },
    "unit-test-only": {
        "manifest": "[dependencies]\n" + ONE,
        "src/lib.rs": "#[cfg(test)]\nmod tests {\n    #[test]\n    fn t() { one::one(); }\n}\n",
        "certain": {"one": "to-dev"},
    },
    "example-and-bench-only": {
        "manifest": "[dependencies]\n" + ONE + TWO + '[[bench]]\nname = "be"\nharness = false\n',
        "src/lib.rs": "pub fn f() {}\n",
        "examples/ex.rs": "fn main() { one::one(); }\n",
        "benches/be.rs": "fn main() { two::two(); }\n",
        "certain": {"one": "to-dev", "two": "to-dev"},
    },
    # Looks unused, and is not; or nobody here can know.
    "used": {"manifest": "[dependencies]\n" + ONE, "src/lib.rs": "pub use one::one;\n"},
    "renamed": {
        "manifest": '[dependencies]\nuno = { package = "one", path = "../../libs/one" }\n',
        "src/lib.rs": "pub fn f() -> u32 { uno::one() }\n",
    },
    "lib-name": {"manifest": "[dependencies]\n" + lib("other-lib"), "src/lib.rs": "pub fn f() -> u32 { otherlib::other() }\n"},
    "through-a-macro": {
        "manifest": "[dependencies]\n" + ONE + lib("macros"),
        "src/lib.rs": "pub fn f() -> u32 { macros::call_one!() }\n",
    },
    "through-a-derive": {"manifest": "[dependencies]\n" + ONE + lib("derive"), "src/lib.rs": "#[derive(derive::One)]\npub struct S;\n"},
    "reexported": {"manifest": "[dependencies]\n" + ONE, "src/lib.rs": "pub use one;\n"},
    "extern-crate": {"manifest": "[dependencies]\n" + ONE, "src/lib.rs": "extern crate one as _;\n"},
    "extern-crate-as": {"manifest": "[dependencies]\n" + ONE, "src/lib.rs": "extern crate one as uno;\npub fn f() -> u32 { uno::one() }\n"},
    "extern-crate-as-on-windows": {
        "manifest": "[dependencies]\n" + ONE,
        "src/lib.rs": "#[cfg(windows)]\nextern crate one as uno;\n#[cfg(windows)]\npub fn f() -> u32 { uno::one() }\n",
    },
    "included": {
        "manifest": "[dependencies]\n" + ONE,
        "src/lib.rs": 'include!("part.in");\n',
        "src/part.in": "pub fn f() -> u32 { one::one() }\n",
    },
    "included-on-windows": {
        "manifest": "[dependencies]\n" + ONE + TWO,
        "src/lib.rs": '#[cfg(windows)]\ninclude!("part.in");\ninclude!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/other.in"));\n',
        "src/part.in": "pub fn f() -> u32 { one::one() }\n",
        "src/other.in": "#[cfg(windows)]\npub fn g() -> u32 { two::two() }\n",
    },
    "included-by-the-build-script": {
        "manifest": "[build-dependencies]\n" + ONE + TWO,
        "build.rs": 'include!("build/part.in");\n#[cfg(windows)]\ninclude!("build/windows.in");\n',
        "build/part.in": "fn main() { one::one(); }\n",
        "build/windows.in": "fn never() { two::two(); }\n",
        "src/lib.rs": "pub fn f() {}\n",
    },
    "generated": {
        "manifest": "[dependencies]\n" + ONE + TWO + '[build-dependencies]\n',
        "build.rs": "fn main() {\n    let out = std::env::var(\"OUT_DIR\").unwrap();\n"
        '    let text = std::fs::read_to_string("part.txt").unwrap();\n'
        '    std::fs::write(format!("{out}/part.in"), text + "#[cfg(windows)] pub fn g() -> u32 { two::two() }").unwrap();\n}\n',
        "part.txt": "#[cfg(windows)]\npub fn f() -> u32 { one::one() }\n",
        "src/lib.rs": 'include!(concat!(env!("OUT_DIR"), "/part.in"));\n',
    },
    "generated-on-windows": {
        "manifest": "[dependencies]\n" + ONE,
        "build.rs": 'fn main() {\n    let code = "pub fn g() -> u32 { one::one() }";\n'
        '    if std::env::var_os("CARGO_CFG_WINDOWS").is_some() { std::fs::write("x", code).unwrap() }\n}\n',
        "src/lib.rs": '#[cfg(windows)]\ninclude!(concat!(env!("OUT_DIR"), "/x"));\n',
    },
    "shared-module": {
        "manifest": "[dependencies]\n" + ONE,
        "src/lib.rs": '#[path = "../../shared.rs"]\nmod shared;\n',
        "../shared.rs": "#[cfg(windows)]\npub fn f() -> u32 { one::one() }\n",
    },
    "argument-of-a-macro-on-windows": {
        "manifest": "[dependencies]\n" + ONE + lib("argument"),
        "src/lib.rs": "#[cfg(windows)]\npub fn f() -> u32 { argument::call!(one) }\n#[cfg(windows)]\nmod w;\n",
        "src/w.rs": "pub fn g() -> u32 { argument::call!(one) }\n",
    },
    "argument-of-a-macro-behind-arguments": {
        "manifest": "[dependencies]\n" + ONE,
        "src/lib.rs": "#[cfg(windows)]\nmacro_rules! call { ($c:ident) => { $c::one() } }\n"
        "#[cfg(windows)]\npub fn f(a: [u8; 2], b: u8) -> u32 { call!(one) + u32::from(a[0] + b) }\n",
    },
    "argument-of-a-macro-in-a-module-for-windows": {
        "manifest": "[dependencies]\n" + ONE + lib("argument"),
        "src/lib.rs": "#[cfg(windows)]\n#[macro_use]\nextern crate argument;\n#[cfg(windows)]\nmod w;\n",
        "src/w.rs": "pub fn g() -> u32 { call!(one) }\n",
    },
    "unit-of-a-doctest-in-a-module": {
        "manifest": "[dependencies]\n" + ONE,
        "src/lib.rs": "pub mod m;\n",
        "src/m.rs": "/// Counts.\n///\n/// ```rust\n/// # fn main() {\n/// use one;\n/// # }\n/// ```\npub fn f() {}\n",
    },
    "build-used": {
        "manifest": "[build-dependencies]\n" + ONE,
        "build.rs": "fn main() { one::one(); }\n",
        "src/lib.rs": "pub fn f() {}\n",
    },
    "joint-carriers": {
        "manifest": "[dependencies]\n" + lib("asks-one") + lib("asks-two") + 'joint-user = { path = "../joint-user" }\n',
        "src/lib.rs": "pub use joint_user::f;\n",
    },
    "joint-user": {"manifest": "[dependencies]\n" + lib("joint"), "src/lib.rs": "pub fn f() -> u32 { joint::plain() }\n"},
    "use-as-nothing": {"manifest": "[dependencies]\n" + ONE, "src/lib.rs": "use one as _;\n"},
    "one-binary-of-two": {
        "manifest": "[dependencies]\n" + ONE,
        "src/main.rs": "fn main() {}\n",
        "src/bin/second.rs": "fn main() { one::one(); }\n",
    },
    "doctest-only": {"manifest": "[dependencies]\n" + ONE, "src/lib.rs": "/// ```\n/// assert_eq!(one::one(), 1);\n/// ```\npub fn f() {}\n"},
    "doctest-in-dev": {"manifest": "[dev-dependencies]\n" + ONE, "src/lib.rs": "//! ```\n//! use one::one;\n//! ```\npub fn f() {}\n"},
    "doctest-in-readme": {
        "manifest": "[dependencies]\n" + ONE,
        "src/lib.rs": '#![doc = include_str!("../README.md")]\npub fn f() {}\n',
        "README.md": "# Example\n\n```\nlet x = one::one();\n```\n",
    },
    "on-windows": {"manifest": "[dependencies]\n" + ONE, "src/lib.rs": "#[cfg(windows)]\npub fn f() -> u32 { one::one() }\n"},
    "windows-table": {
        "manifest": "[target.'cfg(windows)'.dependencies]\n" + ONE,
        "src/lib.rs": "#[cfg(windows)]\nmod w;\n",
        "src/w.rs": "pub fn f() -> u32 { one::one() }\n",
    },
    "windows-table-unnamed": {"manifest": "[target.'cfg(windows)'.dependencies]\n" + ONE, "src/lib.rs": "pub fn f() {}\n"},
    "behind-a-feature": {
        "manifest": "[features]\nextra = []\n[dependencies]\n" + ONE,
        "src/lib.rs": '#[cfg(feature = "extra")]\npub fn f() -> u32 { one::one() }\n',
    },
    "behind-no-feature": {
        "manifest": "[features]\ndefault = [\"std\"]\nstd = []\n[dependencies]\n" + ONE,
        "src/lib.rs": '#[cfg(not(feature = "std"))]\npub fn f() -> u32 { one::one() }\n',
    },
    "optional": {"manifest": "[dependencies]\n" + lib("one", ", optional = true"), "src/lib.rs": "pub fn f() {}\n"},
    "in-features": {
        "manifest": '[features]\nextra = ["carried/extra"]\n[dependencies]\n' + lib("carried"),
        "src/lib.rs": "pub fn f() {}\n",
    },
    "feature-carrier": {
        "manifest": "[dependencies]\n" + lib("carried", ', features = ["extra"]') + 'user = { path = "../user" }\n',
        "src/lib.rs": "pub use user::f;\n",
    },
    "user": {"manifest": "[dependencies]\n" + lib("carried"), "src/lib.rs": "pub fn f() -> u32 { carried::plain() }\n"},
    # What leaves asked for a feature of what stays, and for one that no code reads.
    "std-carrier": {
        "manifest": "[dependencies]\n" + lib("asks-std") + 'bare-user = { path = "../bare-user" }\n',
        "src/lib.rs": "pub use bare_user::f;\n",
    },
    "bare-user": {"manifest": "[dependencies]\n" + lib("anywhere", ", default-features = false"), "src/lib.rs": "pub fn f() -> u32 { anywhere::a() }\n"},
    "default-carrier": {
        "manifest": "[dependencies]\n" + lib("asks-std") + 'std-user = { path = "../std-user" }\n',
        "src/lib.rs": "pub use std_user::f;\n",
        "certain": {"asks-std": "remove"},
    },
    "std-user": {
        "manifest": "[dependencies]\n" + lib("anywhere", ', default-features = false, features = ["std"]'),
        "src/lib.rs": "pub fn f() -> u32 { anywhere::a() }\n",
    },
    "links": {"manifest": "[dependencies]\n" + lib("native-sys"), "src/lib.rs": "pub fn f() {}\n"},
    "dep-variables": {
        "manifest": "[dependencies]\n" + lib("native-sys"),
        "build.rs": 'fn main() { std::env::var("DEP_NATIVE_ROOT").unwrap(); }\n',
        "src/lib.rs": "pub fn f() {}\n",
    },
    "told-machete": {
        "manifest": "[dependencies]\n" + ONE + '[package.metadata.cargo-machete]\nignored = ["one"]\n',
        "src/lib.rs": "pub fn f() {}\n",
    },
    "told-shear": {
        "manifest": "[dependencies]\n" + ONE + '[package.metadata.cargo-shear]\nignored = ["one"]\n',
        "src/lib.rs": "pub fn f() {}\n",
    },
    "told-udeps": {
        "manifest": "[dependencies]\n" + ONE + '[package.metadata.cargo-udeps.ignore]\nnormal = ["one"]\n',
        "src/lib.rs": "pub fn f() {}\n",
    },
    "hacked": {"manifest": "[dependencies]\n" + lib("my-workspace-hack"), "src/lib.rs": "pub fn f() {}\n"},
    "empty": {"manifest": "[dependencies]\n" + ONE, "src/lib.rs": "//! Carries.\n"},
    "exported-macro": {
        "manifest": "[dependencies]\n" + ONE,
        "src/lib.rs": "#[macro_export]\nmacro_rules! m { () => { ::one::one() } }\n",
    },
    "required-features": {
        "manifest": '[features]\nextra = []\n[dependencies]\n' + ONE + '[[bin]]\nname = "b"\nrequired-features = ["extra"]\n',
        "src/lib.rs": "pub fn f() {}\n",
        "src/bin/b.rs": "fn main() { one::one(); }\n",
    },
    "string-path": {
        "manifest": "[dependencies]\n" + ONE,
        "src/lib.rs": '#[cfg(windows)]\n#[serde(with = "one::one")]\nstruct S;\npub fn f() {}\n',
    },
    "unit-tests-and-windows": {
        "manifest": "[dependencies]\n" + ONE,
        "src/lib.rs": "#[cfg(windows)]\npub fn f() -> u32 { one::one() }\n#[test]\nfn t() { one::one(); }\n",
    },
    "bench-of-the-library": {
        "manifest": "[lib]\ntest = false\n[dev-dependencies]\n" + ONE,
        "src/lib.rs": "#[cfg(test)]\nfn f() -> u32 { one::one() }\n",
    },
    "itself": {
        "manifest": '[features]\nextra = []\n[dev-dependencies]\nitself = { path = ".", features = ["extra"] }\n',
        "src/lib.rs": '#[cfg(feature = "extra")]\npub fn f() {}\n',
        "tests/it.rs": "#[test]\nfn t() { itself::f(); }\n",
    },
}

# A path dependency outside the workspace is the team's too.
OUTSIDE = {"manifest": "[workspace]\n[dependencies]\n" + ONE.replace("../../libs", "../libs"), "src/lib.rs": "pub fn f() {}\n"}


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def package(directory, name, files):
    head = f'[package]\nname = "{name}"\nversion = "0.1.0"\nedition = "2021"\n' + files.get("package", "")
    write(directory / "Cargo.toml", head + files.get("manifest", ""))
    for path, text in files.items():
        if "." in path:
            write(directory / path, text)


def generate(root):
    members = ", ".join(f'"cases/{name}"' for name in CASES)
    write(
        root / "team" / "Cargo.toml",
        f'[workspace]\nresolver = "2"\nmembers = [{members}, "last"]\n'
        '[workspace.dependencies]\none = { path = "libs/one" }\ntwo = { path = "libs/two" }\n',
    )
    for name, files in LIBRARIES.items():
        package(root / "team" / "libs" / name, name, files)
    write(root / "team" / "libs" / "Cargo.toml", '[workspace]\nresolver = "2"\nmembers = ["*"]\n')
    for name, files in CASES.items():
        package(root / "team" / "cases" / name, name, files)
    package(root / "team" / "last", "last", {"manifest": '[dependencies]\noutside = { path = "../../outside" }\n', "src/lib.rs": "pub use outside::f;\n"})
    outside = dict(OUTSIDE, manifest=OUTSIDE["manifest"].replace("../libs", "../team/libs"))
    package(root / "outside", "outside", outside)


def expected():
    certain = {(name, dependency): action for name, case in CASES.items() for dependency, action in case.get("certain", {}).items()}
    certain[("outside", "one")] = "remove"
    return certain


def check(root, driver):
    team = root / "team"
    environment = dict(os.environ, CARGO_NET_OFFLINE="true")
    subprocess.run(["cargo", "generate-lockfile", "--offline", "--quiet"], cwd=team, env=environment, check=True)
    answer = subprocess.run([driver, str(team), "--apply"], env=environment, stdout=subprocess.PIPE, text=True, timeout=900)
    if answer.returncode != 0:
        return [f"the driver failed: {answer.returncode}"]
    told = json.loads(answer.stdout)
    found = {(f["package"], f["dependency"]): f for f in told["found"] if f["certain"]}
    wanted = expected()
    mistakes = [f"note: {note}" for note in told["notes"]]
    for key in sorted(set(found) | set(wanted)):
        if key not in found:
            doubts = [f["doubts"] for f in told["found"] if (f["package"], f["dependency"]) == key]
            mistakes.append(f"missed: {key[1]} of {key[0]} {doubts}")
        elif key not in wanted:
            mistakes.append(f"FALSE: {key[1]} of {key[0]}: {found[key]}")
        elif bool(found[key]["apart"]) != (key[1] in CASES.get(key[0], {}).get("apart", [])):
            mistakes.append(f"wrong alone: {key}: {found[key]['apart']}")
        elif found[key]["action"] != wanted[key]:
            mistakes.append(f"wrong action for {key}: {found[key]['action']}")
    build = subprocess.run(
        ["cargo", "check", "--workspace", "--all-targets", "--offline", "--quiet"], cwd=team, env=environment, stderr=subprocess.PIPE, text=True
    )
    if build.returncode != 0:
        mistakes.append(f"does not compile afterwards:\n{build.stderr}")
    print(f"{len(CASES) + 1} packages, {len(found)} certain, {len(told['found']) - len(found)} possible")
    return mistakes


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--driver", required=True, type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("--keep", type=pathlib.Path, help="generate here and leave it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        root = (options.keep or pathlib.Path(scratch)).resolve()
        generate(root)
        mistakes = check(root, options.driver)
    for mistake in mistakes:
        print(mistake)
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
