#include "base/string_pool.h"

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstring>
#include <vector>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace makespan {
namespace {

struct Hash {
  using is_avalanching = void;
  size_t operator()(std::string_view text) const { return XXH3_64bits(text.data(), text.size()); }
};

constexpr size_t kBlockBytes = size_t{64} << 10;

}  // namespace

struct StringPool::Storage {
  std::vector<std::unique_ptr<char[]>> blocks;
  size_t used = kBlockBytes;  // of the last block
  std::vector<std::string_view> texts;
  boost::unordered_flat_map<std::string_view, uint32_t, Hash> ids;

  // Copies the text into a block; a text larger than a block gets one of its own, put before the
  // block that is being filled.
  std::string_view keep(std::string_view text) {
    if (text.size() > kBlockBytes / 4) {
      auto own = std::make_unique<char[]>(text.size());
      std::memcpy(own.get(), text.data(), text.size());
      std::string_view kept(own.get(), text.size());
      blocks.insert(blocks.empty() ? blocks.end() : blocks.end() - 1, std::move(own));
      return kept;
    }
    if (blocks.empty() || used + text.size() > kBlockBytes) {
      blocks.push_back(std::make_unique<char[]>(kBlockBytes));
      used = 0;
    }
    char* place = blocks.back().get() + used;
    std::memcpy(place, text.data(), text.size());
    used += text.size();
    return {place, text.size()};
  }
};

StringPool::StringPool() : storage_(std::make_unique<Storage>()) {
  intern("");
}
StringPool::~StringPool() = default;
StringPool::StringPool(StringPool&&) noexcept = default;
StringPool& StringPool::operator=(StringPool&&) noexcept = default;

StringId StringPool::intern(std::string_view text) {
  Storage& storage = *storage_;
  if (auto found = storage.ids.find(text); found != storage.ids.end()) {
    return StringId(found->second);
  }
  uint32_t index = static_cast<uint32_t>(storage.texts.size());
  std::string_view kept = text.empty() ? std::string_view() : storage.keep(text);
  storage.texts.push_back(kept);
  storage.ids.emplace(kept, index);
  return StringId(index);
}

std::optional<StringId> StringPool::find(std::string_view text) const {
  auto found = storage_->ids.find(text);
  if (found == storage_->ids.end()) return std::nullopt;
  return StringId(found->second);
}

std::string_view StringPool::text(StringId id) const {
  return id.valid() ? storage_->texts[id.index()] : std::string_view();
}

size_t StringPool::size() const {
  return storage_->texts.size();
}

}  // namespace makespan
