#include "apply/file_switch.h"

#include <fmt/format.h>

#include <set>

namespace makespan {

tl::unexpected<Error> edited_meanwhile(const std::string& path) {
  return failure(ErrorKind::busy,
                 fmt::format("{} was changed by somebody else at this moment", path), path);
}

std::string FileSwitch::staged_path(const JournalFile& file) const {
  return join_path(parent_path(file.change.path),
                   fmt::format(".{}.makespan-{}", base_name(file.change.path), record_.number));
}

FileSwitch::Sides FileSwitch::sides(const JournalFile& file, PatchSide side) {
  const FileChange& change = file.change;
  return side == PatchSide::after ? Sides{.wanted = change.after, .present = change.before}
                                  : Sides{.wanted = change.before, .present = change.after};
}

// Nothing where there is no such name; a link or a directory counts as foreign bytes.
Result<std::optional<std::string>> FileSwitch::read(const std::string& path) {
  MAKESPAN_TRY(NameStatus status, doors_.names.look(path));
  if (status.kind == NameKind::absent) return std::nullopt;
  if (status.kind != NameKind::file) return edited_meanwhile(path);
  MAKESPAN_TRY(std::string bytes, doors_.files.read_file(path));
  return bytes;
}

// --- one file ---------------------------------------------------------------------------------

// A kill leaves there: the new bytes, whole or their beginning; after the exchange, the old ones;
// and, where somebody wrote the file just before the exchange and the kill came just after, theirs.
Result<bool> FileSwitch::put_back_foreign_bytes(const JournalFile& file) {
  std::string staged = staged_path(file);
  MAKESPAN_TRY(std::optional<std::string> bytes, read(staged));
  if (!bytes) return true;
  auto begins = [&](const std::optional<std::string>& side) {
    return side && side->starts_with(*bytes);
  };
  if (begins(file.change.before) || begins(file.change.after)) return true;
  MAKESPAN_TRY(std::optional<std::string> current, read(file.change.path));
  if (!current) {
    MAKESPAN_CHECKED(doors_.names.rename_new(staged, file.change.path));
  } else if (current == file.change.before || current == file.change.after) {
    MAKESPAN_CHECKED(doors_.names.exchange(staged, file.change.path));
    MAKESPAN_CHECKED(doors_.files.remove_tree(staged));
  }  // else they wrote it again: both stay
  return false;
}

Result<bool> FileSwitch::stage(const JournalFile& file, PatchSide side) {
  Sides bytes = sides(file, side);
  std::string staged = staged_path(file);
  MAKESPAN_TRY(bool ours, put_back_foreign_bytes(file));
  if (!ours) return false;
  MAKESPAN_TRY(std::optional<std::string> current, read(file.change.path));
  if (current == bytes.wanted) return true;
  if (current != bytes.present) return false;
  MAKESPAN_TRY(std::optional<std::string> left, read(staged));
  if (left && left == bytes.wanted) return true;
  if (left) MAKESPAN_CHECKED(doors_.files.remove_tree(staged));
  if (!bytes.wanted) return true;
  std::optional<NameStatus> like;
  if (current) {
    MAKESPAN_TRY(like, doors_.names.look(file.change.path));
  } else if (file.mode != 0) {
    MAKESPAN_TRY(like, doors_.names.look(parent_path(file.change.path)));  // its owner
    like->mode = file.mode;
  }
  MAKESPAN_CHECKED(doors_.names.create(staged, *bytes.wanted, like));
  return true;
}

Result<bool> FileSwitch::swap(const JournalFile& file, PatchSide side) {
  Sides bytes = sides(file, side);
  MAKESPAN_TRY(std::optional<std::string> current, read(file.change.path));
  if (current == bytes.wanted) return true;
  if (current != bytes.present) return false;
  return bytes.wanted ? swap_in(file, bytes) : take_out(file, bytes);
}

Result<bool> FileSwitch::swap_in(const JournalFile& file, const Sides& bytes) {
  const std::string& path = file.change.path;
  std::string staged = staged_path(file);
  if (!bytes.present) {
    Status created = doors_.names.rename_new(staged, path);
    if (!created && created.error().kind == ErrorKind::busy) return false;
    if (!created) return tl::unexpected(created.error());
    return true;
  }
  Status exchanged = doors_.names.exchange(staged, path);
  if (!exchanged && exchanged.error().kind == ErrorKind::unsupported) {
    // A file system without the exchange: the look just before is all that can be had.
    MAKESPAN_CHECKED(doors_.names.rename_over(staged, path));
    return true;
  }
  if (!exchanged) return vanished(path, exchanged);
  MAKESPAN_TRY(std::optional<std::string> old, read(staged));
  if (old == bytes.present) return true;
  MAKESPAN_CHECKED(doors_.names.exchange(staged, path));
  return false;
}

Result<bool> FileSwitch::take_out(const JournalFile& file, const Sides& bytes) {
  std::string staged = staged_path(file);
  Status taken = doors_.names.rename_new(file.change.path, staged);
  if (!taken) return vanished(file.change.path, taken);
  MAKESPAN_TRY(std::optional<std::string> old, read(staged));
  if (old == bytes.present) return true;
  MAKESPAN_CHECKED(doors_.names.rename_new(staged, file.change.path));
  return false;
}

// False where the step failed because the file is gone by now, else the step's error.
Result<bool> FileSwitch::vanished(const std::string& path, const Status& step) {
  MAKESPAN_TRY(std::optional<std::string> current, read(path));
  if (current) return tl::unexpected(step.error());
  return false;
}

// --- all files --------------------------------------------------------------------------------

Status FileSwitch::place(PatchSide side) {
  for (const JournalFile& file : record_.entry.files) {
    MAKESPAN_TRY(bool staged, stage(file, side));
    if (!staged) return edited_meanwhile(file.change.path);
  }
  MAKESPAN_CHECKED(sync_directories());
  for (const JournalFile& file : record_.entry.files) {
    MAKESPAN_TRY(bool swapped, swap(file, side));
    if (!swapped) return edited_meanwhile(file.change.path);
  }
  return sync_directories();
}

Result<std::vector<std::string>> FileSwitch::place_what_can_be(PatchSide side) {
  std::vector<std::string> foreign;
  std::optional<Error> refused;
  for (const JournalFile& file : record_.entry.files) {
    Result<bool> placed = stage(file, side);
    if (placed && *placed) placed = swap(file, side);
    if (placed && *placed) continue;
    if (placed || placed.error().kind == ErrorKind::busy) {
      foreign.push_back(file.change.path);
    } else if (!refused) {
      refused = placed.error();
    }
  }
  if (refused) return tl::unexpected(*refused);
  MAKESPAN_CHECKED(sync_directories());
  return foreign;
}

Result<std::vector<std::string>> FileSwitch::clean_up() {
  std::vector<std::string> foreign;
  for (const JournalFile& file : record_.entry.files) {
    MAKESPAN_TRY(bool ours, put_back_foreign_bytes(file));
    if (ours) {
      MAKESPAN_CHECKED(doors_.files.remove_tree(staged_path(file)));
    } else {
      foreign.push_back(file.change.path);
    }
  }
  return foreign;
}

Status FileSwitch::make_directories() {
  for (const std::string& directory : record_.entry.directories) {
    MAKESPAN_CHECKED(doors_.files.create_directories(directory));
    MAKESPAN_CHECKED(doors_.names.sync_directory(parent_path(directory)));
  }
  return {};
}

Status FileSwitch::remove_directories() {
  const std::vector<std::string>& directories = record_.entry.directories;
  for (auto directory = directories.rbegin(); directory != directories.rend(); ++directory) {
    // Not removed is one that has somebody else's files in it, or was not made yet; others may be.
    MAKESPAN_CHECKED(doors_.names.remove_empty_directory(*directory));
  }
  return {};
}

Status FileSwitch::sync_directories() {
  std::set<std::string> directories;
  for (const JournalFile& file : record_.entry.files)
    directories.insert(parent_path(file.change.path));
  for (const std::string& directory : directories) {
    Status synced = doors_.names.sync_directory(directory);
    if (!synced && synced.error().kind != ErrorKind::not_found) return synced;
  }
  return {};
}

}  // namespace makespan
