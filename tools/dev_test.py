"""./dev itself: how it answers wrong usage. (What it does right is what runs this test.)"""

import os
import pathlib
import subprocess
import tempfile
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

    def setup_where(self, installed, known):
        """What `./dev setup` asks apt for where these packages are installed and those are known, by programs that stand in."""
        stand_ins = {
            "dpkg-query": f"printf 'installed %s\\n' {installed}",
            "apt-cache": f"case ' {known} ' in *\" $2 \"*) ;; *) exit 100 ;; esac",
            "apt-get": 'echo "$*" >>"$0.log"',
            "sudo": '"$@"',
        }
        with tempfile.TemporaryDirectory() as folder:
            for name, line in stand_ins.items():
                program = pathlib.Path(folder) / name
                program.write_text(f"#!/bin/sh\n{line}\n")
                program.chmod(0o755)
            ran = subprocess.run(
                [ROOT / "dev", "setup"],
                env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"},
                capture_output=True,
                text=True,
                stdin=subprocess.DEVNULL,
            )
            self.assertEqual(ran.returncode, 0, ran.stderr)
            log = pathlib.Path(folder) / "apt-get.log"
            return log.read_text().split() if log.exists() else []

    def test_setup_takes_the_boost_that_the_release_has(self):
        self.assertIn("libboost1.81-dev", self.setup_where("git", "libboost1.81-dev libboost-dev"))
        later = self.setup_where("git", "libboost1.83-dev libboost-dev")
        self.assertIn("libboost-dev", later)
        self.assertNotIn("libboost1.81-dev", later)
        self.assertFalse([word for word in self.setup_where("libboost1.83-dev", "libboost-dev") if "boost" in word])


if __name__ == "__main__":
    unittest.main()
