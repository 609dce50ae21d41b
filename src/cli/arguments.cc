// The only file that knows CLI11.

#include "cli/arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>

#include "base/edit_distance.h"
#include "cli/help.h"

namespace makespan {
namespace {

Result<CommandLine> wrong_use(std::string message) {
  return failure(ErrorKind::invalid, std::move(message));
}

std::string unknown_command(const std::string& word) {
  constexpr std::array kCommands = {"run",      "report", "whatif",  "fixes", "try",
                                    "accuracy", "apply",  "undo",    "list",  "show",
                                    "export",   "import", "recover", "help"};
  const auto* nearest =
      std::min_element(kCommands.begin(), kCommands.end(), [&](const char* a, const char* b) {
        return edit_distance(word, a) < edit_distance(word, b);
      });
  if (edit_distance(word, *nearest) <= 2) {
    return fmt::format("there is no command `{}`; did you mean `{}`?", word, *nearest);
  }
  return fmt::format(
      "there is no command `{0}`. To record it: `makespan run -- {0} …`; all commands: `makespan "
      "help`",
      word);
}

// What every command understands, wherever it stands; `topic`: the command's help. In front of a
// `recorded` command only: what stands behind it is that command's.
std::optional<CommandLine> find_question(const std::vector<std::string>& words,
                                         const std::string& topic, bool recorded) {
  for (size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    if (words[i] == "--help" || words[i] == "-h")
      return CommandLine{.arguments = HelpArguments{.command = topic}};
    if (words[i] == "--version" || words[i] == "-V")
      return CommandLine{.arguments = VersionArguments{}};
    bool value = i > 0 && words[i - 1] == "--output";
    if (recorded && !words[i].starts_with('-') && !value) break;
  }
  return std::nullopt;
}

// The option of `app` that was likely meant, if one is near.
std::optional<std::string> nearest_option(const CLI::App& app, std::string_view word) {
  std::optional<std::string> nearest;
  size_t least = 3;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      size_t distance = edit_distance(word, "--" + name);
      if (distance >= least) continue;
      least = distance;
      nearest = "--" + name;
    }
  }
  return nearest;
}

// About the first word that no option and no operand of the command takes.
std::string unexpected_word(const CLI::App& app) {
  std::vector<std::string> left = app.remaining();
  std::string word = left.empty() ? "" : left.front();
  if (!word.starts_with('-')) return fmt::format("what is `{}`? It is one word too many", word);
  word = word.substr(0, word.find('='));
  std::optional<std::string> meant = nearest_option(app, word);
  return fmt::format("there is no option `{}` here{}", word,
                     meant ? fmt::format("; did you mean `{}`?", *meant) : "");
}

// Of CLI11's "--budget: 1 required TEXT missing" and "--budget: At Most 1 required but received 2".
std::string wrong_number_of_values(std::string_view error) {
  std::string_view option = error.substr(0, error.find(':'));
  bool repeated = error.find("At Most") != std::string_view::npos;
  return fmt::format("{} {}", option, repeated ? "is given more than once" : "wants a value");
}

// Parses the words behind the command with CLI11's rules; the error names the command's help.
Status parse(CLI::App& app, const std::vector<std::string>& words, std::string_view command) {
  std::vector<std::string> reversed(words.rbegin(), words.rend());  // as CLI11 wants them
  auto refuse = [&](std::string_view why) {
    std::string_view help = command.empty() ? "makespan help" : "makespan help ";
    return failure(ErrorKind::invalid, fmt::format("{} (see `{}{}`)", why, help, command));
  };
  try {
    app.parse(reversed);
    return {};
  } catch (const CLI::ExtrasError&) {
    return refuse(unexpected_word(app));
  } catch (const CLI::ArgumentMismatch& error) {
    return refuse(wrong_number_of_values(error.what()));
  } catch (const CLI::ParseError& error) {
    return refuse(error.what());
  }
}

// A command's parser: `define` binds the options of T.
template <class T, class Define>
Result<CommandLine> parse_command(const std::vector<std::string>& words, std::string_view command,
                                  Define define) {
  T arguments;
  CommandLine line;
  CLI::App app;
  app.set_help_flag("", "");
  app.add_flag("--profile-self", line.profile_self);
  define(app, arguments);
  MAKESPAN_CHECKED(parse(app, words, command));
  line.arguments = std::move(arguments);
  return line;
}

