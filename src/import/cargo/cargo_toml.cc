#include "import/cargo/cargo_toml.h"

#include <fmt/format.h>
#include <toml++/toml.h>

namespace makespan {
namespace {

// Debian's toml++ is a compiled library and throws; nothing gets past this function.
Result<toml::table> parse(std::string_view text, std::string_view path) {
  try {
    return toml::parse(text, path);
  } catch (const toml::parse_error& error) {
    return failure(ErrorKind::corrupt,
                   fmt::format("{}:{}: {}", path, error.source().begin.line, error.description()),
                   std::string(path));
  }
}

std::vector<std::string> texts(toml::node_view<const toml::node> view) {
  std::vector<std::string> result;
  if (const toml::array* array = view.as_array()) {
    for (const toml::node& item : *array) {
      if (std::optional<std::string> text = item.value<std::string>())
        result.push_back(std::move(*text));
    }
  }
  return result;
}

// A number, or the text "default".
std::optional<int64_t> jobs_in(toml::node_view<const toml::node> value) {
  if (value.value<std::string>() == "default") return 0;
  return value.is_integer() ? value.value<int64_t>() : std::nullopt;
}

}  // namespace

Result<CargoManifest> parse_cargo_manifest(std::string_view text, std::string_view path) {
  MAKESPAN_TRY(const toml::table root, parse(text, path));
  CargoManifest manifest;
  manifest.package = root["package"]["name"].value_or(std::string());
  manifest.is_workspace = root["workspace"].is_table();
  manifest.members = texts(root["workspace"]["members"]);
  manifest.excluded = texts(root["workspace"]["exclude"]);
  manifest.workspace_path = root["package"]["workspace"].value<std::string>();
  return manifest;
}

Result<CargoConfig> parse_cargo_config(std::string_view text, std::string_view path) {
  MAKESPAN_TRY(const toml::table root, parse(text, path));
  return CargoConfig{.target_directory = root["build"]["target-dir"].value<std::string>(),
                     .build_directory = root["build"]["build-dir"].value<std::string>(),
                     .jobs = jobs_in(root["build"]["jobs"])};
}

}  // namespace makespan
