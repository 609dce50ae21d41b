#include "record/title_line_linux.h"

#include <unistd.h>

#include "system/terminal.h"

namespace makespan {
namespace {

// xterm's window operations, which most terminals know and the others ignore.
constexpr std::string_view kSaveTitle = "\x1b[22;2t";
constexpr std::string_view kRestoreTitle = "\x1b[23;2t";

void write_whole(std::string_view text) {
  // One write, so that it is not torn by the build's own; what does not go out is not missed.
  if (::write(STDERR_FILENO, text.data(), text.size()) < 0) return;
}

bool in_foreground() {
  return ::tcgetpgrp(STDERR_FILENO) == ::getpgrp();
}

}  // namespace

TitleLine::TitleLine(bool wanted) {
  const char* term = environment_variable("TERM");
  active_ = wanted && ::isatty(STDERR_FILENO) == 1 && term != nullptr &&
            std::string_view(term) != "dumb" && std::string_view(term) != "linux";
}

TitleLine::~TitleLine() {
  if (saved_ && in_foreground()) write_whole(kRestoreTitle);
}

void TitleLine::show(std::string_view text) {
  if (!active_ || !in_foreground()) return;
  std::string plain;
  for (char c : text) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) plain += c;
  }
  if (plain == shown_) return;
  shown_ = plain;
  std::string sequence = saved_ ? "" : std::string(kSaveTitle);
  saved_ = true;
  write_whole(sequence + "\x1b]2;" + plain + "\x07");
}

}  // namespace makespan
