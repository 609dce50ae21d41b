#include "advise/dependencies/lock_update.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/take_line.h"

namespace makespan {
namespace {

std::string_view trimmed(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  return line;
}

// "failed to select a version for the requirement `dashmap = "^5.5"`, required by package `sled
// v0.34.6`" of an error of several lines.
std::string complaint_of(std::string_view text) {
  constexpr std::string_view kError = "error: ";
  std::string error;
  while (!text.empty()) {
    const std::string_view line = trimmed(take_line(text));
    if (error.empty() && line.starts_with(kError)) error = line.substr(kError.size());
    if (error.empty() || !line.starts_with("required by package")) continue;
    const size_t place = line.find(" (");  // where it is in the copy
    return error + ", " + std::string(line.substr(0, place)) +
           (place == std::string_view::npos ? "" : "`");
  }
  return error;
}

// What cargo says that it did: "Removing dashmap v5.5.3", "Updating sled v0.34.6 -> v1.0.0",
// "Downgrading …", "Adding …".
struct Step {
  std::string verb;
  std::string package;
};

std::vector<Step> steps_of(std::string_view text) {
  std::vector<Step> steps;
  while (!text.empty()) {
    const std::string_view line = trimmed(take_line(text));
    const size_t name = line.find(' ');
    const size_t version = line.find(" v", name == std::string_view::npos ? name : name + 1);
    if (version == std::string_view::npos) continue;
    steps.push_back({.verb = std::string(line.substr(0, name)),
                     .package = std::string(line.substr(name + 1, version - name - 1))});
  }
  return steps;
}

// Cargo.lock in pieces: what stands in front of the first package, then one for each.
std::vector<std::string_view> pieces_of(std::string_view lock) {
  constexpr std::string_view kPackage = "[[package]]\n";
  std::vector<std::string_view> pieces;
  while (!lock.empty()) {
    const size_t next = std::min(lock.find(kPackage, 1), lock.size());
    pieces.push_back(lock.substr(0, next));
    lock.remove_prefix(next);
  }
  return pieces;
}

std::vector<std::string_view> lines_of_piece(std::string_view piece) {
  std::vector<std::string_view> lines;
  while (!piece.empty())
    lines.push_back(take_line(piece));
  return lines;
}

// The package, its version and source: the lines in front of checksum and dependencies.
std::string key_of(std::string_view piece) {
  std::string key;
  for (const std::string_view line : lines_of_piece(piece))
    for (const std::string_view name : {"name = ", "version = ", "source = "})
      if (line.starts_with(name)) key += std::string(line) + '\n';
  return key;
}

// The versions of a package that a lock file has.
std::vector<std::string> versions_in(std::string_view lock, const std::string& package) {
  constexpr std::string_view kVersion = "version = \"";
  std::vector<std::string> versions;
  for (const std::string_view piece : pieces_of(lock)) {
    bool named = false;
    for (const std::string_view line : lines_of_piece(piece)) {
      named |= line == "name = \"" + package + "\"";
      if (named && line.starts_with(kVersion) && line.ends_with('"'))
        versions.emplace_back(line.substr(kVersion.size(), line.size() - kVersion.size() - 1));
    }
  }
  return versions;
}

class Asker {
 public:
  Asker(const Workspace& workspace, const Alignment& alignment, FileSystem& files, Workbench& bench)
      : workspace_(workspace), alignment_(alignment), files_(files), bench_(bench) {
    versions_ = alignment.others;
    std::ranges::reverse(versions_);
    versions_.insert(versions_.begin(), alignment.version);
  }

  Result<LockUpdate> ask() {
    for (const std::string& version : versions_) {
      if (!align_to(workspace_, alignment_, version).too_old.empty()) continue;
      MAKESPAN_TRY(const bool moved, move_to(version));
      if (moved) return finish(version);
      MAKESPAN_CHECKED(start_again());
    }
    for (const std::string& version : versions_) {
      const Alignment target = align_to(workspace_, alignment_, version);
      if (!target.too_old.empty() || target.holders.empty()) continue;
      MAKESPAN_TRY(const bool left, update_holders(target));
      if (left) return finish(version);
      MAKESPAN_CHECKED(start_again());
    }
    return LockUpdate{.version = {},
                      .commands = {},
                      .moved = {},
                      .lock = {},
                      .complaint = std::move(update_.complaint)};
  }

 private:
  // Whether cargo lets all others become this one.
  Result<bool> move_to(const std::string& version) {
    for (const std::string& other : versions_) {
      if (other == version) continue;
      MAKESPAN_TRY(const CommandOutput output,
                   update({"--package", alignment_.package + "@" + other, "--precise", version}));
      // Of a directory that stands in for a registry it says nothing, and changes nothing.
      MAKESPAN_TRY(const std::vector<std::string> left, versions_left());
      if (output.exit_code == 0 && std::ranges::find(left, other) == left.end()) continue;
      if (version == alignment_.version)
        update_.complaint = output.exit_code == 0
                                ? "nothing, and keeps " + alignment_.package + " " + other
                                : complaint_of(output.standard_error);
      return false;
    }
    return true;
  }

