#pragma once
// What the dependencies of a workspace offer: the kinds `unused` and `align` of the table of fixes.
//
// How much is looked at depends on the time that there is:
//
//   none         the sources' texts alone: nothing can be certain
//   too little   the recorded compiler calls of local packages are run again with the lint; targets
//                that the run did not compile leave a doubt
//   enough       a scratch copy in which everything is compiled, first as it is, then without
//
// What was found in a copy is kept, and is known again while the sources and manifests are as they
// were, however little time there is.

#include <functional>
#include <string>
#include <vector>

#include "advise/candidate.h"
#include "base/duration.h"
#include "base/result.h"
#include "model/trace.h"
#include "replay/call_runner.h"
#include "scratch/scratch_places.h"
#include "system/command_runner.h"
#include "system/file_system.h"

namespace makespan {

// The doors, and what the user's environment says.
struct DependencyTools {
  FileSystem& files;
  CommandRunner& commands;
  CallRunner* calls = nullptr;  // none: no recorded call may be run again
  std::string call_scratch;     // a directory for those calls
  ScratchEnvironment scratch;
  // What a search in a scratch copy found is kept as a text; the empty text: nothing was.
  std::function<std::string()> recall = [] { return std::string(); };
  std::function<void(std::string_view)> keep = [](std::string_view) {};
  // Likewise what tests said (tested_fixes.h).
  std::function<std::string()> recall_tests = [] { return std::string(); };
  std::function<bool()> stop = [] { return false; };
  std::function<void(std::string_view)> progress = [](std::string_view) {};
};

struct DependencyQuestion {
  Duration budget;
  bool deep = false;  // the scratch copy whatever it takes
};

// How the candidates were come by.
enum class DependencySearch {
  texts,     // no target was compiled without anything
  targets,   // all were; features were not searched
  features,  // those too
};

struct DependencyFixes {
  std::vector<Candidate> candidates;
  std::vector<std::string> notes;  // what was not looked at, and why
  DependencySearch search = DependencySearch::texts;
  bool outdated = false;  // what is kept is of other sources or manifests
};

// `workspace` as it is on disk now.
DependencyFixes find_dependency_fixes(const Trace& trace, const Workspace& workspace,
                                      const DependencyTools& tools,
                                      const DependencyQuestion& question);

// How long the scratch copy would take, by what the recorded frontends took: everything once, the
// workspace's own packages once more.
Duration expected_check_time(const Trace& trace);

}  // namespace makespan
