#pragma once
// What the manifests say about a dependency that no code names: reasons to leave it alone.
//
//   [features] or required-features name it        it is optional
//   it has `links`, or is a -sys crate             somebody told another tool to ignore it
//   it is a workspace-hack, or the package is      the package has no code at all: it carries them
//   it is built for its artifact                   it stands in several tables

#include <vector>

#include "advise/dependencies/unused_dependency.h"
#include "base/result.h"
#include "manifest/dependencies.h"

namespace makespan {

// Where the manifest declares it.
DependencyTable table_of(const DeclaredDependency& dependency);

// Appends to `unused.doubts`. `text` is that of the same package. An error: a manifest that cannot
// be read as TOML, and then nothing may be said about its dependencies.
Status add_manifest_doubts(const Workspace& workspace, const PackageText& text,
                           UnusedDependency& unused);

}  // namespace makespan
