#include "advise/dependencies/feature_reads.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace makespan {
namespace {

constexpr std::string_view kVariable = "CARGO_FEATURE";
constexpr std::string_view kAllVariable = "CARGO_CFG_FEATURE";
constexpr std::string_view kWord = "feature";
constexpr std::string_view kTargetMark = "CACHEDIR.TAG";

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string_view word_at_start(std::string_view text) {
  return text.substr(0, std::ranges::find_if_not(text, is_word_character) - text.begin());
}

void skip_space(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

// "serde-json" -> "_SERDE_JSON", what follows CARGO_FEATURE.
std::string variable_suffix(std::string_view feature) {
  std::string suffix = "_";
  for (const char c : feature)
    suffix += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return suffix;
}

// CARGO_FEATURE_STD itself, or a name that the source puts together.
bool reads_variable(std::string_view source, std::string_view feature) {
  const std::string asked = variable_suffix(feature);
  for (size_t at = source.find(kVariable); at != std::string_view::npos;
       at = source.find(kVariable, at + 1)) {
    const std::string_view suffix = word_at_start(source.substr(at + kVariable.size()));
    if (suffix.size() <= 1 || suffix == asked) return true;
  }
  return false;
}

// What stands behind the word `feature`.
bool is_condition_on(std::string_view rest, std::string_view feature) {
  skip_space(rest);
  if (!rest.starts_with('=')) return false;
  rest.remove_prefix(1);
  if (rest.starts_with('=') || rest.starts_with('>')) return false;  // of a variable or a pattern
  skip_space(rest);
  if (!rest.starts_with('"')) return true;  // a macro's, or a raw string
  rest.remove_prefix(1);
  const std::string_view literal = rest.substr(0, rest.find('"'));
  return literal == feature || literal.find('\\') != std::string_view::npos;
}

bool has_condition(std::string_view source, std::string_view feature) {
  for (size_t at = source.find(kWord); at != std::string_view::npos;
       at = source.find(kWord, at + 1)) {
    const bool inside_word = at > 0 && is_word_character(source[at - 1]);
    if (!inside_word && is_condition_on(source.substr(at + kWord.size()), feature)) return true;
  }
  return false;
}

bool may_be_code(const DirectoryEntry& entry) {
  return entry.kind == FileKind::file && !entry.name.ends_with(".md") &&
         !entry.name.starts_with("Cargo.");
}

}  // namespace

bool may_read_feature(std::string_view source, std::string_view feature) {
  return source.find(kAllVariable) != std::string_view::npos || reads_variable(source, feature) ||
         has_condition(source, feature);
}

Result<bool> package_may_read(FileSystem& files, const std::string& directory,
                              std::string_view feature) {
  std::set<std::pair<uint64_t, uint64_t>> seen;  // a link may lead back
  std::vector<std::string> open = {directory};
  while (!open.empty()) {
    const std::string path = std::move(open.back());
    open.pop_back();
    MAKESPAN_TRY(const std::optional<FileStatus> there, files.status(path));
    const bool known = there && there->inode != 0;
    if (known && !seen.insert({there->device, there->inode}).second) continue;
    MAKESPAN_TRY(const std::vector<DirectoryEntry> entries, files.list_directory(path));
    if (std::ranges::find(entries, kTargetMark, &DirectoryEntry::name) != entries.end()) continue;
    for (const DirectoryEntry& entry : entries) {
      std::string inner = join_path(path, entry.name);
      if (entry.kind == FileKind::directory) {
        if (!entry.name.starts_with('.')) open.push_back(std::move(inner));
        continue;
      }
      if (!may_be_code(entry)) continue;
      MAKESPAN_TRY(const std::string text, files.read_file(inner));
      if (may_read_feature(text, feature)) return true;
    }
  }
  return false;
}

}  // namespace makespan
