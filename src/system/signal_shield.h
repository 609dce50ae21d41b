#pragma once
// SignalShield: a stretch of work that a signal may not cut short.
//
// A reader that went away (`makespan run -- make 2>&1 | head -1`) or a limit on the size of files
// would end this program at a write: behind the shield the write fails instead, as any other does.
// What arrives meanwhile is dropped when the shield goes.
//
//   SignalShield shield(SignalShield::From::writes_and_terminal);
//   save();  // Ctrl-C pressed once more does not lose the run
//
// It holds for the thread that made it and for threads that thread starts. Programs started behind
// it inherit it, so none are.

#include <memory>

namespace makespan {

class SignalShield {
 public:
  enum class From {
    writes,               // SIGPIPE, SIGXFSZ
    writes_and_terminal,  // and SIGINT, SIGHUP; SIGTERM and SIGQUIT still end us
  };

  explicit SignalShield(From from);
  ~SignalShield();
  SignalShield(const SignalShield&) = delete;
  SignalShield& operator=(const SignalShield&) = delete;

 private:
  struct Masks;  // of POSIX
  std::unique_ptr<Masks> masks_;
};

}  // namespace makespan
