#pragma once
// ScratchBuilder: the builds of a try, made in a scratch copy and recorded.
//
// The base and every variant are the same copy with other bytes in the files that patches touch
// (try_variants.h), so that not even the path differs.

#include <optional>
#include <string>
#include <vector>

#include "cli/scratch_shell.h"
#include "cli/self_profile.h"
#include "cli/try_edits.h"
#include "cli/try_variants.h"
#include "cli/try_workspace.h"
#include "cli/world.h"
#include "model/trace.h"
#include "store/run_store.h"
#include "system/interruption.h"
#include "try/rounds.h"

namespace makespan {

// How one side of a try is built; with the original's paths.
struct ScratchCommands {
  std::vector<std::string> building;  // buildable_command()
  std::vector<std::string> testing;   // testing_command(); empty: no tests
  std::vector<std::string> linking;   // linking_command(); empty: the build links
  std::string benchmark;              // for a shell; empty: none
};

struct ScratchVariant {
  std::string title;
  ScratchCommands commands;
};

struct ScratchBuild {
  ScratchCommands base;
  std::vector<ScratchVariant> variants;
  bool incremental = false;
  size_t rounds = 0;         // for messages
  std::string project_root;  // of the recorded runs
};

// What a try goes through; all outlive the builder.
struct ScratchTools {
  ScratchCopy& copy;
  const ScratchShell& shell;
  TryVariants& variants;
  RunStore& store;
  World& world;
  SelfProfile& profile;
  Interruption& interruption;
};

class ScratchBuilder final : public TryBuilder {
 public:
  ScratchBuilder(ScratchBuild build, TryWorkspace workspace, ScratchTools tools)
      : build_(std::move(build)), workspace_(std::move(workspace)), tools_(tools) {}

  Result<BuildOutcome> build(const BuildRequest& request) override;

  // What could not be done, as sentences, each once.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  struct Recorded {
    Trace trace;
    int exit_code = 0;
    bool interrupted = false;
    std::string output;
  };
  enum class EditResult { rebuilt, does_not_compile, has_no_place };

  [[nodiscard]] std::string title() const;  // of what is built now
  [[nodiscard]] const ScratchCommands& commands() const;
  Result<Recorded> record_build();
  Result<BuildOutcome> cold_build(const BuildRequest& request);
  // The command's output; none: a signal has ended it, which `outcome` says.
  Result<std::optional<CommandOutput>> run(const std::vector<std::string>& command,
                                           BuildOutcome& outcome);
  Status link(BuildOutcome& outcome);
  Status test(BuildOutcome& outcome);
  Status time_benchmark(BuildOutcome& outcome);
  Status rebuild(BuildOutcome& outcome);
  // The source is as it was where there was no rebuild.
  Result<EditResult> rebuild_after(const PlannedEdit& edit, BuildOutcome& outcome);
  // In the copy, as it is now; none: there is no such file.
  [[nodiscard]] std::optional<std::string> source_of(const std::string& file) const;
  // An error of kind `no_space` where a command that said `output` failed for that, or the disk is
  // full anyway: it says nothing of the fix.
  [[nodiscard]] Status check_space(std::string_view output) const;
  void measure(BuildOutcome& outcome) const;
  bool stop(BuildOutcome& outcome) const;
  void note(const std::string& sentence);
  void say_progress(const BuildRequest& request, const BuildOutcome& outcome);

  ScratchBuild build_;
  TryWorkspace workspace_;
  ScratchTools tools_;
  std::optional<size_t> variant_;  // that is built now; none: the base
  std::vector<std::string> built_members_;
  // Of each kind the places that may do; after the first round the one that did.
  std::optional<std::vector<std::vector<PlannedEdit>>> edits_;
  std::vector<std::string> notes_;
};

}  // namespace makespan
