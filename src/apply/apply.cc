#include "apply/apply.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "apply/file_switch.h"

namespace makespan {
namespace {

// Every record is at rest, or the sentence for why not.
Status check_nothing_pending(const std::vector<JournalRecord>& records, FileSystem& files) {
  for (const JournalRecord& record : records) {
    if (record.state == ApplyState::applied || record.state == ApplyState::undone) continue;
    if (record.interrupted(files)) {
      return failure(ErrorKind::busy,
                     fmt::format("an apply of {} was interrupted and could not be put right yet",
                                 record.fixes_text()));
    }
    return failure(ErrorKind::busy,
                   fmt::format("another makespan is at work on the files of {} at this moment",
                               record.fixes_text()));
  }
  return {};
}

tl::unexpected<Error> another_is_at_work() {
  return failure(ErrorKind::busy,
                 "another makespan is changing files of this project at this moment");
}

// The parents that are not there yet, outermost first.
Result<std::vector<std::string>> missing_directories(const Patch& patch, ApplyDoors doors) {
  std::set<std::string> missing;  // a directory sorts before what is in it
  for (const FileChange& change : patch.files) {
    if (!change.after) continue;
    for (std::string at = parent_path(change.path);; at = parent_path(at)) {
      MAKESPAN_TRY(NameStatus status, doors.names.look(at));
      if (status.kind != NameKind::absent) break;
      missing.insert(at);
    }
  }
  return std::vector<std::string>(missing.begin(), missing.end());
}

// The bytes of a file; none where it is not there. What is no file is not as any patch saw it.
Result<std::optional<std::string>> bytes_of(const std::string& path, const NameStatus& status,
                                            ApplyDoors doors) {
  if (status.kind == NameKind::absent) return std::nullopt;
  if (status.kind != NameKind::file) return edited_meanwhile(path);
  MAKESPAN_TRY(std::string bytes, doors.files.read_file(path));
  return bytes;
}

// Another makespan may have applied the same patch since this one was made.
Result<JournalEntry> entry_of(const Patch& patch, const std::vector<std::string>& fixes,
                              const std::vector<std::string>& forced, ApplyDoors doors) {
  JournalEntry entry{.fixes = fixes};
  for (const FileChange& change : patch.files) {
    MAKESPAN_TRY(NameStatus status, doors.names.look(change.path));
    MAKESPAN_TRY(std::optional<std::string> bytes, bytes_of(change.path, status, doors));
    if (bytes != change.before) return edited_meanwhile(change.path);
    bool was_forced = std::find(forced.begin(), forced.end(), change.path) != forced.end();
    entry.files.push_back(
        {.change = change, .mode = change.before ? status.mode : 0, .forced = was_forced});
  }
  MAKESPAN_TRY(entry.directories, missing_directories(patch, doors));
  return entry;
}

std::string left_alone_notice(const std::vector<std::string>& paths, const std::string& journal) {
  return fmt::format(
      "{} {} changed by somebody else meanwhile and left alone; the bytes from before "
      "are in {}",
      fmt::join(paths, ", "), paths.size() == 1 ? "was" : "were", journal);
}

// Everything has its bytes from before, but what others changed; the sentences that tell of those,
// without the file that was told about already.
Result<std::vector<std::string>> go_back(const JournalRecord& record, const Journal& journal,
                                         ApplyDoors doors, const std::string& told = {}) {
  FileSwitch files(doors, record);
  MAKESPAN_TRY(std::vector<std::string> foreign, files.place_what_can_be(PatchSide::before));
  MAKESPAN_TRY(std::vector<std::string> late, files.clean_up());
  MAKESPAN_CHECKED(files.remove_directories());
  foreign.insert(foreign.end(), late.begin(), late.end());
  std::erase(foreign, told);
  std::vector<std::string> notices;
  if (!foreign.empty())
    notices.push_back(left_alone_notice(foreign, journal.journal_path(record.number)));
  return notices;
}

// --- apply ------------------------------------------------------------------------------------

// The record stays for its bytes: they tell that nobody but apply wrote the files. On a full disk
// it goes, where nothing else needs it.
Status close_taken_back(JournalRecord& record, Journal& journal, bool needed) {
  Status marked = journal.mark(record, ApplyState::undone);
  return marked || needed ? marked : journal.remove(record);
}

// Takes back an apply that failed, and gives its error, with what went wrong besides.
tl::unexpected<Error> take_back(JournalRecord& record, Error why, Journal& journal,
                                ApplyDoors doors) {
  std::string told = why.kind == ErrorKind::busy ? why.path : "";
  Result<std::vector<std::string>> notices = go_back(record, journal, doors, told);
  Status closed = notices ? close_taken_back(record, journal, !notices->empty())
                          : Status(tl::unexpected(notices.error()));
  if (!closed) {
    why.message += fmt::format(
        "; putting everything back failed too ({}): the next makespan command "
        "in this project tries again",
        closed.error().message);
  } else {
    for (const std::string& notice : *notices)
      why.message += "; " + notice;
  }
  return tl::unexpected(std::move(why));
}

Status put_in_place(JournalRecord& record, const std::function<Status()>& check, Journal& journal,
                    ApplyDoors doors) {
  FileSwitch files(doors, record);
  MAKESPAN_CHECKED(files.make_directories());
  MAKESPAN_CHECKED(files.place(PatchSide::after));
  MAKESPAN_CHECKED(check());
  return journal.mark(record, ApplyState::placed);
}

// What is left to do once all is in place; the sentences about files that others wrote into.
Result<std::vector<std::string>> close_placed(JournalRecord& record, Journal& journal,
                                              ApplyDoors doors) {
  FileSwitch files(doors, record);
  MAKESPAN_TRY(std::vector<std::string> foreign, files.clean_up());
  MAKESPAN_CHECKED(journal.mark(record, ApplyState::applied));
  std::vector<std::string> notices;
  if (!foreign.empty())
    notices.push_back(left_alone_notice(foreign, journal.journal_path(record.number)));
  return notices;
}

}  // namespace

Result<AppliedPatch> apply_patch(const Patch& patch, const std::vector<std::string>& fixes,
                                 const std::function<Status()>& check, Journal& journal,
                                 ApplyDoors doors, const std::vector<std::string>& forced) {
  std::unique_ptr<HeldName> lock = journal.lock();
  if (lock == nullptr) return another_is_at_work();
  MAKESPAN_TRY(std::vector<JournalRecord> records, journal.records());
  MAKESPAN_CHECKED(check_nothing_pending(records, doors.files));
  MAKESPAN_TRY(JournalEntry entry, entry_of(patch, fixes, forced, doors));
  MAKESPAN_TRY(JournalRecord record, journal.add(std::move(entry)));
  (void)journal.forget_old();
  Status placed = put_in_place(record, check, journal, doors);
  if (!placed) return take_back(record, placed.error(), journal, doors);
  // From here on it is applied; what fails now is finished by the next command.
  AppliedPatch applied{.number = record.number};
  Result<std::vector<std::string>> notices = close_placed(record, journal, doors);
  applied.notices = notices ? std::move(*notices) : std::vector{notices.error().message};
  return applied;
}

// --- undo -------------------------------------------------------------------------------------

namespace {

// Names every file whose bytes are not those that apply wrote.
Status check_bytes_are_ours(const JournalRecord& record, ApplyDoors doors) {
  std::vector<std::string> foreign;
  for (const JournalFile& file : record.entry.files) {
    MAKESPAN_TRY(NameStatus status, doors.names.look(file.change.path));
    std::optional<std::string> bytes;
    if (status.kind == NameKind::file) {
      MAKESPAN_TRY(bytes, doors.files.read_file(file.change.path));
    }
    bool other_kind = status.kind != NameKind::file && status.kind != NameKind::absent;
    if (other_kind || bytes != file.change.after) foreign.push_back(file.change.path);
  }
  if (foreign.empty()) return {};
  return failure(
      ErrorKind::busy,
      fmt::format("cannot undo {}: {} changed since apply wrote {}, and undo would lose that",
                  record.fixes_text(), fmt::join(foreign, ", "),
                  foreign.size() == 1 ? "it" : "them"),
      foreign.front());
}

// An undo that failed becomes the apply that it was, as far as that goes.
tl::unexpected<Error> stay_applied(JournalRecord& record, Error why, Journal& journal,
                                   ApplyDoors doors) {
  FileSwitch files(doors, record);
  Result<std::vector<std::string>> foreign = files.place_what_can_be(PatchSide::after);
  if (foreign) foreign = files.clean_up();
  Status closed =
      foreign ? journal.mark(record, ApplyState::applied) : Status(tl::unexpected(foreign.error()));
  if (!closed) {
    why.message += fmt::format(" ({}); the next makespan command in this project finishes the undo",
                               closed.error().message);
  }
  return tl::unexpected(std::move(why));
}

Result<std::vector<std::string>> close_restored(JournalRecord& record, Journal& journal,
                                                ApplyDoors doors) {
  FileSwitch files(doors, record);
  MAKESPAN_TRY(std::vector<std::string> foreign, files.clean_up());
  MAKESPAN_CHECKED(files.remove_directories());
  MAKESPAN_CHECKED(journal.mark(record, ApplyState::undone));
  std::vector<std::string> notices;
  if (!foreign.empty())
    notices.push_back(left_alone_notice(foreign, journal.journal_path(record.number)));
  return notices;
}

}  // namespace

Result<UndonePatch> undo_last_patch(Journal& journal, ApplyDoors doors) {
  MAKESPAN_TRY(std::vector<JournalRecord> records, journal.records());
  std::unique_ptr<HeldName> lock;
  if (!records.empty()) {
    lock = journal.lock();
    if (lock == nullptr) return another_is_at_work();
    MAKESPAN_TRY(records, journal.records());
  }
  MAKESPAN_CHECKED(check_nothing_pending(records, doors.files));
  std::erase_if(records, [](const JournalRecord& r) { return r.state != ApplyState::applied; });
  if (records.empty())
    return failure(ErrorKind::not_found, "there is nothing to undo: no fix is applied here");
  JournalRecord record = std::move(records.back());
  MAKESPAN_CHECKED(check_bytes_are_ours(record, doors));
  MAKESPAN_CHECKED(journal.mark(record, ApplyState::undoing));
  FileSwitch files(doors, record);
  Status restored = files.place(PatchSide::before);
  if (restored) restored = journal.mark(record, ApplyState::restored);
  if (!restored) return stay_applied(record, restored.error(), journal, doors);
  UndonePatch undone{.left = records.size() - 1};
  Result<std::vector<std::string>> notices = close_restored(record, journal, doors);
  undone.notices = notices ? std::move(*notices) : std::vector{notices.error().message};
  undone.record = std::move(record);
  return undone;
}

// --- after a kill -----------------------------------------------------------------------------

namespace {

Result<std::vector<std::string>> finish(JournalRecord& record, Journal& journal, ApplyDoors doors) {
  std::string fixes = record.fixes_text();
  std::string what;
  std::vector<std::string> notices;
  switch (record.state) {
    case ApplyState::applying: {
      MAKESPAN_TRY(notices, go_back(record, journal, doors));
      MAKESPAN_CHECKED(close_taken_back(record, journal, !notices.empty()));
      what =
          fmt::format("an apply of {} was interrupted: every file is as it was before it", fixes);
      break;
    }
    case ApplyState::placed: {
      MAKESPAN_TRY(notices, close_placed(record, journal, doors));
      what = fmt::format("an apply of {} was interrupted at its end: it is finished now", fixes);
      break;
    }
    case ApplyState::undoing: {
      MAKESPAN_TRY(notices, go_back(record, journal, doors));
      MAKESPAN_CHECKED(journal.mark(record, ApplyState::undone));
      what = fmt::format("an undo of {} was interrupted: it is finished now", fixes);
      break;
    }
    case ApplyState::restored: {
      MAKESPAN_TRY(notices, close_restored(record, journal, doors));
      what = fmt::format("an undo of {} was interrupted at its end: it is finished now", fixes);
      break;
    }
    case ApplyState::applied:
    case ApplyState::undone:
      return notices;
  }
  notices.insert(notices.begin(), what);
  return notices;
}

}  // namespace

std::vector<std::string> finish_interrupted(Journal& journal, ApplyDoors doors) {
  Result<std::vector<JournalRecord>> records = journal.records();
  if (!records) return {records.error().message};
  auto interrupted = [&](const JournalRecord& record) { return record.interrupted(doors.files); };
  if (std::none_of(records->begin(), records->end(), interrupted)) return {};
  std::unique_ptr<HeldName> lock = journal.lock();
  if (lock == nullptr)
    return {};  // who has it is finishing them, or is no process of this system's
  records = journal.records();
  if (!records) return {records.error().message};
  std::vector<std::string> sentences;
  // Newest first: two can only be left where a makespan was killed before it could put one right.
  for (auto record = records->rbegin(); record != records->rend(); ++record) {
    if (!interrupted(*record)) continue;
    Result<std::vector<std::string>> said = finish(*record, journal, doors);
    if (said) {
      sentences.insert(sentences.end(), said->begin(), said->end());
    } else {
      sentences.push_back(fmt::format(
          "an interrupted apply of {} could not be put right ({}); the next command tries again",
          record->fixes_text(), said.error().message));
    }
  }
  return sentences;
}

}  // namespace makespan
