#include "advise/candidate.h"

#include <fmt/format.h>

#include <map>

namespace makespan {

void add_reason(Fix& fix, const std::string& sentence) {
  fix.reason = fix.reason.empty() ? sentence : fmt::format("{}; {}", sentence, fix.reason);
}

std::optional<std::string> bytes_of(const Workspace& workspace, const std::string& path) {
  if (path == workspace.root_manifest_path) return workspace.root_manifest;
  for (const WorkspacePackage& package : workspace.packages) {
    if (path == package.manifest_path) return package.manifest;
  }
  for (const ConfigFile& file : workspace.config_files) {
    if (path == file.path) return file.text;
  }
  if (path == workspace.lock_path && !workspace.lock.empty()) return workspace.lock;
  return std::nullopt;
}

Result<Patch> combined_patch(std::span<const Candidate> candidates, const Workspace& workspace) {
  std::map<std::string, std::string> edited;
  for (const Candidate& candidate : candidates) {
    for (const FileEdit& edit : candidate.edits) {
      auto [file, first] = edited.try_emplace(edit.path);
      if (first) file->second = bytes_of(workspace, edit.path).value_or("");
      Result<std::string> text = edit.edit(file->second);
      if (!text) {
        return failure(
            text.error().kind,
            fmt::format("{} cannot be applied: {}", candidate.fix.id, text.error().message),
            edit.path);
      }
      file->second = std::move(*text);
    }
  }
  Patch patch;
  for (auto& [path, text] : edited) {
    std::optional<std::string> before = bytes_of(workspace, path);
    if (before == text) continue;
    patch.files.push_back({.path = path, .before = std::move(before), .after = std::move(text)});
  }
  return patch;
}

}  // namespace makespan
