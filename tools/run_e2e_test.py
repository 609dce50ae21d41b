"""Run small scripts through the runner: what passes, fails, is skipped, is stopped, and runs alone."""

import os
import pathlib
import tempfile
import time
import unittest

import run_e2e


class RunE2eTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        (self.folder / f"{name}_test.sh").write_text(text, encoding="utf-8")

    def run_all(self, filters=(), jobs=2):
        scripts = run_e2e.find_scripts(self.folder, list(filters))
        cases = run_e2e.run_scripts(scripts, pathlib.Path("/nowhere/makespan"), jobs, lambda case: None)
        return {case.name: case for case in cases}

    def test_exit_status_decides(self):
        self.write("good", "echo fine")
        self.write("bad", "echo seen; exit 3")
        self.write("absent", "echo no strace here; exit 77")
        cases = self.run_all()
        outcomes = {name: case.outcome for name, case in cases.items()}
        self.assertEqual(outcomes, {"e2e/good": "passed", "e2e/bad": "failed", "e2e/absent": "skipped"})
        self.assertEqual(cases["e2e/bad"].output, "seen\n\nexit status 3")

    def test_filters_pick_by_name(self):
        self.write("run_exit_code", "")
        self.write("report_width", "")
        self.assertEqual(list(self.run_all(["exit"])), ["e2e/run_exit_code"])

    def test_headers_are_read(self):
        self.write("slow", "#!/usr/bin/env bash\n# Why it is slow.\n# timeout: 600\n# serial: it measures\n")
        self.write("plain", "# a serial killer is not a header\n")
        plain, slow = run_e2e.find_scripts(self.folder, [])
        self.assertEqual((slow.timeout, slow.serial), (600.0, True))
        self.assertEqual((plain.timeout, plain.serial), (run_e2e.DEFAULT_TIMEOUT, False))

    def test_a_test_that_runs_too_long_is_stopped_with_its_children(self):
        marker = self.folder / "child"
        self.write("stuck", f"# timeout: 3\nsleep 60 & echo $! > {marker}; echo waiting; wait")
        case = self.run_all()["e2e/stuck"]
        self.assertEqual(case.outcome, "failed")
        self.assertEqual(case.output, "waiting\n\nstopped after 3 s")
        child = pathlib.Path("/proc") / marker.read_text().strip()
        deadline = time.monotonic() + 60
        while child.exists() and time.monotonic() < deadline:
            time.sleep(0.01)  # until init has reaped it
        self.assertFalse(child.exists() and "sleep" in (child / "cmdline").read_text())

    def test_a_child_left_behind_does_not_hold_the_runner(self):
        self.write("daemon", "sleep 60 &")
        case = self.run_all()["e2e/daemon"]
        self.assertEqual(case.outcome, "passed")
        self.assertLess(case.seconds, 30)

    def test_serial_tests_run_alone_and_last(self):
        log = self.folder / "log"
        for name in ("a", "b"):
            self.write(name, f"echo begin {name} >> {log}; sleep 0.2; echo end {name} >> {log}")
        self.write("alone", f"# serial\necho begin alone >> {log}; sleep 0.1; echo end alone >> {log}")
        self.run_all()
        self.assertEqual(log.read_text().splitlines()[-2:], ["begin alone", "end alone"])

    def test_the_program_is_named_by_an_absolute_path_and_stdin_is_closed(self):
        self.write("environment", 'cat; echo "$MAKESPAN"; exit 1')
        output = self.run_all()["e2e/environment"].output
        self.assertTrue(os.path.isabs(output.splitlines()[0]), output)


if __name__ == "__main__":
    unittest.main()
