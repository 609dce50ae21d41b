#!/usr/bin/env bash
# .makespan ignores itself: git status stays clean.
. "${0%/*}/lib.sh"
git init -q .
makespan run --quiet -- true
expect_equal "" "$(git status --porcelain --untracked-files=all)"
