#include "advise/dependencies/asked_members.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "system/file_system.h"

namespace makespan {
namespace {

using namespace std::string_view_literals;

// Those whose options are read here; what an alias stands for is not known.
constexpr std::array kSubcommands = {"build"sv, "b"sv,     "check"sv, "c"sv,      "test"sv,
                                     "t"sv,     "bench"sv, "run"sv,   "r"sv,      "clippy"sv,
                                     "rustc"sv, "doc"sv,   "d"sv,     "nextest"sv};
// Each chooses targets; then libraries are built where they are needed.
constexpr std::array kTargets = {"--bin"sv,  "--bins"sv,  "--example"sv, "--examples"sv,
                                 "--test"sv, "--tests"sv, "--bench"sv,   "--benches"sv};

template <class Words>
bool contains(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// The words of a command that was quoted for a shell, as far as a `--`.
std::vector<std::string> words_of(std::string_view command) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (size_t i = 0; i < command.size(); ++i) {
    if (command[i] == '\'')
      quoted = !quoted;
    else if (command[i] == ' ' && !quoted)
      end_word();
    else
      word += command[i] == '\\' && !quoted && i + 1 < command.size() ? command[++i] : command[i];
  }
  end_word();
  words.erase(std::ranges::find(words, "--"), words.end());
  return words;
}

// What one command line selects.
struct Selection {
  bool known = false;  // else everything may be asked for
  bool workspace = false;
  bool libraries = true;
  std::vector<std::string> packages;
  std::vector<std::string> excluded;
  std::string manifest;
};

class SelectionReader {
 public:
  explicit SelectionReader(std::string_view command) : words_(words_of(command)) {}

  Selection read() {
    bool chosen = false;
    bool library = false;
    std::string subcommand;
    for (at_ = 1; at_ < words_.size(); ++at_) {
      const std::string& word = words_[at_];
      if (word == "--workspace" || word == "--all") {
        selection_.workspace = true;
      } else if (word == "--lib" || word == "--all-targets") {
        library = true;
      } else if (contains(kTargets, std::string_view(word).substr(0, word.find('=')))) {
        chosen = true;
      } else if (!read_value(word) && subcommand.empty() && word[0] != '-' && word[0] != '+') {
        subcommand = word;
      }
    }
    chosen |= subcommand == "run" || subcommand == "r";
    selection_.known = contains(kSubcommands, subcommand);
    selection_.libraries = library || !chosen;
    return std::move(selection_);
  }

 private:
  bool read_value(const std::string& word) {
    for (const std::string_view name : {"--package"sv, "-p"sv}) {
      if (std::optional<std::string> spec = value(word, name)) {
        selection_.packages.push_back(*std::move(spec));
        return true;
      }
    }
    if (std::optional<std::string> spec = value(word, "--exclude")) {
      selection_.excluded.push_back(*std::move(spec));
      return true;
    }
    if (std::optional<std::string> path = value(word, "--manifest-path")) {
      selection_.manifest = *std::move(path);
      return true;
    }
    return false;
  }

  // `-p app`, `-papp`, `--package app`, `--package=app`.
  std::optional<std::string> value(const std::string& word, std::string_view name) {
    if (!word.starts_with(name)) return std::nullopt;
    if (word == name) return at_ + 1 < words_.size() ? words_[++at_] : std::string();
    if (word[name.size()] == '=') return word.substr(name.size() + 1);
    if (name.starts_with("--")) return std::nullopt;
    return word.substr(name.size());
  }

