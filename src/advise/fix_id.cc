#include "advise/fix_id.h"

#include <fmt/format.h>

#include <algorithm>

#include "advise/exclusion.h"

namespace makespan {
namespace {

// "release.codegen-units=16" -> "release", "codegen-units", "16"; "unused:core/rand" -> "core",
// "unused", "rand"; "align:dashmap@6.1.0" -> "", "align", "dashmap@6.1.0".
struct Parts {
  std::string_view place;
  std::string_view subject;
  std::string_view value;
};

Parts parts_of(std::string_view id) {
  size_t equals = id.find('=');
  size_t colon = id.find(':');
  if (colon < equals) {
    Parts parts{.subject = id.substr(0, colon), .value = id.substr(colon + 1)};
    size_t slash = parts.value.rfind('/');
    if (slash == std::string_view::npos) return parts;
    parts.place = parts.value.substr(0, slash);
    parts.value.remove_prefix(slash + 1);
    return parts;
  }
  Parts parts{.subject = id.substr(0, equals)};
  if (equals != std::string_view::npos) parts.value = id.substr(equals + 1);
  size_t dot = parts.subject.find('.');
  if (dot == std::string_view::npos) return parts;
  parts.place = parts.subject.substr(0, dot);
  parts.subject.remove_prefix(dot + 1);
  return parts;
}

// "package.*.debug" or "package.*.debug=none" for dev.package.*.debug=none: with the profile alone
// left out. No profile's name has a dot.
bool fits_without_profile(std::string_view text, std::string_view id) {
  size_t dot = id.find('.');
  if (dot == std::string_view::npos || dot > id.find_first_of(":=")) return false;
  std::string_view rest = id.substr(dot + 1);
  return rest == text || (rest.starts_with(text) && rest[text.size()] == '=');
}

// What `text` says has to be there; what it leaves out may be anything.
bool fits_in_parts(std::string_view text, std::string_view id) {
  if (fits_without_profile(text, id)) return true;
  Parts wanted = parts_of(text);
  Parts has = parts_of(id);
  if (wanted.subject != has.subject) return false;
  if (!wanted.place.empty() && wanted.place != has.place) return false;
  if (wanted.value.empty() || wanted.value == has.value) return true;
  // `align:dashmap` for align:dashmap@6.1.0
  return has.value.starts_with(wanted.value) && has.value[wanted.value.size()] == '@';
}

std::string listed(const std::vector<size_t>& places, std::span<const Candidate> candidates) {
  constexpr size_t kMost = 6;
  std::string text;
  for (size_t i = 0; i < std::min(places.size(), kMost); ++i)
    text += fmt::format("{}{}", i == 0 ? "" : ", ", candidates[places[i]].fix.id);
  if (places.size() > kMost) text += fmt::format(" and {} more", places.size() - kMost);
  return text;
}

std::vector<size_t> of_match(std::string_view text, std::span<const Candidate> candidates,
                             IdMatch match) {
  std::vector<size_t> places;
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (match_id(text, candidates[i].fix) == match) places.push_back(i);
  }
  return places;
}

void keep_verdict(std::vector<size_t>& places, std::span<const Candidate> candidates,
                  std::initializer_list<Verdict> verdicts) {
  std::erase_if(places, [&](size_t place) {
    return std::find(verdicts.begin(), verdicts.end(), candidates[place].fix.verdict) ==
           verdicts.end();
  });
}

Result<std::vector<size_t>> whole_kind(std::string_view text, std::vector<size_t> places,
                                       std::span<const Candidate> candidates) {
  std::vector<size_t> chosen = places;
  keep_verdict(chosen, candidates, {Verdict::recommended});
  if (!chosen.empty()) return first_of_each_group(chosen, candidates);
  chosen = places;
  keep_verdict(chosen, candidates, {Verdict::decision, Verdict::possible});
  if (chosen.size() == 1) return chosen;
  if (chosen.empty()) {
    return failure(ErrorKind::invalid,
                   fmt::format("every fix of the kind `{}` is rejected here: {}", text,
                               candidates[places[0]].fix.reason));
  }
  return failure(ErrorKind::invalid,
                 fmt::format("no fix of the kind `{}` is recommended here; name the one that you "
                             "mean: {}",
                             text, listed(chosen, candidates)));
}

std::string nothing_fits(std::string_view text, std::span<const Candidate> candidates) {
  Parts wanted = parts_of(text);
  std::vector<size_t> near;
  for (size_t i = 0; i < candidates.size(); ++i) {
    const Fix& fix = candidates[i].fix;
    Parts has = parts_of(fix.id);
    if (fix.kind == wanted.subject || has.subject == wanted.subject ||
        (!wanted.value.empty() && has.value == wanted.value))
      near.push_back(i);
  }
  if (!near.empty()) {
    return fmt::format("there is no fix `{}` for this run; near it: {}", text,
                       listed(near, candidates));
  }
  return fmt::format(
      "there is no fix `{}` for this run; `makespan fixes` lists those that there are", text);
}

}  // namespace

IdMatch match_id(std::string_view text, const Fix& fix) {
  if (text == fix.id) return IdMatch::exact;
  if (text == fix.kind) return IdMatch::kind;
  return fits_in_parts(text, fix.id) ? IdMatch::part : IdMatch::none;
}

Result<std::vector<size_t>> find_by_id(std::string_view text,
                                       std::span<const Candidate> candidates) {
  std::vector<size_t> places = of_match(text, candidates, IdMatch::exact);
  if (!places.empty()) return std::vector<size_t>{places.front()};
  places = of_match(text, candidates, IdMatch::kind);
  if (!places.empty()) return whole_kind(text, std::move(places), candidates);
  places = of_match(text, candidates, IdMatch::part);
  if (places.empty()) return failure(ErrorKind::invalid, nothing_fits(text, candidates));
  if (places.size() == 1) return places;
  return failure(ErrorKind::invalid,
                 fmt::format("`{}` fits several fixes: {}", text, listed(places, candidates)));
}

}  // namespace makespan
