#!/usr/bin/env bash
# Under a pseudo-terminal the command sees it and its size, Ctrl-C stops it, and the run is saved.
. "${0%/*}/lib.sh"
expect_exit 0 python3 - <<'END'
import fcntl, json, os, pty, re, shutil, signal, struct, subprocess, tempfile, termios

makespan = shutil.which("makespan")


def run_in_terminal(command, directory, when=None, send=b""):
    """The terminal's text and the exit status; `send` is typed once `when` has been printed."""
    pid, terminal = pty.fork()
    if pid == 0:
        # A shell's background job ignores Ctrl-C, and so would all that is started in it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.chdir(directory)
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 33, 77, 0, 0))
    text = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        text += part
        if when and when in text:
            os.write(terminal, send)
            when = None
    return text, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


with tempfile.TemporaryDirectory() as directory:
    text, status = run_in_terminal(
        [makespan, "run", "--", "sh", "-c", "echo go; read line; test -t 0 && test -t 1 && stty size"], directory, b"go", b"\n")
    assert status == 0, (status, text)
    assert b"33 77" in text, text
    text, status = run_in_terminal([makespan, "run", "--", "sh", "-c", "echo go; sleep 60"], directory, b"go", b"\x03")
    assert status == 130, (status, text)
    # The live line is in the title alone, and the title is given back.
    visible = re.sub(rb"\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b\[[0-9;]*t", b"", text)
    assert b"cores \xc2\xb7" not in visible and b"\x1b" not in visible, visible
    runs = json.loads(subprocess.run([makespan, "list", "--json"], cwd=directory, stdout=subprocess.PIPE, check=True).stdout)
    assert [run["exit_code"] for run in runs] == [130, 0], runs
END
