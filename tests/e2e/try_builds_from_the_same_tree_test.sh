#!/usr/bin/env bash
# Each build of a try finds the copy as it was at first, whatever builds wrote into it. A tool that is not cargo makes what
# is out of date in that tree, which is said.
. "${0%/*}/lib.sh"
need make cc git
seen=$PWD/../seen
cat >Makefile <<'END'
app: main.o
	cc -o app main.o
main.o: main.c
	cc -c main.c
END
sed -i "1i \$(shell ls -1 | tr '\\\\n' ' ' >>$seen; echo >>$seen)" Makefile
echo 'int main(void) { return 0; }' >main.c
makespan run -q -- true
before=$(snapshot)
expect_exit 0 makespan try --rounds 2 --json -- make
expect_equal "$(printf 'Makefile main.c \n%.0s' 1 2 3 4)" "$(cat "$seen")"
expect_json 'any("no cargo takes part in `make`" in n for n in d["notes"])'
expect_equal "$before" "$(snapshot)"

# What is built in the tree is up to date in every build of the base.
make >/dev/null
cat >change.diff <<'DIFF'
--- a/main.c
+++ b/main.c
@@ -1 +1 @@
-int main(void) { return 0; }
+int main(void) { return 1 - 1; }
DIFF
expect_exit 0 makespan try --rounds 2 --patch change.diff --json -- sh -c "make | tee -a $SCRATCH/said"
expect_equal 2 "$(grep -c 'is up to date' "$SCRATCH/said")"
expect_equal 2 "$(grep -c 'cc -c main.c' "$SCRATCH/said")"
rm change.diff

# A cargo build that writes beside its target directory.
mkdir ../rust && cd ../rust
new_crate app
cd app
cat >build.rs <<'END'
use std::io::Write;
fn main() {
    std::fs::OpenOptions::new().create(true).append(true).open("generated.txt").unwrap().write_all(b"again\n").unwrap();
}
END
expect_exit 0 makespan try --rounds 2 --bench '[ $(wc -l <generated.txt) -eq 1 ]' --json -- cargo build --offline
expect_json 'not any("no cargo takes part" in n for n in d["notes"])'
