"""What bench/fixes builds: applications, and the fixes that are tried on each of them."""

import dataclasses
import re

DEV = ["build"]
RELEASE = ["build", "--release"]
# Kinds of fixes by their number in docs/accuracy.md.
KINDS = {"unused": 1, "align": 2, "features": 3, "codegen-units": 4, "lto": 5, "debug": 6, "opt-level": 7, "linker": 8}


@dataclasses.dataclass(frozen=True)
class Pair:
    fix: str  # or several, applied together
    application: str
    command: list[str]
    # Dependencies that are added to the application's own before it is recorded, so that there is something to find.
    planted: tuple[tuple[str, str], ...] = ()
    # Of a fix that has no patch (which version to take is for people to try): lines of the manifests, before and after.
    edits: tuple[tuple[str, str], ...] = ()

    @property
    def name(self):
        planted = "".join(f" with {name}" for name, _ in self.planted)
        return f"{self.application.split('@')[0]}{planted}, {'release' if '--release' in self.command else 'dev'}, {self.fix}"

    @property
    def project(self):
        """A folder's name: pairs that share a recording. Searching features compiles, so that is a study of its own."""
        shared = re.sub(r"\W+", "-", self.name.removesuffix(f", {self.fix}"))
        return f"{shared}-features" if self.fix.startswith("features") else shared


# In the order of what each adds: first every kind once and other applications, then the same kinds again elsewhere.
PAIRS = [
    Pair("release.codegen-units=16", "hexyl@0.16.0", RELEASE),
    Pair("release.lto=thin", "hexyl@0.16.0", RELEASE),
    Pair("unused", "hexyl@0.16.0", DEV, planted=(("regex", "1.11"),)),
    Pair("dev.debug=none", "ripgrep@14.1.1", DEV),
    Pair("linker=mold", "hexyl@0.16.0", DEV, planted=(("regex", "1.11"),)),
    Pair("unused", "aimds", DEV),
    Pair("release.opt-level=1", "hexyl@0.16.0", RELEASE),
    Pair("align:nalgebra@0.32.6", "aimds", DEV, edits=(('nalgebra = "=0.33.2"', 'nalgebra = "=0.32.6"'),)),
    Pair("dev.debug=line-tables-only", "hyperfine@1.19.0", DEV),
    Pair("release.lto=off", "hexyl@0.16.0", RELEASE),
    Pair("dev.debug=none", "aimds", DEV),
    Pair("linker=mold", "ripgrep@14.1.1", DEV),
    Pair("release.codegen-units=16", "hyperfine@1.19.0", RELEASE),
    Pair("align:thiserror@2.0.17", "aimds", DEV, edits=(('thiserror = "=1.0.69"', 'thiserror = "=2.0.17"'),)),
    Pair("release.lto=thin", "hyperfine@1.19.0", RELEASE),
    Pair("dev.debug=none", "just@1.43.0", DEV),
    Pair("dev.codegen-units=16", "ripgrep@14.1.1", DEV),
    Pair("align:ndarray@0.16.1", "aimds", DEV, edits=(('ndarray = "=0.15.6"', 'ndarray = "=0.16.1"'),)),
    Pair("dev.package.*.debug=none", "hexyl@0.16.0", DEV, planted=(("regex", "1.11"),)),
    Pair("features", "aimds", DEV),
]
