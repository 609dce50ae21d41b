#pragma once
// PackageText: what the sources of one package name, file by file.

#include <string>
#include <vector>

#include "advise/dependencies/source_names.h"
#include "base/result.h"
#include "model/workspace.h"
#include "system/file_system.h"

namespace makespan {

struct SourceFile {
  std::string path;  // absolute
  SourceNames names;
  std::string digest;  // of its bytes
};

struct PackageText {
  std::vector<SourceFile> files;  // by path; Markdown that they include stands among them
};

// Every .rs file in the package's directory (not in directories of other packages, target
// directories or hidden ones), the directories of targets outside it, and whatever these include.
// Of `more`, which the compiler read, the Rust sources: by their names, or because they are
// included. What cannot be read is an error: a file that was not seen might name anything.
Result<PackageText> read_package_text(FileSystem& files, const WorkspacePackage& package,
                                      const std::vector<std::string>& more = {});

}  // namespace makespan
