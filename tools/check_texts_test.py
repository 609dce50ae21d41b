"""Texts as a project may have them by mistake."""

import pathlib
import tempfile
import unittest

import check_texts


class CheckTextsTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = pathlib.Path(scratch.name)
        self.write("docs/other.md", "# Other\n## What `a try` is: two builds\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def faults(self):
        return check_texts.check(self.root)

    def test_marks_of_an_unfinished_merge(self):
        self.write("src/help.cc", "text\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> 1234 (Say it)\n")
        self.assertEqual(self.faults(), [f"src/help.cc:{line}: the mark of an unfinished merge" for line in (2, 6)])

    def test_rulers_and_quotes_are_no_marks(self):
        self.write("README.md", "Title\n=======\n>>> quoted\n")
        self.assertEqual(self.faults(), [])

    def test_links_to_nowhere(self):
        self.write("README.md", "[a](docs/none.md)\n\n[b](docs/other.md#missing), [c](#here)\n")
        self.assertEqual(self.faults(), ["README.md:1: docs/none.md leads nowhere",
                                         "README.md:3: docs/other.md#missing leads nowhere",
                                         "README.md:3: #here leads nowhere"])

    def test_links_that_lead_somewhere(self):
        self.write("README.md", "# Top\n[a](docs/other.md#what-a-try-is-two-builds) [b](#top) [c](https://example.org/x)\n"
                                "```\n[d](none)\n```\n")
        self.assertEqual(self.faults(), [])

    def test_what_is_built_is_left_out(self):
        self.write("examples/app/target/doc.md", "[a](none)")
        self.assertEqual(self.faults(), [])


if __name__ == "__main__":
    unittest.main()
