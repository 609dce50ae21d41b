// Calls of gcc and clang with `-c`, as build scripts make them through the `cc` crate, cmake or
// make.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "import/cargo/program_role.h"
#include "replay/call_rewriting.h"

namespace makespan {
namespace {

// -g, -g2, -ggdb3, -gdwarf-4, -gline-tables-only; not -gcc-toolchain or -gsplit-dwarf's likes.
bool asks_for_debug_info(std::string_view word) {
  if (word == "-g") return true;
  for (std::string_view start : {"-g0", "-g1", "-g2", "-g3", "-ggdb", "-gdwarf", "-gline-",
                                 "-gsplit-dwarf", "-gstrict-dwarf", "-gz", "-gcolumn-info"}) {
    if (word.starts_with(start)) return true;
  }
  return false;
}

bool is_level(std::string_view word) {
  return word.starts_with("-O") && word.size() <= 6;  // -O, -O2, -Os, -Oz, -Ofast
}

// What the `cc` crate writes for a level of cargo's.
std::string level_word(const std::string& level, std::string_view program) {
  bool clang = program.find("clang") != std::string_view::npos;
  if (level == "z" && !clang) return "-Os";
  return "-O" + level;
}

// Options whose value, at once or as the next word, is a file to write.
constexpr std::array<std::string_view, 5> kOutputs = {"-o", "-MF", "-MJ", "--serialize-diagnostics",
                                                      "-dumpdir"};
// Written elsewhere, or another program's.
bool is_refused(std::string_view word) {
  for (std::string_view start : {"-wrapper", "-Wp,-M", "-save-temps", "-fprofile-generate",
                                 "-ftime-trace=", "-fdump-", "-fcallgraph-info", "@"}) {
    if (word.starts_with(start)) return true;
  }
  return false;
}

class Rewriter {
 public:
  Rewriter(const CompilerCall& call, const ScratchPaths& scratch)
      : call_(call), scratch_(scratch) {}

  Result<std::vector<std::string>> run(const CallChange& change) {
    out_ = {call_.arguments.empty() ? "cc" : call_.arguments[0]};
    for (at_ = 1; at_ < call_.arguments.size(); ++at_)
      MAKESPAN_CHECKED(take(call_.arguments[at_]));
    if (!has_output_) {
      out_.emplace_back("-o");
      out_.push_back(scratch_.of(object_name()));
    }
    if (change.debuginfo) set_debuginfo(*change.debuginfo);
    if (change.opt_level) set_level(*change.opt_level);
    return out_;
  }

 private:
  Status take(const std::string& word) {
    if (is_refused(word)) {
      return failure(ErrorKind::unsupported,
                     fmt::format("{} cannot be run again: `{}` may write outside of a scratch "
                                 "directory",
                                 call_.label, word));
    }
    for (std::string_view option : kOutputs) {
      if (!word.starts_with(option)) continue;
      bool apart = word.size() == option.size();
      if (apart && at_ + 1 == call_.arguments.size()) break;
      std::string value = apart ? call_.arguments[++at_] : word.substr(option.size());
      if (value.starts_with('=')) value.erase(0, 1);
      has_output_ = has_output_ || option == "-o";
      out_.emplace_back(option);
      out_.push_back(scratch_.of(value));
      return {};
    }
    if (word.front() != '-' && is_c_source(word)) source_ = word;
    out_.push_back(word);
    return {};
  }

  // gcc's own choice, in the working directory.
  [[nodiscard]] std::string object_name() const {
    std::string_view name = base_name(source_);
    return std::string(name.substr(0, name.rfind('.'))) + ".o";
  }

  // The `cc` crate adds both where the profile has any debug info; how much makes no difference.
  void set_debuginfo(const std::string& level) {
    bool on = level != "0" && level != "none";
    bool was_on = std::any_of(out_.begin() + 1, out_.end(), [](const std::string& word) {
      return asks_for_debug_info(word) && word != "-g0";
    });
    if (on == was_on) return;
    std::erase_if(out_, [](const std::string& word) {
      return asks_for_debug_info(word) || word == "-fno-omit-frame-pointer";
    });
    if (on) out_.insert(out_.begin() + 1, {"-g", "-fno-omit-frame-pointer"});
  }

  // The first level is the `cc` crate's; a crate's own flags come later and win.
  void set_level(const std::string& level) {
    std::string word = level_word(level, base_name(call_.executable));
    auto place = std::find_if(out_.begin() + 1, out_.end(),
                              [](const std::string& text) { return is_level(text); });
    if (place != out_.end()) {
      *place = word;
    } else {
      out_.insert(out_.begin() + 1, word);
    }
  }

  const CompilerCall& call_;
  const ScratchPaths& scratch_;
  std::vector<std::string> out_;
  std::string source_;
  size_t at_ = 0;
  bool has_output_ = false;
};

}  // namespace

Result<std::vector<std::string>> change_c(const CompilerCall& call, const CallChange& change,
                                          const ScratchPaths& scratch) {
  return Rewriter(call, scratch).run(change);
}

}  // namespace makespan
