// record() with real commands.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "record/decode_recording.h"
#include "record/recorder.h"
#include "system/file_lock.h"
#include "system/file_system.h"

namespace makespan {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Words = std::vector<std::string>;

// The directory of this test's executable, where its helpers are too.
std::string helper(const std::string& name) {
  return (std::filesystem::read_symlink("/proc/self/exe").parent_path() / name).string();
}

class Recorder : public testing::Test {
 protected:
  Recorder() {
    char pattern[] = "/tmp/makespan-recorder-XXXXXX";
    directory_ = ::mkdtemp(pattern);
    options_.log_path = directory_ + "/run.log";
    options_.run.id = "r1";
  }
  ~Recorder() override { std::filesystem::remove_all(directory_); }

  RecordOutcome run(Words command) {
    options_.command = std::move(command);
    return record(options_);
  }
  RecordOutcome run_shell(const std::string& script) { return run({"sh", "-c", script}); }

  Trace trace() {
    Result<std::string> bytes = real_file_system().read_file(options_.log_path);
    Result<Trace> decoded = decode_recording(bytes.value_or(""));
    EXPECT_TRUE(decoded.has_value()) << (decoded ? "" : decoded.error().message);
    return decoded ? std::move(*decoded) : Trace();
  }
  std::string file(const std::string& name) {
    std::ifstream in(directory_ + "/" + name);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  }
  // Whether what is written so far has a program of this name.
  bool is_logged(const std::string& program) {
    Result<std::string> bytes = real_file_system().read_file(options_.log_path);
    Result<Trace> decoded = decode_recording(bytes.value_or(""));
    return decoded && testing::Matches(Contains(program))(programs(*decoded));
  }
  static Words programs(const Trace& trace) {
    Words names;
    for (const Image& image : trace.images)
      names.emplace_back(base_name(trace.text(image.executable)));
    return names;
  }

