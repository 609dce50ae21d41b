#include "cli/commands.h"

#include <fmt/format.h>

#include <cstdio>

#include "cli/help.h"
#include "cli/interrupted_apply.h"
#include "cli/scratch_environment.h"
#include "cli/version.h"

namespace makespan {
namespace {

struct Dispatch {
  World& world;
  SelfProfile& profile;

  Result<int> operator()(const RunArguments& a) const { return run_and_record(a, world, profile); }
  Result<int> operator()(const LastBuildArguments& a) const {
    return report_last_build(a, world, profile);
  }
  Result<int> operator()(const ReportArguments& a) const { return report_run(a, world, profile); }
  Result<int> operator()(const ListArguments& a) const { return list_runs(a, world, profile); }
  Result<int> operator()(const ShowArguments& a) const { return show_run(a, world, profile); }
  Result<int> operator()(const ExportArguments& a) const { return export_run(a, world, profile); }
  Result<int> operator()(const ImportArguments& a) const { return import_run(a, world, profile); }
  Result<int> operator()(const RecoverArguments& a) const {
    return recover_runs(a, world, profile);
  }
  Result<int> operator()(const FixesArguments& a) const { return list_fixes(a, world, profile); }
  Result<int> operator()(const WhatIfArguments& a) const {
    return answer_whatif_question(a, world, profile);
  }
  Result<int> operator()(const TryArguments& a) const { return try_fixes(a, world, profile); }
  Result<int> operator()(const AccuracyArguments& a) const {
    return show_accuracy(a, world, profile);
  }
  Result<int> operator()(const ApplyArguments& a) const { return apply_fixes(a, world, profile); }
  Result<int> operator()(const UndoArguments& a) const {
    return undo_last_apply(a, world, profile);
  }
  Result<int> operator()(const HelpArguments& a) const { return print_help(a, world, profile); }
  Result<int> operator()(const VersionArguments& a) const {
    return print_version(a, world, profile);
  }
};

}  // namespace

int run_command_line(const CommandLine& line, World& world) {
  SelfProfile profile;
  finish_interrupted_apply(world);
  remove_stale_copies(world);
  Result<int> exit_code = std::visit(Dispatch{world, profile}, line.arguments);
  if (line.profile_self) std::fputs(profile.text().c_str(), stderr);
  if (exit_code) return *exit_code;
  world.say(exit_code.error().message);
  return exit_code.error().kind == ErrorKind::invalid ? kExitWrongUse : kExitFailed;
}

Result<int> print_help(const HelpArguments& arguments, World& world, SelfProfile&) {
  MAKESPAN_CHECKED(world.print(help_text(arguments.command)));
  return kExitFine;
}

Result<int> print_version(const VersionArguments&, World& world, SelfProfile&) {
  MAKESPAN_CHECKED(world.print(fmt::format("makespan {}\n", kVersion)));
  return kExitFine;
}

}  // namespace makespan
