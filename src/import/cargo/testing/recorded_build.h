#pragma once
// Recordings written by hand, for tests: processes with a command line, times in milliseconds.
//
//   RecordedBuild build;
//   ProcessId cargo = build.start({.command = "cargo build", .from = 0, .to = 900});
//   build.start({.parent = cargo, .command = "rustc --crate-name a …", .from = 10, .to = 400});
//   Trace trace = build.recognised();

#include <string>
#include <utility>
#include <vector>

#include "import/cargo/recognise_cargo.h"
#include "model/trace_builder.h"

namespace makespan {

struct Started {
  ProcessId parent;
  std::string command;     // words separated by blanks; the first is the executable too
  std::string executable;  // where it is another: behind a proxy or a script's interpreter
  int from = 0;            // milliseconds
  int to = 0;
  int cpu = 0;
  int exit_code = 0;
  int signal = 0;
  bool left_behind = false;
  std::vector<std::pair<std::string, std::string>> environment;
  std::vector<std::string> withheld;  // variables whose values looked like secrets
  ThreadId spawner;
  int spawner_cpu = 0;
  std::string folder = "/w";  // working directory
};

struct StartedThread {
  std::string name;
  int from = 0;
  int to = 0;
  int cpu = 0;
  ThreadId spawner;
  int spawner_cpu = 0;
};

class RecordedBuild {
 public:
  RecordedBuild() { builder_.run().host.cores = 2; }

  ProcessId start(const Started& started);
  // A further program of the same process.
  void exec(ProcessId process, const std::string& command, int at,
            const std::string& executable = {});
  ThreadId thread(ProcessId process, const StartedThread& thread);
  void wrote(ProcessId process, const std::string& path, int at);

  // With the recogniser's tasks; a CHECK where it fails.
  Trace recognised(const CargoContext& context = {}) &&;

 private:
  void add_image(ProcessId process, const Started& started);

  TraceBuilder builder_;
};

// A library of the registry and a member's program, as cargo compiles them: a millisecond of CPU
// for each of the wall time. `more`: further words of the call, such as extern_of().
Started library(ProcessId cargo, const std::string& name, int from, int to,
                const std::string& more = "");
Started binary(ProcessId cargo, const std::string& name, int from, int to,
               const std::string& more = "");
// ("a", ".rmeta") -> "--extern a=/t/debug/deps/liba-a.rmeta "
std::string extern_of(const std::string& name, const std::string& extension);

// "app 0.1.0 (bin): a 1.0.0 all, b 2.0.0 metadata" for each task that has dependencies, a line
// each, in order of start.
std::string edges_of(const Trace& trace);

// The task with this label; a CHECK where there is none.
const Task& task_called(const Trace& trace, const std::string& label);

}  // namespace makespan
