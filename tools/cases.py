"""One test case's result, whoever ran it, and how results are shown and counted."""

from __future__ import annotations

import dataclasses
import sys
from typing import Iterable, TextIO


@dataclasses.dataclass(frozen=True)
class Case:
    name: str
    outcome: str  # 'passed', 'failed' or 'skipped'
    seconds: float = 0.0
    output: str = ""


def selected(name: str, filters: Iterable[str]) -> bool:
    """Whether the case runs: with no filters every one does, else those whose name contains one."""
    filters = list(filters)
    return not filters or any(text in name for text in filters)


def show_failures(cases: Iterable[Case], stream: TextIO = sys.stdout) -> None:
    for case in cases:
        if case.outcome == "failed":
            stream.write(f"--- FAIL {case.name} ({case.seconds:.1f} s)\n{case.output.rstrip()}\n")


def show_skips(cases: Iterable[Case], stream: TextIO = sys.stdout) -> None:
    for case in cases:
        if case.outcome == "skipped":
            reason = case.output.strip().splitlines()[-1:] or ["no reason given"]
            stream.write(f"skipped {case.name}: {reason[0]}\n")


def count_line(cases: Iterable[Case]) -> str:
    outcomes = [case.outcome for case in cases]
    return f"{outcomes.count('passed')} passed, {outcomes.count('failed')} failed"


def exit_status(cases: Iterable[Case]) -> int:
    """1 if a case failed, and also if none passed: a run that tested nothing is not a success."""
    outcomes = [case.outcome for case in cases]
    return 0 if "passed" in outcomes and "failed" not in outcomes else 1
