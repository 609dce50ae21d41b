#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "apply/companions.h"
#include "apply/objections.h"
#include "manifest/line_diff.h"
#include "manifest/toml_file.h"
#include "system/file_system.h"

namespace makespan {
namespace {

struct MarkedLine {
  std::string text;                // with its break
  std::vector<std::string> above;  // comments, each with its break
};

std::string_view trimmed(std::string_view line) {
  size_t begin = line.find_first_not_of(" \t");
  size_t end = line.find_last_not_of(" \t\r\n");
  return begin == std::string_view::npos ? "" : line.substr(begin, end - begin + 1);
}

std::string fix_comment(const CompanionStep& step) {
  return fmt::format("{}: {}{}{}", step.id, step.title, step.saving.empty() ? "" : "; ",
                     step.saving);
}

// Behind an odd number of quotes. Quotes in comments count too: then the comments stand on top for
// no need, and nothing worse.
bool ends_inside(std::string_view text, std::string_view quotes) {
  bool inside = false;
  for (size_t at = 0; (at = text.find(quotes, at)) != std::string_view::npos; at += quotes.size())
    inside = !inside;
  return inside;
}

// One file, carried through the steps: each line knows the comments that stand above it.
class MarkedFile {
 public:
  explicit MarkedFile(std::string_view text) {
    for (std::string_view line : lines_of(text))
      lines_.push_back({.text = std::string(line), .above = {}});
    lines_.emplace_back();  // the end, for comments behind the last line
  }

  void take_step(const CompanionStep& step, std::string_view text) {
    std::vector<std::string_view> before;
    for (size_t i = 0; i + 1 < lines_.size(); ++i)
      before.push_back(lines_[i].text);
    std::vector<std::string_view> after = lines_of(text);
    std::vector<MarkedLine> marked;
    size_t at = 0;
    for (const LineChange& change : diff_lines(before, after)) {
      for (; at < change.before_begin; ++at)
        marked.push_back(lines_[at]);
      std::vector<std::string> comments = comments_of(step, change);
      at = change.before_end;
      for (size_t i = change.after_begin; i < change.after_end; ++i)
        marked.push_back({.text = std::string(after[i]), .above = std::exchange(comments, {})});
      // Only lines that went: the comment stands above what follows them.
      lines_[at].above.insert(lines_[at].above.begin(), comments.begin(), comments.end());
    }
    for (; at < lines_.size(); ++at)
      marked.push_back(lines_[at]);
    lines_ = std::move(marked);
  }

  // Nothing where a comment would stand inside a text of several lines, and be part of it.
  [[nodiscard]] std::optional<std::string> text() const {
    std::string text;
    for (const MarkedLine& line : lines_) {
      if (!line.above.empty() && (ends_inside(text, "\"\"\"") || ends_inside(text, "'''")))
        return std::nullopt;
      bool unbroken = !text.empty() && !text.ends_with('\n') && !line.above.empty();
      if (unbroken) text += '\n';
      for (const std::string& comment : line.above)
        text += comment;
      text += line.text;
    }
    return text;
  }

 private:
  std::vector<std::string> comments_of(const CompanionStep& step, const LineChange& change) {
    std::vector<std::string> comments;
    for (size_t i = change.before_begin; i < change.before_end; ++i) {
      // What an earlier step said here stays said.
      comments.insert(comments.end(), lines_[i].above.begin(), lines_[i].above.end());
    }
    comments.push_back(fmt::format("# {}\n", fix_comment(step)));
    for (size_t i = change.before_begin; i < change.before_end; ++i) {
      std::string_view line = trimmed(lines_[i].text);
      if (!line.empty()) comments.push_back(fmt::format("#   was: {}\n", line));
    }
    return comments;
  }

  std::vector<MarkedLine> lines_;
};

const FileChange* change_of(const Patch& patch, const std::string& path) {
  auto found = std::find_if(patch.files.begin(), patch.files.end(),
                            [&](const FileChange& change) { return change.path == path; });
  return found == patch.files.end() ? nullptr : &*found;
}

// All comments above the text: for the rare file whose lines take none.
std::string with_comments_on_top(const Companions& companions, const std::string& text) {
  std::string comments;
  for (const CompanionStep& step : companions.steps)
    comments += fmt::format("# {}\n", fix_comment(step));
  return comments + text;
}

std::string commented_file(const Companions& companions, const FileChange& file) {
  std::string current = file.before.value_or("");
  MarkedFile marked(current);
  for (const CompanionStep& step : companions.steps) {
    const FileChange* change = change_of(step.patch, file.path);
    std::string next = change == nullptr ? file.before.value_or("") : change->after.value_or("");
    if (next == current) continue;
    marked.take_step(step, next);
    current = std::move(next);
  }
  std::optional<std::string> text = marked.text();
  if (text && check_toml({.text = *text, .path = file.path})) return *text;
  return with_comments_on_top(companions, *file.after);
}

}  // namespace

std::string commented_manifests(const Companions& companions) {
  std::vector<const FileChange*> files;
  for (const FileChange& change : companions.patch.files) {
    if (change.after && change.path.ends_with(".toml")) files.push_back(&change);
  }
  std::string text = fmt::format(
      "# Optimised by makespan from run {} ({}). What changed has a comment above it.\n",
      companions.run, companions.command);
  for (const FileChange* file : files) {
    text += fmt::format("# ---- {} ----\n", shown_path(file->path, companions.root));
    text += commented_file(companions, *file);
    if (!text.ends_with('\n')) text += '\n';
  }
  return text;
}

}  // namespace makespan
