#!/usr/bin/env bash
# Under ptrace Linux gives no privileges from a file: whoever runs su or sudo in a build is told what to do.
. "${0%/*}/lib.sh"
need su setpriv
as_user=()
[[ $(id -u) != 0 ]] || as_user=(setpriv --reuid=65534 --regid=65534 --clear-groups)
chmod -R a+rwX "$SCRATCH"
[[ ${#as_user[@]} == 0 ]] || chmod a+x "$SCRATCH" # its temporary directory is ours alone
"${as_user[@]}" test -x "$MAKESPAN" || skip "another user cannot reach the program"
expect_exit 0 "${as_user[@]}" makespan run -- su --version
expect_contains 'use --no-ptrace if it failed for that' "$ERR"
expect_exit 0 "${as_user[@]}" makespan run --no-ptrace -- su --version
expect_lacks 'privileges' "$ERR"
