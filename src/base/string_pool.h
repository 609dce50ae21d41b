#pragma once
// StringPool: each distinct text stored once, named by a StringId.
//
// A run's argument lists repeat themselves (every rustc call has the same sixty flags), so the
// model keeps ids. The empty text is always StringId(0), which is also what StringPool::kEmpty
// says. Views returned by text() point into the pool and live as long as it does; moving the pool
// keeps them valid, interning more keeps them valid. Not for concurrent use.

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "base/id.h"

namespace makespan {

using StringId = Id<struct StringTag>;

class StringPool {
 public:
  static constexpr StringId kEmpty = StringId(0);

  StringPool();
  ~StringPool();
  StringPool(StringPool&&) noexcept;
  StringPool& operator=(StringPool&&) noexcept;

  StringId intern(std::string_view text);

  // The id of a text that is already here; nullopt where it is not.
  [[nodiscard]] std::optional<StringId> find(std::string_view text) const;

  // The text behind an id; empty for StringId::none().
  [[nodiscard]] std::string_view text(StringId id) const;
  [[nodiscard]] size_t size() const;

 private:
  struct Storage;
  std::unique_ptr<Storage> storage_;
};

}  // namespace makespan
