"""What ctest writes, as cases: a test that skipped itself is not one whose program is missing."""

import io
import unittest

import run_tests
from cases import Case, count_line, exit_status, show_failures

JUNIT = """<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="(empty)" tests="4" failures="1" disabled="0" skipped="1">
  <testcase name="base/Num.prints" time="0.5" status="run"><system-out>fine</system-out></testcase>
  <testcase name="base/Num.crash" time="0" status="fail">
    <failure message=""/><system-out>[ RUN      ] Num.crash</system-out>
  </testcase>
  <testcase name="base/Num.skips" time="0" status="notrun">
    <skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/><system-out>x_test.cc:6: Skipped
no such thing here

[  SKIPPED ] Num.skips</system-out>
  </testcase>
  <testcase name="graph_test_NOT_BUILT" time="0" status="notrun">
    <skipped message=""/><system-out>Unable to find executable: graph_test_NOT_BUILT</system-out>
  </testcase>
</testsuite>
"""

LISTING = """
1/4 Test #1: base/Num.prints .................   Passed    0.50 sec
2/4 Test #2: base/Num.crash ...................Subprocess aborted***Exception:   0.05 sec
4/4 Test #4: graph_test_NOT_BUILT .............***Not Run   0.00 sec
"""


class RunTestsTest(unittest.TestCase):
    def setUp(self):
        cases = run_tests.read_junit(JUNIT, run_tests.endings(LISTING))
        self.cases = {case.name: case for case in cases}

    def test_outcomes(self):
        self.assertEqual(
            {name: case.outcome for name, case in self.cases.items()},
            {
                "base/Num.prints": "passed",
                "base/Num.crash": "failed",
                "base/Num.skips": "skipped",
                "graph_test_NOT_BUILT": "failed",
            },
        )

    def test_a_failure_shows_its_output_and_how_it_ended(self):
        shown = io.StringIO()
        show_failures([self.cases["base/Num.crash"]], shown)
        self.assertEqual(
            shown.getvalue(),
            "--- FAIL base/Num.crash (0.0 s)\n[ RUN      ] Num.crash\nSubprocess aborted Exception\n",
        )

    def test_a_skip_has_its_reason(self):
        self.assertEqual(self.cases["base/Num.skips"].output, "no such thing here")

    def test_skipped_cases_count_as_neither(self):
        self.assertEqual(count_line(self.cases.values()), "1 passed, 2 failed")

    def test_a_run_that_tested_nothing_is_no_success(self):
        self.assertEqual(exit_status([]), 1)
        self.assertEqual(exit_status([Case("a", "skipped")]), 1)
        self.assertEqual(exit_status([Case("a", "passed"), Case("b", "skipped")]), 0)
        self.assertEqual(exit_status([Case("a", "passed"), Case("b", "failed")]), 1)


if __name__ == "__main__":
    unittest.main()
