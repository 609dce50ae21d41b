#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <string_view>

#include "system/terminal.h"

namespace makespan {
namespace {

// Narrower than this nothing can be drawn; wider than this nobody reads a line.
constexpr size_t kMinimumColumns = 40;
constexpr size_t kMaximumColumns = 400;

size_t columns_of(int fd) {
  if (const char* columns = std::getenv("COLUMNS")) {
    long value = std::strtol(columns, nullptr, 10);
    if (value > 0) return static_cast<size_t>(value);
  }
  winsize size = {};
  if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

// UTF-8, unless a locale is set that says otherwise: without any (CI), terminals and logs read
// UTF-8. Who sets C or POSIX asks for plain ASCII.
bool locale_has_unicode() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    if (std::string_view(value) == "C" || std::string_view(value) == "POSIX") return false;
    if (std::setlocale(LC_CTYPE, "") == nullptr) return true;
    return std::string_view(::nl_langinfo(CODESET)) == "UTF-8";
  }
  return true;
}

}  // namespace

Terminal describe_terminal(Stream stream) {
  int fd = stream == Stream::standard_output ? STDOUT_FILENO : STDERR_FILENO;
  const char* term = std::getenv("TERM");
  bool dumb = term == nullptr || std::string_view(term) == "dumb";
  bool interactive = ::isatty(fd) == 1;
  bool forced = is_set("CLICOLOR_FORCE") && std::string_view(std::getenv("CLICOLOR_FORCE")) != "0";
  return {.interactive = interactive,
          .columns = std::clamp(columns_of(fd), kMinimumColumns, kMaximumColumns),
          .unicode = locale_has_unicode(),
          .colour = !is_set("NO_COLOR") && (forced || (interactive && !dumb))};
}

const char* environment_variable(const char* name) {
  return std::getenv(name);
}

}  // namespace makespan
