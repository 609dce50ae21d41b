#pragma once
// The command line, parsed: one struct a command, in one variant.
//
// parse_arguments decides nothing but what was asked; whether a run exists or a file can be read is
// the command's business. A wrong use is an Error of kind `invalid` whose message names the word
// that is wrong and the help to read; main prints it and exits with 2.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/duration.h"
#include "base/result.h"

namespace makespan {

// `makespan run [--cold [--keep]] [--quiet] [--no-ptrace] [--output FILE] -- CMD…`
struct RunArguments {
  std::vector<std::string> command;
  std::string executable;  // what `cargo` is, where cargo told us; empty: as a shell finds it
  bool cold = false;
  bool keep = false;  // the target directory of a cold run
  bool quiet = false;
  bool no_ptrace = false;
  std::string output;  // empty: into the project's store
};

// `makespan [--profile NAME] [--json]`: the last build, from the target directory.
struct LastBuildArguments {
  std::string profile;  // empty: the newest
  bool json = false;
};

// `makespan report [RUN] [--json]`
struct ReportArguments {
  std::string run = "last";
  bool json = false;
};

// `makespan list [--json]`
struct ListArguments {
  bool json = false;
  size_t limit = 20;
};

// `makespan show RUN [--json]`: what was recorded, without judgement.
struct ShowArguments {
  std::string run = "last";
  bool json = false;
};

// `makespan export RUN FILE`
struct ExportArguments {
  std::string run;
  std::string file;
};

// `makespan import FILE`
struct ImportArguments {
  std::string file;
};

// `makespan recover [FILE]`: recording logs whose recorder died become runs.
struct RecoverArguments {
  std::string file;  // empty: all that lie in the store
};

// `makespan fixes [RUN] [--budget 60s] [--cores N] [--deep] [--json]`
struct FixesArguments {
  std::string run = "last";
  Duration budget = Duration::seconds(60);  // of experiments; zero: none
  double cores = 0;                         // 0: as recorded
  bool deep = false;
  bool json = false;
};

// `makespan whatif [RUN] [--jobs LIST] [--cores LIST] [EDIT…] [--fix ID…] [--json]`
struct WhatIfArguments {
  enum class EditKind { without, align, zero, scale, codegen_units };
  struct EditText {
    EditKind kind;
    std::string text;  // as written behind the option
  };
  std::string run = "last";
  std::vector<uint32_t> jobs;      // slots, each a row; empty: as recorded
  std::vector<uint32_t> cores;     // with --jobs: one number; alone: each a row with as many slots
  std::vector<EditText> edits;     // in the order of the command line
  std::vector<std::string> fixes;  // ids of fixes, simulated together in this order
  bool json = false;
};

// `makespan try FIX… [--rounds N] [--each] [--incremental] [--test] [--bench CMD] [--budget T]
// [--patch FILE] [--json] [-- CMD…]`: builds with and without, in turn.
struct TryArguments {
  std::vector<std::string> fixes;
  std::string patch;  // a file in `diff -u`'s form; empty: none
  size_t rounds = 5;
  std::optional<Duration> budget;
  bool each = false;
  bool incremental = false;
  bool test = false;
  std::string benchmark;             // for a shell; empty: none
  std::vector<std::string> command;  // empty: what the last cargo run built
  bool json = false;
};

// `makespan accuracy [DIRECTORY…] [--json]`: the ledger of this project, or of those named.
struct AccuracyArguments {
  std::vector<std::string> directories;
  bool json = false;
};

// `makespan apply FIX… [--run RUN] [--dry-run] [--force] [--write-manifest FILE] [--write-script
// FILE]`
struct ApplyArguments {
  std::vector<std::string> fixes;  // ids; empty only where something is written: the whole plan
  std::string run = "last";
  bool dry_run = false;
  bool force = false;
  std::string manifest;  // files to write; empty: none
  std::string script;
};

// `makespan undo`
struct UndoArguments {};

// `makespan help [COMMAND]`, `makespan COMMAND --help`
struct HelpArguments {
  std::string command;  // empty: the overview
};

struct VersionArguments {};

using Arguments = std::variant<RunArguments, LastBuildArguments, ReportArguments, ListArguments,
                               ShowArguments, ExportArguments, ImportArguments, RecoverArguments,
                               FixesArguments, WhatIfArguments, TryArguments, AccuracyArguments,
                               ApplyArguments, UndoArguments, HelpArguments, VersionArguments>;

struct CommandLine {
  Arguments arguments;
  bool profile_self = false;  // --profile-self: our own steps and their times, on stderr
};

// `words` are argv[1…]; `as_cargo_subcommand`: we were called as `cargo-makespan`, so that words
// that are no command of ours are cargo's (`cargo makespan build --release`).
Result<CommandLine> parse_arguments(std::vector<std::string> words, bool as_cargo_subcommand,
                                    const std::string& cargo);

}  // namespace makespan
