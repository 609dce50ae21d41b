#pragma once
// CommandStart: the recorded command between fork and exec.
//
// fork() makes a child that waits, so that the recorder can attach to it first; release() lets it
// exec. The child gets our standard streams, process group, terminal, limits and signal
// dispositions as they are, the signal mask that the caller names, and no file of ours. If we die
// in between, it execs all the same: a recorder's death must not stop a build.

#include <signal.h>
#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace makespan {

struct EnvironmentOverride {
  std::string name;
  std::optional<std::string> value;  // none: unset
};

// A start apart from ours: the child leads a process group of its own, and has these files and
// this environment instead of ours.
struct ApartStart {
  std::string executable;  // a path; argv[0] is the command's own first word
  std::string working_directory;
  std::vector<std::string> environment;  // "NAME=VALUE", whole
  int input = -1;                        // what become its standard streams
  int output = -1;
  int error = -1;
  std::vector<int> kept_files;  // stay open across the exec under their numbers
};

// Where the command runs and its output goes; empty: as we do.
struct CommandPlace {
  std::string executable;  // a path; empty: looked up by the command's first word
  std::string working_directory;
  std::string output_path;  // made, or added to
};

class CommandStart {
 public:
  CommandStart(const std::vector<std::string>& command,
               const std::vector<EnvironmentOverride>& environment, CommandPlace place = {});
  // The files must stay open until fork() has returned.
  CommandStart(const std::vector<std::string>& command, ApartStart apart);
  ~CommandStart();
  CommandStart(const CommandStart&) = delete;
  CommandStart& operator=(const CommandStart&) = delete;

  // The child's pid, or -1 with errno set.
  pid_t fork(const sigset_t& signal_mask);
  void release();
  // Waits until the child has become the command (none) or has failed to (its errno).
  std::optional<int> wait_for_exec();

 private:
  [[noreturn]] void run_child(const sigset_t& signal_mask);
  [[nodiscard]] bool move_apart() const;
  [[nodiscard]] bool take_place() const;

  std::optional<ApartStart> apart_;
  std::vector<std::string> words_;
  std::vector<std::string> variables_;
  std::vector<char*> arguments_;
  std::vector<char*> environment_;
  CommandPlace place_;
  int go_[2] = {-1, -1};
  int failed_[2] = {-1, -1};
};

// What a shell's exit code is for a command that could not be started, and the sentence for it.
struct StartFailure {
  int exit_code = 126;
  std::string message;
};
StartFailure describe_start_failure(const std::string& command, int error);

}  // namespace makespan
