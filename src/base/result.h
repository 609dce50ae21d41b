#pragma once
// Result<T>: a value, or the Error that says why there is none.
//
// Three grades of trouble and no fourth: a Result when an operation cannot produce its value,
// Diagnostics (model/diagnostics.h) when one record is odd but the rest is good, CHECK for our own
// mistakes. "Absent" is never an error: return std::optional. Results are checked by early return
// (MAKESPAN_TRY); no monadic chains, and no exception crosses a room.

#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>  // the one alias below: g++ 12 has no <expected>
#include <utility>

namespace makespan {

enum class ErrorKind {
  not_found,    // no such file, run, command
  permission,   // the operating system refused
  no_space,     // disk full or quota
  busy,         // somebody else holds a lock
  corrupt,      // the bytes are not what their format promises
  too_new,      // written by a newer makespan
  invalid,      // the caller's words make no sense
  unsupported,  // understood, but not here (kernel, file system, policy)
  system,       // any other refusal of the operating system
};

// What went wrong and the evidence for it. `message` is a whole sentence without a trailing period
// that can be printed behind "makespan: "; `path` and `offset` are also part of that sentence and
// are here for callers and tests.
struct Error {
  ErrorKind kind = ErrorKind::system;
  std::string message;
  std::string path;
  std::optional<uint64_t> offset;
};

template <class T>
using Result = tl::expected<T, Error>;

using Status = Result<void>;

inline tl::unexpected<Error> failure(ErrorKind kind, std::string message, std::string path = {},
                                     std::optional<uint64_t> offset = std::nullopt) {
  return tl::unexpected<Error>(Error{
      .kind = kind, .message = std::move(message), .path = std::move(path), .offset = offset});
}

}  // namespace makespan

#define MAKESPAN_JOIN_INNER(a, b) a##b
#define MAKESPAN_JOIN(a, b) MAKESPAN_JOIN_INNER(a, b)

// MAKESPAN_TRY(auto x, f()): x is f()'s value, or the function returns f()'s error.
#define MAKESPAN_TRY(declaration, expression)                                   \
  auto MAKESPAN_JOIN(result_, __LINE__) = (expression);                         \
  if (!MAKESPAN_JOIN(result_, __LINE__)) {                                      \
    return tl::unexpected(std::move(MAKESPAN_JOIN(result_, __LINE__)).error()); \
  }                                                                             \
  declaration = std::move(*MAKESPAN_JOIN(result_, __LINE__))

// MAKESPAN_CHECKED(f()): the same where f() has no value.
#define MAKESPAN_CHECKED(expression)                    \
  do {                                                  \
    if (auto status = (expression); !status) {          \
      return tl::unexpected(std::move(status).error()); \
    }                                                   \
  } while (false)
