#pragma once
// EventTranslator: observed events to log records. Here arguments are masked, environments are cut
// to the kept list, the files of finished compiler calls are looked at, and polls of file locks
// become spans. Runs on the writer's thread.

#include <memory>
#include <string>

#include "record/record_event.h"
#include "record/recording_log.h"
#include "system/file_system.h"

namespace makespan {

class EventTranslator {
 public:
  // `started` is the calendar's moment of Timestamp 0; both references outlive the translator.
  EventTranslator(LogEncoder& log, FileSystem& files, UnixTime started);
  ~EventTranslator();
  EventTranslator(const EventTranslator&) = delete;
  EventTranslator& operator=(const EventTranslator&) = delete;

  // RunEnded ends what is still open (lock waits).
  void translate(const RecordEvent& event);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// "a\0b\0" -> {"a", "b"}.
std::vector<std::string> split_at_zeros(std::string_view block);

}  // namespace makespan
