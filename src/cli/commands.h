#pragma once
// The commands: each reads as a list of steps. A Result's value is the exit code; its error becomes
// the one line that main prints, with exit code 1.

#include "base/result.h"
#include "cli/arguments.h"
#include "cli/self_profile.h"
#include "cli/world.h"

namespace makespan {

// Dispatches, prints the error if there is one, returns the exit code.
int run_command_line(const CommandLine& line, World& world);

Result<int> run_and_record(const RunArguments& arguments, World& world, SelfProfile& profile);
Result<int> report_last_build(const LastBuildArguments& arguments, World& world,
                              SelfProfile& profile);
Result<int> report_run(const ReportArguments& arguments, World& world, SelfProfile& profile);
Result<int> list_runs(const ListArguments& arguments, World& world, SelfProfile& profile);
Result<int> show_run(const ShowArguments& arguments, World& world, SelfProfile& profile);
Result<int> export_run(const ExportArguments& arguments, World& world, SelfProfile& profile);
Result<int> import_run(const ImportArguments& arguments, World& world, SelfProfile& profile);
Result<int> recover_runs(const RecoverArguments& arguments, World& world, SelfProfile& profile);
Result<int> list_fixes(const FixesArguments& arguments, World& world, SelfProfile& profile);
Result<int> answer_whatif_question(const WhatIfArguments& arguments, World& world,
                                   SelfProfile& profile);
Result<int> try_fixes(const TryArguments& arguments, World& world, SelfProfile& profile);
Result<int> show_accuracy(const AccuracyArguments& arguments, World& world, SelfProfile& profile);
Result<int> apply_fixes(const ApplyArguments& arguments, World& world, SelfProfile& profile);
Result<int> undo_last_apply(const UndoArguments& arguments, World& world, SelfProfile& profile);
Result<int> print_help(const HelpArguments& arguments, World& world, SelfProfile& profile);
Result<int> print_version(const VersionArguments& arguments, World& world, SelfProfile& profile);

}  // namespace makespan