// Everything behind `--`, or from the first word that is no option of ours, is the command.
Result<CommandLine> parse_run(const std::vector<std::string>& words) {
  size_t end = 0;
  while (end < words.size() && words[end].starts_with('-') && words[end] != "--") {
    end += words[end] == "--output" ? 2 : 1;
  }
  end = std::min(end, words.size());
  std::vector<std::string> own(words.begin(), words.begin() + static_cast<ptrdiff_t>(end));
  size_t command = end < words.size() && words[end] == "--" ? end + 1 : end;
  Result<CommandLine> line =
      parse_command<RunArguments>(own, "run", [](CLI::App& app, RunArguments& run) {
        app.add_flag("--cold", run.cold);
        app.add_flag("--keep", run.keep);
        app.add_flag("--quiet,-q", run.quiet);
        app.add_flag("--no-ptrace", run.no_ptrace);
        app.add_option("--output", run.output);
      });
  if (!line) return line;
  if (command >= words.size()) {
    return wrong_use(
        "what shall be recorded? Write it behind `--`: makespan run -- cargo build (see `makespan "
        "help run`)");
  }
  std::get<RunArguments>(line->arguments)
      .command.assign(words.begin() + static_cast<ptrdiff_t>(command), words.end());
  return line;
}

// Edits are kept in the order in which they were written: a set of them is simulated in that order.
void add_edit_option(CLI::App& app, const char* name, WhatIfArguments::EditKind kind,
                     WhatIfArguments& whatif) {
  auto keep = [kind, &whatif](const std::string& text) {
    whatif.edits.push_back({.kind = kind, .text = text});
  };
  app.add_option_function<std::string>(name, keep)->trigger_on_parse();
}

// "1,2,4" -> {1, 2, 4}; each from 1 to 4096.
Result<std::vector<uint32_t>> parse_counts(std::string_view text, std::string_view option,
                                           std::string_view command) {
  std::vector<uint32_t> counts;
  for (std::string_view rest = text; !text.empty();) {
    std::string_view item = rest.substr(0, rest.find(','));
    uint32_t count = 0;
    auto [end, error] = std::from_chars(item.data(), item.data() + item.size(), count);
    if (error != std::errc() || end != item.data() + item.size() || count < 1 || count > 4096) {
      return failure(
          ErrorKind::invalid,
          fmt::format(
              "{} wants numbers from 1 to 4096, as in 1,2,4; not `{}` (see `makespan help {}`)",
              option, text, command));
    }
    counts.push_back(count);
    if (item.size() == rest.size()) break;
    rest.remove_prefix(item.size() + 1);
  }
  return counts;
}

// "60s", "90", "2m", "1h" -> a duration; 0 is one too.
Result<Duration> parse_budget(std::string_view text, std::string_view command) {
  double seconds = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  std::string_view unit = text.substr(static_cast<size_t>(end - text.data()));
  double factor = unit.empty() || unit == "s" ? 1 : unit == "m" ? 60 : unit == "h" ? 3600 : 0;
  if (error != std::errc() || factor == 0 || !(seconds >= 0) || seconds * factor > 1e6) {
    return failure(ErrorKind::invalid,
                   fmt::format("--budget wants a time, as in 60s or 2m; not `{}` (see `makespan "
                               "help {}`)",
                               text, command));
  }
  return Duration::seconds(seconds * factor);
}

Result<CommandLine> parse_fixes(const std::vector<std::string>& rest) {
  std::string budget;
  std::string cores;
  Result<CommandLine> line =
      parse_command<FixesArguments>(rest, "fixes", [&](CLI::App& app, FixesArguments& fixes) {
        app.add_option("RUN", fixes.run);
        app.add_option("--budget", budget);
        app.add_option("--cores", cores);
        app.add_flag("--deep", fixes.deep);
        app.add_flag("--json", fixes.json);
      });
  if (!line) return line;
  auto& fixes = std::get<FixesArguments>(line->arguments);
  if (!budget.empty()) {
    MAKESPAN_TRY(fixes.budget, parse_budget(budget, "fixes"));
  }
  MAKESPAN_TRY(std::vector<uint32_t> counts, parse_counts(cores, "--cores", "fixes"));
  if (counts.size() > 1)
    return wrong_use("--cores takes one number here (see `makespan help fixes`)");
  if (!counts.empty()) fixes.cores = counts[0];
  return line;
}

