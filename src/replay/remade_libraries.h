#pragma once
// RemadeLibraries: the libraries of a build compiled anew under a change, for what links them.
//
// A link's cost rests on what its libraries hold: bitcode or code, debug information, how many
// pieces. So the call that links is only run again truly against libraries that were made under the
// same change. They are compiled one after another, what they need first, into a directory of ours
// and under names of their own, since rustc looks for the libraries of a library by name:
//
//   --out-dir /t/deps -C extra-filename=-0f        -> --out-dir DIRECTORY -C extra-filename=-0fr
//   --extern syn=/t/deps/libsyn-0f.rmeta           -> --extern syn=DIRECTORY/libsyn-0fr.rmeta
//   -L dependency=/t/deps                          -> the same, and -L dependency=DIRECTORY
//
// Proc-macros, build scripts and what only they need stay as they were.

#include <set>
#include <string>
#include <vector>

#include "model/trace.h"
#include "replay/compiler_call.h"

namespace makespan {

class RemadeLibraries {
 public:
  explicit RemadeLibraries(std::string directory) : directory_(std::move(directory)) {}

  [[nodiscard]] const std::string& directory() const { return directory_; }

  // A library's call, changed and redirected (changed_call), as one that is remade: it writes its
  // outputs into the directory, and reads from there what was remade before it.
  CompilerCall remade(CompilerCall changed);

  // Of what links: the same call, reading what was remade.
  [[nodiscard]] CompilerCall linked(CompilerCall changed) const;

 private:
  std::string directory_;
  std::set<std::string, std::less<>> stems_;  // "libsyn-0f"
};

// The libraries beneath `tasks` that have to be compiled anew where those of `changed` are: they
// and what uses them, in an order in which what a library needs comes before it.
std::vector<TaskId> libraries_to_remake(const Trace& trace, const std::vector<TaskId>& tasks,
                                        const std::set<TaskId>& changed);

}  // namespace makespan
