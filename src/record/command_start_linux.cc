#include "record/command_start_linux.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

extern char** environ;

namespace makespan {
namespace {

void close_end(int& fd) {
  if (fd >= 0) ::close(std::exchange(fd, -1));
}

bool is_variable(const std::string& entry, const std::string& name) {
  return entry.size() > name.size() && entry[name.size()] == '=' && entry.starts_with(name);
}

std::vector<std::string> overridden(const std::vector<EnvironmentOverride>& overrides) {
  std::vector<std::string> variables;
  for (char** entry = environ; *entry != nullptr; ++entry)
    variables.emplace_back(*entry);
  for (const EnvironmentOverride& change : overrides) {
    std::erase_if(variables,
                  [&](const std::string& entry) { return is_variable(entry, change.name); });
    if (change.value) variables.push_back(change.name + "=" + *change.value);
  }
  return variables;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts)
    out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

// A handler of ours would swallow what is meant for the command until its exec puts it back.
void drop_signal_handlers() {
  for (int signal = 1; signal < NSIG; ++signal) {
    struct sigaction action = {};
    if (::sigaction(signal, nullptr, &action) != 0) continue;
    if (action.sa_handler == SIG_IGN || action.sa_handler == SIG_DFL) continue;
    action = {};
    action.sa_handler = SIG_DFL;
    ::sigaction(signal, &action, nullptr);
  }
}

}  // namespace

CommandStart::CommandStart(const std::vector<std::string>& command,
                           const std::vector<EnvironmentOverride>& environment, CommandPlace place)
    : words_(command),
      variables_(overridden(environment)),
      arguments_(pointers(words_)),
      environment_(pointers(variables_)),
      place_(std::move(place)) {}

CommandStart::CommandStart(const std::vector<std::string>& command, ApartStart apart)
    : apart_(std::move(apart)),
      words_(command),
      variables_(apart_->environment),
      arguments_(pointers(words_)),
      environment_(pointers(variables_)) {}

CommandStart::~CommandStart() {
  for (int* fd : {&go_[0], &go_[1], &failed_[0], &failed_[1]})
    close_end(*fd);
}

pid_t CommandStart::fork(const sigset_t& signal_mask) {
  if (::pipe2(go_, O_CLOEXEC) != 0 || ::pipe2(failed_, O_CLOEXEC) != 0) return -1;
  pid_t child = ::fork();
  if (child == 0) run_child(signal_mask);
  int error = errno;
  // Here too: a signal for the group may be sent before the child has come to it.
  if (apart_ && child > 0) ::setpgid(child, child);
  close_end(go_[0]);
  close_end(failed_[1]);
  errno = error;
  return child;
}

// In the child: false, with errno set, where it cannot.
bool CommandStart::take_place() const {
  if (!place_.output_path.empty()) {
    int file = ::open(place_.output_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (file < 0 || ::dup2(file, STDOUT_FILENO) < 0 || ::dup2(file, STDERR_FILENO) < 0)
      return false;
  }
  return place_.working_directory.empty() || ::chdir(place_.working_directory.c_str()) == 0;
}

// Only what is safe after a fork in a program with threads. Our copy of the writing end must go:
// else the read could not end when the recorder dies.
void CommandStart::run_child(const sigset_t& signal_mask) {
  ::close(go_[1]);
  drop_signal_handlers();
  ::pthread_sigmask(SIG_SETMASK, &signal_mask, nullptr);
  char byte = 0;
  while (::read(go_[0], &byte, 1) < 0 && errno == EINTR) {
  }
  environ = environment_.data();
  if (!apart_) {
    const std::string& path = place_.executable;
    if (take_place()) ::execvp(path.empty() ? arguments_[0] : path.c_str(), arguments_.data());
  } else if (move_apart()) {
    ::execv(apart_->executable.c_str(), arguments_.data());
  }
  int error = errno;
  // Should the recorder be gone, nobody is there to be told.
  if (::write(failed_[1], &error, sizeof error) < 0) ::_exit(126);
  ::_exit(error == ENOENT ? 127 : 126);
}

// In the child.
bool CommandStart::move_apart() const {
  ::setpgid(0, 0);
  const std::array streams = {apart_->input, apart_->output, apart_->error};
  for (int number = 0; number < 3; ++number) {
    if (::dup2(streams[static_cast<size_t>(number)], number) < 0) return false;
  }
  for (int file : apart_->kept_files) {
    if (::fcntl(file, F_SETFD, 0) < 0) return false;
  }
  return ::chdir(apart_->working_directory.c_str()) == 0;
}

void CommandStart::release() {
  char byte = 1;
  // A child that was killed meanwhile shows as such when it is waited for.
  while (::write(go_[1], &byte, 1) < 0 && errno == EINTR) {
  }
  close_end(go_[1]);
}

std::optional<int> CommandStart::wait_for_exec() {
  int error = 0;
  ssize_t got = 0;
  while ((got = ::read(failed_[0], &error, sizeof error)) < 0 && errno == EINTR) {
  }
  close_end(failed_[0]);
  if (got == sizeof error) return error;
  return std::nullopt;
}

StartFailure describe_start_failure(const std::string& command, int error) {
  if (error == ENOENT) {
    return {.exit_code = 127,
            .message = fmt::format("cannot run `{}`: command not found", command)};
  }
  return {.exit_code = 126,
          .message = fmt::format("cannot run `{}`: {}", command, std::strerror(error))};
}

}  // namespace makespan
