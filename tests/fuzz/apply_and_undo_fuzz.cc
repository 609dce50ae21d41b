// Any text is a project's manifest, and any list of fixes is applied to it, one after the other or
// with a kill in between: undo gives back every byte, mode and directory, and after a kill and the
// next command the project is as it was before that command or as it is after it.
//
// The input: up to 16 bytes that choose, a line feed, then the files, each behind a line `%% NAME`.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "apply/apply.h"
#include "apply/testing/faulty_tree.h"
#include "manifest/cargo_config_edit.h"
#include "manifest/dependency_edit.h"
#include "manifest/gitignore.h"
#include "manifest/profiles.h"

namespace {

using makespan::DependencyEntry;
using makespan::FaultyTree;
using makespan::Journal;
using makespan::Patch;
using makespan::Result;
using makespan::Status;
using makespan::TomlFile;

constexpr std::array<const char*, 4> kFiles = {"/w/Cargo.toml", "/w/core/Cargo.toml",
                                               "/w/.cargo/config.toml", "/w/.gitignore"};
constexpr size_t kMostSteps = 4;

void require(bool condition) {
  if (!condition) __builtin_trap();
}

// --- the input --------------------------------------------------------------------------------

struct Input {
  std::string choices;
  std::map<std::string, std::string> files;
};

Input parse(std::string_view text) {
  Input input;
  size_t line = std::min(text.find('\n'), text.size());
  input.choices = text.substr(0, std::min<size_t>(line, 16));
  text.remove_prefix(std::min(line + 1, text.size()));
  constexpr std::string_view kMark = "%% ";
  size_t file = 0;
  while (file < kFiles.size()) {
    size_t next = text.find(kMark);
    input.files[kFiles[file++]] = text.substr(0, next);
    if (next == std::string_view::npos) break;
    text.remove_prefix(next);
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  }
  return input;
}

// Bytes of the input as small numbers; zeros at its end.
class Choices {
 public:
  explicit Choices(std::string_view bytes) : bytes_(bytes) {}
  size_t below(size_t limit) { return next() % std::max<size_t>(limit, 1); }
  [[nodiscard]] bool left() const { return at_ < bytes_.size(); }

