#include "apply/journal.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "system/own_process.h"

namespace makespan {
namespace {

constexpr size_t kUndoneKept = 16;  // a session's worth of trying fixes out and back

constexpr std::array kStates = {ApplyState::applying, ApplyState::placed,   ApplyState::applied,
                                ApplyState::undoing,  ApplyState::restored, ApplyState::undone};

bool at_rest(ApplyState state) {
  return state == ApplyState::applied || state == ApplyState::undone;
}

// "0007.journal" -> 7
std::optional<uint32_t> number_of(std::string_view name) {
  if (!name.ends_with(".journal")) return std::nullopt;
  name.remove_suffix(std::string_view(".journal").size());
  uint32_t number = 0;
  auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return number;
}

}  // namespace

std::string_view word(ApplyState state) {
  switch (state) {
    case ApplyState::applying:
      return "applying";
    case ApplyState::placed:
      return "placed";
    case ApplyState::applied:
      return "applied";
    case ApplyState::undoing:
      return "undoing";
    case ApplyState::restored:
      return "restored";
    case ApplyState::undone:
      return "undone";
  }
  return "";
}

bool JournalRecord::interrupted(FileSystem& files) const {
  return !at_rest(state) && !process_is_alive(files, owner);
}

std::string JournalRecord::fixes_text() const {
  return fmt::format("{}", fmt::join(entry.fixes, ", "));
}

Journal::Journal(ApplyDoors doors, const std::string& project_root)
    : doors_(doors),
      root_(join_path(project_root, ".makespan")),
      directory_(join_path(root_, kJournalDirectory)) {}

std::string Journal::journal_path(uint32_t number) const {
  return join_path(directory_, fmt::format("{:04}.journal", number));
}

std::string Journal::state_path(uint32_t number) const {
  return join_path(directory_, fmt::format("{:04}.state", number));
}

std::unique_ptr<HeldName> Journal::lock() {
  Status there = prepare_directory();
  Result<std::unique_ptr<HeldName>> held =
      there ? doors_.names.hold(join_path(directory_, "lock")) : tl::unexpected(there.error());
  return held ? std::move(*held) : std::make_unique<HeldName>();
}

// --- reading ----------------------------------------------------------------------------------

// "undoing 4711@123456\n"
Result<JournalRecord> Journal::read(uint32_t number) {
  MAKESPAN_TRY(std::string bytes, doors_.files.read_file(journal_path(number)));
  JournalRecord record{.number = number};
  MAKESPAN_TRY(record.entry, decode_journal_entry(bytes, journal_path(number)));
  record.owner = record.entry.owner;
  std::string path = state_path(number);
  MAKESPAN_TRY(std::optional<FileStatus> there, doors_.files.status(path));
  if (!there) return record;
  MAKESPAN_TRY(std::string text, doors_.files.read_file(path));
  for (ApplyState state : kStates) {
    std::string_view rest = text;
    if (!rest.starts_with(word(state))) continue;
    rest.remove_prefix(word(state).size());
    if (!rest.starts_with(' ') && rest != "\n") continue;
    record.state = state;
    record.owner = rest == "\n" ? "" : std::string(rest.substr(1, rest.find('\n') - 1));
    return record;
  }
  return failure(ErrorKind::corrupt, fmt::format("{} is no state of an apply", path), path);
}

Result<std::vector<JournalRecord>> Journal::records() {
  std::vector<JournalRecord> records;
  MAKESPAN_TRY(std::optional<FileStatus> there, doors_.files.status(directory_));
  if (!there) return records;
  MAKESPAN_TRY(std::vector<DirectoryEntry> entries, doors_.files.list_directory(directory_));
  for (const DirectoryEntry& entry : entries) {
    std::optional<uint32_t> number = number_of(entry.name);
    if (!number) continue;
    MAKESPAN_TRY(JournalRecord record, read(*number));
    records.push_back(std::move(record));
  }
  std::sort(records.begin(), records.end(),
            [](const JournalRecord& a, const JournalRecord& b) { return a.number < b.number; });
  return records;
}

// --- writing ----------------------------------------------------------------------------------

// As the store makes it: nobody commits it by accident.
Status Journal::prepare_directory() {
  MAKESPAN_CHECKED(doors_.files.create_directories(directory_));
  std::string gitignore = join_path(root_, ".gitignore");
  MAKESPAN_TRY(std::optional<FileStatus> there, doors_.files.status(gitignore));
  if (there) return {};
  return doors_.files.write_file(gitignore, "*\n");
}

Result<JournalRecord> Journal::add(JournalEntry entry) {
  MAKESPAN_CHECKED(prepare_directory());
  MAKESPAN_TRY(std::vector<JournalRecord> others, records());
  JournalRecord record{.number = others.empty() ? 1 : others.back().number + 1,
                       .owner = process_identity(doors_.files)};
  entry.owner = record.owner;
  record.entry = std::move(entry);
  std::string path = journal_path(record.number);
  std::string written = fmt::format("{}.{}.tmp", path, owned_name("new"));
  MAKESPAN_CHECKED(doors_.names.create(written, encode_journal_entry(record.entry), std::nullopt));
  // A state that a removed record of this number left would be taken for this one's.
  Status cleared = doors_.files.remove_tree(state_path(record.number));
  Status named = cleared ? doors_.names.rename_new(written, path) : cleared;
  if (!named) {
    (void)doors_.files.remove_tree(written);
    if (named.error().kind == ErrorKind::busy)
      return failure(ErrorKind::busy, "another makespan is applying fixes at this moment");
    return tl::unexpected(named.error());
  }
  MAKESPAN_CHECKED(doors_.names.sync_directory(directory_));
  return record;
}

Status Journal::mark(JournalRecord& record, ApplyState state) {
  std::string owner = at_rest(state) ? "" : process_identity(doors_.files);
  std::string text = fmt::format("{}{}{}\n", word(state), owner.empty() ? "" : " ", owner);
  MAKESPAN_CHECKED(doors_.files.write_file(state_path(record.number), text));
  // The mark is there for every process; whether it outlives a power cut too is not worth failing.
  (void)doors_.names.sync_directory(directory_);
  record.state = state;
  record.owner = std::move(owner);
  return {};
}

// The journal first: a state without one is nothing.
Status Journal::remove(const JournalRecord& record) {
  MAKESPAN_CHECKED(doors_.files.remove_tree(journal_path(record.number)));
  return doors_.files.remove_tree(state_path(record.number));
}

Status Journal::forget_old() {
  MAKESPAN_TRY(std::vector<JournalRecord> all, records());
  std::erase_if(all, [](const JournalRecord& r) { return r.state != ApplyState::undone; });
  for (size_t i = 0; i + kUndoneKept < all.size(); ++i)
    MAKESPAN_CHECKED(remove(all[i]));
  MAKESPAN_TRY(std::vector<DirectoryEntry> entries, doors_.files.list_directory(directory_));
  for (const DirectoryEntry& entry : entries) {
    if (!entry.name.ends_with(".tmp")) continue;
    MAKESPAN_CHECKED(doors_.files.remove_tree(join_path(directory_, entry.name)));
  }
  return {};
}

}  // namespace makespan
