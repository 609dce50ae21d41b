#include "advise/dependencies/search_inputs.h"

#include "advise/dependencies/package_text.h"
#include "base/hash.h"

namespace makespan {
namespace {

// Names and bytes, so that what moves from one file to the next counts.
class Digest {
 public:
  void add(std::string_view path, std::string_view bytes) {
    all_ += path;
    all_ += '\n';
    all_ += hash_text(bytes);
    all_ += '\n';
  }
  [[nodiscard]] std::string take() const { return hash_text(all_); }

 private:
  std::string all_;
};

}  // namespace

Result<std::string> inputs_digest(const Workspace& workspace, FileSystem& files) {
  Digest digest;
  digest.add(workspace.root_manifest_path, workspace.root_manifest);
  digest.add(workspace.lock_path, workspace.lock);
  for (const ConfigFile& file : workspace.config_files)
    digest.add(file.path, file.text);
  for (const WorkspacePackage& package : workspace.packages) {
    digest.add(package.manifest_path, package.manifest);
    MAKESPAN_TRY(const PackageText text, read_package_text(files, package));
    for (const SourceFile& file : text.files)
      digest.add(file.path, file.digest);
  }
  return digest.take();
}

}  // namespace makespan
