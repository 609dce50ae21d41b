#include "advise/testing/small_project.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "analysis/testing/tale.h"

namespace makespan {

SmallProject::SmallProject(const SmallBuild& build) {
  Tale tale("cargo build");
  Invocation invocation{
      .subcommand = build.check ? "check" : "build", .profile = build.profile, .jobs = 2};
  tale.invocation("cargo build", 0, 6000, invocation);
  TaskMode mode = build.check ? TaskMode::check : TaskMode::build;
  auto codegen = [&](const std::vector<int>& units) {
    return build.check ? std::vector<int>() : units;
  };
  TaskId syn =
      tale.unit("syn", "2.0.1", 0,
                {.mode = mode, .side = TaskSide::host, .frontend = 400, .codegen = codegen({100})});
  TaskId derive = tale.unit("derive", "1.0.0", 500,
                            {.kind = TaskKind::proc_macro,
                             .side = TaskSide::host,
                             .frontend = 200,
                             .codegen = codegen({100}),
                             .link = 40},
                            {syn});
  TaskId script = tale.unit("libz-sys", "1.1.0", 0,
                            {.kind = TaskKind::build_script_run,
                             .mode = TaskMode::execute,
                             .script = 50,
                             .compile_c = {300, 200}});
  TaskId serde = tale.unit("serde", "1.0.2", 0,
                           {.mode = mode,
                            .side = TaskSide::target,
                            .frontend = 300,
                            .codegen = codegen({300, 200}),
                            .flags = build.flags});
  tale.unit("serde", "1.0.2", 1,
            {.mode = mode, .side = TaskSide::host, .frontend = 300, .codegen = codegen({200})});
  TaskId core = tale.unit("core", "0.1.0", 900,
                          {.mode = mode,
                           .side = TaskSide::target,
                           .local = true,
                           .frontend = 500,
                           .codegen = codegen({400, 400, 200}),
                           .link = build.cdylib ? build.link : 0,
                           .flags = build.flags},
                          {derive, script, serde});
  if (build.binary) {
    tale.unit("app", "0.1.0", 2500,
              {.kind = TaskKind::binary,
               .mode = mode,
               .side = TaskSide::target,
               .local = true,
               .frontend = 300,
               .codegen = codegen({200, 100}),
               .link = build.check ? 0 : build.link,
               .flags = build.flags},
              {core});
  }
  trace = tale.end(4000);
  workspace = {.root = "/home/user/aimds",
               .root_manifest_path = "/home/user/aimds/Cargo.toml",
               .root_manifest = build.manifest};
  machine = {.linkers = {"mold"},
             .host = "x86_64-unknown-linux-gnu",
             .user_config = "/home/user/.cargo/config.toml"};
}

Situation SmallProject::situation(std::vector<std::string> asked) const {
  return describe_situation(trace, workspace, machine, std::move(asked));
}

TaskId SmallProject::task(std::string_view name, TaskKind kind) const {
  for (uint32_t i = 0; i < trace.tasks.size(); ++i) {
    const Task& task = trace.tasks[i];
    if (trace.text(task.name) == name && task.kind == kind && task.side != TaskSide::host)
      return TaskId(i);
  }
  ADD_FAILURE() << "no task " << name;
  return {};
}

bool has(const std::vector<Candidate>& candidates, const std::string& id) {
  return std::any_of(candidates.begin(), candidates.end(),
                     [&](const Candidate& candidate) { return candidate.fix.id == id; });
}

const Candidate& named(const std::vector<Candidate>& candidates, const std::string& id) {
  static const Candidate kNone;
  for (const Candidate& candidate : candidates) {
    if (candidate.fix.id == id) return candidate;
  }
  std::string there;
  for (const Candidate& candidate : candidates)
    there += " " + candidate.fix.id;
  ADD_FAILURE() << "no fix " << id << " among" << there;
  return kNone;
}

Experimenter known_ratios(const Trace& trace, std::vector<KnownRatio> ratios) {
  return [&trace, ratios = std::move(ratios)](const std::vector<PriceWish>& wishes) {
    Pricing pricing;
    for (const PriceWish& wish : wishes) {
      PricedChange price{.task = wish.task, .change = wish.change, .reason = "not in this test"};
      for (const KnownRatio& known : ratios) {
        if (!(known.change == wish.change)) continue;
        Range range = trace.tasks[wish.task.index()].sections;
        CallCost cost = cost_of(std::span(trace.sections).subspan(range.first, range.count));
        CallCost changed = cost;
        for (Duration CallCost::*section : {&CallCost::frontend, &CallCost::codegen, &CallCost::lto,
                                            &CallCost::link, &CallCost::other})
          changed.*section = cost.*section * known.ratio;
        RatioInterval interval{.low = known.low, .expected = known.ratio, .high = known.high};
        price = {.task = wish.task,
                 .change = wish.change,
                 .basis = PriceBasis::replayed,
                 .effect = {.unchanged = cost, .changed = changed, .cpu = interval, .pairs = 3}};
        ++pricing.calls;
      }
      pricing.prices.push_back(std::move(price));
    }
    for (const KnownRatio& known : ratios) {
      pricing.totals.push_back(
          {.change = known.change,
           .cpu = {.low = known.low, .expected = known.ratio, .high = known.high}});
    }
    return pricing;
  };
}

}  // namespace makespan