  std::string directory_;
  RecordOptions options_;
};

TEST_F(Recorder, RunsTheCommandElsewhereAndKeepsItsOutput) {
  options_.working_directory = "/usr";
  options_.output_path = directory_ + "/output";
  EXPECT_EQ(run_shell("pwd; echo problem >&2; exit 3").exit_code, 3);
  EXPECT_EQ(file("output"), "/usr\nproblem\n");
  EXPECT_EQ(trace().run.working_directory, "/usr");
}

TEST_F(Recorder, SaysThatItCannotRunTheCommandElsewhere) {
  options_.working_directory = directory_ + "/none";
  RecordOutcome outcome = run({"true"});
  EXPECT_EQ(outcome.exit_code, 127);
  EXPECT_TRUE(outcome.start_error.has_value());
}

TEST_F(Recorder, RemembersTheSignalThatEndedTheJob) {
  EXPECT_EQ(run_shell("true").ending_signal, std::nullopt);
  RecordOutcome outcome = run_shell("kill -TERM $PPID; sleep 60");
  EXPECT_EQ(outcome.exit_code, 128 + SIGTERM);
  EXPECT_EQ(outcome.ending_signal, SIGTERM);
}

TEST_F(Recorder, PassesTheExitCodeOn) {
  EXPECT_EQ(run_shell("exit 7").exit_code, 7);
  EXPECT_EQ(run_shell("kill -TERM $$").exit_code, 128 + SIGTERM);
  EXPECT_EQ(run_shell("kill -KILL $$").exit_code, 128 + SIGKILL);
  EXPECT_EQ(trace().run.exit_code, 128 + SIGKILL);
  EXPECT_EQ(trace().processes.at(0).signal, SIGKILL);
}

TEST_F(Recorder, SaysWhyACommandDoesNotStart) {
  RecordOutcome missing = run({"no-such-command-here"});
  EXPECT_EQ(missing.exit_code, 127);
  EXPECT_EQ(missing.start_error, "cannot run `no-such-command-here`: command not found");
  RecordOutcome forbidden = run({"/etc/passwd"});
  EXPECT_EQ(forbidden.exit_code, 126);
  EXPECT_EQ(forbidden.start_error, "cannot run `/etc/passwd`: Permission denied");
}

TEST_F(Recorder, TellsProgramsArgumentsAndDirectories) {
  ASSERT_EQ(run_shell("cd /usr && env true 'a b' && :").exit_code, 0);
  Trace recorded = trace();
  ASSERT_THAT(programs(recorded), ElementsAre(testing::_, "env", "true"));
  EXPECT_EQ(recorded.text(recorded.images[2].working_directory), "/usr");
  Words arguments;
  for (uint32_t i = 0; i < recorded.images[2].arguments.count; ++i)
    arguments.emplace_back(
        recorded.text(recorded.arguments[recorded.images[2].arguments.first + i]));
  EXPECT_THAT(arguments, ElementsAre("true", "a b"));
  EXPECT_EQ(recorded.images[1].process, recorded.images[2].process);
  EXPECT_EQ(recorded.run.source, RunSource::recorded);
}

TEST_F(Recorder, LongArgumentListsAreWhole) {
  std::string script = "true";
  for (int i = 0; i < 3000; ++i)
    script += " argument-" + std::to_string(i);
  ASSERT_EQ(run({"env", "sh", "-c", script + "\n:"}).exit_code, 0);
  Trace recorded = trace();
  const Image& shell = recorded.images.at(1);
  EXPECT_EQ(recorded.text(recorded.arguments[shell.arguments.first + 2]), script + "\n:");
}

TEST_F(Recorder, CpuIsThatOfTheProcessItself) {
  ASSERT_EQ(run_shell("sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'; true").exit_code,
            0);
  Trace recorded = trace();
  ASSERT_EQ(recorded.processes.size(), 2U);
  const Process& loop = recorded.processes[1];
  ASSERT_TRUE(loop.usage.has_value());
  EXPECT_GT(loop.usage->cpu, Duration::milliseconds(10));
  EXPECT_LE(loop.usage->cpu, loop.end - loop.start);
  EXPECT_GT(loop.usage->cpu, recorded.processes[0].usage->cpu);
  EXPECT_TRUE(loop.usage->run_queue_wait.has_value());
  EXPECT_FALSE(recorded.samples.empty());
}

TEST_F(Recorder, StreamsPassThrough) {
  // By the shell's own means: while it starts a program it holds signals off.
  ASSERT_EQ(run_shell("printf in | cat > " + directory_ +
                      "/out; while read -r line; do echo \"$line\"; done < /proc/$$/status > " +
                      directory_ + "/status")
                .exit_code,
            0);
  EXPECT_EQ(file("out"), "in");
  EXPECT_THAT(file("status"), HasSubstr("SigBlk:\t0000000000000000"));
}

TEST_F(Recorder, EnvironmentChangesAreAllThatChanges) {
  ::setenv("MAKESPAN_TEST_OLD", "1", 1);
  options_.environment = {{.name = "MAKESPAN_TEST_OLD"},
                          {.name = "MAKESPAN_TEST_NEW", .value = "2"}};
  ASSERT_EQ(run_shell("env > " + directory_ + "/environment").exit_code, 0);
  EXPECT_THAT(file("environment"), HasSubstr("MAKESPAN_TEST_NEW=2\n"));
  EXPECT_THAT(file("environment"), testing::Not(HasSubstr("MAKESPAN_TEST_OLD")));
}

TEST_F(Recorder, DaemonsAreLeftBehindAndNamed) {
  // The command ends once the daemon has become what it is to be known as, and sleeps.
  RecordOutcome outcome = run_shell(
      "setsid sleep 30 > /dev/null 2>&1 & "
      "while read -r line < /proc/$!/stat; do case $line in *'(sleep) S'*) break ;; esac; done");
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.notes, ElementsAre(HasSubstr("not followed further: sleep (pid ")));
  Trace recorded = trace();
  const Process& daemon = recorded.processes.back();
  EXPECT_TRUE(daemon.left_behind);
  EXPECT_EQ(::kill(daemon.pid, 0), 0);  // alive, and free
  EXPECT_EQ(::kill(daemon.pid, SIGKILL), 0);
}

TEST_F(Recorder, AnUnwritableLogStopsNothing) {
  options_.log_path = directory_ + "/missing/run.log";
  RecordOutcome outcome = run_shell("exit 3");
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_FALSE(outcome.has_log);
  EXPECT_THAT(outcome.warnings, ElementsAre(HasSubstr("nothing is recorded: cannot write")));
}