  std::vector<std::string> words_;
  size_t at_ = 0;
  Selection selection_;
};

// `app`, `app@1.0.0`, `path+file:///w/app#1.0.0`, `path+file:///w/app#app@1.0.0`, `app*`.
bool names(const std::string& spec, const WorkspacePackage& package) {
  if (spec.find_first_of("*?[") != std::string::npos) return true;
  std::string_view name = spec;
  if (const size_t hash = name.find('#'); hash != std::string_view::npos) {
    const std::string_view behind = name.substr(hash + 1);
    const bool version = !behind.empty() && behind[0] >= '0' && behind[0] <= '9';
    name = version ? base_name(name.substr(0, hash)) : behind;
  } else if (name.find('/') != std::string_view::npos) {
    name = base_name(name);
  }
  name = name.substr(0, name.find_first_of("@:"));
  return name == package.name || name == base_name(package.directory);
}

std::string called_in(const Trace& trace, const Invocation& invocation) {
  const Image* image = invocation.process.valid() ? last_image(trace, invocation.process) : nullptr;
  const std::string directory(image == nullptr ? "" : trace.text(image->working_directory));
  return directory.empty() ? trace.run.working_directory : directory;
}

// What one call of cargo builds whatever depends on it.
class Asking {
 public:
  Asking(const Trace& trace, const Workspace& workspace, const Invocation& invocation)
      : workspace_(workspace), selection_(SelectionReader(invocation.command).read()) {
    selection_.known &= invocation.tool == BuildTool::cargo;
    std::string directory = called_in(trace, invocation);
    if (!selection_.manifest.empty())
      directory = parent_path(join_path(directory, selection_.manifest));
    here_ = package_at(directory);
  }

  [[nodiscard]] bool asks_for(const WorkspacePackage& package, TaskKind kind) const {
    const auto named = [&](const std::string& spec) { return names(spec, package); };
    if (!selection_.known) return true;
    if (!selection_.libraries && kind != TaskKind::binary) return false;
    if (selection_.workspace) return std::ranges::none_of(selection_.excluded, named);
    if (!selection_.packages.empty()) return std::ranges::any_of(selection_.packages, named);
    return here_ == nullptr || here_ == &package;
  }

 private:
  // None: the root of a workspace that is no package, or names default members.
  [[nodiscard]] const WorkspacePackage* package_at(const std::string& directory) const {
    const WorkspacePackage* nearest = nullptr;
    for (const WorkspacePackage& package : workspace_.packages) {
      const bool within =
          directory == package.directory || directory.starts_with(package.directory + "/");
      if (!within || !package.member) continue;
      if (nearest == nullptr || nearest->directory.size() < package.directory.size())
        nearest = &package;
    }
    const bool root = nearest != nullptr && nearest->directory == workspace_.root;
    return root && workspace_.root_manifest.find("default-members") != std::string::npos ? nullptr
                                                                                         : nearest;
  }

  const Workspace& workspace_;
  Selection selection_;
  const WorkspacePackage* here_ = nullptr;
};

const WorkspacePackage* member_of(const Trace& trace, const Task& task,
                                  const Workspace& workspace) {
  for (const WorkspacePackage& package : workspace.packages)
    if (package.member && package.name == trace.text(task.name) &&
        package.version == trace.text(task.version))
      return &package;
  return nullptr;
}

// What a build makes for those who asked; the rest of a package follows from it. For the host there
// are copies of libraries that build scripts need.
bool may_be_asked_for(const Task& task) {
  if (task.kind == TaskKind::proc_macro || task.kind == TaskKind::binary) return true;
  return task.kind == TaskKind::library && task.side != TaskSide::host;
}

}  // namespace

std::vector<TaskId> asked_tasks(const Trace& trace, const Workspace& workspace) {
  std::vector<Asking> asking;
  for (const Invocation& invocation : trace.invocations)
    asking.emplace_back(trace, workspace, invocation);
  std::vector<TaskId> asked;
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    if (!may_be_asked_for(task)) continue;
    const WorkspacePackage* member = member_of(trace, task, workspace);
    if (member == nullptr) continue;
    if (!task.invocation.valid() || asking[task.invocation.index()].asks_for(*member, task.kind))
      asked.emplace_back(i);
  }
  return asked;
}

}  // namespace makespan
