#include "advise/dependencies/dependency_fixes.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <utility>

#include "advise/dependencies/align_fixes.h"
#include "advise/dependencies/alignment.h"
#include "advise/dependencies/dependency_findings.h"
#include "advise/dependencies/feature_fixes.h"
#include "advise/dependencies/recorded_lint.h"
#include "advise/dependencies/scratch_workbench.h"
#include "advise/dependencies/search_inputs.h"
#include "advise/dependencies/unused_fixes.h"
#include "advise/dependencies/unused_search.h"
#include "model/chosen_toolchain.h"
#include "scratch/scratch_copy.h"

namespace makespan {
namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

// Of a budget, before the rest of the fixes has its turn.
constexpr double kShare = 0.6;
// What the recording cannot show: dependencies of tests, and the workspace compiled once more.
constexpr double kMoreThanRecorded = 1.5;

bool runs_on_the_host(const Task& task) {
  return task.kind == TaskKind::proc_macro || task.kind == TaskKind::build_script ||
         task.kind == TaskKind::build_script_run || task.side == TaskSide::host;
}

Milliseconds milliseconds(Duration duration) {
  return Milliseconds(static_cast<int64_t>(duration.seconds() * 1000));
}

class Finder {
 public:
  Finder(const Trace& trace, const Workspace& workspace, const DependencyTools& tools,
         const DependencyQuestion& question)
      : trace_(trace), workspace_(workspace), tools_(tools), question_(question) {}

  DependencyFixes find() {
    if (workspace_.packages.empty()) return {};
    find_alignments_of_the_run();
    if (Result<std::string> inputs = inputs_digest(workspace_, tools_.files)) inputs_ = *inputs;
    std::optional<DependencyFindings> kept = recalled();
    const DependencyFindings findings = kept ? *std::move(kept) : search_as_time_allows();
    fixes_.candidates = unused_candidates(trace_, workspace_, findings.unused);
    std::ranges::move(align_candidates(trace_, workspace_, alignments_, proofs_of(findings)),
                      std::back_inserter(fixes_.candidates));
    std::ranges::move(feature_candidates(trace_, workspace_, findings.features, tested()),
                      std::back_inserter(fixes_.candidates));
    std::ranges::copy(findings.unused.notes, std::back_inserter(fixes_.notes));
    return std::move(fixes_);
  }

 private:
  // What was found before, where it is of the same inputs and more would not be found in the time
  // that there is. --deep looks anew.
  std::optional<DependencyFindings> recalled() {
    const std::string text = tools_.recall();
    if (text.empty() || inputs_.empty()) return std::nullopt;
    Result<KeptFindings> kept = read_findings(workspace_, text);
    fixes_.outdated = !kept || kept->inputs != inputs_;
    if (fixes_.outdated || question_.deep) return std::nullopt;
    if (!kept->findings.complete && question_.budget > Duration()) return std::nullopt;
    fixes_.search = kept->findings.deep ? DependencySearch::features : DependencySearch::targets;
    return std::move(kept->findings);
  }

  [[nodiscard]] TestedFixes tested() const {
    const std::string text = tools_.recall_tests();
    if (text.empty() || inputs_.empty()) return {};
    TestedFixes kept = read_tested(text).value_or(TestedFixes());
    return kept.inputs == inputs_ ? kept : TestedFixes();
  }

  void keep(const DependencyFindings& findings) {
    if (inputs_.empty()) return;
    tools_.keep(findings_text(workspace_, {.inputs = inputs_, .findings = findings}));
    fixes_.outdated = false;
  }

  // The recorded calls first: what they use needs no scratch copy.
  DependencyFindings search_as_time_allows() {
    LintCheck check;
    if (tools_.calls != nullptr && question_.budget > Duration()) {
      tools_.progress("asking the recorded compiler calls what they use");
      check = run_recorded_lint(trace_, *tools_.calls, tools_.call_scratch, [&] { return late(); });
    }
    DependencyFindings quick;
    quick.unused = unproven(look_for_unused(workspace_, tools_.files, check));
    const bool nothing_to_ask = quick.unused.found.empty() && alignments_.empty();
    if ((question_.budget <= Duration() || nothing_to_ask) && !question_.deep) return quick;
    if (enough_for_a_copy()) {
      Result<DependencyFindings> search = search_in_a_copy();
      if (search) {
        fixes_.search = search->deep ? DependencySearch::features : DependencySearch::targets;
        keep(*search);
        return *std::move(search);
      }
      fixes_.notes.push_back(
          "Not all targets could be compiled in a scratch copy: " + search.error().message +
          (question_.deep ? "." : ". `makespan fixes --deep` takes the time that it needs."));
    } else {
      fixes_.notes.emplace_back(
          "What no target uses was asked of the recorded compiler calls alone: to compile all "
          "targets in a scratch copy, `makespan fixes --deep`.");
    }
    return quick;
  }

