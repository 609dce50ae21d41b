#pragma once
// Whether a package's code can tell that one of its features is off. cargo hands a feature to rustc
// as `--cfg feature="std"` and to the build script as CARGO_FEATURE_STD; a feature that neither
// looks at changes nothing by itself, and what it switches on in other packages is seen there.
//
//   default = ["std"]     most often read by nobody: losing it alone, with std staying, is nothing
//   #[cfg(feature = "std")]             read
//   cfg!(feature = $name), CARGO_FEATURE_ put together from parts: may be read

#include <string>
#include <string_view>

#include "base/result.h"
#include "system/file_system.h"

namespace makespan {

// Of one source. True also where it cannot be told, as in comments and strings.
bool may_read_feature(std::string_view source, std::string_view feature);

// Of all files below the package's directory but Markdown and manifests: a source may include any.
Result<bool> package_may_read(FileSystem& files, const std::string& directory,
                              std::string_view feature);

}  // namespace makespan
