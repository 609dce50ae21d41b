#pragma once
// Interruption: a stretch of work in which SIGINT, SIGTERM and SIGHUP do not end this program but
// are remembered, so that it can stop at a good place and clean up.
//
//   Interruption interruption;
//   while (!interruption.requested()) one_more_round();
//
// One at a time, on the main thread. Programs started meanwhile get the signals as ever: an exec
// puts a caught signal back to its default.

#include <optional>

namespace makespan {

class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  // The first signal that came; none: none did.
  [[nodiscard]] std::optional<int> signal() const;
  [[nodiscard]] bool requested() const { return signal().has_value(); }
  // For a signal that another reader of signals (a recording) took first.
  void request(int signal);
};

}  // namespace makespan
