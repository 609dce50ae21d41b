// Any bytes are a document or an error with an offset inside them; what was read can be walked.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/json_value.h"

namespace {

// Every value's accessors, without recursion: the nesting is the input's to choose.
size_t walk(const makespan::JsonValue& root) {
  size_t seen = 0;
  std::vector<const makespan::JsonValue*> pending = {&root};
  while (!pending.empty()) {
    const makespan::JsonValue& value = *pending.back();
    pending.pop_back();
    seen += value.text().size() + value.integer().has_value() + value.number().has_value();
    for (const makespan::JsonValue& element : value.array())
      pending.push_back(&element);
    for (const auto& [name, member] : value.object())
      pending.push_back(&member);
  }
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const makespan::Result<makespan::JsonValue> document = makespan::parse_json(text, "fuzz");
  if (document) {
    walk(*document);
  } else if (document.error().message.empty() || document.error().offset.value_or(0) > size) {
    __builtin_trap();
  }
  return 0;
}
