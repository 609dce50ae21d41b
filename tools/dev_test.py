"""./dev itself: how it answers wrong usage. (What it does right is what runs this test.)"""

import pathlib
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent


def dev(*arguments):
    return subprocess.run([ROOT / "dev", *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL)


class DevTest(unittest.TestCase):
    def test_help_names_every_command(self):
        for arguments in (["--help"], ["help"], ["build", "--help"]):
            result = dev(*arguments)
            self.assertEqual(result.returncode, 0)
            for command in ("setup", "build", "demo", "test", "lint", "bench"):
                self.assertIn(f"\n  {command} ", result.stdout)

    def assert_wrong_usage(self, *arguments, says):
        result = dev(*arguments)
        self.assertEqual((result.returncode, result.stdout), (2, ""))
        self.assertIn(says, result.stderr)

    def test_wrong_usage_is_exit_status_2(self):
        self.assert_wrong_usage(says="usage: ./dev COMMAND")
        self.assert_wrong_usage("destroy", says="usage: ./dev COMMAND")
        self.assert_wrong_usage("build", "--preset", "fast", says="no preset 'fast'; there are release,")
        self.assert_wrong_usage("build", "now", says="unexpected: now")
        self.assert_wrong_usage("bench", "no-such-thing", says="no benchmark 'no-such-thing'; there are:")


if __name__ == "__main__":
    unittest.main()
