// process_tree COUNT FILE: starts COUNT processes in all the ways that a build has and some that it
// should not have, and writes down each one as it begins:
//
//   P pid creator     a process, and the process that created it
//   K pid creator     the same, where the creator may be killed before anybody learns who it was
//   T tid pid         a thread
//
// It ends when all of them have. (process_tree leaf: an image for the exec chains, which ends.)

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

extern char** environ;

namespace {

int known_fd = -1;
std::string self;

// Async-signal-safe: also called between a vfork and its exec.
void write_line(char kind, pid_t id, pid_t other) {
  std::array<char, 64> line = {};
  int size = std::snprintf(line.data(), line.size(), "%c %d %d\n", kind, id, other);
  if (::write(known_fd, line.data(), static_cast<size_t>(size)) != size) ::abort();
}

[[noreturn]] void leave() {
  ::_exit(0);
}

void exec_leaf(int rest) {
  std::string count = std::to_string(rest);
  std::array<char*, 4> words = {self.data(), const_cast<char*>("leaf"), count.data(), nullptr};
  ::execv(self.c_str(), words.data());
  ::abort();
}

// fork() whose child writes itself down.
pid_t fork_known(char kind = 'P') {
  pid_t creator = ::getpid();
  pid_t child = ::fork();
  if (child == 0) write_line(kind, ::getpid(), creator);
  if (child < 0) ::abort();
  return child;
}

void wait_for(pid_t child) {
  ::waitpid(child, nullptr, __WALL);
}

// Each returns how many processes it has started.

int plain_fork() {
  pid_t child = fork_known();
  if (child == 0) leave();
  wait_for(child);
  return 1;
}

int vfork_and_exec() {
  pid_t creator = ::getpid();
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  pid_t child = ::vfork();
#pragma GCC diagnostic pop
  if (child == 0) {
    write_line('P', static_cast<pid_t>(::syscall(SYS_getpid)), creator);
    exec_leaf(0);
  }
  wait_for(child);
  return 1;
}

int exec_chain() {
  pid_t child = fork_known();
  if (child == 0) exec_leaf(3);
  wait_for(child);
  return 1;
}

int double_fork_daemon() {
  pid_t child = fork_known();
  if (child == 0) {
    ::setsid();
    if (fork_known() == 0) {
      ::usleep(2000);  // outlives its parent: given to init
      leave();
    }
    leave();
  }
  wait_for(child);
  return 2;
}

int zombies() {
  std::array<pid_t, 3> children = {};
  for (pid_t& child : children) {
    child = fork_known();
    if (child == 0) leave();
  }
  for (pid_t child : children)
    wait_for(child);
  return 3;
}

int fork_from_threads() {
  pid_t child = fork_known();
  if (child == 0) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back([] {
        write_line('T', ::gettid(), ::getpid());
        pid_t grandchild = fork_known();
        if (grandchild == 0) leave();
        wait_for(grandchild);
      });
    }
    for (std::thread& thread : threads)
      thread.join();
    leave();
  }
  wait_for(child);
  return 4;
}

int exec_from_a_thread() {
  pid_t child = fork_known();
  if (child == 0) {
    std::thread thread([] {
      write_line('T', ::gettid(), ::getpid());
      exec_leaf(1);
    });
    thread.join();
  }
  wait_for(child);
  return 1;
}

int main_thread_that_leaves_first() {
  pid_t child = fork_known();
  if (child == 0) {
    std::thread([] {
      write_line('T', ::gettid(), ::getpid());
      ::usleep(500);
      leave();
    }).detach();
    ::pthread_exit(nullptr);
  }
  wait_for(child);
  return 1;
}

int clone_without_a_signal() {
  pid_t creator = ::getpid();
  long child = ::syscall(SYS_clone, 0, nullptr, nullptr, nullptr, nullptr);
  if (child == 0) {
    write_line('P', ::getpid(), creator);
    leave();
  }
  wait_for(static_cast<pid_t>(child));
  return 1;
}

int ignored_children() {
  pid_t child = fork_known();
  if (child == 0) {
    ::signal(SIGCHLD, SIG_IGN);
    for (int i = 0; i < 2; ++i) {
      if (fork_known() == 0) leave();
    }
    while (::wait(nullptr) > 0) {
    }
    leave();
  }
  wait_for(child);
  return 3;
}

int killed_children() {
  std::array<pid_t, 2> children = {};
  for (pid_t& child : children) {
    child = fork_known();
    if (child == 0) {
      ::raise(SIGKILL);
      leave();
    }
    wait_for(child);
  }
  return 2;
}

// The creator dies of SIGKILL at any moment of its forking: its children must not be lost with it.
int creator_killed_while_forking() {
  pid_t child = ::fork();
  if (child == 0) {
    while (true) {
      if (fork_known('K') == 0) leave();
    }
  }
  // Not by itself: it may be killed before it can.
  write_line('P', child, ::getpid());
  ::usleep(300);
  ::kill(child, SIGKILL);
  wait_for(child);
  return 1;
}

int run_motif(int which) {
  switch (which % 12) {
    case 0:
      return plain_fork();
    case 1:
      return vfork_and_exec();
    case 2:
      return exec_chain();
    case 3:
      return double_fork_daemon();
    case 4:
      return zombies();
    case 5:
      return fork_from_threads();
    case 6:
      return exec_from_a_thread();
    case 7:
      return main_thread_that_leaves_first();
    case 8:
      return clone_without_a_signal();
    case 9:
      return ignored_children();
    case 10:
      return killed_children();
    default:
      return creator_killed_while_forking();
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::array<char, 4096> path = {};
  if (::readlink("/proc/self/exe", path.data(), path.size() - 1) <= 0) return 2;
  self = path.data();
  if (argc == 3 && std::string(argv[1]) == "leaf") {
    int rest = std::atoi(argv[2]);
    if (rest > 0) exec_leaf(rest - 1);
    return 0;
  }
  if (argc != 3) return 2;
  int count = std::atoi(argv[1]);
  known_fd = ::open(argv[2], O_WRONLY | O_CREAT | O_APPEND, 0644);
  // Whoever holds the writing end lives: its end of file is the end of them all.
  std::array<int, 2> alive = {};
  if (known_fd < 0 || ::pipe(alive.data()) != 0) return 2;
  int started = 0;
  for (int motif = 0; started < count; ++motif)
    started += run_motif(motif);
  ::close(alive[1]);
  char byte = 0;
  while (::read(alive[0], &byte, 1) > 0) {
  }
  return 0;
}
