#include "cli/help.h"

#include <array>

namespace makespan {
namespace {

constexpr std::string_view kOverview =
    R"(makespan: where a build's time goes, why, and what would make it shorter

  makespan run -- CMD...      record a build, unchanged
  cargo makespan build        the same, as a cargo subcommand
  makespan                    the last cargo build, from its target directory
  makespan report [RUN]       where the time of a recorded run went
  makespan whatif [RUN]       the same build on other cores, or without a part
  makespan fixes [RUN]        what would make it shorter, and by how much
  makespan try FIX...         builds with and without; says what changed
  makespan accuracy           what was predicted, beside what was measured
  makespan apply FIX...       change the manifests as a fix says, with a journal
  makespan undo               take the last apply back, byte for byte
  makespan list               the recorded runs
  makespan show RUN           what was recorded of a run
  makespan export RUN FILE    one run, whole, into a file
  makespan import FILE        and back
  makespan recover [FILE]     runs whose recorder was killed
  makespan help COMMAND       more about one command, with an example

RUN is an id, the start of one, `last`, `last~2` (two before it) or a file.

Options everywhere: --help, --version, --profile-self (our own steps and their
times). Exit status: 0 fine, 1 failed, 2 wrong usage. `run` exits as its command
does.

Example: record a clean build without deleting anything, then read its report
  makespan run --cold -- cargo build --release
  makespan report
)";

constexpr std::string_view kRun =
    R"(makespan run [OPTION...] -- CMD...
cargo makespan [OPTION...] build --release

Runs the command as it is and records every process of it: arguments, CPU,
waits, memory, the threads of compilers. The build is not changed: same
artifacts, same output, same exit status (128+N for a signal). Nothing is
written to standard output; one line goes to standard error when the command has
ended.

  --cold           build into a scratch target directory, removed afterwards:
                   the clean build without deleting anything (sets
                   CARGO_TARGET_DIR and CARGO_BUILD_BUILD_DIR)
  --keep           keep that directory until the next cold run with --keep, so
                   that `makespan fixes` can run the compiler calls again: they
                   read the libraries in it. With --output it lies beside FILE
                   and is yours to remove
  --output FILE    write the run into FILE instead of the project's .makespan
  --no-ptrace      watch by polling /proc: for containers that forbid ptrace,
                   and for commands that need setuid programs. Short processes
                   are missed; the run is marked coarse
  --quiet          say nothing unless something is wrong

Exit status: the command's; 127 where it was not found, 126 where it cannot be
run, 2 for wrong use.

Examples
  makespan run -- cargo build --release
  makespan run --cold -- cargo check
  makespan run --output /tmp/build.run -- make -j8
)";

constexpr std::string_view kLast =
    R"(makespan [--profile NAME] [--json]

In a Cargo project: the profile of the last build, read from what it left in the
target directory. Nothing is built. CPU and waits are not known this way;
`makespan run` records them.

  --profile NAME   that profile's directory (dev, release, ...) instead of the
                   newest one
  --json           the whole report as JSON (docs/formats/report.md)

Example
  cargo build && makespan
)";

constexpr std::string_view kReport =
    R"(makespan report [RUN] [--json]

Where the time of a recorded run went: the phases, the waterfall of units with
the critical path marked, the cores over time, the path that sets the finish,
the slowest units and why, and what exists in two versions. RUN is an id, the
start of one, `last` (the default), `last~2` or a file (an exported run or a
recording log).

  --json           the whole report as JSON (docs/formats/report.md)

Colour only on a terminal; NO_COLOR turns it off. The width is the terminal's,
or COLUMNS. LC_ALL=C draws in plain ASCII.

Example
  makespan report last~1 --json > before.json
)";

constexpr std::string_view kWhatIf =
    R"(makespan whatif [RUN] [--jobs N,N...] [--cores N] [EDIT...] [--json]

Simulates the recorded build: on other cores, with other slots, or edited. First
the recorded build is simulated as it was, and how far off that is stands beside
every answer (`replay error`). Answers are a range over the orders that cargo
leaves to chance: minimum, median, maximum.

  --jobs 1,2,4     so many slots (-j), each on as many cores unless --cores says
                   otherwise
  --cores 8        so many cores; without --jobs several (4,8,16), each with as
                   many slots. More than the machine has is marked
                   `extrapolated`

