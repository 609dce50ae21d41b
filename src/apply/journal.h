#pragma once
// The journal of apply: what it changed, byte for byte, so that it can be taken back, by `undo` or
// by the next makespan command after a kill. docs/formats/apply-journal.md is the format's page.
//
//   PROJECT/.makespan/apply/0007.journal   JournalEntry; written once, before the first change
//                           0007.state     how far it is; missing: ApplyState::applying
//                           lock           held by the one makespan that changes files by it
//
// The states, each with what a command that finds it left behind by a dead process does:
//
//   applying ──► placed ──► applied ──► undoing ──► restored ──► undone
//   go back      clean up   nothing     go back     clean up     nothing
//
// "Go back" is the same from both sides: every file gets the bytes from before, and the record is
// `undone`. Entries that are
// `applied` are a stack, by number: undo takes the highest. `undone` ones are kept a while, for
// their bytes tell what undo wrote from what people did.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apply/doors.h"
#include "base/result.h"
#include "manifest/patch.h"

namespace makespan {

// The constants of the format.
inline constexpr std::string_view kJournalFirstLine = "makespan apply journal 1\n";
inline constexpr std::string_view kJournalDirectory = "apply";  // in .makespan

enum class ApplyState { applying, placed, applied, undoing, restored, undone };

std::string_view word(ApplyState state);

struct JournalFile {
  FileChange change;
  uint32_t mode = 0;  // permission bits before; 0: the file was not there
  // Its bytes from before are somebody's that --force passed over: undo brings them back, and they
  // are not undo's.
  bool forced = false;

  bool operator==(const JournalFile&) const = default;
};

// As it stands in a .journal file.
struct JournalEntry {
  std::string owner;                     // process_identity() of the apply
  std::vector<std::string> fixes;        // ids, as given to apply
  std::vector<JournalFile> files;        // in the order in which they are changed
  std::vector<std::string> directories;  // made for them, outermost first

  bool operator==(const JournalEntry&) const = default;
};

std::string encode_journal_entry(const JournalEntry& entry);
// `path` is for messages. `too_new` for a later version, `corrupt` for bytes that are no journal.
Result<JournalEntry> decode_journal_entry(std::string_view bytes, const std::string& path);

// An entry and where it stands.
struct JournalRecord {
  uint32_t number = 0;
  ApplyState state = ApplyState::applying;
  std::string owner;  // process_identity() of who changes it now; empty where it is at rest
  JournalEntry entry;

  // No process of today's has it in hand, and it is not where it should stay.
  [[nodiscard]] bool interrupted(FileSystem& files) const;
  // "release.codegen-units=16, unused:core/rand"
  [[nodiscard]] std::string fixes_text() const;
};

class Journal {
 public:
  // `project_root` is where .makespan lies; nothing is touched yet. The doors must outlive it.
  Journal(ApplyDoors doors, const std::string& project_root);

  // Who changes files by the journal holds this meanwhile; a record that was read before may have
  // moved on. Null: another makespan holds it. Where no lock can be had (a full disk, which an undo
  // may be about to relieve), the owners of the records are all that keeps two apart.
  std::unique_ptr<HeldName> lock();
  // By number, newest last; nothing where there is no journal.
  Result<std::vector<JournalRecord>> records();
  // A new record in the state `applying`, owned by this process. `busy` where another process adds
  // one at the same moment.
  Result<JournalRecord> add(JournalEntry entry);
  // The record's state becomes `state`, and this process its owner unless it rests there. An error
  // means that it did not.
  Status mark(JournalRecord& record, ApplyState state);
  Status remove(const JournalRecord& record);
  // All but the newest undone records, and what killed writers left in the directory.
  Status forget_old();

  [[nodiscard]] std::string journal_path(uint32_t number) const;
  [[nodiscard]] std::string state_path(uint32_t number) const;
  [[nodiscard]] const std::string& directory() const { return directory_; }

 private:
  Result<JournalRecord> read(uint32_t number);

  Status prepare_directory();

  ApplyDoors doors_;
  std::string root_;
  std::string directory_;
};

}  // namespace makespan
