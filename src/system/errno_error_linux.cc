#include <fmt/format.h>

#include <cerrno>
#include <cstring>

#include "system/errno_error.h"

namespace makespan {
namespace {

ErrorKind kind_of(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return ErrorKind::not_found;
    case EACCES:
    case EPERM:
    case EROFS:
      return ErrorKind::permission;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return ErrorKind::no_space;
    case ENOSYS:
    case EOPNOTSUPP:
      return ErrorKind::unsupported;
    case EBUSY:
    case EWOULDBLOCK:
      return ErrorKind::busy;
    default:
      return ErrorKind::system;
  }
}

}  // namespace

tl::unexpected<Error> errno_failure(int error, std::string_view doing, std::string_view path) {
  return failure(kind_of(error), fmt::format("cannot {} {}: {}", doing, path, std::strerror(error)),
                 std::string(path));
}

}  // namespace makespan
