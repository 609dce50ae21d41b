#pragma once
// Writes a patch into the user's project, takes it back, and tidies up after a makespan that was
// killed while it did either. Whatever happens, every file is whole at every moment, and after the
// next finish_interrupted() the project is as it was before or as it is after, byte for byte.
//
// Nothing here asks whether the patch should be applied: that is objections.h.

#include <functional>
#include <string>
#include <vector>

#include "apply/doors.h"
#include "apply/journal.h"
#include "manifest/patch.h"

namespace makespan {

struct AppliedPatch {
  uint32_t number = 0;
  std::vector<std::string> notices;  // sentences to print behind "makespan: "
};

// `check` is asked once everything is in place (does cargo take it?): its error, or any other, puts
// everything back and is returned. `busy` where a file's bytes are not the patch's `before`, or
// another makespan holds the journal's lock. `forced`: files that were objected to.
Result<AppliedPatch> apply_patch(const Patch& patch, const std::vector<std::string>& fixes,
                                 const std::function<Status()>& check, Journal& journal,
                                 ApplyDoors doors, const std::vector<std::string>& forced = {});

struct UndonePatch {
  JournalRecord record;              // what was taken back
  size_t left = 0;                   // applied ones that are still there
  std::vector<std::string> notices;  // sentences to print behind "makespan: "
};

// Takes the last applied patch back. `not_found` where there is none; `busy` where another makespan
// holds the journal's lock or, naming the files, bytes are not those that apply wrote: then nothing
// is changed.
Result<UndonePatch> undo_last_patch(Journal& journal, ApplyDoors doors);

// Finishes or takes back what a makespan that is gone left half done; one sentence for each, ready
// to print. Costs one look at a directory where there is nothing. What could not be done now
// remains, and is tried again by the next call. Nothing is done where another makespan holds the
// journal's lock.
std::vector<std::string> finish_interrupted(Journal& journal, ApplyDoors doors);

}  // namespace makespan