Edits, any number of them, simulated together in the order given; each row of
--jobs and --cores is there without and with them:
  --without PKG[@VER]      the package is gone, and all that only it pulls in
  --align PKG@VER          dependents of every other version of PKG use this
                           one; what nothing needs any more goes
  --zero WHAT              takes no time; edges stay
  --scale WHAT=FACTOR      takes FACTOR (0 to 1000) of its time
  --codegen-units N        codegen of units recorded with fewer may use N
                           threads; CPU as measured
  --fix ID                 a fix as `makespan fixes` names it, priced by the
                           experiments that are stored; several in the order
                           given, after the other edits

WHAT is a package (syn, syn@2), a section of all or one (link, codegen:syn), or
a set (tests, build-scripts, proc-macros). Sections: frontend, codegen, lto,
link, script, compile-c, other. A package that is called like one of these is
named with its version (link@1) or an empty one (link@).

A build that failed before all was built is refused, and so is one of which
nobody knows what waited for what (make, ninja, scripts).

  --json           everything as JSON (docs/formats/whatif.md), and drag and
                   slack of each unit

Examples
  makespan whatif --jobs 1,2,4,8,16,32
  makespan whatif --without dashmap@5 --zero link
  makespan whatif --fix release.codegen-units=16 --fix unused
)";

constexpr std::string_view kFixes =
    R"(makespan fixes [RUN] [--budget TIME] [--cores N] [--deep] [--json]

What would make the recorded build shorter: each fix with the seconds that it
saves and their interval, how that is known, what speaks for it and against it,
and its patch; then the plan in the order that pays first, simulated together.
Recommended is only what was measured on this run and stands out from chance.
Compilers of the recording are run again, changed, in a scratch directory; build
scripts and other programs never are, and nothing is written into the target
directory. Dependencies are looked at in a scratch copy of the project, where
`cargo check` compiles all targets if the budget has the time for it; what is
found there is kept for apply, try and whatif.

  --budget 60s     time for experiments (default 60s; 2m, 1h); 0: none, prices
                   are then simulated, bounds or published ranges, and marked
                   so. Results are kept and used again
  --cores N        on a machine with N cores; more than the recorded one has is
                   extrapolated
  --deep           compile all targets in a scratch copy whatever it takes, and
                   search the smallest set of features, too
  --json           everything as JSON (docs/formats/fixes.md)

A fix is named PROFILE.KEY=VALUE, unused:MEMBER/DEP, align:PACKAGE@VERSION,
features:MEMBER/DEP, linker=mold; a kind alone (unused) means all of it, and of
values that exclude each other the best; a part may be left out where one thing
fits.

Example
  makespan fixes --budget 2m
)";

constexpr std::string_view kTry =
    R"(makespan try [FIX...] [OPTION...] [-- CMD...]

Builds the project with and without the fixes, in turn, and says what changed:
wall time and CPU with their intervals, the sizes of what was built, and what
the fixes were predicted to do. It builds what the last recorded cargo built (or
CMD), from nothing each time, in a scratch copy: your files, target directory,
lock file and .git are not touched. Without a FIX the build is compared with
itself, which shows the noise of this machine.

  FIX              an id that `makespan fixes` prints; several go together
  --each           each fix alone, too; values of one setting: each alone
  --patch FILE     instead of fixes: a change of yours, as `git diff` prints it
  --rounds N       at most N builds of each (default 5); fewer where every
                   interval is narrow
  --budget TIME    stop before a build that would end later: 90s, 15m, 2h
  --incremental    then edit a function's body in a leaf and in the core member
                   and a public signature, and rebuild after each
  --test           run `cargo test` once each way, too
  --bench CMD      time CMD (for a shell, in the copy:
                   ./target/release/app ...) after each build
  --json           everything as JSON (docs/formats/try.md)

Another CMD than cargo (make) builds what is out of date in a copy of your tree,
the same each time: give one that cleans first for builds from nothing.

Ctrl-C, or a disk that is full, ends it with the rounds that are finished. Exit
status: 0 where every way builds (and passes its tests and the benchmark), 1
where one does not, or something else broke.

Examples
  makespan try release.codegen-units=16 --rounds 7
  makespan try unused --each --test
  makespan try --bench './target/release/app --selftest' release.lto=thin
)";

constexpr std::string_view kAccuracy =
    R"(makespan accuracy [DIRECTORY...] [--json]