TEST_F(Recorder, AnUnwritableLogIsSaidBeforeTheCommandStarts) {
  options_.log_path = directory_ + "/missing/run.log";
  options_.say_at_once = [&](const std::string& sentence) {
    EXPECT_THAT(sentence, HasSubstr("nothing is recorded: cannot write"));
    EXPECT_EQ(file("started"), "");
    std::ofstream(directory_ + "/said") << "yes";
  };
  RecordOutcome outcome = run_shell("echo yes > " + directory_ + "/started");
  EXPECT_EQ(file("said"), "yes");
  EXPECT_EQ(file("started"), "yes\n");
  EXPECT_THAT(outcome.warnings, IsEmpty());
}

TEST_F(Recorder, AFullDiskStopsTheRecordingNotTheBuild) {
  options_.log_path = "/dev/full";
  RecordOutcome outcome = run_shell("exit 4");
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_THAT(outcome.warnings,
              ElementsAre("nothing is recorded: cannot write /dev/full: No space left on device"));
}

TEST_F(Recorder, ADiskThatFillsUpStopsTheRecordingNotTheBuild) {
  // A limit on the size of files is a full disk that needs no privileges to set up.
  ASSERT_EQ(run_shell("true").exit_code, 0);
  pid_t child = ::fork();
  if (child == 0) {
    rlimit limit = {.rlim_cur = 300, .rlim_max = 300};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    RecordOutcome outcome = run_shell("for i in 1 2 3 4 5 6 7 8 9; do env true $i; done; exit 5");
    bool told = outcome.warnings.size() == 1 &&
                outcome.warnings[0].starts_with("the recording stops early: cannot write ");
    ::_exit(outcome.exit_code == 5 && told ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

TEST_F(Recorder, ALogThatCannotBeBegunIsNotLeftBehind) {
  pid_t child = ::fork();
  if (child == 0) {
    rlimit limit = {.rlim_cur = 5, .rlim_max = 5};  // less than the header
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::_exit(run_shell("exit 5").exit_code);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 5);
  EXPECT_FALSE(std::filesystem::exists(options_.log_path));
}

TEST_F(Recorder, TheLogIsLockedWhileItIsWrittenAndNoLonger) {
  EXPECT_EQ(run_shell("flock -n " + options_.log_path + " true").exit_code, 1);
  ASSERT_EQ(
      run_shell("setsid sleep 30 > /dev/null 2>&1 & echo $! > " + directory_ + "/daemon").exit_code,
      0);
  Result<std::optional<FileLock>> lock = FileLock::try_lock(options_.log_path);
  EXPECT_TRUE(lock && *lock);
  EXPECT_EQ(::kill(std::stoi(file("daemon")), SIGKILL), 0);
}

TEST_F(Recorder, PollingSeesWhatLives) {
  options_.method = RecordMethod::polling;
  RecordOutcome outcome = run_shell("sleep 1; exit 6");
  EXPECT_EQ(outcome.exit_code, 6);
  EXPECT_EQ(outcome.source, RunSource::coarse);
  Trace recorded = trace();
  EXPECT_EQ(recorded.run.source, RunSource::coarse);
  EXPECT_THAT(programs(recorded), Contains("sleep"));
  EXPECT_EQ(recorded.processes[0].exit_code, 6);
}

TEST_F(Recorder, ATracerInTheTreeIsLetGo) {
  std::string trace_file = directory_ + "/strace";
  RecordOutcome outcome = run_shell("strace -f -o " + trace_file +
                                    " sh -c 'true; exit 9'; echo $? > " + directory_ + "/code");
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(file("code"), "9\n");
  EXPECT_THAT(file("strace"), HasSubstr("+++ exited with 9 +++"));
  EXPECT_THAT(outcome.notes, ElementsAre(HasSubstr("strace needs ptrace for itself")));
  Trace recorded = trace();
  EXPECT_TRUE(recorded.processes.at(1).unobserved);
}

TEST_F(Recorder, ACommandThatIsItselfLetGoIsOneProcessWithItsEnd) {
  RecordOutcome outcome = run({"strace", "-f", "-o", directory_ + "/strace", "sh", "-c", "exit 9"});
  EXPECT_EQ(outcome.exit_code, 9);
  Trace recorded = trace();
  ASSERT_EQ(recorded.processes.size(), 1U);
  EXPECT_TRUE(recorded.processes[0].unobserved);
  EXPECT_FALSE(recorded.processes[0].left_behind);
  EXPECT_EQ(recorded.processes[0].exit_code, 9);
  EXPECT_TRUE(recorded.processes[0].usage);
}

// LeakSanitizer looks at its own threads by ptrace at the end, and fails where it cannot.
TEST_F(Recorder, AProgramWithALeakCheckerIsLetGo) {
  std::ofstream(directory_ + "/a.c") << "int main(void) { return 3; }\n";
  std::string program = directory_ + "/a";
  ASSERT_EQ(std::system(("cc -fsanitize=address -o " + program + " " + program + ".c").c_str()), 0);
  RecordOutcome outcome = run_shell(program + " 2> " + directory_ + "/errors");
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(file("errors"), "");
  EXPECT_THAT(outcome.notes, ElementsAre(HasSubstr("a is built with a leak checker")));
}

// The recorder's own tracer is in the way, as a container's policy might be.
TEST_F(Recorder, WherePtraceIsRefusedItPollsAndSaysSo) {
  std::string command = "ASAN_OPTIONS=detect_leaks=0 strace -f -o /dev/null " +
                        helper("record_driver") + " --log " + options_.log_path +
                        " -- sh -c 'sleep 0.2; exit 3' 2> " + directory_ + "/errors";
  EXPECT_EQ(WEXITSTATUS(std::system(command.c_str())), 3);
  EXPECT_THAT(file("errors"), HasSubstr("ptrace is not allowed here"));
  EXPECT_EQ(trace().run.source, RunSource::coarse);
}

TEST_F(Recorder, ARecorderThatIsKilledLeavesTheBuildRunning) {
  pid_t recorder = ::fork();
  if (recorder == 0) {
    run_shell("cd " + directory_ +
              "; until [ -e killed ]; do env true; done; echo finished > done");
    ::_exit(0);
  }
  // Once something of the build has been flushed.
  while (!is_logged("env"))
    ::usleep(1000);
  ::kill(recorder, SIGKILL);
  ::waitpid(recorder, nullptr, 0);
  std::ofstream(directory_ + "/killed") << "";
  for (int i = 0; i < 60'000 && file("done").empty(); ++i)
    ::usleep(1000);
  EXPECT_EQ(file("done"), "finished\n");
  Trace recorded = trace();
  EXPECT_FALSE(recorded.run.complete);
  EXPECT_THAT(programs(recorded), Contains("env"));
}

TEST_F(Recorder, ATerminationSignalForUsReachesTheCommand) {
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  pid_t recorder = ::fork();
  if (recorder == 0) {
    ::setpgid(0, 0);
    RecordOutcome outcome = run_shell("trap 'exit 42' TERM; echo >&" + std::to_string(ready[1]) +
                                      "; while :; do sleep 0.05; done");
    ::_exit(outcome.exit_code);
  }
  char byte = 0;
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  ::close(ready[0]);
  ::close(ready[1]);
  ::kill(recorder, SIGTERM);
  int status = 0;
  ::waitpid(recorder, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 42);
}

TEST_F(Recorder, AWaitForAFileLockNamesItsHolder) {
  // The second starts when the first has the lock, which it keeps for a second from when the second
  // is seen to wait.
  ASSERT_EQ(run_shell("cd " + directory_ +
                      "; flock lock sh -c ': > held; until [ -e waits ]; do sleep 0.01; done; "
                      "sleep 1' & until [ -e held ]; do sleep 0.01; done; flock lock true & "
                      "until grep -q -e \"-> .* $! \" /proc/locks; do sleep 0.01; done; "
                      ": > waits; wait")
                .exit_code,
            0);
  Trace recorded = trace();
  ASSERT_EQ(recorded.lock_waits.size(), 1U);
  EXPECT_GT(recorded.lock_waits[0].end - recorded.lock_waits[0].start, Duration::milliseconds(400));
  EXPECT_THAT(std::string(recorded.text(recorded.lock_waits[0].holder)),
              HasSubstr("flock lock sh"));
}

TEST_F(Recorder, LateFactsAreInTheLog) {
  options_.late_facts = [](const std::function<bool()>&) {
    return LateFacts{.toolchain = {{.name = "rustc", .version = "1.0"}}};
  };
  ASSERT_EQ(run_shell("true").exit_code, 0);
  EXPECT_EQ(trace().run.toolchain.at(0).name, "rustc");
}

TEST_F(Recorder, LateFactsMayComeALittleLaterThanTheCommandsEnd) {
  options_.late_facts = [](const std::function<bool()>& stop) {
    ::usleep(100'000);
    return stop() ? LateFacts{} : LateFacts{.git_revision = "f2d3"};
  };
  ASSERT_EQ(run({"true"}).exit_code, 0);
  EXPECT_EQ(trace().run.git_revision, "f2d3");
}

TEST_F(Recorder, LateFactsAreToldToStopWhenTheCommandHasEnded) {
  options_.late_facts = [](const std::function<bool()>& stop) {
    while (!stop())
      ::usleep(1000);
    return LateFacts{.git_revision = "f2d3"};
  };
  ASSERT_EQ(run({"true"}).exit_code, 0);
  EXPECT_EQ(trace().run.git_revision, "f2d3");
}

TEST_F(Recorder, SecretsStayOutOfTheLog) {
  ::setenv("CARGO_PKG_HOMEPAGE", "https://u:hunter2@x/", 1);
  ::setenv("MY_TOKEN", "hunter2", 1);
  run({"env", "--", "A_PASSWORD=hunter2", "cc", "--token", "hunter2", "https://u:hunter2@x/"});
  ::unsetenv("CARGO_PKG_HOMEPAGE");
  ::unsetenv("MY_TOKEN");
  Result<std::string> bytes = real_file_system().read_file(options_.log_path);
  ASSERT_TRUE(bytes.has_value());
  EXPECT_EQ(bytes->find("hunter2"), std::string::npos);
  EXPECT_NE(bytes->find("CARGO_PKG_HOMEPAGE"), std::string::npos);
}

// What is in the one and not in the other.
std::vector<int32_t> without(const std::multiset<int32_t>& one,
                             const std::multiset<int32_t>& other) {
  std::vector<int32_t> rest;
  std::set_difference(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(rest));
  return rest;
}

// The recorded set equals the known one: forks, vforks, exec chains, daemons, zombies, threads,
// execs by threads, and creators that are killed while they fork.
TEST_F(Recorder, NoneOfTenThousandProcessesIsMissed) {
  ASSERT_EQ(run({helper("process_tree"), "10000", directory_ + "/known"}).exit_code, 0);
  std::multiset<int32_t> known;
  // By process id, oldest first: a crowded machine gives an id out again. Nothing where the creator
  // may be killed before anybody learns who it was.
  std::map<int32_t, std::vector<std::optional<int32_t>>> creators;
  size_t threads = 0;
  std::istringstream lines(file("known"));
  char kind = 0;
  for (int32_t id = 0, other = 0; lines >> kind >> id >> other;) {
    threads += kind == 'T' ? 1 : 0;
    if (kind == 'T') continue;
    known.insert(id);
    creators[id].push_back(kind == 'P' ? std::optional(other) : std::nullopt);
  }
  EXPECT_GE(known.size(), 10'000U);
  Trace recorded = trace();
  std::multiset<int32_t> seen;
  size_t wrong_parents = 0;
  for (size_t i = 1; i < recorded.processes.size(); ++i) {
    const Process& process = recorded.processes[i];
    seen.insert(process.pid);
    EXPECT_TRUE(process.exit_code || process.signal) << process.pid;
    const auto& known_creators = creators[process.pid];
    size_t turn = seen.count(process.pid) - 1;
    if (turn >= known_creators.size() || !known_creators[turn]) continue;
    int32_t parent = recorded.processes[process.parent.index()].pid;
    wrong_parents += parent != *known_creators[turn];
  }
  EXPECT_THAT(without(seen, known), IsEmpty()) << "invented";
  EXPECT_THAT(without(known, seen), IsEmpty()) << "missed";
  EXPECT_EQ(wrong_parents, 0U);
  EXPECT_EQ(recorded.threads.size(), threads);
}

}  // namespace
}  // namespace makespan
