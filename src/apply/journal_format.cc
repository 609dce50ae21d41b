// The bytes of a .journal file (docs/formats/apply-journal.md):
//
//   makespan apply journal 1
//   owner 11 4711@123456
//   fix 24 release.codegen-units=16
//   directory 17 /home/a/p/.cargo
//   file 420 19 /home/a/p/Cargo.toml
//   before 31 [package]…
//   after 46 [package]…
//   forced 19 /home/a/p/Cargo.toml
//   end
//
// Each value stands behind its length in bytes and before a line feed, so that any byte may be in
// it. A `file` (its permission bits in octal, 0: it was not there) is followed by its `before` and
// `after`; "before none" is a file that was not there. `forced` names a file before it.

#include <fmt/format.h>

#include <charconv>

#include "apply/journal.h"

namespace makespan {
namespace {

void put(std::string& out, std::string_view key, std::string_view value) {
  out += fmt::format("{} {} {}\n", key, value.size(), value);
}

void put(std::string& out, std::string_view key, const std::optional<std::string>& value) {
  if (value) return put(out, key, std::string_view(*value));
  out += fmt::format("{} none\n", key);
}

// Takes a journal apart from the front; the first thing that is wrong ends it.
class JournalReader {
 public:
  JournalReader(std::string_view bytes, const std::string& path)
      : bytes_(bytes), rest_(bytes), path_(path) {}

  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  Result<uint64_t> number(int base) {
    uint64_t value = 0;
    auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value, base);
    if (error != std::errc()) return damaged();
    rest_.remove_prefix(static_cast<size_t>(end - rest_.data()));
    if (!take(" ")) return damaged();
    return value;
  }

  Result<std::string> value() {
    MAKESPAN_TRY(uint64_t length, number(10));
    if (length >= rest_.size() || rest_[length] != '\n') return damaged();
    std::string value(rest_.substr(0, length));
    rest_.remove_prefix(length + 1);
    return value;
  }

  Result<std::optional<std::string>> optional_value(std::string_view key) {
    if (!take(key)) return damaged();
    if (take("none\n")) return std::nullopt;
    MAKESPAN_TRY(std::string text, value());
    return text;
  }

  Result<JournalFile> file() {
    JournalFile file;
    MAKESPAN_TRY(uint64_t mode, number(8));
    file.mode = static_cast<uint32_t>(mode);
    MAKESPAN_TRY(file.change.path, value());
    MAKESPAN_TRY(file.change.before, optional_value("before "));
    MAKESPAN_TRY(file.change.after, optional_value("after "));
    return file;
  }

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  [[nodiscard]] tl::unexpected<Error> damaged() const {
    uint64_t offset = bytes_.size() - rest_.size();
    return failure(ErrorKind::corrupt,
                   fmt::format("the journal {} is damaged at byte {}", path_, offset), path_,
                   offset);
  }

 private:
  std::string_view bytes_;
  std::string_view rest_;
  const std::string& path_;
};

}  // namespace

std::string encode_journal_entry(const JournalEntry& entry) {
  std::string out(kJournalFirstLine);
  put(out, "owner", std::string_view(entry.owner));
  for (const std::string& fix : entry.fixes)
    put(out, "fix", std::string_view(fix));
  for (const std::string& directory : entry.directories)
    put(out, "directory", std::string_view(directory));
  for (const JournalFile& file : entry.files) {
    put(out, fmt::format("file {:o}", file.mode), std::string_view(file.change.path));
    put(out, "before", file.change.before);
    put(out, "after", file.change.after);
    if (file.forced) put(out, "forced", std::string_view(file.change.path));
  }
  return out + "end\n";
}

Result<JournalEntry> decode_journal_entry(std::string_view bytes, const std::string& path) {
  constexpr std::string_view kAnyVersion = "makespan apply journal ";
  JournalReader reader(bytes, path);
  if (!reader.take(kJournalFirstLine)) {
    bool versioned = bytes.starts_with(kAnyVersion) && bytes.find('\n') != std::string_view::npos;
    if (!versioned) return reader.damaged();
    return failure(ErrorKind::too_new,
                   fmt::format("the journal {} was written by a newer makespan", path), path);
  }
  JournalEntry entry;
  while (!reader.take("end\n")) {
    if (reader.take("owner ")) {
      MAKESPAN_TRY(entry.owner, reader.value());
    } else if (reader.take("fix ")) {
      MAKESPAN_TRY(std::string fix, reader.value());
      entry.fixes.push_back(std::move(fix));
    } else if (reader.take("directory ")) {
      MAKESPAN_TRY(std::string directory, reader.value());
      entry.directories.push_back(std::move(directory));
    } else if (reader.take("file ")) {
      MAKESPAN_TRY(JournalFile file, reader.file());
      entry.files.push_back(std::move(file));
    } else if (!entry.files.empty() && reader.take("forced ")) {
      MAKESPAN_TRY(std::string named, reader.value());
      if (named != entry.files.back().change.path) return reader.damaged();
      entry.files.back().forced = true;
    } else {
      return reader.damaged();
    }
  }
  if (!reader.at_end()) return reader.damaged();
  return entry;
}

}  // namespace makespan
