#include "import/team_settings.h"

#include <fmt/format.h>
#include <toml++/toml.h>

namespace makespan {
namespace {

tl::unexpected<Error> wrong(std::string_view path, const toml::node& node, std::string message) {
  return failure(ErrorKind::invalid,
                 fmt::format("{}:{}: {}", path, node.source().begin.line, message),
                 std::string(path));
}

Status read_number(std::string_view path, std::string_view key, const toml::node& node,
                   std::optional<double>& into) {
  into = node.value<double>();
  if (into && *into >= 0 && !node.is_boolean() && !node.is_string()) return {};
  return wrong(path, node,
               fmt::format("{} of [team] has to be a number that is not negative", key));
}

Status read_key(std::string_view path, std::string_view key, const toml::node& node,
                TeamSettings& settings) {
  if (key == "builds_a_day") return read_number(path, key, node, settings.builds_a_day);
  if (key == "rate") return read_number(path, key, node, settings.rate);
  if (key == "developers") {
    std::optional<double> number;
    MAKESPAN_CHECKED(read_number(path, key, node, number));
    if (*number > 1e6 || !node.is_integer())
      return wrong(path, node, "developers of [team] has to be a whole number");
    settings.developers = static_cast<uint32_t>(*number);
    return {};
  }
  if (key == "currency") {
    std::optional<std::string> text = node.value<std::string>();
    if (!text) return wrong(path, node, "currency of [team] has to be a text, as in \"EUR\"");
    settings.currency = *text;
    return {};
  }
  return wrong(path, node,
               fmt::format("[team] has no key `{}`; it has developers, builds_a_day, rate and "
                           "currency",
                           key));
}

}  // namespace

Result<TeamSettings> parse_team_settings(std::string_view text, std::string_view path) {
  toml::table file;
  try {
    file = toml::parse(text, path);
  } catch (const toml::parse_error& error) {
    return failure(ErrorKind::corrupt,
                   fmt::format("{}:{}: {}", path, error.source().begin.line, error.description()),
                   std::string(path));
  }
  TeamSettings settings;
  const toml::node* team = file.get("team");
  if (team == nullptr) return settings;
  if (!team->is_table()) return wrong(path, *team, "team has to be a table");
  for (const auto& [key, node] : *team->as_table()) {
    MAKESPAN_CHECKED(read_key(path, key.str(), node, settings));
  }
  return settings;
}

}  // namespace makespan
