#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "apply/companions.h"
#include "apply/objections.h"
#include "base/shell_quote.h"
#include "system/file_system.h"

namespace makespan {
namespace {

// A word that is on no line of the text, to end it.
std::string end_word(std::string_view text) {
  std::string word = "END_OF_PATCH";
  while (text.find(word) != std::string_view::npos)
    word += '_';
  return word;
}

// `patch` takes no names that lead out of its directory: files elsewhere are patched from there.
std::string place_of(const std::string& path, const Companions& companions) {
  const std::string& root = companions.root;
  return shown_path(path, root) == path ? parent_path(path) : root;
}

// For the shell; nothing for the root, where the script runs.
std::string directory_option(const std::string& place, const Companions& companions) {
  if (place == companions.root) return "";
  if (place == companions.cargo_home) return " -d \"${CARGO_HOME:-$HOME/.cargo}\"";
  return " -d " + shell_quoted({place});
}

std::string patch_commands(const Patch& patch, const Companions& companions) {
  std::map<std::string, Patch> places;
  for (const FileChange& change : patch.files)
    places[place_of(change.path, companions)].files.push_back(change);
  std::string text;
  for (const auto& [place, part] : places) {
    std::string diff = unified_diff(part, place);
    std::string word = end_word(diff);
    std::string where = directory_option(place, companions);
    text += fmt::format("patch --binary -p1{} <<'{}'\n{}{}\n", where, word, diff, word);
  }
  return text;
}

const FileChange* change_of(const Patch& patch, const std::string& path) {
  for (const FileChange& change : patch.files) {
    if (change.path == path) return &change;
  }
  return nullptr;
}

// What `next` changes on top of `before`, which starts from the same files.
Patch step_between(const Patch& before, const Patch& next) {
  Patch step;
  for (const FileChange& change : next.files) {
    const FileChange* known = change_of(before, change.path);
    std::optional<std::string> now = known == nullptr ? change.before : known->after;
    if (now != change.after)
      step.files.push_back({.path = change.path, .before = now, .after = change.after});
  }
  for (const FileChange& change : before.files) {
    if (change_of(next, change.path) == nullptr)
      step.files.push_back({.path = change.path, .before = change.after, .after = change.before});
  }
  auto by_path = [](const FileChange& a, const FileChange& b) { return a.path < b.path; };
  std::sort(step.files.begin(), step.files.end(), by_path);
  return step;
}

// A comment of one line, whatever is in the words.
std::string comment(std::string words) {
  std::replace(words.begin(), words.end(), '\n', ' ');
  return fmt::format("# {}\n", words);
}

}  // namespace

std::string patch_script(const Companions& companions) {
  std::string text = "#!/bin/sh\n";
  text += comment(fmt::format("What makespan proposes for this workspace, from run {} ({}).",
                              companions.run, companions.command));
  text += comment("Run it in the workspace's root: sh THIS_FILE");
  text += "set -e\ntest -f Cargo.toml\n";
  Patch done;
  for (const CompanionStep& step : companions.steps) {
    text += "\n" + comment(fmt::format("{}: {}", step.id, step.title));
    if (!step.saving.empty()) text += comment(step.saving);
    text += patch_commands(step_between(done, step.patch), companions);
    done = step.patch;
  }
  Patch rest = step_between(done, companions.patch);
  if (!rest.empty()) {
    text += "\n" + comment("Cargo.lock, as cargo resolves it then: no other version changes");
    text += patch_commands(rest, companions);
  }
  if (change_of(companions.patch, join_path(companions.root, "Cargo.lock")) != nullptr) {
    text += "\n" + comment("cargo takes it as it is");
    text += "cargo metadata --locked --offline --format-version 1 >/dev/null\n";
  }
  return text;
}

}  // namespace makespan
