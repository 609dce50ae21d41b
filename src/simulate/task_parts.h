#pragma once
// The parts of one task, from its recorded sections. See workload.h for the picture.

#include <vector>

#include "simulate/workload.h"

namespace makespan {

struct TaskParts {
  WorkTask task;  // metadata_stage and most_threads are set
  std::vector<WorkPart> parts;
};

// Stages of a compiler call, in time.
inline constexpr uint8_t kStageUntilMetadata = 0;
inline constexpr uint8_t kStageAfterMetadata = 1;
inline constexpr uint8_t kStageCodegen = 2;
inline constexpr uint8_t kStageLto = 3;
inline constexpr uint8_t kStageLink = 4;
inline constexpr uint8_t kStageOwnJobs = 5;  // of a build script: see script_parts.h

// A process is one thread; rustc does its work in a second one.
inline constexpr uint8_t kWakesOfThread = 1;
inline constexpr uint8_t kWakesOfProcess = 1;
inline constexpr uint8_t kWakesOfCompiler = 2;

TaskParts cpu_parts(const Trace& trace, TaskId task);
TaskParts wall_parts(const Trace& trace, TaskId task);

// Adds `part`, whose CPU was used within `wall`, in which all its threads together waited for a
// core for `wait`. What is more than a thread can use in that time was used beside it, by as many
// threads as it takes; each had its share of the wait, and of two threads half:
//
//   40 s of CPU in 5 s   |== part: 5 s ==|  and seven times |== beside: 5 s ==|
void add_call(std::vector<WorkPart>& parts, WorkPart part, Duration wall, Duration wait);
void add_call(std::vector<WorkPart>& parts, const WorkPart& part, const Section& call);

// The parts of a codegen stage: the main thread generates IR piece by piece, each piece lets some
// codegen units go. At most kIrPieces pieces, so that 256 small units stay cheap to simulate.
inline constexpr uint32_t kIrPieces = 8;
void add_codegen_parts(std::vector<WorkPart>& parts, Duration ir, std::vector<Duration> units);

}  // namespace makespan
