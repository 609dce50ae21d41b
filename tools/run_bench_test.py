"""Benchmarks of a line or two through the runner: what is shown, passed on, and refused."""

import contextlib
import io
import pathlib
import tempfile
import unittest

import run_bench

GOOD = '{"name": "wall", "value": 1234.5, "unit": "ms", "bound": "<= 2000", "holds": true}'
WATCHED = '{"name": "memory", "value": null, "unit": "MB", "bound": null, "holds": null}'
BROKEN = '{"name": "cpu", "value": 1.25, "unit": "x bare", "bound": "<= 1.20", "holds": false}'


class RunBenchTest(unittest.TestCase):
    def run_script(self, text, *options):
        """Exit status, stdout and stderr of a benchmark `probe` that is the shell script `text`."""
        with tempfile.TemporaryDirectory() as folder:
            script = pathlib.Path(folder) / "probe" / "run"
            script.parent.mkdir()
            script.write_text("#!/bin/sh\n" + text, encoding="utf-8")
            script.chmod(0o755)
            out, err = io.StringIO(), io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                status = run_bench.main(["--benchmarks", folder, *options, "probe"])
            return status, out.getvalue(), err.getvalue()

    def test_figures_are_a_table(self):
        status, out, _ = self.run_script(f"echo '{GOOD}'; echo '{WATCHED}'")
        self.assertEqual(status, 0)
        self.assertEqual(
            out,
            "probe\n\n"
            "figure    value  unit  bound\n"
            "wall      1,234  ms    <= 2000  holds\n"
            "memory  unknown  MB\n\n",
        )

    def test_json_is_passed_on(self):
        self.assertEqual(self.run_script(f"echo '{GOOD}'", "--json"), (0, GOOD + "\n", ""))

    def test_a_bound_that_does_not_hold_fails(self):
        status, out, _ = self.run_script(f"echo '{GOOD}'; echo '{BROKEN}'")
        self.assertEqual(status, 1)
        self.assertIn("<= 1.20  FAILS", out)

    def test_a_benchmark_that_fails_says_how(self):
        status, _, err = self.run_script(f"echo '{GOOD}'; exit 3")
        self.assertEqual((status, err), (1, "bench/probe: exit status 3\n"))

    def test_other_output_than_figures_is_refused(self):
        self.assertIn("bench/probe: not JSON: hello", self.run_script("echo hello")[2])
        self.assertIn("not an object of name, value", self.run_script("""echo '{"name": "x"}'""")[2])
        self.assertIn("printed no figure", self.run_script("true")[2])

    def test_it_is_told_where_the_programs_are(self):
        script = """echo '{"name": "'$MAKESPAN'", "value": 1, "unit": "", "bound": null, "holds": null}'"""
        _, out, _ = self.run_script(script, "--json", "--build", "/b")
        self.assertIn('"/b/makespan"', out)


if __name__ == "__main__":
    unittest.main()