Result<CommandLine> parse_whatif(const std::vector<std::string>& rest) {
  std::string jobs;
  std::string cores;
  Result<CommandLine> line =
      parse_command<WhatIfArguments>(rest, "whatif", [&](CLI::App& app, WhatIfArguments& whatif) {
        using Kind = WhatIfArguments::EditKind;
        app.add_option("RUN", whatif.run);
        app.add_option("--jobs,-j", jobs);
        app.add_option("--cores", cores);
        add_edit_option(app, "--without", Kind::without, whatif);
        add_edit_option(app, "--align", Kind::align, whatif);
        add_edit_option(app, "--zero", Kind::zero, whatif);
        add_edit_option(app, "--scale", Kind::scale, whatif);
        add_edit_option(app, "--codegen-units", Kind::codegen_units, whatif);
        app.add_option_function<std::string>(
               "--fix", [&whatif](const std::string& id) { whatif.fixes.push_back(id); })
            ->trigger_on_parse();
        app.add_flag("--json", whatif.json);
      });
  if (!line) return line;
  auto& whatif = std::get<WhatIfArguments>(line->arguments);
  MAKESPAN_TRY(whatif.jobs, parse_counts(jobs, "--jobs", "whatif"));
  MAKESPAN_TRY(whatif.cores, parse_counts(cores, "--cores", "whatif"));
  return line;
}

Result<CommandLine> parse_try(const std::vector<std::string>& words) {
  auto dashes = std::find(words.begin(), words.end(), "--");
  std::string budget;
  Result<CommandLine> line = parse_command<TryArguments>(
      {words.begin(), dashes}, "try", [&](CLI::App& app, TryArguments& arguments) {
        app.add_option("FIX", arguments.fixes);
        app.add_option("--patch", arguments.patch);
        app.add_option("--rounds", arguments.rounds)->check(CLI::Range(1, 1000));
        app.add_option("--budget", budget);
        app.add_flag("--each", arguments.each);
        app.add_flag("--incremental", arguments.incremental);
        app.add_flag("--test", arguments.test);
        app.add_option("--bench", arguments.benchmark);
        app.add_flag("--json", arguments.json);
      });
  if (!line) return line;
  auto& arguments = std::get<TryArguments>(line->arguments);
  if (!budget.empty()) {
    MAKESPAN_TRY(arguments.budget, parse_budget(budget, "try"));
  }
  if (!arguments.patch.empty() && !arguments.fixes.empty()) {
    return wrong_use("--patch and fixes are two tries (see `makespan help try`)");
  }
  if (arguments.each && arguments.fixes.empty())
    return wrong_use("--each is for fixes, and none is named (see `makespan help try`)");
  if (dashes != words.end()) arguments.command.assign(dashes + 1, words.end());
  if (dashes != words.end() && arguments.command.empty())
    return wrong_use("there is no command behind `--` (see `makespan help try`)");
  return line;
}

Result<CommandLine> parse_apply(const std::vector<std::string>& rest) {
  Result<CommandLine> line =
      parse_command<ApplyArguments>(rest, "apply", [](CLI::App& app, ApplyArguments& apply) {
        app.add_option("FIX", apply.fixes);
        app.add_option("--run", apply.run);
        app.add_flag("--dry-run", apply.dry_run);
        app.add_flag("--force", apply.force);
        app.add_option("--write-manifest", apply.manifest);
        app.add_option("--write-script", apply.script);
      });
  if (!line) return line;
  const auto& apply = std::get<ApplyArguments>(line->arguments);
  if (apply.fixes.empty() && apply.manifest.empty() && apply.script.empty()) {
    return wrong_use(
        "which fix shall be applied? `makespan fixes` lists them (see `makespan help apply`)");
  }
  bool writes = !apply.manifest.empty() || !apply.script.empty();
  if (writes && apply.force) {
    return wrong_use(
        "--force is for applying, and --write-... applies nothing (see `makespan help apply`)");
  }
  if (writes && apply.manifest == apply.script) {
    return wrong_use(
        "--write-manifest and --write-script name the same file (see `makespan help apply`)");
  }
  return line;
}