 private:
  size_t next() { return left() ? static_cast<unsigned char>(bytes_[at_++]) : 0; }
  std::string_view bytes_;
  size_t at_ = 0;
};

// --- fixes ------------------------------------------------------------------------------------

using Edit = std::function<Result<std::string>(const TomlFile& file)>;

Edit edit_of_dependency(const DependencyEntry& entry, size_t which) {
  switch (which) {
    case 0:
      return [=](const TomlFile& f) { return remove_dependency(f, entry.table, entry.name); };
    case 1:
      return
          [=](const TomlFile& f) { return move_to_dev_dependencies(f, entry.table, entry.name); };
    case 2:
      return [=](const TomlFile& f) { return set_requirement(f, entry.table, entry.name, "9.9"); };
    case 3:
      return [=](const TomlFile& f) {
        return set_default_features(f, entry.table, entry.name, false);
      };
    default:
      return [=](const TomlFile& f) { return set_features(f, entry.table, entry.name, {"std"}); };
  }
}

Edit edit_of_profile(size_t which) {
  makespan::ProfileTable table{.profile = which % 2 == 0 ? "release" : "dev",
                               .package = which % 3 == 0 ? "*" : "",
                               .build_override = false};
  return [=](const TomlFile& f) { return set_profile_key(f, table, "codegen-units", "16"); };
}

// What the edit makes of the file: nothing where it does not fit.
std::optional<std::string> edited(FaultyTree& tree, const std::string& path, Choices& choices) {
  std::string text = tree.bytes(path).value_or("");
  if (path.ends_with(".gitignore")) return makespan::add_gitignore_line(text, "/target");
  TomlFile file{.text = text, .path = path};
  if (path.ends_with("config.toml")) {
    Result<std::string> linker = append_config_arguments(file, {"build", "rustflags"}, {"-C", "x"});
    return linker ? std::optional(*linker) : std::nullopt;
  }
  size_t which = choices.below(8);
  Result<std::vector<DependencyEntry>> entries = list_dependencies(file);
  if (!entries) return std::nullopt;
  bool of_profile = which >= 5 || entries->empty();
  Edit edit = of_profile ? edit_of_profile(choices.below(6))
                         : edit_of_dependency((*entries)[choices.below(entries->size())], which);
  Result<std::string> after = edit(file);
  return after ? std::optional(*after) : std::nullopt;
}

Patch patch_of(FaultyTree& tree, Choices& choices) {
  Patch patch;
  size_t files = choices.below(16);  // a bit each
  for (size_t i = 0; i < kFiles.size(); ++i) {
    if ((files >> i & 1) == 0) continue;
    std::optional<std::string> after = edited(tree, kFiles[i], choices);
    std::optional<std::string> before = tree.bytes(kFiles[i]);
    if (!after || after == before) continue;
    patch.files.push_back({.path = kFiles[i], .before = before, .after = std::move(after)});
  }
  std::sort(patch.files.begin(), patch.files.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return patch;
}

// --- apply and undo ---------------------------------------------------------------------------

bool apply(FaultyTree& tree, const Patch& patch, bool cargo_takes_it) {
  Journal journal(tree.doors(), "/w");
  auto check = [&]() -> Status {
    if (cargo_takes_it) return {};
    return makespan::failure(makespan::ErrorKind::unsupported, "no");
  };
  return apply_patch(patch, {"a fix"}, check, journal, tree.doors()).has_value();
}

bool undo(FaultyTree& tree) {
  Journal journal(tree.doors(), "/w");
  return undo_last_patch(journal, tree.doors()).has_value();
}

void recover(FaultyTree& tree) {
  tree.heal();
  Journal journal(tree.doors(), "/w");
  (void)finish_interrupted(journal, tree.doors());
  tree.heal();
  require(finish_interrupted(journal, tree.doors()).empty());
}

// The command, killed at a step of its own, and the next one.
void kill_in_between(FaultyTree tree, const std::function<bool(FaultyTree&)>& command,
                     size_t step) {
  FaultyTree::Snapshot before = tree.snapshot();
  FaultyTree whole = tree;
  whole.heal();
  require(command(whole));
  tree.heal();
  tree.kill_at(static_cast<int>(step) % std::max(whole.steps(), 1));
  (void)command(tree);
  recover(tree);
  FaultyTree::Snapshot now = tree.snapshot();
  require(now == before || now == whole.snapshot());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Input input = parse({reinterpret_cast<const char*>(data), size});
  Choices choices(input.choices);
  FaultyTree tree;
  uint32_t mode = 0600;
  for (const auto& [path, bytes] : input.files)
    tree.put(path, bytes, mode += 011);
  std::vector<FaultyTree::Snapshot> snapshots;
  while (choices.left() && snapshots.size() < kMostSteps) {
    Patch patch = patch_of(tree, choices);
    if (patch.empty()) continue;
    FaultyTree::Snapshot before = tree.snapshot();
    tree.heal();
    require(!apply(tree, patch, false));
    require(tree.snapshot() == before);
    kill_in_between(
        tree, [&](FaultyTree& t) { return apply(t, patch, true); }, choices.below(256));
    tree.heal();
    require(apply(tree, patch, true));
    for (const makespan::FileChange& change : patch.files)
      require(tree.bytes(change.path) == change.after);
    snapshots.push_back(std::move(before));
  }
  while (!snapshots.empty()) {
    kill_in_between(tree, undo, choices.below(256) + snapshots.size() * 7);
    tree.heal();
    require(undo(tree));
    require(tree.snapshot() == snapshots.back());
    snapshots.pop_back();
  }
  require(!undo(tree));
  return 0;
}
