#pragma once
// Candidate: a fix that may apply here, before it is priced: what it changes on disk, as edits that
// others can be put on top of, and how the changed build is simulated.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "advise/fix.h"
#include "base/result.h"
#include "manifest/patch.h"
#include "model/workspace.h"
#include "replay/call_change.h"
#include "simulate/edit.h"

namespace makespan {

// One file's new text from its text as it is when this edit's turn comes: other fixes may have
// edited it before. A file that is not there yet is the empty text.
struct FileEdit {
  std::string path;  // absolute
  std::function<Result<std::string>(std::string_view text)> edit;
};

// Compiler calls that would be made with a change; what that costs is told by experiment.
struct ChangedCalls {
  std::vector<TaskId> tasks;  // a build script's run stands for the C compilers beneath it
  CallChange change;
};

// What the simulation of a candidate is worth.
enum class Reach {
  whole,  // the edits are the change
  bound,  // the change can save this much at the very most
};

struct Candidate {
  // Filled by who finds it: all but saving, basis, method, patch and diff. `verdict` is the best
  // that it can become: pricing may turn it into `possible` or `rejected`. A fix that is found
  // `rejected` stays so and needs no edits.
  Fix fix;
  std::vector<FileEdit> edits;      // empty: nothing to apply
  bool unproven = false;            // nothing compiled with the edits: to be tried, no patch yet
  std::vector<std::string> moves;   // packages that they bring in another version
  std::vector<Edit> structure;      // of the recorded tasks; in this order
  std::vector<ChangedCalls> calls;  // on top of them
  // What it may do beside `structure`, at the most: it counts in the interval alone.
  std::vector<Edit> at_most;
  std::optional<uint32_t> jobs;     // simulated with so many slots instead
  std::optional<double> cores;      // … and on so many cores
  bool longest_path_first = false;  // … in the best order instead of cargo's
  Reach reach = Reach::whole;
  // At most one fix of a group is in the plan ("codegen-units of release"); empty: no group.
  std::string group;
  // The id of a fix that does this too, among more of its kind: where that is recommended, so is
  // this, however little it saves alone.
  std::string part_of;
  // By what the interval of its saving is stretched, as earlier predictions of its kind turned out.
  double interval_scale = 1;
  // What is at stake, for the sentence that rejects it: "links take 0.41 s".
  std::string stake;
  // Why there are no edits: what wins over them wherever they are written. A sentence, a part of
  // the fix's reason; empty: nothing does.
  std::string hidden;
  // What ships would be another: its run time and size have to be measured first (weighing.h).
  bool weighs_product = false;
  // Not priced: shown with its reason only.
  bool named_only = false;
};

// How the entry of `not_checked` ends that says what of the product is not measured.
inline constexpr std::string_view kOfTheProduct = " of what is built";

// Puts a sentence before what is given as the verdict's reason.
void add_reason(Fix& fix, const std::string& sentence);

// The files of the workspace as they were read; none where there is no such file.
std::optional<std::string> bytes_of(const Workspace& workspace, const std::string& path);

// All edits in the order given, each on top of those before it. An error names the fix whose edit
// does not fit any more. Cargo.lock is not in it unless a candidate edits it.
Result<Patch> combined_patch(std::span<const Candidate> candidates, const Workspace& workspace);

}  // namespace makespan
