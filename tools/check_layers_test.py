"""Plant violations in a small tree and see each one found, and nothing else."""

import pathlib
import tempfile
import types
import unittest

import check_layers

TABLE = types.SimpleNamespace(
    ROOMS={"base": [], "system": [], "model": [], "graph": ["model"], "report": ["model", "graph"], "cli": ["report"]},
    LINKS={"report": ["model"]},
    THIRD_PARTY={"fmt/": ["*.cc"], "sqlite3.h": ["base/database.cc"], "gtest/": ["*_test.cc"]},
    PLATFORM_ROOMS=["system"],
    PLATFORM_SUFFIXES=["_linux", "_posix"],
    DEBTS={},
)


class CheckLayersTest(unittest.TestCase):
    def check(self, files, **changes):
        """The messages for a tree of `files` {path: text} under a table with `changes`."""
        table = types.SimpleNamespace(**{**vars(TABLE), **changes})
        rooms = " ".join(table.ROOMS)
        tree = {
            "CMakeLists.txt": f"set(MAKESPAN_ROOMS\n  {rooms})\n",
            "src/README.md": "".join(f"`{room}/`\n" for room in table.ROOMS),
            **files,
        }
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in tree.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return [str(violation) for violation in check_layers.check(root, table)]

    def assert_clean(self, files, **changes):
        self.assertEqual(self.check(files, **changes), [])

    def assert_one(self, files, *parts, **changes):
        messages = self.check(files, **changes)
        self.assertEqual(len(messages), 1, messages)
        for part in parts:
            self.assertIn(part, messages[0])

    def test_arrows_of_the_table_are_allowed(self):
        self.assert_clean({"src/graph/dag.h": '#include "base/result.h"\n#include "model/task.h"\n#include "graph/x.h"\n'})

    def test_an_arrow_that_the_table_lacks(self):
        self.assert_one(
            {"src/graph/dag.cc": '#include "graph/dag.h"\n\n#include "system/clock.h"\n'},
            "src/graph/dag.cc:3: graph must not include system",
            "it may include base, model",
        )

    def test_base_includes_nobody(self):
        self.assert_one({"src/base/id.h": '#include "model/task.h"\n'}, "base must not include model")

    def test_tests_keep_to_the_arrows_too(self):
        self.assert_one({"src/graph/dag_test.cc": '#include "system/clock.h"\n'}, "graph must not include system")

    def test_cli_is_included_by_nobody(self):
        self.assert_one({"src/graph/dag.cc": '#include "cli/main.h"\n'}, "nobody includes cli")
        self.assert_one({"bench/dag.cc": '#include "cli/main.h"\n'}, "nobody includes cli")
        self.assert_clean({"src/cli/main.cc": '#include "cli/run.h"\n'})

    def test_an_include_that_is_not_written_from_src(self):
        self.assert_one({"src/graph/dag.cc": '#include "dag.h"\n'}, "write it from src/")
        self.assert_one({"src/graph/dag.cc": '#include "../model/task.h"\n'}, "write it from src/")

    def test_a_room_that_the_table_lacks(self):
        self.assert_one({"src/util/util.h": ""}, "'util' is not a room")

    def test_fakes_are_for_tests(self):
        self.assert_one({"src/report/x.cc": '#include "graph/testing/random_dag.h"\n'}, "is for tests")
        self.assert_clean({"src/report/x_test.cc": '#include "graph/testing/random_dag.h"\n'})
        self.assert_clean({"src/report/testing/x.cc": '#include "graph/testing/random_dag.h"\n'})

    def test_standard_headers_are_free(self):
        self.assert_clean({"src/graph/dag.h": "#include <vector>\n#include <cstdint>\n#include <stdint.h>\n"})

    def test_third_party_headers_have_homes(self):
        self.assert_clean({"src/base/database.cc": "#include <sqlite3.h>\n#include <fmt/format.h>\n"})
        self.assert_one({"src/graph/dag.cc": "#include <sqlite3.h>\n"}, "<sqlite3.h> belongs in base/database.cc only")
        self.assert_one({"src/graph/dag.h": "#include <fmt/format.h>\n"}, "src/graph/dag.h:1: <fmt/format.h>")
        self.assert_one({"src/graph/dag.cc": "#include <gtest/gtest.h>\n"}, "*_test.cc only")

    def test_platform_headers_have_homes(self):
        for name in ("clock_linux.cc", "clock_posix.h", "clock_linux_test.cc"):
            self.assert_clean({f"src/system/{name}": "#include <unistd.h>\n#include <sys/ptrace.h>\n"})
        self.assert_one({"src/system/clock.cc": "#include <unistd.h>\n"}, "<unistd.h> is the operating system's")
        self.assert_one({"src/graph/dag_linux.cc": "#include <sys/stat.h>\n"}, "the operating system's")

    def test_rooms_of_the_page_have_neither_files_nor_threads(self):
        plain = {"PLAIN_ROOMS": ["graph"], "NOT_PLAIN": {"files": ["fstream"], "threads": ["thread"]}}
        self.assert_one({"src/graph/dag.cc": "#include <fstream>\n"}, "graph is compiled for the page too", "files", **plain)
        self.assert_one({"src/graph/dag.h": "#include <thread>\n"}, "threads", **plain)
        self.assert_clean({"src/graph/dag_test.cc": "#include <thread>\n", "src/report/x.cc": "#include <fstream>\n"}, **plain)

    def test_benchmarks_and_black_box_tests_use_what_they_like(self):
        self.assert_clean({"bench/x.cc": '#include <unistd.h>\n#include "graph/dag.h"\n#include "shape.h"\n'})
        self.assert_clean({"tests/fuzz/x.cc": '#include "system/clock.h"\n'})

    def test_an_include_in_a_comment_is_none(self):
        self.assert_clean({"src/graph/dag.h": '// #include "system/clock.h"\n'})

    def test_a_debt_excuses_its_include_and_only_that(self):
        debts = {("graph/dag.cc", "system/clock.h"): "until issue 7"}
        self.assert_clean({"src/graph/dag.cc": '#include "system/clock.h"\n'}, DEBTS=debts)
        self.assert_one(
            {"src/graph/dag.cc": '#include "system/clock.h"\n#include "system/files.h"\n'}, "files.h", DEBTS=debts
        )

    def test_a_debt_that_is_paid_must_go(self):
        self.assert_one({}, "which nothing needs any more", DEBTS={("graph/dag.cc", "system/clock.h"): "why"})

    def test_the_lists_of_rooms_agree(self):
        self.assert_one({"CMakeLists.txt": "set(MAKESPAN_ROOMS base)"}, "name different rooms")
        self.assert_one(
            {"src/README.md": "`base/` `system/` `model/` `graph/` `cli/`"}, "does not name `report/`"
        )

    def test_a_room_links_what_it_may(self):
        room = "makespan_room(NAME report SOURCES x.cc\n  DEPENDS {}  # why\n  TEST_DEPENDS graph)\n"
        self.assert_clean({"src/report/CMakeLists.txt": room.format("base model")})
        self.assert_one(
            {"src/report/CMakeLists.txt": room.format("base model graph")},
            "src/report/CMakeLists.txt: report must not link graph",
        )


if __name__ == "__main__":
    unittest.main()
