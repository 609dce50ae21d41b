#include "manifest/toml_splice.h"

#include <algorithm>
#include <tuple>

#include "base/check.h"

namespace makespan {

std::string apply_splices(std::string_view text, std::vector<Splice> splices) {
  std::stable_sort(splices.begin(), splices.end(), [](const Splice& a, const Splice& b) {
    return std::tie(a.extent.begin, a.extent.end) < std::tie(b.extent.begin, b.extent.end);
  });
  std::string result;
  size_t at = 0;
  for (const Splice& splice : splices) {
    CHECK(splice.extent.begin >= at && splice.extent.end >= splice.extent.begin);
    result += text.substr(at, splice.extent.begin - at);
    result += splice.text;
    at = splice.extent.end;
  }
  result += text.substr(at);
  return result;
}

}  // namespace makespan
