#!/usr/bin/env python3
"""What no text of the project may have: the marks of a merge that nobody finished, and links of a page to nowhere."""

from __future__ import annotations

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = ("bench", "docs", "examples", "src", "tests", "tools")
BUILT = {"target", "__pycache__", ".makespan", "node_modules"}
CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7}) ", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ +(.*?) *$", re.MULTILINE)


def check(root: pathlib.Path) -> list[str]:
    """One line for each fault: `docs/manual.md:12: …`."""
    faults = []
    for path in texts(root):
        text = path.read_text(encoding="utf-8", errors="replace")
        name = path.relative_to(root)
        for mark in CONFLICT.finditer(text):
            faults.append(f"{name}:{line_of(text, mark.start())}: the mark of an unfinished merge")
        if path.suffix == ".md":
            faults += [f"{name}:{line}: {link} leads nowhere" for line, link in dead_links(path, text)]
    return faults


def texts(root: pathlib.Path) -> list[pathlib.Path]:
    """The project's own files, but what is built among them."""
    found = [path for path in root.iterdir() if path.is_file()]
    for folder in FOLDERS:
        found += [path for path in (root / folder).rglob("*")
                  if path.is_file() and not BUILT.intersection(path.relative_to(root).parts)]
    return sorted(found)


def dead_links(page: pathlib.Path, text: str) -> list[tuple[int, str]]:
    """Of links within the project: pages and headings that are not there."""
    dead = []
    for link in LINK.finditer(blanked(text)):
        place, _, heading = link[1].partition("#")
        if re.match(r"[a-z]+:", place):
            continue
        target = page.parent / place if place else page
        lost = not target.exists() or (heading and target.suffix == ".md" and heading not in anchors(target))
        if lost:
            dead.append((line_of(text, link.start()), link[1]))
    return dead


def anchors(page: pathlib.Path) -> set[str]:
    """As GitHub makes them of headings."""
    headings = HEADING.findall(blanked(page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def blanked(text: str) -> str:
    """Without what stands in code blocks, and every line where it was."""
    return FENCED.sub(lambda block: "\n" * block[0].count("\n"), text)


def line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


if __name__ == "__main__":
    broken = check(ROOT)
    print("\n".join(broken))
    sys.exit(1 if broken else 0)
