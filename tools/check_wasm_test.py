"""What the page could not run is found; what it could is not complained of."""

import pathlib
import tempfile
import unittest

import check_wasm


@unittest.skipIf(check_wasm.missing(), "no compiler for WebAssembly")
class CheckWasmTest(unittest.TestCase):
    def test_an_exception_is_a_complaint_and_plain_code_is_none(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name in (*(f"base/{file}" for file in check_wasm.BASE), "model/plain.cc"):
                path = root / "src" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("#include <vector>\nstd::vector<int> numbers() { return {1}; }\n")
            (root / "src" / "graph").mkdir()
            (root / "src" / "graph" / "thrower.cc").write_text("void thrower() { throw 1; }\n")
            complaints = check_wasm.check(root)
            self.assertIn("thrower.cc:1", complaints)
            self.assertNotIn("plain.cc", complaints)


if __name__ == "__main__":
    unittest.main()