  Result<std::vector<std::string>> versions_left() {
    MAKESPAN_TRY(const std::string lock, files_.read_file(bench_.copied(workspace_.lock_path)));
    return versions_in(lock, alignment_.package);
  }

  // Whether this version alone is left when those who hold another one are as new as they can be
  // offline.
  Result<bool> update_holders(const Alignment& target) {
    std::vector<std::string> arguments;
    for (std::string holder : target.holders) {
      std::ranges::replace(holder, ' ', '@');
      arguments.insert(arguments.end(), {"--package", std::move(holder)});
    }
    MAKESPAN_TRY(const CommandOutput output, update(arguments));
    MAKESPAN_TRY(const std::vector<std::string> left, versions_left());
    return output.exit_code == 0 && left == std::vector{target.version};
  }

  Result<CommandOutput> update(const std::vector<std::string>& arguments) {
    CargoCall call{.arguments = {"update", "--offline"}, .directory = workspace_.root};
    call.arguments.insert(call.arguments.end(), arguments.begin(), arguments.end());
    MAKESPAN_TRY(CommandOutput output, bench_.cargo(call));
    std::string command = "cargo update";
    for (const std::string& argument : arguments)
      command += " " + argument;
    update_.commands.push_back(std::move(command));
    for (const Step& step : steps_of(output.standard_error))
      if (step.verb == "Updating" || step.verb == "Downgrading") moved_.insert(step.package);
    return output;
  }

  Result<LockUpdate> finish(const std::string& version) {
    update_.version = version;
    update_.complaint.clear();
    moved_.insert(alignment_.package);
    update_.moved.assign(moved_.begin(), moved_.end());
    MAKESPAN_TRY(update_.lock, files_.read_file(bench_.copied(workspace_.lock_path)));
    return std::move(update_);
  }

  Status start_again() {
    update_.commands.clear();
    moved_.clear();
    return bench_.write(workspace_.lock_path, workspace_.lock);
  }

  const Workspace& workspace_;
  const Alignment& alignment_;
  FileSystem& files_;
  Workbench& bench_;
  std::vector<std::string> versions_;  // the one aimed at, then the others, the highest first
  LockUpdate update_;
  std::set<std::string> moved_;
};

using Pieces = std::map<std::string, std::string_view>;

Pieces by_key(std::string_view lock) {
  Pieces pieces;
  for (const std::string_view piece : pieces_of(lock))
    pieces.emplace(key_of(piece), piece);
  return pieces;
}

bool contains(const std::vector<std::string_view>& lines, std::string_view line) {
  return std::ranges::find(lines, line) != lines.end();
}

// Lines that `after` lacks go, those that it has more stand where the first of them stood, or at
// the end of the list.
std::string merged_piece(std::string_view piece, std::string_view before, std::string_view after) {
  if (piece == before) return std::string(after);
  const std::vector<std::string_view> old = lines_of_piece(before);
  const std::vector<std::string_view> now = lines_of_piece(after);
  std::string more;
  for (const std::string_view line : now)
    if (!contains(old, line)) more += std::string(line) + '\n';
  std::string merged;
  for (const std::string_view line : lines_of_piece(piece)) {
    const bool goes = contains(old, line) && !contains(now, line);
    if (goes || line == "]") merged += std::exchange(more, std::string());
    if (!goes) merged += std::string(line) + '\n';
  }
  return merged;
}

}  // namespace

Result<LockUpdate> ask_for_update(const Workspace& workspace, const Alignment& alignment,
                                  FileSystem& files, Workbench& bench) {
  if (workspace.lock.empty()) return LockUpdate();
  return Asker(workspace, alignment, files, bench).ask();
}

std::string merged_lock(std::string_view text, std::string_view before, std::string_view after) {
  if (text == before) return std::string(after);
  const Pieces old = by_key(before);
  const Pieces now = by_key(after);
  std::string merged;
  for (const std::string_view piece : pieces_of(text)) {
    const std::string key = key_of(piece);
    const auto was = old.find(key);
    const auto is = now.find(key);
    if (was == old.end())
      merged += piece;
    else if (is != now.end())
      merged += merged_piece(piece, was->second, is->second);
  }
  for (const auto& [key, piece] : now) {
    if (old.contains(key)) continue;
    if (!merged.ends_with("\n\n")) merged += '\n';
    merged += piece;
  }
  return merged;
}

}  // namespace makespan
