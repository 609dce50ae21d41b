#include "cli/fix_choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>

#include "advise/exclusion.h"
#include "advise/fix_id.h"
#include "advise/hiding_variables.h"
#include "base/shell_quote.h"
#include "cli/dependency_study.h"
#include "cli/machine_facts.h"
#include "cli/project.h"
#include "cli/project_workspace.h"
#include "cli/run_again.h"
#include "cli/scratch_target.h"
#include "cli/trace_source.h"
#include "cli/try_subject.h"
#include "cli/try_words.h"
#include "model/chosen_toolchain.h"
#include "replay/call_runner.h"
#include "simulate/whatif.h"
#include "store/experiment_file.h"
#include "system/interruption.h"
#include "system/own_process.h"
#include "try/ledger.h"

namespace makespan {
namespace {

constexpr const char* kExperimentFile = "experiments.jsonl";

using Clock = std::chrono::steady_clock;

// The pricing sees first that its budget is over, and keeps what it has; then the call that runs
// is killed.
constexpr Duration kLastCallTime = Duration::milliseconds(100);

// The budget is a promise about the whole command. Choosing what to measure simulates each fix
// once; what follows the measuring, each once more, the plan in several orders and the tables.
constexpr double kAfterwards = 3;

Duration since(Clock::time_point begin) {
  return Duration::nanoseconds(std::chrono::nanoseconds(Clock::now() - begin).count());
}

bool is_directory(World& world, const std::string& path) {
  std::optional<FileStatus> status = world.files.status(path).value_or(std::nullopt);
  return status && status->kind == FileKind::directory;
}

// Where the run was made or its --manifest-path led, if that is still there; else where we are.
std::string project_of(const Run& run, World& world) {
  std::string made_in = run.working_directory;
  if (std::string manifest = manifest_path(run.command); !manifest.empty())
    made_in = parent_path(join_path(made_in, manifest));
  for (const std::string& place : {made_in, run.project_root}) {
    if (!place.empty() && is_directory(world, place)) return place;
  }
  return world.working_directory;
}

// A workspace that cannot be read costs the patches, not the prices.
Workspace read_workspace(const Trace& trace, World& world, std::vector<std::string>& notes) {
  Result<Workspace> workspace =
      read_project_workspace({.directory = project_of(trace.run, world),
                              .cargo_home = cargo_environment(world).cargo_home,
                              .toolchain = chosen_toolchain(trace)},
                             world);
  if (workspace) return std::move(*workspace);
  notes.push_back(fmt::format("No patches: {}.", workspace.error().message));
  return {};
}

// Runs compiler calls again, in a scratch directory of the store's.
class Experiments {
 public:
  Experiments(const Trace& trace, Duration budget, const Interruption& interruption,
              RunStore& store, World& world)
      : trace_(trace), budget_(budget), interruption_(interruption), store_(store), world_(world) {}

  // What others took or will take of the budget.
  void spend(Duration spent) { budget_ = std::max(Duration(), budget_ - spent); }

  // Whether there are results of earlier ones.
  bool kept() {
    for (const std::string& directory : store_.directories()) {
      std::string file = join_path(directory, kExperimentFile);
      if (world_.files.status(file).value_or(std::nullopt)) return true;
    }
    return false;
  }

  Pricing run(const std::vector<PriceWish>& wishes) {
    Result<StoreDirectory> directory = store_.prepare();
    if (!directory) return nothing(directory.error().message);
    remove_stale_scratch(world_.files, directory->path);
    std::string scratch = join_path(join_path(directory->path, "scratch"), owned_name("replay"));
    auto cancelled = [&] { return interruption_.requested(); };
    double cores = std::max(1.0, trace_.run.host.cores);
    Clock::time_point begin = Clock::now();
    auto stopped = [&] { return cancelled() || since(begin) > budget_ + kLastCallTime; };
    std::unique_ptr<CallRunner> runner =
        make_call_runner({.cores = static_cast<uint32_t>(cores), .cancelled = stopped});
    PricingOptions options{.budget = budget_,
                           .scratch = scratch,
                           .cores = cores,
                           .progress = [&](const PricingProgress& now) { show(now); },
                           .cancelled = cancelled};
    ExperimentFile memory(world_.files, join_path(directory->path, kExperimentFile));
    Pricing pricing = price_changes(trace_, wishes, *runner, world_.files, &memory, options);
    static_cast<void>(world_.files.remove_tree(scratch));  // else the next one does
    if (pricing.interrupted)
      pricing.notes.emplace_back("Interrupted: prices rest on what was measured until then.");
    return pricing;
  }

