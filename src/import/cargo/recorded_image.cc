#include "import/cargo/recorded_image.h"

#include "import/cargo/program_role.h"

namespace makespan {

std::vector<std::string_view> arguments_of(const Trace& trace, const Image& image) {
  std::vector<std::string_view> arguments;
  arguments.reserve(image.arguments.count);
  for (uint32_t i = image.arguments.first; i < image.arguments.end(); ++i) {
    arguments.push_back(trace.text(trace.arguments[i]));
  }
  return arguments;
}

std::string_view program_name(const Trace& trace, const Image& image) {
  if (image.arguments.count == 0) return {};
  return trace.text(trace.arguments[image.arguments.first]);
}

std::string_view called_path(const Trace& trace, const Image& image) {
  std::string_view executable = trace.text(image.executable);
  std::string_view name = program_name(trace, image);
  bool same = name.starts_with('/') && file_name(name) == file_name(executable);
  return same ? name : executable;
}

std::string_view environment_value(const Trace& trace, const Image& image, std::string_view name) {
  for (uint32_t i = image.environment.first; i < image.environment.end(); ++i) {
    const EnvironmentEntry& entry = trace.environment[i];
    if (trace.text(entry.name) == name) return trace.text(entry.value);
  }
  return {};
}

}  // namespace makespan
