#pragma once
// FileSwitch: gives the files of one journal record their bytes from before, or those from after.
//
// Each file is whole at every moment: the new bytes are written and synced under a name beside it
// (`.Cargo.toml.makespan-7`), for all files first, so that a full disk is met before anything
// changed; then each name is exchanged with its file. What the exchange brought out is compared
// with what was expected there: bytes that somebody wrote meanwhile go back where they were. The
// old files stay under those names until clean_up(), so that going back needs no space.
//
// Every step may be repeated, by another process too, after a kill in the middle of it.

#include <string>
#include <vector>

#include "apply/doors.h"
#include "apply/journal.h"

namespace makespan {

enum class PatchSide { before, after };

class FileSwitch {
 public:
  FileSwitch(ApplyDoors doors, const JournalRecord& record) : doors_(doors), record_(record) {}

  // All files, or the error of the first that cannot be; `busy` where its bytes are neither side's.
  // Files that were changed until then stay changed.
  Status place(PatchSide side);

  // As place(), but what is wrong with one file does not keep the others from being placed: those
  // whose bytes are neither side's are left as they are and returned, absolute paths in the
  // record's order.
  Result<std::vector<std::string>> place_what_can_be(PatchSide side);

  // Removes the old files that place() kept. Returns the files that somebody wrote into while they
  // were exchanged; they have those bytes again.
  Result<std::vector<std::string>> clean_up();

  // The directories that the record's files needed; going back removes those that are empty.
  Status make_directories();
  Status remove_directories();

  [[nodiscard]] std::string staged_path(const JournalFile& file) const;

 private:
  struct Sides {
    const std::optional<std::string>& wanted;
    const std::optional<std::string>& present;
  };
  static Sides sides(const JournalFile& file, PatchSide side);

  // Each: whether the file can have the side's bytes; false where its bytes are neither side's.
  Result<bool> stage(const JournalFile& file, PatchSide side);
  Result<bool> swap(const JournalFile& file, PatchSide side);
  Result<bool> swap_in(const JournalFile& file, const Sides& sides);
  Result<bool> take_out(const JournalFile& file, const Sides& sides);
  // Whether nobody else's bytes were under the staged name; if they were, they are back.
  Result<bool> put_back_foreign_bytes(const JournalFile& file);
  Result<bool> vanished(const std::string& path, const Status& step);
  Result<std::optional<std::string>> read(const std::string& path);
  Status sync_directories();

  ApplyDoors doors_;
  const JournalRecord& record_;
};

// "X is not as it was when …": the sentence for a file whose bytes are neither side's.
tl::unexpected<Error> edited_meanwhile(const std::string& path);

}  // namespace makespan
