#pragma once
// TitleLine: a line of text in the title of the terminal behind stderr (OSC 2), where it disturbs
// no progress bar and no output. The title that was there is put back at the end.

#include <string>
#include <string_view>

namespace makespan {

class TitleLine {
 public:
  // Writes nothing at all where stderr is no terminal, or a dumb one, or `wanted` is false.
  explicit TitleLine(bool wanted);
  ~TitleLine();
  TitleLine(const TitleLine&) = delete;
  TitleLine& operator=(const TitleLine&) = delete;

  [[nodiscard]] bool active() const { return active_; }
  // Control characters are left out. Nothing is written while we are in the background.
  void show(std::string_view text);

 private:
  bool active_ = false;
  bool saved_ = false;
  std::string shown_;
};

}  // namespace makespan
