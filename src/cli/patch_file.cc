#include "cli/patch_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "scratch/what_is_copied.h"

namespace makespan {
namespace {

using Names = std::vector<std::string>;

// The paths of `git apply --numstat -z`: "1\t0\tsrc/main.rs\0".
void add_paths_in(std::string_view text, Names& paths) {
  while (!text.empty()) {
    std::string_view record = text.substr(0, text.find('\0'));
    text.remove_prefix(std::min(record.size() + 1, text.size()));
    size_t tab = record.rfind('\t');
    if (tab != std::string_view::npos) paths.emplace_back(record.substr(tab + 1));
  }
}

// One patch file, as git reads it in the copy.
class PatchFile {
 public:
  // `name` is what the person calls the file whose bytes are in `staged`; `root` is the copy's.
  PatchFile(const ScratchShell& shell, std::string name, std::string staged, std::string root)
      : shell_(shell), name_(std::move(name)), staged_(std::move(staged)), root_(std::move(root)) {}

  // `strip`: how many parts of each name lead to the root. What git printed.
  Result<std::string> apply(size_t strip, const Names& options) const {
    // In a checkout's subdirectory git takes names from the top, and passes over those outside.
    Names command = {"env",
                     "GIT_CEILING_DIRECTORIES=" + parent_path(root_),
                     "git",
                     "-C",
                     root_,
                     "apply",
                     fmt::format("-p{}", strip)};
    command.insert(command.end(), options.begin(), options.end());
    command.push_back(staged_);
    MAKESPAN_TRY(CommandOutput output, shell_.run(command));
    if (output.exit_code == 0) return output.standard_output;
    return failure(ErrorKind::invalid, fmt::format("{} does not apply to the workspace: {}", name_,
                                                   failure_text(output.standard_error)));
  }

  // Sorted. The old names of renamed files are the new ones of the reverse.
  Result<Names> names(size_t strip) const {
    Names names;
    for (const Names& options : {Names{"--numstat", "-z"}, Names{"--numstat", "-z", "-R"}}) {
      MAKESPAN_TRY(std::string listed, apply(strip, options));
      add_paths_in(listed, names);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  }

  // `above`: from the checkout's top to the root, "rust/"; empty: the root is the top.
  Result<size_t> find_strip(const std::string& above) const {
    MAKESPAN_TRY(Names from_top, names(1));
    auto inside = [&](const std::string& name) { return name.starts_with(above); };
    if (!above.empty() && std::all_of(from_top.begin(), from_top.end(), inside)) {
      auto parts = static_cast<size_t>(std::count(above.begin(), above.end(), '/'));
      if (apply(1 + parts, {"--check"})) return 1 + parts;
    }
    MAKESPAN_CHECKED(apply(1, {"--check"}));
    return 1;
  }

 private:
  const ScratchShell& shell_;
  std::string name_;
  std::string staged_;
  std::string root_;
};

// "/repo/rust" in the checkout "/repo": "rust/".
std::string way_from_checkout(FileSystem& files, const std::string& root) {
  std::string checkout = git_checkout_of(files, root);
  if (checkout.empty() || checkout == root) return {};
  return root.substr(checkout == "/" ? 1 : checkout.size() + 1) + "/";
}

std::optional<std::string> content(FileSystem& files, const std::string& path) {
  Result<std::string> bytes = files.read_file(path);
  return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
}

}  // namespace

Result<Patch> read_patch_file(FileSystem& files, ScratchCopy& copy, const ScratchShell& shell,
                              const std::string& root, const std::string& file) {
  // Words of commands are led into the copy, where the file need not be: it may lie outside of the
  // workspace, by whatever path, or in what is not copied.
  MAKESPAN_TRY(std::string bytes, files.read_file(file));
  std::string staged = join_path(copy.directory(), "change.diff");
  MAKESPAN_CHECKED(files.write_file(staged, bytes));
  PatchFile reader(shell, file, staged, copy.path_of(root));
  MAKESPAN_TRY(size_t strip, reader.find_strip(way_from_checkout(files, root)));
  MAKESPAN_TRY(Names names, reader.names(strip));
  Patch patch;
  for (const std::string& name : names) {
    std::string path = join_path(root, name);
    patch.files.push_back({.path = path, .before = content(files, copy.path_of(path))});
  }
  MAKESPAN_CHECKED(reader.apply(strip, {}));
  for (FileChange& change : patch.files) {
    change.after = content(files, copy.path_of(change.path));
    MAKESPAN_CHECKED(copy.write(change.path, change.before));
  }
  std::erase_if(patch.files, [](const FileChange& c) { return c.before == c.after; });
  if (!patch.empty()) return patch;
  return failure(ErrorKind::invalid, fmt::format("{} changes no file in {}", file, root));
}

}  // namespace makespan
