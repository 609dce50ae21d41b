#include "advise/testing/fake_workbench.h"

#include <algorithm>

namespace makespan {

FakeWorkbench::FakeWorkbench(FileSystem& files) : files_(files) {}

Result<CommandOutput> FakeWorkbench::cargo(const CargoCall& call) {
  calls.push_back(call);
  if (call.arguments[0] == "tree")
    return CommandOutput{
        .exit_code = tree_exit_code, .standard_output = next_tree(), .standard_error = ""};
  if (call.arguments[0] == "update") return next_update();
  if (call.arguments[0] == "metadata")
    return CommandOutput{.exit_code = 0, .standard_output = metadata, .standard_error = ""};
  const Check check = checks_at_ < checks.size() ? checks[checks_at_] : Check();
  ++checks_at_;
  if (check.calls) leave_call(check);
  return CommandOutput{
      .exit_code = check.exit_code, .standard_output = "", .standard_error = check.trouble};
}

// As the script that stands in for rustc leaves it.
void FakeWorkbench::leave_call(const Check& check) {
  const std::string stem = folder() + "/lint/" + library + "-" + std::to_string(checks_at_);
  const std::string extern_word = given + "=/t/lib" + given + ".rmeta";
  std::string words;
  for (const std::string& word :
       {std::string("/w"), "/w/" + library, std::string("rustc"), std::string("--crate-name"),
        library, library + "/src/lib.rs", std::string("--extern"), extern_word,
        std::string("--out-dir"), std::string("/t")})
    words += word + '\0';
  leave(stem + ".call", words);
  leave(stem + ".err",
        check.compiles
            ? R"({"message":"extern crate `)" + given + R"(` is unused in crate `)" + library +
                  R"(`","code":{"code":"unused_crate_dependencies"},"level":"warning"})"
            : R"({"message":"cannot find `)" + given + R"(`","code":null,"level":"error"})");
  leave(stem + ".status", check.compiles ? "0\n" : "1\n");
}

void FakeWorkbench::leave(const std::string& path, const std::string& bytes) {
  static_cast<void>(files_.write_file(path, bytes));  // one that is missing fails the test
}

Status FakeWorkbench::write(const std::string& path, std::string_view text) {
  written[path] = text;
  return {};
}

Result<std::string> FakeWorkbench::program(std::string_view name, std::string_view) {
  return folder() + "/" + std::string(name);
}

CommandOutput FakeWorkbench::next_update() {
  const Update update = updates_at_ < updates.size()
                            ? updates[updates_at_++]
                            : Update{.exit_code = 101, .said = "error: no\n", .lock = {}};
  if (update.exit_code == 0) leave(lock_path, update.lock);
  return {.exit_code = update.exit_code, .standard_output = "", .standard_error = update.said};
}

std::string FakeWorkbench::next_tree() {
  if (trees.empty()) return {};
  return trees[std::min(trees_at_++, trees.size() - 1)];
}

}  // namespace makespan