 private:
  static Pricing nothing(const std::string& why) {
    Pricing pricing;
    pricing.notes.push_back(fmt::format("No compiler call could be run again: {}.", why));
    return pricing;
  }
  void show(const PricingProgress& now) {
    if (!world_.error.interactive) return;
    world_.say(fmt::format("{:.0f} of {:.0f} s: {}", now.spent.seconds(), now.budget.seconds(),
                           now.label));
  }

  const Trace& trace_;
  Duration budget_;
  const Interruption& interruption_;
  RunStore& store_;
  World& world_;
};

// A cold run's directory is gone, unless it was kept.
void note_cold(const Run& run, const std::vector<Invocation>& invocations, World& world,
               std::vector<std::string>& notes) {
  if (!run.cold || invocations.empty()) return;
  auto there = world.files.status(invocations.front().target_directory);
  if (there && *there) return;
  notes.emplace_back(
      "The target directory of this cold run is removed, and most compiler calls read libraries in "
      "it: `makespan run --cold --keep -- …` keeps it, and more can be measured.");
}

}  // namespace

Result<FixStudy> study_fixes(const std::string& run, const FixStudyOptions& options,
                             RunStore& store, World& world, SelfProfile& profile) {
  Clock::time_point begin = Clock::now();
  FixStudy study;
  MAKESPAN_TRY(RunReference reference, store.resolve(run));
  MAKESPAN_TRY(Trace trace, trace_of_run(run, store, world, profile));
  study.trace = std::make_unique<Trace>(std::move(trace));
  std::vector<std::string> notes;
  {
    auto step = profile.step("read the workspace");
    study.workspace = std::make_unique<Workspace>(read_workspace(*study.trace, world, notes));
    MachineFacts machine =
        find_machine_facts(hiding_variables(*study.trace, *study.workspace), world);
    study.situation = std::make_unique<Situation>(
        describe_situation(*study.trace, *study.workspace, std::move(machine), options.asked));
    study.situation->made_elsewhere = why_not_run_again(study.trace->run, reference.kind,
                                                        find_surroundings(study.trace->run, world));
  }
  if (options.budget > Duration() && study.situation->may_run_calls())
    note_cold(study.trace->run, study.trace->invocations, world, notes);
  FixQuestion question{.cores = options.cores};
  Accuracy accuracy = measure_accuracy(store.ledger().trials);
  question.interval_scale = [&](std::string_view kind) { return interval_scale(accuracy, kind); };
  question.weighed = [&accuracy, tries = tries_of(*study.trace)](const std::string& id) {
    std::optional<Trial> weighed;
    for (const PlacedCommand& build : tries)
      if (!weighed)
        weighed = weighed_trial(accuracy, id, shell_quoted(build.command), build.directory);
    return weighed;
  };
  Interruption interruption;  // one Ctrl-C ends all that is left to measure
  Experiments experiments(*study.trace, options.budget, interruption, store, world);
  if (!why_not_simulated(*study.trace)) {
    auto step = profile.step("look at the dependencies");
    const DependencyQuestion left{.budget = std::max(Duration(), options.budget - since(begin)),
                                  .deep = options.deep};
    DependencyFixes dependencies =
        study_dependencies(*study.situation, left, interruption, store, world);
    question.more = std::move(dependencies.candidates);
    study.searched = dependencies.search;
    study.outdated = dependencies.outdated;
    std::move(dependencies.notes.begin(), dependencies.notes.end(), std::back_inserter(notes));
  }
  question.may_run = options.budget > Duration();
  if (!question.may_run) question.most_changes = SIZE_MAX;
  auto step = profile.step("price the fixes");
  Clock::time_point choosing = Clock::now();
  if (question.may_run || experiments.kept()) {
    question.experiment = [&](const std::vector<PriceWish>& wishes) {
      experiments.spend(since(begin) + since(choosing) * kAfterwards);
      return experiments.run(wishes);
    };
  }
  study.advice = find_fixes(*study.situation, std::move(question));
  std::vector<std::string>& told = study.advice.answer.notes;
  told.insert(told.begin(), notes.begin(), notes.end());
  return study;
}

namespace {

// Why a fix that the user names may be unknown yet, as the end of a sentence; empty: it is not for
// want of a search.
std::string unsearched(std::string_view id, const FixStudy& study) {
  const std::string_view kind = id.substr(0, id.find(':'));
  const bool features = kind == "features";
  if (!features && kind != "unused" && kind != "align") return {};
  const DependencySearch needed = features ? DependencySearch::features : DependencySearch::targets;
  if (study.searched >= needed) return {};
  const std::string command = features ? "`makespan fixes --deep`" : "`makespan fixes`";
  if (study.outdated)
    return fmt::format(
        ". Sources or manifests have changed since it was looked for: {} looks "
        "again",
        command);
  return fmt::format(
      ". Nothing was compiled to find out yet: {} does that, and what it finds is "
      "known from then on",
      command);
}

Result<std::vector<size_t>> places_of(const std::string& id, const FixStudy& study) {
  const std::string why = unsearched(id, study);
  // All of a kind is all that was proven; who names a possible one knows its doubts.
  if (!why.empty() && id.find(':') == std::string::npos)
    return failure(ErrorKind::invalid,
                   fmt::format("no fix of the kind `{}` is known for this run{}", id, why));
  Result<std::vector<size_t>> places = find_by_id(id, study.advice.candidates);
  if (!places) places.error().message += why;
  return places;
}

}  // namespace

std::vector<Candidate> ChosenFixes::candidates() const {
  std::vector<Candidate> chosen;
  for (size_t place : places)
    chosen.push_back(study.advice.candidates[place]);
  return chosen;
}

Result<ChosenFixes> fixes_for(const std::string& run, const std::vector<std::string>& ids,
                              FixStudyOptions options, RunStore& store, World& world,
                              SelfProfile& profile) {
  ChosenFixes chosen;
  options.asked = ids;
  MAKESPAN_TRY(chosen.study, study_fixes(run, options, store, world, profile));
  const FixAnswer& answer = chosen.study.advice.answer;
  if (!answer.priced)
    return failure(ErrorKind::unsupported,
                   fmt::format("no fix is known for run {}: {}", answer.run, answer.notes.back()));
  for (const std::string& id : ids) {
    MAKESPAN_TRY(std::vector<size_t> places, places_of(id, chosen.study));
    for (size_t place : places) {
      if (std::find(chosen.places.begin(), chosen.places.end(), place) == chosen.places.end())
        chosen.places.push_back(place);
    }
  }
  if (Status fit = check_none_excluded(chosen.places, chosen.study.advice.candidates); !fit) {
    if (!options.alternatives) return tl::unexpected(std::move(fit).error());
    chosen.exclusive = true;
    return chosen;
  }
  MAKESPAN_TRY(chosen.patch, combined_patch(chosen.candidates(), *chosen.study.workspace));
  chosen.change = change_of_set(*chosen.study.situation, chosen.study.advice, chosen.places);
  chosen.together = price_set(*chosen.study.situation, chosen.study.advice, chosen.places);
  return chosen;
}

}  // namespace makespan