The ledger: what `makespan fixes` predicted beside what `makespan try` measured,
for each fix that was tried here (or in the projects DIRECTORY...); by kind of
fix the median and the worst error, and how often the predicted interval held
the truth.

  --json           the same as JSON (docs/formats/try.md)

Example
  makespan accuracy
)";

constexpr std::string_view kList =
    R"(makespan list [--limit N] [--json]

The recorded runs of this project, newest first: id, when, wall time, CPU, exit
status, command.

  --limit N        at most N runs (default 20; 0 is all)
  --json           an array with id, command, started, wall_seconds,
                   cpu_seconds, exit_code, source, purpose, complete and tasks
                   of each

Example
  makespan list --limit 5
)";

constexpr std::string_view kShow =
    R"(makespan show [RUN] [--json]

What was recorded of a run, without judgement: command, machine, tools,
invocations, counts, what was odd.

  --json           the same as JSON

Example
  makespan show last
)";

constexpr std::string_view kExport =
    R"(makespan export RUN FILE

Writes one run, whole, into a file that `makespan import` and `makespan report
FILE` read. The file is a SQLite database (docs/formats/run-database.md).

Example
  makespan export last slow-build.run
)";

constexpr std::string_view kImport =
    R"(makespan import FILE

Puts a run from a file (of `makespan export` or `run --output`) into this
project's .makespan. Importing the same run again changes nothing.

Example
  makespan import slow-build.run
)";

constexpr std::string_view kRecover =
    R"(makespan recover [FILE]

Makes runs of recording logs that were left behind because their recorder was
killed: the log is readable to its last whole record. Without FILE: all logs in
this project's .makespan. A log there goes when its run is kept, or where no
record of it was written; a FILE that lies elsewhere stays.

Example
  makespan recover
)";

constexpr std::string_view kApply =
    R"(makespan apply FIX... [OPTION...]

Changes the project as the fixes say: Cargo.toml, .cargo/config.toml, and
Cargo.lock as cargo resolves it offline. Comments, order and line endings stay.
A journal is kept, so that `makespan undo` restores every byte; if makespan is
killed, its next command puts things right. Afterwards `cargo metadata --locked
--offline` succeeds, or everything is put back.

Refused, naming the files, where one has uncommitted changes (or git cannot
tell) or changed since the run was made, is read-only, a symbolic link or
outside the workspace, and where the version of a package would change that no
fix asked for.

  --dry-run               only show the diff, Cargo.lock included
  --force                 also where files have uncommitted changes, git cannot
                          tell, or they changed since the run; and versions that
                          become one though not every target was compiled so
  --run RUN               the run that the fixes are of (default: last)
  --write-manifest FILE   instead of changing anything, write the changed
                          manifests into FILE, with a comment at each change:
                          which fix, what it saves, what stood there
  --write-script FILE     instead of changing anything, write the changes as a
                          plain script for sh and patch. Without FIX, these two
                          take the whole plan of `makespan fixes`

A fix is named as `makespan fixes` prints it, which has to have found it before:
nothing is compiled here. A kind alone (unused) is all of it that is
recommended.

Examples
  makespan apply release.codegen-units=16 --dry-run
  makespan apply unused release.codegen-units=16
  makespan apply --write-script speed-up.sh
)";

constexpr std::string_view kUndo =
    R"(makespan undo

Takes the last apply back: every file gets its bytes from before, files that
apply made go. Call it again for the apply before that. Refused, naming the
files, where bytes are no longer those that apply wrote: what somebody did since
then would be lost.

Example
  makespan undo
)";

struct Topic {
  std::string_view command;
  std::string_view text;
};

constexpr std::array kTopics = {
    Topic{"", kOverview},       Topic{"help", kOverview}, Topic{"run", kRun},
    Topic{"last", kLast},       Topic{"report", kReport}, Topic{"whatif", kWhatIf},
    Topic{"fixes", kFixes},     Topic{"try", kTry},       Topic{"accuracy", kAccuracy},
    Topic{"apply", kApply},     Topic{"undo", kUndo},     Topic{"list", kList},
    Topic{"show", kShow},       Topic{"export", kExport}, Topic{"import", kImport},
    Topic{"recover", kRecover},
};

}  // namespace

std::string_view help_text(std::string_view command) {
  for (const Topic& topic : kTopics) {
    if (topic.command == command) return topic.text;
  }
  return {};
}

bool is_command(std::string_view word) {
  return !word.empty() && !help_text(word).empty();
}

}  // namespace makespan
