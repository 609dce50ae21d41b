#include "cli/arguments.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "cli/help.h"

namespace makespan {
namespace {

using Words = std::vector<std::string>;

Result<CommandLine> parse(Words words) {
  return parse_arguments(std::move(words), false, "cargo");
}

Result<CommandLine> parse_cargo(Words words) {
  words.insert(words.begin(), "makespan");
  return parse_arguments(std::move(words), true, "/toolchain/cargo");
}

template <class T>
T get(const Result<CommandLine>& line) {
  EXPECT_TRUE(line) << line.error().message;
  EXPECT_TRUE(std::holds_alternative<T>(line->arguments));
  return std::get<T>(line->arguments);
}

std::string error_of(Words words) {
  Result<CommandLine> line = parse(std::move(words));
  EXPECT_FALSE(line);
  return line ? "" : line.error().message;
}

TEST(Arguments, TakeEverythingBehindTheDashesAsTheCommand) {
  RunArguments run =
      get<RunArguments>(parse({"run", "--cold", "--", "make", "--cold", "-j8", "--"}));
  EXPECT_TRUE(run.cold);
  EXPECT_EQ(run.command, (Words{"make", "--cold", "-j8", "--"}));
}

TEST(Arguments, TakeTheFirstWordThatIsNoOptionAsTheCommand) {
  RunArguments run =
      get<RunArguments>(parse({"run", "--output", "f", "-q", "cargo", "build", "--help"}));
  EXPECT_EQ(run.output, "f");
  EXPECT_TRUE(run.quiet);
  EXPECT_EQ(run.command, (Words{"cargo", "build", "--help"}));
}

TEST(Arguments, AskWhatToRecordWhereNothingIsNamed) {
  EXPECT_EQ(error_of({"run"}),
            "what shall be recorded? Write it behind `--`: makespan run -- cargo build (see "
            "`makespan help run`)");
  EXPECT_EQ(error_of({"run", "--cold", "--"}), error_of({"run"}));
}

TEST(Arguments, TakeFixesToApply) {
  ApplyArguments apply = get<ApplyArguments>(
      parse({"apply", "unused", "--run", "last~1", "linker=mold", "--dry-run", "--force"}));
  EXPECT_EQ(apply.fixes, (Words{"unused", "linker=mold"}));
  EXPECT_EQ(apply.run, "last~1");
  EXPECT_TRUE(apply.dry_run);
  EXPECT_TRUE(apply.force);
  EXPECT_EQ(get<ApplyArguments>(parse({"apply", "--write-script", "f"})).script, "f");
  EXPECT_EQ(error_of({"apply", "--force"}),
            "which fix shall be applied? `makespan fixes` lists them (see `makespan help apply`)");
  EXPECT_EQ(error_of({"apply", "unused", "--force", "--write-script", "f"}),
            "--force is for applying, and --write-... applies nothing (see `makespan help apply`)");
  EXPECT_EQ(error_of({"apply", "--write-script", "f", "--write-manifest", "f"}),
            "--write-manifest and --write-script name the same file (see `makespan help apply`)");
}

TEST(Arguments, GiveUndoNothingToChoose) {
  get<UndoArguments>(parse({"undo"}));
  EXPECT_NE(error_of({"undo", "--force"}).find("--force"), std::string::npos);
}

TEST(Arguments, WithoutWordsMeanTheLastBuild) {
  EXPECT_FALSE(get<LastBuildArguments>(parse({})).json);
  EXPECT_TRUE(get<LastBuildArguments>(parse({"--json"})).json);
  EXPECT_EQ(get<LastBuildArguments>(parse({"--profile", "release"})).profile, "release");
}

TEST(Arguments, ReadARunAndJsonInAnyOrder) {
  EXPECT_EQ(get<ReportArguments>(parse({"report"})).run, "last");
  ReportArguments report = get<ReportArguments>(parse({"report", "--json", "last~2"}));
  EXPECT_EQ(report.run, "last~2");
  EXPECT_TRUE(report.json);
}

TEST(Arguments, TakeFixesAndTheCommandBehindTheDashes) {
  TryArguments arguments = get<TryArguments>(
      parse({"try", "unused", "--each", "release.lto=thin", "--rounds", "7", "--budget", "15m",
             "--bench", "./a b", "--", "cargo", "build", "--each"}));
  EXPECT_EQ(arguments.fixes, (Words{"unused", "release.lto=thin"}));
  EXPECT_TRUE(arguments.each);
  EXPECT_EQ(arguments.rounds, 7U);
  EXPECT_EQ(arguments.budget, Duration::seconds(900));
  EXPECT_EQ(arguments.benchmark, "./a b");
  EXPECT_EQ(arguments.command, (Words{"cargo", "build", "--each"}));
  EXPECT_TRUE(get<TryArguments>(parse({"try"})).command.empty());
}

TEST(Arguments, OfATryThatMakeNoSenseAreNamed) {
  EXPECT_EQ(error_of({"try", "unused", "--patch", "x.diff"}),
            "--patch and fixes are two tries (see `makespan help try`)");
  EXPECT_EQ(error_of({"try", "--each", "--patch", "x.diff"}),
            "--each is for fixes, and none is named (see `makespan help try`)");
  EXPECT_EQ(error_of({"try", "--"}), "there is no command behind `--` (see `makespan help try`)");
  EXPECT_NE(error_of({"try", "--rounds", "0"}).find("see `makespan help try`"), std::string::npos);
  EXPECT_EQ(error_of({"try", "--budget", "soon"}),
            "--budget wants a time, as in 60s or 2m; not `soon` (see `makespan help try`)");
}

TEST(Arguments, KeepEditsInTheOrderInWhichTheyWereWritten) {
  WhatIfArguments whatif = get<WhatIfArguments>(
      parse({"whatif", "--zero", "link", "last~1", "--without", "syn", "--zero=tests", "--json"}));
  ASSERT_EQ(whatif.edits.size(), 3U);
  EXPECT_EQ(whatif.edits[0].kind, WhatIfArguments::EditKind::zero);
  EXPECT_EQ(whatif.edits[0].text, "link");
  EXPECT_EQ(whatif.edits[1].kind, WhatIfArguments::EditKind::without);
  EXPECT_EQ(whatif.edits[1].text, "syn");
  EXPECT_EQ(whatif.edits[2].text, "tests");
  EXPECT_EQ(whatif.run, "last~1");
}

TEST(Arguments, ReadListsOfJobsAndCores) {
  WhatIfArguments whatif =
      get<WhatIfArguments>(parse({"whatif", "--jobs", "1,2,32", "--cores", "4"}));
  EXPECT_EQ(whatif.jobs, (std::vector<uint32_t>{1, 2, 32}));
  EXPECT_EQ(whatif.cores, (std::vector<uint32_t>{4}));
  EXPECT_NE(error_of({"whatif", "--jobs", "0"}).find("--jobs"), std::string::npos);
  EXPECT_NE(error_of({"whatif", "--jobs", "two"}).find("--jobs"), std::string::npos);
}

TEST(Arguments, KeepProfileSelfApartFromTheCommand) {
  EXPECT_TRUE(parse({"report", "--profile-self"})->profile_self);
  EXPECT_FALSE(parse({"report"})->profile_self);
}

TEST(Arguments, OfCargoMakespanAreCargosUnlessTheyAreOurs) {
  RunArguments build = get<RunArguments>(parse_cargo({"build", "--release"}));
  EXPECT_EQ(build.command, (Words{"cargo", "build", "--release"}));
  EXPECT_EQ(build.executable, "/toolchain/cargo");
  RunArguments cold = get<RunArguments>(parse_cargo({"--cold", "run", "--", "--json"}));
  EXPECT_TRUE(cold.cold);
  EXPECT_EQ(cold.command, (Words{"cargo", "run", "--", "--json"}));
  EXPECT_EQ(get<ReportArguments>(parse_cargo({"report"})).run, "last");
  EXPECT_TRUE(get<LastBuildArguments>(parse_cargo({"--json"})).json);
}

TEST(Arguments, GiveHelpForACommandButNotForTheRecordedOne) {
  EXPECT_EQ(get<HelpArguments>(parse({"report", "--help"})).command, "report");
  EXPECT_EQ(get<HelpArguments>(parse({"run", "--help"})).command, "run");
  EXPECT_EQ(get<RunArguments>(parse({"run", "--", "ls", "--help"})).command,
            (Words{"ls", "--help"}));
  EXPECT_EQ(get<RunArguments>(parse({"run", "ls", "--help"})).command, (Words{"ls", "--help"}));
  EXPECT_EQ(get<HelpArguments>(parse({"help", "run"})).command, "run");
}

TEST(Arguments, AskForHelpAndVersionEverywhere) {
  EXPECT_EQ(get<HelpArguments>(parse({"--json", "--help"})).command, "last");
  EXPECT_EQ(get<HelpArguments>(parse({"--profile", "release", "-h"})).command, "last");
  EXPECT_EQ(help_text(get<HelpArguments>(parse({"help", "help"})).command), help_text(""));
  EXPECT_EQ(help_text(get<HelpArguments>(parse({"help", "--help"})).command), help_text(""));
  for (const Words& words : {Words{"--version"}, Words{"-V"}, Words{"report", "--version"},
                             Words{"try", "unused", "-V"}, Words{"--json", "--version"},
                             Words{"run", "--cold", "--version"}, Words{"help", "--version"}})
    get<VersionArguments>(parse(words));
  EXPECT_EQ(get<RunArguments>(parse({"run", "cargo", "--version"})).command,
            (Words{"cargo", "--version"}));
  EXPECT_EQ(get<TryArguments>(parse({"try", "--", "cargo", "--version"})).command,
            (Words{"cargo", "--version"}));
}

TEST(Arguments, OfCargoMakespanAskForHelpInFrontOfCargosWords) {
  EXPECT_EQ(get<HelpArguments>(parse_cargo({"--cold", "--help"})).command, "run");
  EXPECT_EQ(get<HelpArguments>(parse_cargo({"--json", "--help"})).command, "last");
  EXPECT_EQ(get<RunArguments>(parse_cargo({"--cold", "build", "--help"})).command,
            (Words{"cargo", "build", "--help"}));
}

TEST(Help, DescribesEachOptionOnceInEightyColumns) {
  for (const char* command : {"", "run", "last", "report", "whatif", "fixes", "try", "accuracy",
                              "apply", "undo", "list", "show", "export", "import", "recover"}) {
    std::istringstream text{std::string(help_text(command))};
    std::set<std::string> options;
    for (std::string line; std::getline(text, line);) {
      EXPECT_LE(line.size(), 80U) << line;
      if (!line.starts_with("  --")) continue;
      EXPECT_TRUE(options.insert(line.substr(2, line.find(' ', 2) - 2)).second) << line;
    }
  }
}

TEST(Arguments, SuggestTheCommandThatWasMeant) {
  EXPECT_EQ(error_of({"reprot"}), "there is no command `reprot`; did you mean `report`?");
  EXPECT_EQ(error_of({"help", "shwo"}), "there is no command `shwo`; did you mean `show`?");
  EXPECT_EQ(error_of({"reprot", "--help"}), error_of({"reprot"}));
  EXPECT_EQ(error_of({"cmake"}),
            "there is no command `cmake`. To record it: `makespan run -- cmake …`; all commands: "
            "`makespan help`");
}

TEST(Arguments, NameTheOptionThatIsUnknownAndTheHelpToRead) {
  EXPECT_EQ(error_of({"report", "--jsn"}),
            "there is no option `--jsn` here; did you mean `--json`? (see `makespan help report`)");
  EXPECT_EQ(error_of({"--frobnicate"}),
            "there is no option `--frobnicate` here (see `makespan help`)");
  EXPECT_EQ(
      error_of({"fixes", "--cors=4", "last"}),
      "there is no option `--cors` here; did you mean `--cores`? (see `makespan help fixes`)");
  EXPECT_EQ(error_of({"list", "extra"}),
            "what is `extra`? It is one word too many (see `makespan help list`)");
  EXPECT_EQ(error_of({"export", "last"}), "FILE is required (see `makespan help export`)");
}

TEST(Arguments, SayWhetherAValueIsMissingOrOneTooMany) {
  EXPECT_EQ(error_of({"fixes", "--budget"}), "--budget wants a value (see `makespan help fixes`)");
  EXPECT_EQ(error_of({"whatif", "--jobs", "2", "--jobs", "4"}),
            "--jobs is given more than once (see `makespan help whatif`)");
  EXPECT_EQ(error_of({"list", "--limit=1", "--limit=2"}),
            "--limit is given more than once (see `makespan help list`)");
  EXPECT_TRUE(get<ReportArguments>(parse({"report", "--json", "--json"})).json);
}

TEST(Help, HasATextWithAnExampleForEveryCommand) {
  for (const char* command :
       {"run", "report", "whatif", "list", "show", "export", "import", "recover", ""}) {
    EXPECT_NE(help_text(command).find("Example"), std::string_view::npos) << command;
  }
}

TEST(Help, FitsEightyColumnsOrALittleMore) {
  for (const char* command :
       {"run", "report", "list", "show", "export", "import", "recover", "", "last", "whatif"}) {
    std::string_view text = help_text(command);
    while (!text.empty()) {
      std::string_view line = text.substr(0, text.find('\n'));
      EXPECT_LE(line.size(), 100U) << line;
      text.remove_prefix(line.size() + 1);
    }
  }
}

}  // namespace
}  // namespace makespan
