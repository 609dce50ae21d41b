#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>

#include "system/errno_error.h"
#include "system/file_system.h"
#include "system/file_tree.h"
#include "system/fresh_directory.h"

namespace makespan {

Result<std::string> make_fresh_directory(const std::string& place, std::string_view name) {
  MAKESPAN_TRY(std::string real, real_path(place));
  std::string path = join_path(real, fmt::format("{}-XXXXXX", name));
  if (::mkdtemp(path.data()) == nullptr) return errno_failure(errno, "make a directory in", real);
  return path;
}

}  // namespace makespan
