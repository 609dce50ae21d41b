#pragma once
// RustcArguments: a rustc command line that can be edited. What is not edited stays as it was, in
// its place.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace makespan {

class RustcArguments {
 public:
  // argv with the program's own name first (clippy-driver's with `rustc` behind it).
  explicit RustcArguments(std::span<const std::string> arguments);

  // With `-C` options as two words each, `-g` as `-C debuginfo=2`, `--name=value` as two words.
  [[nodiscard]] std::vector<std::string> words() const;

  // The value of a -C option of the profile, the last where there are several; "" where it has none
  // (`-C lto`).
  [[nodiscard]] std::optional<std::string> codegen(std::string_view name) const;
  // Gives the profile's option another value, or takes it away.
  void set_codegen(std::string_view name, std::optional<std::string_view> value);
  // RUSTFLAGS come behind what cargo writes (behind `-L dependency`), and win.
  [[nodiscard]] bool is_overridden(std::string_view name) const;
  // Drops those options, also of RUSTFLAGS, whose text ("link-arg=-fuse-ld=lld") matches.
  void drop_codegen(const std::function<bool(std::string_view)>& matches);
  // Behind everything, as RUSTFLAGS are.
  void append_codegen(std::string_view option);

  // Every value of an option with a value: "--emit", "--extern", "--crate-type", "-o", "-L".
  [[nodiscard]] std::vector<std::string_view> values(std::string_view name) const;
  void replace_values(std::string_view name,
                      const std::function<std::string(std::string_view)>& replacement);
  void append(std::string_view option, std::string_view value);
  [[nodiscard]] bool has_flag(std::string_view flag) const;
  void drop_flag(std::string_view flag);

 private:
  struct Item {
    enum class Kind { word, option, codegen };
    Kind kind = Kind::word;
    std::string name;                  // the word itself; "--emit"; "opt-level"
    std::optional<std::string> value;  // of options always
  };

  [[nodiscard]] size_t own_end() const;

  std::vector<Item> items_;
};

}  // namespace makespan
