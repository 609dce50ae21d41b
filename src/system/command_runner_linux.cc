#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "system/command_runner.h"
#include "system/errno_error.h"
#include "system/guarded_process.h"
#include "system/process_tree.h"

extern char** environ;

namespace makespan {
namespace {

using Clock = std::chrono::steady_clock;

// `env NAME=VALUE… program …` runs the program.
std::string program_of(const std::vector<std::string>& command) {
  if (command[0] != "env") return command[0];
  for (size_t i = 1; i < command.size(); ++i)
    if (command[i].find('=') == std::string::npos) return command[i];
  return command[0];
}

std::string text_of(std::chrono::milliseconds limit) {
  if (limit < std::chrono::seconds(1)) return fmt::format("{} ms", limit.count());
  return fmt::format("{:.1f} s", static_cast<double>(limit.count()) / 1e3);
}

struct Pipe {
  int read_end = -1;
  int write_end = -1;

  Pipe() = default;
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close_end(read_end);
    close_end(write_end);
  }
  bool open() {
    std::array<int, 2> ends = {};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    read_end = ends[0];
    write_end = ends[1];
    return true;
  }
  static void close_end(int& end) {
    if (end >= 0) ::close(std::exchange(end, -1));
  }
};

// Reads what is there now; false once the writer is gone.
bool drain(int fd, std::string& into) {
  std::array<char, 16384> buffer = {};
  ssize_t got = ::read(fd, buffer.data(), buffer.size());
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  into.append(buffer.data(), static_cast<size_t>(got));
  return got > 0;
}

// A signal wakes us at once where this thread gets it; where another does, so soon.
constexpr std::chrono::milliseconds kAskEvery{100};

enum class Drained { ended, late, stopped };

// Both streams to their ends, or what came first.
Drained drain_until(Pipe& out, Pipe& error, CommandOutput& output, Clock::time_point limit,
                    const std::function<bool()>& stop) {
  while (out.read_end >= 0 || error.read_end >= 0) {
    if (stop && stop()) return Drained::stopped;
    auto left = std::chrono::duration_cast<std::chrono::milliseconds>(limit - Clock::now());
    if (left.count() <= 0) return Drained::late;
    if (stop) left = std::min(left, kAskEvery);
    std::array<pollfd, 2> wanted = {{{out.read_end, POLLIN, 0}, {error.read_end, POLLIN, 0}}};
    if (::poll(wanted.data(), wanted.size(), static_cast<int>(left.count())) < 0) {
      if (errno == EINTR) continue;
      return Drained::late;
    }
    if (wanted[0].revents != 0 && !drain(out.read_end, output.standard_output))
      Pipe::close_end(out.read_end);
    if (wanted[1].revents != 0 && !drain(error.read_end, output.standard_error))
      Pipe::close_end(error.read_end);
  }
  return Drained::ended;
}

int spawn(const std::vector<std::string>& command, const std::string& working_directory,
          const Pipe& out, const Pipe& error, const sigset_t& mask, pid_t& child) {
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, &mask);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out.write_end, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, error.write_end, STDERR_FILENO);
  posix_spawn_file_actions_addchdir_np(&actions, working_directory.c_str());
  std::vector<char*> words;
  for (const std::string& word : command)
    words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  int failed = ::posix_spawnp(&child, words[0], &actions, &attributes, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return failed;
}

class RealCommandRunner final : public CommandRunner {
 public:
  Result<CommandOutput> run(const std::vector<std::string>& command,
                            const std::string& working_directory, std::chrono::milliseconds limit,
                            const std::function<bool()>& stop) override {
    Pipe out;
    Pipe error;
    if (!out.open() || !error.open()) return errno_failure(errno, "run", command[0]);
    pid_t child = 0;
    auto start = [&](pid_t& started, const sigset_t& mask) {
      int failed = spawn(command, working_directory, out, error, mask, started);
      Pipe::close_end(out.write_end);
      Pipe::close_end(error.write_end);
      return failed;
    };
    sigset_t mask;
    ::sigprocmask(SIG_SETMASK, nullptr, &mask);
    if (int failed = stop ? start_guarded(start, child) : start(child, mask); failed != 0)
      return errno_failure(failed, "run", command[0]);
    Pipe::close_end(out.write_end);
    Pipe::close_end(error.write_end);
    CommandOutput output;
    switch (drain_until(out, error, output, Clock::now() + limit, stop)) {
      case Drained::ended:
        break;
      case Drained::late:
        kill_process_tree(child);
        return failure(ErrorKind::system, fmt::format("`{}` did not end within {}",
                                                      program_of(command), text_of(limit)));
      case Drained::stopped:
        kill_process_tree(child);
        return failure(ErrorKind::busy, fmt::format("`{}` was stopped", program_of(command)));
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    output.exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return output;
  }
};

}  // namespace

CommandRunner& real_command_runner() {
  static RealCommandRunner runner;
  return runner;
}

}  // namespace makespan
