#include "replay/rustc_arguments.h"

#include <algorithm>
#include <array>

namespace makespan {
namespace {

// Options with a value that is an argument of its own, or behind a `=`, that we read or replace, or
// whose value might be taken for something else.
constexpr std::array<std::string_view, 24> kWithValue = {"--out-dir",
                                                         "--emit",
                                                         "--extern",
                                                         "--crate-type",
                                                         "--crate-name",
                                                         "--cfg",
                                                         "--check-cfg",
                                                         "--target",
                                                         "--cap-lints",
                                                         "--edition",
                                                         "--print",
                                                         "--error-format",
                                                         "--json",
                                                         "--color",
                                                         "--sysroot",
                                                         "--allow",
                                                         "--warn",
                                                         "--deny",
                                                         "--forbid",
                                                         "--force-warn",
                                                         "--diagnostic-width",
                                                         "--remap-path-prefix",
                                                         "--crate-version",
                                                         "--codegen-backend"};
// One letter: the value may follow at once.
constexpr std::array<std::string_view, 8> kShort = {"-o", "-L", "-l", "-Z", "-A", "-W", "-D", "-F"};

struct NameAndValue {
  std::string name;
  std::optional<std::string> value;
};

NameAndValue split(std::string_view text) {
  size_t equals = text.find('=');
  if (equals == std::string_view::npos) return {.name = std::string(text)};
  return {.name = std::string(text.substr(0, equals)),
          .value = std::string(text.substr(equals + 1))};
}

std::string joined(const std::string& name, const std::optional<std::string>& value) {
  return value ? name + "=" + *value : name;
}

}  // namespace

RustcArguments::RustcArguments(std::span<const std::string> arguments) {
  size_t at = 0;
  auto next = [&] { return at < arguments.size() ? std::string_view(arguments[at++]) : ""; };
  auto add_codegen = [&](std::string_view text) {
    NameAndValue option = split(text);
    // rustc takes both spellings.
    std::replace(option.name.begin(), option.name.end(), '_', '-');
    items_.push_back({.kind = Item::Kind::codegen,
                      .name = std::move(option.name),
                      .value = std::move(option.value)});
  };
  auto add_option = [&](std::string_view name, std::string_view value) {
    items_.push_back(
        {.kind = Item::Kind::option, .name = std::string(name), .value = std::string(value)});
  };
  auto add_other = [&](std::string_view word) {
    for (std::string_view name : kWithValue) {
      if (word == name) return add_option(name, next());
      if (word.starts_with(name) && word.substr(name.size()).starts_with('=')) {
        return add_option(name, word.substr(name.size() + 1));
      }
    }
    for (std::string_view name : kShort) {
      if (word == name) return add_option(name, next());
      if (word.starts_with(name)) return add_option(name, word.substr(name.size()));
    }
    items_.push_back({.name = std::string(word)});
  };
  if (!arguments.empty()) items_.push_back({.name = std::string(next())});
  while (at < arguments.size()) {
    std::string_view word = next();
    if (word == "-C" || word == "--codegen") {
      add_codegen(next());
    } else if (word.starts_with("-C")) {
      add_codegen(word.substr(2));
    } else if (word.starts_with("--codegen=")) {
      add_codegen(word.substr(10));
    } else if (word == "-g") {
      add_codegen("debuginfo=2");
    } else {
      add_other(word);
    }
  }
}

std::vector<std::string> RustcArguments::words() const {
  std::vector<std::string> words;
  for (const Item& item : items_) {
    switch (item.kind) {
      case Item::Kind::word:
        words.push_back(item.name);
        break;
      case Item::Kind::option:
        words.push_back(item.name);
        words.push_back(*item.value);
        break;
      case Item::Kind::codegen:
        words.emplace_back("-C");
        words.push_back(joined(item.name, item.value));
        break;
    }
  }
  return words;
}

// Where what cargo writes of its own ends and RUSTFLAGS may begin.
size_t RustcArguments::own_end() const {
  auto place = std::find_if(items_.begin(), items_.end(), [](const Item& item) {
    return item.kind == Item::Kind::option && item.name == "-L" &&
           item.value->starts_with("dependency=");
  });
  return static_cast<size_t>(place - items_.begin());
}

std::optional<std::string> RustcArguments::codegen(std::string_view name) const {
  std::optional<std::string> found;
  size_t end = own_end();
  for (size_t i = 0; i < end; ++i) {
    if (items_[i].kind == Item::Kind::codegen && items_[i].name == name)
      found = items_[i].value.value_or("");
  }
  return found;
}

void RustcArguments::set_codegen(std::string_view name, std::optional<std::string_view> value) {
  size_t end = own_end();
  size_t place = end;
  for (size_t i = end; i-- > 0;) {
    if (items_[i].kind != Item::Kind::codegen || items_[i].name != name) continue;
    items_.erase(items_.begin() + static_cast<std::ptrdiff_t>(i));
    place = i;
  }
  if (!value) return;
  Item item{.kind = Item::Kind::codegen, .name = std::string(name)};
  if (!value->empty()) item.value = std::string(*value);
  if (place == end) place = own_end();
  items_.insert(items_.begin() + static_cast<std::ptrdiff_t>(place), std::move(item));
}

bool RustcArguments::is_overridden(std::string_view name) const {
  return std::any_of(
      items_.begin() + static_cast<std::ptrdiff_t>(own_end()), items_.end(),
      [&](const Item& item) { return item.kind == Item::Kind::codegen && item.name == name; });
}

void RustcArguments::drop_codegen(const std::function<bool(std::string_view)>& matches) {
  std::erase_if(items_, [&](const Item& item) {
    return item.kind == Item::Kind::codegen && matches(joined(item.name, item.value));
  });
}

void RustcArguments::append_codegen(std::string_view option) {
  NameAndValue parts = split(option);
  items_.push_back({.kind = Item::Kind::codegen,
                    .name = std::move(parts.name),
                    .value = std::move(parts.value)});
}

std::vector<std::string_view> RustcArguments::values(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const Item& item : items_) {
    if (item.kind == Item::Kind::option && item.name == name) values.push_back(*item.value);
  }
  return values;
}

void RustcArguments::replace_values(
    std::string_view name, const std::function<std::string(std::string_view)>& replacement) {
  for (Item& item : items_) {
    if (item.kind == Item::Kind::option && item.name == name) item.value = replacement(*item.value);
  }
}

void RustcArguments::append(std::string_view option, std::string_view value) {
  items_.push_back(
      {.kind = Item::Kind::option, .name = std::string(option), .value = std::string(value)});
}

bool RustcArguments::has_flag(std::string_view flag) const {
  return std::any_of(items_.begin(), items_.end(), [&](const Item& item) {
    return item.kind == Item::Kind::word && item.name == flag;
  });
}

void RustcArguments::drop_flag(std::string_view flag) {
  std::erase_if(
      items_, [&](const Item& item) { return item.kind == Item::Kind::word && item.name == flag; });
}

}  // namespace makespan
