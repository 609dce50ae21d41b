#include "advise/dependencies/lint_wrapper.h"

#include <algorithm>
#include <filesystem>

#include "base/json_value.h"
#include "base/shell_quote.h"
#include "base/take_line.h"

namespace makespan {
namespace {

// The file's name holds the unit's hash and the process, so that no two calls share it.
constexpr std::string_view kScript = R"(
crate= unit= capped= before=
for word in "$@"; do
  case $before in --crate-name) crate=$word ;; esac
  case $word in
    extra-filename=*) unit=${word#extra-filename=} ;;
    --cap-lints*) capped=1 ;;
  esac
  before=$word
done
if is_local; then capped=; fi
if [ -z "$crate" ] || [ "$crate" = ___ ] || [ -n "$capped" ]; then exec "$@"; fi
name=$folder/$crate$unit-$$
printf '%s\0' "$PWD" "${CARGO_MANIFEST_DIR-}" "$@" >"$name.call" || exit 1
"$@" --force-warn unused_crate_dependencies 2>"$name.err"
status=$?
cat "$name.err" >&2
echo "$status" >"$name.status"
exit "$status"
)";

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\0'), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// "priv,noprelude:serde=/t/libserde-0f.rmeta" -> serde; rustc's own crates come without a path.
std::string_view extern_name(std::string_view argument) {
  const size_t equals = argument.find('=');
  if (equals == std::string_view::npos) return {};
  const std::string_view name = argument.substr(0, equals);
  return name.substr(name.find(':') + 1);
}

// "extern crate `serde` is unused in crate `app`" -> serde
std::string unused_name(const JsonValue& message) {
  if (message["code"]["code"].text() != "unused_crate_dependencies") return {};
  const std::string_view text = message["message"].text();
  const size_t open = text.find('`');
  const size_t close = open == std::string_view::npos ? open : text.find('`', open + 1);
  if (close == std::string_view::npos) return {};
  return std::string(text.substr(open + 1, close - open - 1));
}

std::vector<std::string> read_unused(std::string_view error) {
  std::vector<std::string> unused;
  while (!error.empty()) {
    const std::string_view line = take_line(error);
    if (line.find("unused_crate_dependencies") == std::string_view::npos) continue;
    const Result<JsonValue> message = parse_json(line, "rustc's message");
    if (!message) continue;
    if (std::string name = unused_name(*message); !name.empty()) unused.push_back(std::move(name));
  }
  return unused;
}

// Without "." and "..": includes of `../README.md` are compared as paths.
std::string absolute(std::string_view directory, std::string_view path) {
  std::filesystem::path whole = std::filesystem::path(directory) / path;
  return whole.lexically_normal().string();
}

void sort_once(std::vector<std::string>& names) {
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());
}

}  // namespace

std::string lint_wrapper_script(std::string_view folder, const std::vector<std::string>& packages) {
  std::string script = "#!/bin/sh\nfolder=" + shell_quoted({std::string(folder)});
  script += "\nis_local() {\n  case ${CARGO_MANIFEST_DIR-} in\n";
  for (const std::string& package : packages)
    script += "    " + shell_quoted({package}) + ") return 0 ;;\n";
  script += "  esac\n  return 1\n}";
  return script + std::string(kScript);
}

std::optional<CheckedCall> read_checked_call(std::string_view call, std::string_view error,
                                             std::string_view status) {
  const std::vector<std::string_view> words = split_words(call);
  if (words.size() < 3) return std::nullopt;
  CheckedCall checked;
  checked.working_directory = words[0];
  checked.package_directory = words[1];
  checked.succeeded = status.starts_with("0\n");
  std::string out_dir, unit;
  for (size_t i = 3; i < words.size(); ++i) {
    const std::string_view word = words[i];
    const std::string_view before = words[i - 1];
    if (word == "--test") checked.test = true;
    if (before == "--crate-name")
      checked.crate_name = word;
    else if (before == "--out-dir")
      out_dir = word;
    else if (before == "-C" && word.starts_with("extra-filename="))
      unit = word.substr(15);
    else if (before == "--cfg" && word.starts_with("feature=\"") && word.size() > 10)
      checked.features.emplace_back(word.substr(9, word.size() - 10));
    else if (before == "--extern" && !extern_name(word).empty())
      checked.given.emplace_back(extern_name(word));
    else if (checked.source.empty() && word.ends_with(".rs") && !word.starts_with('-'))
      checked.source = absolute(words[0], word);
  }
  if (checked.crate_name.empty()) return std::nullopt;
  checked.dep_info = absolute(words[0], out_dir) + "/" + checked.crate_name + unit + ".d";
  checked.unused = read_unused(error);
  sort_once(checked.given);
  sort_once(checked.unused);
  return checked;
}

// Rules "FILE:" without prerequisites, one for each source: rustc writes them so that make does not
// stop where a file is gone. Spaces are written "\\ ".
std::vector<std::string> read_dep_info(std::string_view text, std::string_view directory) {
  std::vector<std::string> files;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    if (!line.ends_with(':') || line.starts_with('#')) continue;
    line.remove_suffix(1);
    std::string path;
    for (size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == ' ') ++i;
      path += line[i];
    }
    files.push_back(absolute(directory, path));
  }
  sort_once(files);
  return files;
}

}  // namespace makespan