Result<CommandLine> parse_own_command(const std::string& command,
                                      const std::vector<std::string>& rest) {
  if (command == "run") return parse_run(rest);
  if (command == "report") {
    return parse_command<ReportArguments>(rest, command,
                                          [](CLI::App& app, ReportArguments& report) {
                                            app.add_option("RUN", report.run);
                                            app.add_flag("--json", report.json);
                                          });
  }
  if (command == "list") {
    return parse_command<ListArguments>(rest, command, [](CLI::App& app, ListArguments& list) {
      app.add_option("--limit", list.limit)->check(CLI::Range(0, 1'000'000));
      app.add_flag("--json", list.json);
    });
  }
  if (command == "show") {
    return parse_command<ShowArguments>(rest, command, [](CLI::App& app, ShowArguments& show) {
      app.add_option("RUN", show.run);
      app.add_flag("--json", show.json);
    });
  }
  if (command == "export") {
    return parse_command<ExportArguments>(rest, command,
                                          [](CLI::App& app, ExportArguments& arguments) {
                                            app.add_option("RUN", arguments.run)->required();
                                            app.add_option("FILE", arguments.file)->required();
                                          });
  }
  if (command == "import") {
    return parse_command<ImportArguments>(rest, command,
                                          [](CLI::App& app, ImportArguments& arguments) {
                                            app.add_option("FILE", arguments.file)->required();
                                          });
  }
  if (command == "recover") {
    return parse_command<RecoverArguments>(
        rest, command,
        [](CLI::App& app, RecoverArguments& arguments) { app.add_option("FILE", arguments.file); });
  }
  if (command == "whatif") return parse_whatif(rest);
  if (command == "fixes") return parse_fixes(rest);
  if (command == "try") return parse_try(rest);
  if (command == "accuracy") {
    return parse_command<AccuracyArguments>(rest, command,
                                            [](CLI::App& app, AccuracyArguments& accuracy) {
                                              app.add_option("DIRECTORY", accuracy.directories);
                                              app.add_flag("--json", accuracy.json);
                                            });
  }
  if (command == "apply") return parse_apply(rest);
  if (command == "undo")
    return parse_command<UndoArguments>(rest, command, [](CLI::App&, UndoArguments&) {});
  return wrong_use(unknown_command(command));
}

Result<CommandLine> parse_help(const std::vector<std::string>& rest) {
  std::string topic = rest.empty() ? "" : rest[0];
  if (help_text(topic).empty()) return wrong_use(unknown_command(topic));
  return CommandLine{.arguments = HelpArguments{.command = topic}};
}

Result<CommandLine> parse_last_build(const std::vector<std::string>& words) {
  return parse_command<LastBuildArguments>(words, "", [](CLI::App& app, LastBuildArguments& last) {
    app.add_option("--profile", last.profile);
    app.add_flag("--json", last.json);
  });
}

// `cargo makespan --cold build --release`: our options, then cargo's words. The command is called
// what the user calls it, and is the very cargo that called us.
Result<CommandLine> parse_cargo_words(const std::vector<std::string>& words,
                                      const std::string& cargo) {
  Result<CommandLine> line = parse_run(words);
  if (!line) return line;
  auto& run = std::get<RunArguments>(line->arguments);
  run.command.insert(run.command.begin(), "cargo");
  run.executable = cargo;
  return line;
}

}  // namespace

Result<CommandLine> parse_arguments(std::vector<std::string> words, bool as_cargo_subcommand,
                                    const std::string& cargo) {
  // Cargo calls us as `cargo-makespan makespan build …`.
  if (as_cargo_subcommand && !words.empty() && words[0] == "makespan") words.erase(words.begin());
  if (words.empty()) return parse_last_build(words);
  if (words[0] == "--help" || words[0] == "-h") return CommandLine{.arguments = HelpArguments{}};
  // `cargo makespan run` is `cargo run`, recorded.
  bool own = is_command(words[0]) && !(as_cargo_subcommand && words[0] == "run");
  bool last_build = words[0] == "--json" || words[0] == "--profile";
  bool cargos = as_cargo_subcommand && !own && !last_build;
  if (!own && !cargos && !words[0].starts_with('-')) return wrong_use(unknown_command(words[0]));
  std::vector<std::string> rest(words.begin() + (own ? 1 : 0), words.end());
  std::string topic = own ? words[0] : cargos ? "run" : "last";
  if (std::optional<CommandLine> question = find_question(rest, topic, topic == "run"))
    return std::move(*question);
  if (words[0] == "help") return parse_help(rest);
  if (own) return parse_own_command(words[0], rest);
  if (cargos) return parse_cargo_words(words, cargo);
  return parse_last_build(words);  // which refuses what it does not know
}

}  // namespace makespan
