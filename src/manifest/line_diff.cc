#include "manifest/line_diff.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace makespan {
namespace {

using Lines = std::vector<std::string_view>;

constexpr ptrdiff_t kMaxChangedLines = 3000;  // 9 million steps remembered, 36 MB

// Myers, "An O(ND) difference algorithm and its variations" (1986): `reach(k)` is how far into
// `before` a path of d changes gets on diagonal k = x - y, where x counts lines of `before`, y
// lines of `after`. The reach of each d is kept to walk back along the shortest path.
class Myers {
 public:
  // Of the lines [begin, before_end) and [begin, after_end).
  Myers(const Lines& before, const Lines& after, size_t begin, size_t before_end, size_t after_end)
      : before_(before),
        after_(after),
        begin_(begin),
        width_(static_cast<ptrdiff_t>(before_end - begin)),
        height_(static_cast<ptrdiff_t>(after_end - begin)) {}

  // Single lines that go or come, last first; none: too many.
  std::optional<std::vector<LineChange>> single_changes();

 private:
  using Reach = std::vector<int32_t>;  // of diagonals -d, -d + 2, … d

  static size_t index(ptrdiff_t d, ptrdiff_t k) { return static_cast<size_t>((k + d) / 2); }
  [[nodiscard]] bool same(ptrdiff_t x, ptrdiff_t y) const {
    return before_[begin_ + static_cast<size_t>(x)] == after_[begin_ + static_cast<size_t>(y)];
  }
  // A path to diagonal k of d comes from k + 1 (a line comes) or from k - 1 (a line goes).
  [[nodiscard]] bool comes_from_above(ptrdiff_t d, ptrdiff_t k) const {
    const Reach& last = reaches_[static_cast<size_t>(d) - 1];
    return k == -d || (k != d && last[index(d - 1, k - 1)] < last[index(d - 1, k + 1)]);
  }
  [[nodiscard]] ptrdiff_t start_of(ptrdiff_t d, ptrdiff_t k) const {
    if (d == 0) return 0;
    const Reach& last = reaches_[static_cast<size_t>(d) - 1];
    return comes_from_above(d, k) ? last[index(d - 1, k + 1)] : last[index(d - 1, k - 1)] + 1;
  }
  [[nodiscard]] std::vector<LineChange> walk_back(ptrdiff_t d) const;

  const Lines& before_;
  const Lines& after_;
  size_t begin_;
  ptrdiff_t width_;
  ptrdiff_t height_;
  std::vector<Reach> reaches_;  // by d
};

std::optional<std::vector<LineChange>> Myers::single_changes() {
  for (ptrdiff_t d = 0; d <= std::min(width_ + height_, kMaxChangedLines); ++d) {
    Reach reach(static_cast<size_t>(d) + 1);
    for (ptrdiff_t k = -d; k <= d; k += 2) {
      ptrdiff_t x = start_of(d, k);
      while (x < width_ && x - k < height_ && x - k >= 0 && same(x, x - k))
        ++x;
      reach[index(d, k)] = static_cast<int32_t>(x);
      if (k == width_ - height_ && x >= width_) {
        reaches_.push_back(std::move(reach));
        return walk_back(d);
      }
    }
    reaches_.push_back(std::move(reach));
  }
  return std::nullopt;
}

std::vector<LineChange> Myers::walk_back(ptrdiff_t d) const {
  std::vector<LineChange> changes;
  ptrdiff_t k = width_ - height_;
  for (; d > 0; --d) {
    const bool comes = comes_from_above(d, k);
    const ptrdiff_t x = start_of(d, k);
    const size_t before = begin_ + static_cast<size_t>(comes ? x : x - 1);
    const size_t after = begin_ + static_cast<size_t>(comes ? x - k - 1 : x - k);
    changes.push_back({.before_begin = before,
                       .before_end = before + (comes ? 0 : 1),
                       .after_begin = after,
                       .after_end = after + (comes ? 1 : 0)});
    k += comes ? 1 : -1;
  }
  return changes;
}

// Changes that touch are one.
std::vector<LineChange> merged(const std::vector<LineChange>& changes) {
  std::vector<LineChange> result;
  for (const LineChange& change : changes) {
    if (!result.empty() && result.back().before_end == change.before_begin &&
        result.back().after_end == change.after_begin) {
      result.back().before_end = change.before_end;
      result.back().after_end = change.after_end;
    } else {
      result.push_back(change);
    }
  }
  return result;
}

// A run of lines that only goes, or only comes, moves down past the lines that are like its own.
void slide_down(const Lines& lines, size_t& begin, size_t& end, size_t& other_begin,
                size_t& other_end, size_t limit) {
  while (end < limit && lines[begin] == lines[end]) {
    ++begin;
    ++end;
    ++other_begin;
    ++other_end;
  }
}

std::vector<LineChange> slid(const Lines& before, const Lines& after,
                             std::vector<LineChange> changes) {
  for (size_t i = changes.size(); i-- > 0;) {
    LineChange& change = changes[i];
    const bool last = i + 1 == changes.size();
    if (change.after_begin == change.after_end)
      slide_down(before, change.before_begin, change.before_end, change.after_begin,
                 change.after_end, last ? before.size() : changes[i + 1].before_begin);
    else if (change.before_begin == change.before_end)
      slide_down(after, change.after_begin, change.after_end, change.before_begin,
                 change.before_end, last ? after.size() : changes[i + 1].after_begin);
  }
  return changes;
}

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

std::vector<LineChange> diff_lines(const Lines& before, const Lines& after) {
  size_t begin = 0;
  size_t before_end = before.size();
  size_t after_end = after.size();
  while (begin < before_end && begin < after_end && before[begin] == after[begin])
    ++begin;
  while (before_end > begin && after_end > begin &&
         before[before_end - 1] == after[after_end - 1]) {
    --before_end;
    --after_end;
  }
  if (begin == before_end && begin == after_end) return {};
  std::optional<std::vector<LineChange>> changes =
      Myers(before, after, begin, before_end, after_end).single_changes();
  if (!changes)
    return {LineChange{.before_begin = begin,
                       .before_end = before_end,
                       .after_begin = begin,
                       .after_end = after_end}};
  std::reverse(changes->begin(), changes->end());
  return merged(slid(before, after, merged(*changes)));
}

}  // namespace makespan
