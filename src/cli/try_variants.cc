#include "cli/try_variants.h"

#include <fmt/format.h>

#include "cli/try_words.h"
#include "gather/run_facts.h"
#include "manifest/toml_file.h"
#include "system/ancestors.h"

namespace makespan {
namespace {

std::string below(std::string text, const std::string& more) {
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  return text + more;
}

}  // namespace

std::optional<std::string> TryVariants::content(const std::string& path) const {
  Result<std::string> bytes = files_.read_file(copy_.path_of(path));
  return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
}

Status TryVariants::put(const Files& wanted) {
  for (const auto& [path, bytes] : wanted) {
    if (content(path) != bytes) MAKESPAN_CHECKED(copy_.write(path, bytes));
  }
  return {};
}

Status TryVariants::put(std::optional<size_t> variant) {
  return put(variant ? variants_[*variant] : base_);
}

// What only other platforms need was never fetched by a build, and cannot be without a network.
Result<bool> TryVariants::fetched_for_what_is_built(std::vector<std::string> fetch) const {
  std::vector<std::string> rustc = cargo_of(built_);
  rustc[0] = "rustc";
  rustc.emplace_back("-vV");
  MAKESPAN_TRY(CommandOutput version, shell_.run(rustc));
  std::vector<std::string> targets = target_values(built_);
  targets.push_back(host_triple_in(version.standard_output));
  if (targets.back().empty()) return false;
  for (const std::string& target : targets)
    fetch.insert(fetch.end(), {"--target", target});
  MAKESPAN_TRY(CommandOutput output, shell_.run(fetch));
  return output.exit_code == 0;
}

// Without the network first: most of the time all is there, and a proxy that hangs would be waited
// for.
Status TryVariants::fetch(const std::string& title) {
  if (lock_path_.empty()) return {};
  std::vector<std::string> command = cargo_of(built_);
  // The command may run in a directory above the workspace.
  command.insert(command.end(),
                 {"fetch", "--manifest-path", join_path(parent_path(lock_path_), "Cargo.toml")});
  MAKESPAN_TRY(CommandOutput output, shell_.run(command));
  if (output.exit_code != 0) {
    MAKESPAN_TRY(output, shell_.run(command, false));
  }
  if (output.exit_code == 0) return {};
  MAKESPAN_TRY(bool enough, fetched_for_what_is_built(std::move(command)));
  if (enough) return {};
  return failure(ErrorKind::unsupported,
                 fmt::format("the dependencies of {} cannot be fetched:\n{}", title,
                             failure_text(output.standard_error)));
}

// `.cargo/config` wins over `.cargo/config.toml`, as in cargo.
std::string TryVariants::configuration() const {
  std::string old = join_path(copy_.original_root(), ".cargo/config");
  return content(old) ? old : old + ".toml";
}

Result<Patch> TryVariants::moved_inside(Patch patch) const {
  for (FileChange& file : patch.files) {
    bool is_configuration =
        base_name(file.path) == "config.toml" || base_name(file.path) == "config";
    if (copy_.holds(file.path) || !is_configuration) continue;
    std::string ours = configuration();
    if (!is_beneath(shell_.directory(), copy_.root())) {
      return failure(ErrorKind::unsupported,
                     fmt::format("{} cannot be changed for a try, and cargo reads {} only where it "
                                 "runs in {}: run the try there",
                                 file.path, ours, copy_.original_root()),
                     file.path);
    }
    std::optional<std::string> there = content(ours);
    std::string both = below(there.value_or(""), file.after.value_or(""));
    // Cargo reads both files as one; in one file a table may stand only once.
    if (file.before || !check_toml({.text = both, .path = ours})) {
      return failure(ErrorKind::unsupported,
                     fmt::format("{} cannot be changed for a try, and what is to be tried cannot "
                                 "be told from what there is in it or in {}",
                                 file.path, ours),
                     file.path);
    }
    file.before = there;
    file.after = both;
    file.path = ours;
  }
  return patch;
}

Status TryVariants::prepare(const std::vector<Patch>& wanted,
                            const std::vector<std::string>& titles) {
  std::vector<Patch> patches;
  for (const Patch& patch : wanted) {
    MAKESPAN_TRY(Patch moved, moved_inside(patch));
    patches.push_back(std::move(moved));
  }
  for (const Patch& patch : patches) {
    for (const FileChange& file : patch.files) {
      base_[file.path] = content(file.path);
      if (base_[file.path] == file.before) continue;
      return failure(
          ErrorKind::busy,
          fmt::format("{} was changed while the fixes were looked for: try again", file.path),
          file.path);
    }
  }
  MAKESPAN_CHECKED(fetch("the workspace"));
  if (!lock_path_.empty()) base_[lock_path_] = content(lock_path_);
  for (size_t i = 0; i < patches.size(); ++i) {
    Files files = base_;
    for (const FileChange& file : patches[i].files)
      files[file.path] = file.after;
    MAKESPAN_CHECKED(put(files));
    if (!patches[i].empty()) MAKESPAN_CHECKED(fetch(titles[i]));
    if (!lock_path_.empty()) files[lock_path_] = content(lock_path_);
    variants_.push_back(std::move(files));
    MAKESPAN_CHECKED(put(base_));
  }
  return {};
}

}  // namespace makespan
