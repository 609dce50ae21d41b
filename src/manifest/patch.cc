#include "manifest/patch.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <span>
#include <string_view>

#include "manifest/line_diff.h"

namespace makespan {
namespace {

constexpr size_t kContext = 3;

// Views of the file's text; none where there is no file.
std::vector<std::string_view> lines_of_file(const std::optional<std::string>& text) {
  if (!text) return {};
  return lines_of(*text);
}

// Behind a/ and b/: neither git nor patch takes names that lead out through `..`, so a file outside
// the root has its whole path there, as `git diff --no-index` names it.
std::string shown_path(const std::string& path, const std::string& root) {
  std::string relative = std::filesystem::path(path).lexically_relative(root).generic_string();
  return relative.starts_with("../") ? path.substr(1) : relative;
}

// In quotes and with escapes where git has them: for other than printable ASCII.
std::string quoted_path(std::string_view path) {
  std::string escaped;
  for (const char c : path) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      escaped += fmt::format("\\{}", c);
    else if (c == '\t' || c == '\n' || c == '\r')
      escaped += c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\r";
    else if (code < 0x20 || code >= 0x7F)
      escaped += fmt::format("\\{:03o}", code);
    else
      escaped += c;
  }
  return escaped == path ? escaped : fmt::format("\"{}\"", escaped);
}

// A tab behind a name with a space says where it ends.
std::string name_line(std::string_view marks, const std::string& name) {
  return fmt::format("{} {}{}\n", marks, name, name.find(' ') == std::string::npos ? "" : "\t");
}

std::string header(const FileChange& change, const std::string& root, bool has_hunks) {
  const std::string path = shown_path(change.path, root);
  const std::string before = quoted_path("a/" + path);
  const std::string after = quoted_path("b/" + path);
  std::string text = fmt::format("diff --git {} {}\n", before, after);
  if (!change.before) text += "new file mode 100644\n";
  if (!change.after) text += "deleted file mode 100644\n";
  if (!has_hunks) return text;
  text += name_line("---", change.before ? before : "/dev/null");
  text += name_line("+++", change.after ? after : "/dev/null");
  return text;
}

void print_line(char mark, std::string_view line, std::string& text) {
  text += mark;
  text += line;
  if (!line.ends_with('\n')) text += "\n\\ No newline at end of file\n";
}

// "12,3", "12" for one line, "11,0" for none behind line 11.
std::string range(size_t begin, size_t end) {
  if (end - begin == 1) return fmt::format("{}", begin + 1);
  return fmt::format("{},{}", begin == end ? begin : begin + 1, end - begin);
}

// Changes that share their context, and what stands around them.
void print_hunk(const std::vector<std::string_view>& before,
                const std::vector<std::string_view>& after, std::span<const LineChange> changes,
                std::string& text) {
  const size_t above = std::min(kContext, changes.front().before_begin);
  const size_t below = std::min(kContext, before.size() - changes.back().before_end);
  const size_t end = changes.back().before_end + below;
  size_t at = changes.front().before_begin - above;
  text += fmt::format("@@ -{} +{} @@\n", range(at, end),
                      range(changes.front().after_begin - above, changes.back().after_end + below));
  for (const LineChange& change : changes) {
    for (; at < change.before_begin; ++at)
      print_line(' ', before[at], text);
    for (; at < change.before_end; ++at)
      print_line('-', before[at], text);
    for (size_t i = change.after_begin; i < change.after_end; ++i)
      print_line('+', after[i], text);
  }
  for (; at < end; ++at)
    print_line(' ', before[at], text);
}

void print_hunks(const std::vector<std::string_view>& before,
                 const std::vector<std::string_view>& after, const std::vector<LineChange>& changes,
                 std::string& text) {
  for (size_t begin = 0; begin < changes.size();) {
    size_t end = begin + 1;
    while (end < changes.size() &&
           changes[end].before_begin - changes[end - 1].before_end <= 2 * kContext)
      ++end;
    print_hunk(before, after, std::span(changes).subspan(begin, end - begin), text);
    begin = end;
  }
}

}  // namespace

std::string unified_diff(const Patch& patch, const std::string& root) {
  std::string text;
  for (const FileChange& file : patch.files) {
    if (file.before == file.after) continue;
    const std::vector<std::string_view> before = lines_of_file(file.before);
    const std::vector<std::string_view> after = lines_of_file(file.after);
    text += header(file, root, !before.empty() || !after.empty());
    print_hunks(before, after, diff_lines(before, after), text);
  }
  return text;
}

size_t changed_lines(const Patch& patch) {
  size_t count = 0;
  for (const FileChange& file : patch.files) {
    const std::vector<std::string_view> before = lines_of_file(file.before);
    const std::vector<std::string_view> after = lines_of_file(file.after);
    for (const LineChange& change : diff_lines(before, after))
      count += change.before_end - change.before_begin + change.after_end - change.after_begin;
  }
  return count;
}

}  // namespace makespan
