#!/usr/bin/env python3
"""Run benchmarks and show their figures: `./dev bench` builds, then calls this.

A benchmark is any executable bench/NAME/run. It runs in the root of the checkout, with MAKESPAN (the program) and
MAKESPAN_BUILD (the build folder: its programs are in bench/ there) as absolute paths. On stdout it prints one JSON object
a line for each figure, on stderr its progress, and it exits with 0 if it could measure:

    {"name": "spawn overhead, cpu", "value": 1.07, "unit": "x bare", "bound": "<= 1.20", "holds": true}

`bound` is what the figure is held to, as text or a number, or null where it is only watched; `holds` says whether it does,
null without a bound. Exit status: 1 if a benchmark failed or a bound does not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FIELDS = ("name", "value", "unit", "bound", "holds")


class NotAFigure(Exception):
    pass


def parse_figure(line: str) -> dict:
    try:
        figure = json.loads(line)
    except json.JSONDecodeError:
        raise NotAFigure(f"not JSON: {line}") from None
    if not isinstance(figure, dict) or set(figure) != set(FIELDS):
        raise NotAFigure(f"not an object of {', '.join(FIELDS)}: {line}")
    return figure


def run_benchmark(run: pathlib.Path, build: pathlib.Path, echo) -> tuple[list[dict], str | None]:
    """Its figures, and what went wrong if anything did; each line goes to `echo` as it comes."""
    environment = dict(os.environ, MAKESPAN=str(build / "makespan"), MAKESPAN_BUILD=str(build))
    figures, problem = [], None
    with subprocess.Popen(
        [run], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout:
            try:
                figures.append(parse_figure(line.strip()))
                echo(line.strip())
            except NotAFigure as error:
                problem = problem or str(error)
    if process.returncode:
        problem = f"exit status {process.returncode}"
    elif not figures:
        problem = problem or "printed no figure"
    return figures, problem


def table(figures: list[dict]) -> str:
    """One line a figure, in columns; numbers to four digits, set to the right."""
    rows = [["figure", "value", "unit", "bound", ""]]
    for figure in figures:
        verdict = {True: "holds", False: "FAILS", None: ""}[figure["holds"]]
        bound = "" if figure["bound"] is None else show(figure["bound"])
        rows.append([figure["name"], show(figure["value"]), figure["unit"], bound, verdict])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column == 1 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths))
        ).rstrip()
        for row in rows
    )


def show(value) -> str:
    if value is None:
        return "unknown"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Run benchmarks and show their figures.")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--json", action="store_true", help="one object a line instead of tables")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--benchmarks", type=pathlib.Path, default=ROOT / "bench", help="another folder of them")
    options = parser.parse_args(arguments)

    status = 0
    for name in options.names:
        run = options.benchmarks.resolve() / name / "run"
        echo = (lambda line: print(line, flush=True)) if options.json else (lambda line: None)
        figures, problem = run_benchmark(run, options.build.resolve(), echo)
        if not options.json:
            print(f"{name}\n\n{table(figures)}\n", flush=True)
        if problem:
            print(f"bench/{name}: {problem}", file=sys.stderr)
        if problem or any(figure["holds"] is False for figure in figures):
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