  // Nothing is certain that was not compiled without it.
  static UnusedSearch unproven(UnusedSearch search) {
    for (UnusedDependency& unused : search.found)
      if (unused.doubts.empty())
        unused.doubts.push_back({.reason = "nothing was compiled without it yet",
                                 .settles = "`makespan fixes --deep`"});
    return search;
  }

  [[nodiscard]] bool enough_for_a_copy() const {
    return question_.deep ||
           expected_check_time(trace_).seconds() <= question_.budget.seconds() * kShare;
  }

  [[nodiscard]] bool late() const {
    const std::chrono::duration<double> spent = Clock::now() - begin_;
    return tools_.stop() ||
           (!question_.deep && spent.count() > question_.budget.seconds() * kShare);
  }

  Result<DependencyFindings> search_in_a_copy() {
    ScratchRequest request{.workspace_root = workspace_.root,
                           .outside = {},
                           .target_directory = workspace_.target_directory,
                           .environment = tools_.scratch,
                           .stop = tools_.stop};
    for (const WorkspacePackage& package : workspace_.packages)
      if (!package.member) request.outside.push_back(package.directory);
    tools_.progress("compiling all targets in a scratch copy");
    MAKESPAN_TRY(ScratchCopy copy, ScratchCopy::create(tools_.files, tools_.commands, request));
    ScratchWorkbench bench(copy, tools_.files, tools_.commands, workspace_.root);
    bench.choose_toolchain(chosen_toolchain(trace_));
    bench.end_when(tools_.stop);
    UnusedSearchOptions options;
    if (!question_.deep) {
      const Milliseconds share = milliseconds(question_.budget * kShare);
      bench.end_by(begin_ + share);
      options.limit = share - std::chrono::duration_cast<Milliseconds>(Clock::now() - begin_);
    }
    DependencyFindings found;
    MAKESPAN_TRY(found.unused, search_unused(workspace_, tools_.files, bench, options));
    tools_.progress("compiling with aligned versions");
    prove_alignments(bench, found);
    if (question_.deep) search_features_of(bench, found);
    found.complete = found.proofs.size() == alignments_.size() && !late();
    return found;
  }

  void prove_alignments(Workbench& bench, DependencyFindings& found) {
    for (const Alignment& alignment : alignments_) {
      const Result<AlignmentProof> proof = prove_alignment(workspace_, alignment, tools_.files,
                                                           bench, found.unused.all_features_work);
      if (late()) return;
      found.proofs[name_of(alignment)] = proof.value_or(AlignmentProof());
    }
  }

  void search_features_of(Workbench& bench, DependencyFindings& found) {
    FeatureQuestion question;
    question.stop = tools_.stop;
    question.progress = tools_.progress;
    Result<std::vector<FeatureFinding>> features =
        search_features(trace_, workspace_, tools_.files, bench, question);
    found.deep = features && !tools_.stop();
    if (features)
      found.features = *std::move(features);
    else
      fixes_.notes.push_back("Features were not searched: " + features.error().message);
  }

  static std::string name_of(const Alignment& alignment) {
    return alignment.package + "@" + alignment.version;
  }

  // Of each alignment of this run.
  [[nodiscard]] std::vector<AlignmentProof> proofs_of(const DependencyFindings& findings) const {
    std::vector<AlignmentProof> proofs;
    for (const Alignment& alignment : alignments_) {
      const auto found = findings.proofs.find(name_of(alignment));
      proofs.push_back(found == findings.proofs.end() ? AlignmentProof() : found->second);
    }
    return proofs;
  }

  void find_alignments_of_the_run() {
    alignments_ = find_alignments(workspace_);
    std::erase_if(alignments_,
                  [&](const Alignment& alignment) { return !was_built_twice(trace_, alignment); });
  }

  const Trace& trace_;
  const Workspace& workspace_;
  const DependencyTools& tools_;
  const DependencyQuestion& question_;
  DependencyFixes fixes_;
  std::vector<Alignment> alignments_;
  std::string inputs_;  // inputs_digest(); empty: they cannot be read
  Clock::time_point begin_ = Clock::now();
};

}  // namespace

DependencyFixes find_dependency_fixes(const Trace& trace, const Workspace& workspace,
                                      const DependencyTools& tools,
                                      const DependencyQuestion& question) {
  return Finder(trace, workspace, tools, question).find();
}

Duration expected_check_time(const Trace& trace) {
  Duration work;
  for (const Section& section : trace.sections) {
    const Task& task = trace.tasks[section.task.index()];
    if (section.kind == SectionKind::frontend || runs_on_the_host(task))
      work += section.cpu.value_or(section.wall);
  }
  return work * (kMoreThanRecorded / std::max(1.0, trace.run.host.cores));
}

}  // namespace makespan
