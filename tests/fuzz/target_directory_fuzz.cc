// Whatever the files of a target directory hold: a run, or an error that says why not.
//
// The input is a directory as one text; a line that begins with '@' opens a file, what follows it
// up to the next one is the file's text:
//
//   @unit serde 00000000000000aa           package, hash, and the triple, if any
//   @file lib-serde.json 1500              of its fingerprint folder: name, time in ms
//   {"deps":[]}
//   @output libserde-00000000000000aa.rmeta 1600
//   @script 1700                           when its build script was started
//   @dep-info | @lock | @rustc-info

#include <cstddef>
#include <cstdint>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "import/cargo/target_directory.h"

namespace {

using makespan::SnapshotFile;
using makespan::TargetSnapshot;
using makespan::UnitDirectory;
using makespan::UnixTime;

// 2026-01-01, so that a plain number in an input is a plausible time.
constexpr int64_t kEpochMs = 1'767'225'600'000;

class SnapshotReader {
 public:
  SnapshotReader() {
    snapshot_.build_directory = "/w/target";
    snapshot_.workspace_root = "/w";
    snapshot_.profile = "debug";
  }

  void read(const std::string& line) {
    if (line.starts_with("@")) {
      text_ = open(line);
    } else if (text_ != nullptr) {
      if (!text_->empty()) *text_ += '\n';
      *text_ += line;
    }
  }

  [[nodiscard]] const TargetSnapshot& snapshot() const { return snapshot_; }

 private:
  // Where the lines that follow go; nullptr: nowhere.
  std::string* open(const std::string& line) {
    std::istringstream words(line);
    std::string what;
    words >> what;
    if (what == "@lock") return &snapshot_.lock_file;
    if (what == "@rustc-info") return &snapshot_.rustc_info;
    if (what == "@unit") {
      UnitDirectory& unit = snapshot_.units.emplace_back();
      words >> unit.package >> unit.hash >> unit.platform;
      return nullptr;
    }
    if (snapshot_.units.empty()) return nullptr;
    UnitDirectory& unit = snapshot_.units.back();
    if (what == "@dep-info") return &unit.dep_info;
    if (what == "@script") {
      unit.script_started = read_time(words);
      return nullptr;
    }
    if (what == "@file") return &add(unit.fingerprint, words);
    if (what == "@output") return &add(unit.outputs, words);
    return nullptr;
  }

  static std::string& add(std::vector<SnapshotFile>& files, std::istringstream& words) {
    SnapshotFile& file = files.emplace_back();
    words >> file.name;
    file.modified = read_time(words);
    file.bytes = 1000;
    return file.text;
  }

  static std::optional<UnixTime> read_time(std::istringstream& words) {
    int32_t ms = 0;
    if (!(words >> ms)) return std::nullopt;
    return UnixTime::at(makespan::Duration::milliseconds(kEpochMs + ms));
  }

  TargetSnapshot snapshot_;
  std::string* text_ = nullptr;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::istringstream lines(std::string(reinterpret_cast<const char*>(data), size));
  SnapshotReader reader;
  for (std::string line; std::getline(lines, line);)
    reader.read(line);
  const makespan::Result<makespan::Trace> trace =
      makespan::import_target_directory(reader.snapshot());
  if (!trace && trace.error().message.empty()) __builtin_trap();
  return 0;
}
