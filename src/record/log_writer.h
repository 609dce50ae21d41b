#pragma once
// LogWriter: the thread that turns events into the log file. The build never waits for it, and
// never learns of its troubles: where the file cannot be written any more, the recording stops and
// trouble() says why.
//
// The file is locked (flock) for as long as it is written, so that others can tell a log that is
// being written from one that was left behind. Where the file system has no locks there is none.

#include <memory>
#include <optional>
#include <string>

#include "record/event_queue.h"
#include "system/file_system.h"

namespace makespan {

class LogWriter {
 public:
  // Creates the file (an older one is replaced) and writes its header: an error where that fails,
  // and no file then.
  static Result<std::unique_ptr<LogWriter>> open(const std::string& path);
  ~LogWriter();
  LogWriter(const LogWriter&) = delete;
  LogWriter& operator=(const LogWriter&) = delete;

  // Starts the thread, which takes from `queue` until that is closed.
  void start(EventQueue& queue, FileSystem& files, UnixTime started);
  // Waits for the thread; close the queue first.
  void join();
  // After join: a sentence where the log ends before the run did.
  [[nodiscard]] const std::optional<std::string>& trouble() const;

 private:
  struct State;
  explicit LogWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace makespan
