#include "apply/objections.h"

#include <fmt/format.h>

#include <algorithm>

#include "apply/git_words.h"
#include "system/ancestors.h"

namespace makespan {
namespace {

// No step up, no step in place, from the root.
bool is_plain(const std::string& path) {
  return path.starts_with('/') && path.find("/../") == std::string::npos &&
         path.find("/./") == std::string::npos && !path.ends_with("/..") && !path.ends_with("/.");
}

// One file's look at everything, in the order in which it says most.
class Inspection {
 public:
  Inspection(const FileChange& change, const ApplyBounds& bounds,
             const std::vector<JournalRecord>& records, ApplyDoors doors, CommandRunner& commands)
      : change_(change), bounds_(bounds), records_(records), doors_(doors), commands_(commands) {}

  // Empty where nothing speaks against it.
  Result<std::string> fault() {
    MAKESPAN_TRY(bool inside, lies_inside());
    if (!inside) return "lies outside the workspace and its path dependencies";
    MAKESPAN_TRY(NameStatus status, doors_.names.look(change_.path));
    switch (status.kind) {
      case NameKind::absent:
        return change_.before ? "is gone" : directory_fault();
      case NameKind::link:
        return "is a symbolic link, and apply writes through none";
      case NameKind::directory:
      case NameKind::other:
        return "is no regular file";
      case NameKind::file:
        break;
    }
    if (!change_.before) return "is there by now";
    MAKESPAN_TRY(bytes_, doors_.files.read_file(change_.path));
    if (bytes_ != change_.before) return "changed while the fix was being worked out";
    if (!status.writable) return "is read-only";
    return directory_fault();
  }

  // The same of what --force passes over.
  Result<std::string> doubt() {
    if (!bytes_ || is_our_own(*bytes_)) return "";
    Result<GitFileState> git = git_state_of(doors_.files, commands_, change_.path);
    // A container's git refuses another user's checkout, and some have no git.
    if (!git)
      return fmt::format("may have uncommitted changes, and git cannot tell ({})",
                         git.error().message);
    switch (*git) {
      case GitFileState::changed:
        return "has uncommitted changes";
      case GitFileState::untracked:
        return "is not committed to git";
      case GitFileState::clean:
      case GitFileState::ignored_or_no_git:
        break;
    }
    MAKESPAN_TRY(std::optional<FileStatus> status, doors_.files.status(change_.path));
    bool is_lock = base_name(change_.path) == "Cargo.lock";
    UnixTime since = is_lock ? bounds_.run_ended : bounds_.run_started;
    if (!status || status->modified <= since) return "";
    if (!bounds_.run_revision.empty() &&
        is_as_in_revision(commands_, change_.path, bounds_.run_revision))
      return "";
    return fmt::format("changed since run {} was made", bounds_.run);
  }

 private:
  // By its name and by where that leads: a directory on the way may be a link.
  Result<bool> lies_inside() {
    if (!is_plain(change_.path)) return false;
    const std::vector<std::string>& files = bounds_.files;
    if (std::find(files.begin(), files.end(), change_.path) != files.end()) return true;
    MAKESPAN_TRY(NameStatus there, doors_.names.look(change_.path));
    for (const std::string& directory : bounds_.directories) {
      if (!is_strictly_beneath(change_.path, directory)) continue;
      if (there.kind == NameKind::absent) return true;
      MAKESPAN_TRY(NameStatus real, doors_.names.look(join_path(directory, ".")));
      std::string real_directory = parent_path(real.real_path);
      if (real.kind == NameKind::absent || is_strictly_beneath(there.real_path, real_directory))
        return true;
    }
    return false;
  }

  Result<std::string> directory_fault() {
    for (std::string at = parent_path(change_.path);; at = parent_path(at)) {
      MAKESPAN_TRY(NameStatus status, doors_.names.look(at));
      if (status.kind == NameKind::absent) continue;
      return status.writable ? "" : "lies in a directory that cannot be written";
    }
  }

  bool is_our_own(const std::string& bytes) const {
    return std::any_of(records_.begin(), records_.end(), [&](const JournalRecord& record) {
      return std::any_of(record.entry.files.begin(), record.entry.files.end(),
                         [&](const JournalFile& file) {
                           if (file.change.path != change_.path) return false;
                           if (record.state != ApplyState::undone)
                             return bytes == file.change.after;
                           return !file.forced && bytes == file.change.before;
                         });
    });
  }

  const FileChange& change_;
  const ApplyBounds& bounds_;
  const std::vector<JournalRecord>& records_;
  ApplyDoors doors_;
  CommandRunner& commands_;
  std::optional<std::string> bytes_;
};

}  // namespace

std::string shown_path(const std::string& path, const std::string& root) {
  return is_strictly_beneath(path, root) ? path.substr(root == "/" ? 1 : root.size() + 1) : path;
}

Result<std::vector<Objection>> find_objections(const Patch& patch, const ApplyBounds& bounds,
                                               const std::vector<JournalRecord>& records,
                                               ApplyDoors doors, CommandRunner& commands) {
  std::vector<Objection> objections;
  for (const FileChange& change : patch.files) {
    Inspection inspection(change, bounds, records, doors, commands);
    MAKESPAN_TRY(std::string words, inspection.fault());
    bool forcible = words.empty();
    if (forcible) {
      MAKESPAN_TRY(words, inspection.doubt());
    }
    if (words.empty()) continue;
    objections.push_back(
        {.path = change.path,
         .sentence = fmt::format("{} {}", shown_path(change.path, bounds.root), words),
         .forcible = forcible});
  }
  return objections;
}

Status refuse_if_any(const std::vector<Objection>& objections, bool force) {
  std::string sentences;
  std::string path;
  bool all_forcible = true;
  for (const Objection& objection : objections) {
    if (force && objection.forcible) continue;
    if (path.empty()) path = objection.path;
    sentences += fmt::format("{}{}", sentences.empty() ? "" : "; ", objection.sentence);
    all_forcible = all_forcible && objection.forcible;
  }
  if (sentences.empty()) return {};
  if (all_forcible) sentences += ". `makespan apply --force` applies it all the same";
  return failure(ErrorKind::busy, fmt::format("nothing was applied: {}", sentences), path);
}

}  // namespace makespan
