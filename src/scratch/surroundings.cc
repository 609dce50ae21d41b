#include "scratch/surroundings.h"

#include <fmt/format.h>

#include <algorithm>

#include "scratch/what_is_copied.h"
#include "system/ancestors.h"
#include "system/file_tree.h"

namespace makespan {
namespace {

bool exists(FileSystem& files, const std::string& path) {
  Result<std::optional<FileStatus>> status = files.status(path);
  return status && status->has_value();
}

// What stands in quotes of either kind. Escapes stay as they are: no path of ours has one.
std::vector<std::string> quoted(std::string_view text) {
  std::vector<std::string> strings;
  for (size_t at = text.find_first_of("\"'"); at != std::string_view::npos;
       at = text.find_first_of("\"'", at)) {
    size_t end = text.find(text[at], at + 1);
    size_t line = text.find('\n', at);
    if (end == std::string_view::npos) break;
    if (end < line) strings.emplace_back(text.substr(at + 1, end - at - 1));
    at = std::min(end, line) + 1;
  }
  return strings;
}

// "vendor", "../tools/ld"; not "/usr/bin/ld", "https://x/y", "..".
bool may_be_relative_path(const std::string& text) {
  return !text.starts_with('/') && text.find("://") == std::string::npos &&
         text.find_first_not_of("./") != std::string::npos && text.find('\0') == std::string::npos;
}

}  // namespace

bool Surroundings::afford(const std::string& path) {
  const size_t limit = std::min(entries_left_, looks_left_);
  size_t entries = 1;
  TreeWalk walk{
      .skip =
          [&](const std::string& inner) { return ++entries > limit || is_left_out(files_, inner); },
      .stop = [&] { return entries > limit || (stop_ && stop_()); }};
  Result<TreeSize> size = measure_tree(path, walk);
  looks_left_ -= std::min(looks_left_, entries);
  uint64_t available = available_bytes(tree_).value_or(0);
  if (entries > limit || !size || size->allocated_bytes > bytes_left_ ||
      available < size->allocated_bytes + reserved_)
    return false;
  entries_left_ -= entries;
  bytes_left_ -= size->allocated_bytes;
  return true;
}

Status Surroundings::bring_real(const std::string& path) {
  std::string target = mirrored(path);
  if (exists(files_, target) || is_beneath(tree_, path)) return {};
  MAKESPAN_CHECKED(files_.create_directories(parent_path(target)));
  bool copied_whole = afford(path);
  if (stop_ && stop_()) return failure(ErrorKind::system, "interrupted");
  if (!copied_whole) {
    too_large_.push_back(path);
    return make_link(path, target);
  }
  MAKESPAN_TRY(
      TreeCopied copied,
      copy_tree(path, target,
                {.skip = [&](const std::string& inner) { return is_left_out(files_, inner); },
                 .stop = stop_,
                 .lead = [&](const std::string& directory) { return lead(directory); }}));
  left_out_.insert(left_out_.end(), copied.left_out.begin(), copied.left_out.end());
  return {};
}

std::vector<std::string> Surroundings::notices() const {
  std::vector<std::string> sentences;
  for (const std::string& path : left_out_)
    sentences.push_back(fmt::format("{} is not in the scratch copy: it is no readable file", path));
  if (too_large_.empty()) return sentences;
  constexpr size_t kNamed = 3;
  size_t named = std::min(too_large_.size(), kNamed);
  std::string names = fmt::format(
      "{}",
      fmt::join(too_large_.begin(), too_large_.begin() + static_cast<ptrdiff_t>(named), ", "));
  if (named < too_large_.size()) names += fmt::format(" and {} more", too_large_.size() - named);
  sentences.push_back(fmt::format(
      "too large to be copied: {}. In the scratch copy a link leads there, so that what a build "
      "writes there is written into yours",
      names));
  return sentences;
}

Status Surroundings::bring(const std::string& path) {
  Result<std::string> real = real_path(path);
  if (!real || exists(files_, mirrored(path))) return {};
  MAKESPAN_CHECKED(bring_real(*real));
  if (*real == path || exists(files_, mirrored(path))) return {};
  MAKESPAN_CHECKED(files_.create_directories(parent_path(mirrored(path))));
  return make_link(mirrored(*real), mirrored(path));
}

Status Surroundings::bring_what_is_named_in(const std::string& file, const std::string& base) {
  Result<std::string> text = files_.read_file(file);
  if (!text) return {};
  for (const std::string& name : quoted(*text)) {
    if (!may_be_relative_path(name)) continue;
    for (const std::string& from : {base, parent_path(file)}) {
      Result<std::string> real = real_path(join_path(from, name));
      // What the copy itself lies in, or built by cargo (`target-dir`), is none.
      if (!real || is_beneath(tree_, *real) || is_left_out(files_, *real)) continue;
      MAKESPAN_CHECKED(bring(*real));
    }
  }
  return {};
}

std::string Surroundings::lead(const std::string& directory) {
  if (is_beneath(tree_, directory)) return directory;
  linked_.insert(directory);
  return mirrored(directory);
}

// What holds others comes first by name.
Status Surroundings::bring_what_is_linked() {
  while (!linked_.empty()) {
    std::string directory = *linked_.begin();
    linked_.erase(linked_.begin());
    MAKESPAN_CHECKED(bring(directory));
  }
  return {};
}

}  // namespace makespan
