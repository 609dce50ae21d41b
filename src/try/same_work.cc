#include "try/same_work.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/hash.h"

namespace makespan {
namespace {

constexpr size_t kHashDigits = 16;

bool is_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

// "-C extra-filename=-0123456789abcdef" -> "-C extra-filename=-#"
void append_without_hashes(std::string& text, std::string_view word) {
  size_t at = 0;
  while (at < word.size()) {
    size_t end = at;
    while (end < word.size() && is_digit(word[end]))
      ++end;
    if (end - at == kHashDigits) {
      text += '#';
    } else {
      text += word.substr(at, end - at);
    }
    if (end < word.size()) text += word[end++];
    at = end;
  }
  text += '\n';
}

bool is_about_linking(std::string_view option) {
  return option.starts_with("link-arg") || option.starts_with("linker=");
}

std::string call_of(const Trace& trace, const Image& image, bool links) {
  std::string call;
  for (uint32_t i = 0; i < image.arguments.count; ++i) {
    const std::string_view word = trace.text(trace.arguments[image.arguments.first + i]);
    const bool more = i + 1 < image.arguments.count;
    if (!links && word == "-C" && more &&
        is_about_linking(trace.text(trace.arguments[image.arguments.first + i + 1]))) {
      ++i;
    } else if (links || !word.starts_with("-C") || !is_about_linking(word.substr(2))) {
      append_without_hashes(call, word);
    }
  }
  return call;
}

class Names {
 public:
  explicit Names(const Trace& trace)
      : trace_(trace),
        links_(trace.tasks.size()),
        dependencies_(trace.tasks.size()),
        names_(trace.tasks.size()) {
    for (const Section& section : trace.sections)
      if (section.kind == SectionKind::link) links_[section.task.index()] = true;
    for (const Dependency& dependency : trace.dependencies)
      dependencies_[dependency.task.index()].push_back(dependency.on.index());
  }

  std::vector<std::string> take() {
    std::vector<std::string> names;
    for (size_t i = 0; i < trace_.tasks.size(); ++i) {
      const bool runs = trace_.tasks[i].kind == TaskKind::build_script_run;
      names.push_back(runs ? std::string() : name_of(i));
    }
    return names;
  }

 private:
  const std::string& name_of(size_t task) {
    if (!names_[task]) {
      names_[task] = std::string();  // a cycle, which no build has, is not told
      names_[task] = make_name(task);
    }
    return *names_[task];
  }

  std::string make_name(size_t index) {
    const Task& task = trace_.tasks[index];
    const bool runs_script = task.kind == TaskKind::build_script_run;
    if (task.local || (task.mode == TaskMode::execute && !runs_script)) return {};
    std::string work = task_label(trace_, TaskId(index)) + '\n';
    // What a build script has found out is in the calls of its dependents.
    if (!runs_script) {
      if (!task.process.valid()) return {};
      const Image* image = last_image(trace_, task.process);
      if (image == nullptr || image->arguments.count == 0) return {};
      work += call_of(trace_, *image, links_[index]);
    }
    std::vector<std::string> on;
    for (size_t dependency : dependencies_[index]) {
      on.push_back(name_of(dependency));
      if (on.back().empty()) return {};
    }
    std::sort(on.begin(), on.end());
    for (const std::string& name : on)
      work += name + '\n';
    return hash_text(work);
  }

  const Trace& trace_;
  std::vector<bool> links_;
  std::vector<std::vector<size_t>> dependencies_;
  std::vector<std::optional<std::string>> names_;
};

}  // namespace

std::vector<std::string> work_names(const Trace& trace) {
  return Names(trace).take();
}

}  // namespace makespan
