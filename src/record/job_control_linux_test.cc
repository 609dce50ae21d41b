// A recorder between a shell and a command, on a terminal of its own: an interactive `sh` in a new
// session, and the test at the terminal's other end.

#include "record/job_control_linux.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "record/decode_recording.h"
#include "system/file_system.h"

namespace makespan {
namespace {

using testing::HasSubstr;
using testing::Not;

class JobControl : public testing::Test {
 protected:
  JobControl() {
    char pattern[] = "/tmp/makespan-job-XXXXXX";
    directory_ = ::mkdtemp(pattern);
    driver_ =
        (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "record_driver").string();
    terminal_ = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    ::grantpt(terminal_);
    ::unlockpt(terminal_);
    shell_ = ::fork();
    if (shell_ == 0) run_shell();
    say("stty -echo; PS1='rea''dy> '");
    until("ready> ");
  }
  ~JobControl() override {
    ::kill(shell_, SIGKILL);
    ::waitpid(shell_, nullptr, 0);
    ::close(terminal_);
    std::filesystem::remove_all(directory_);
  }

  [[noreturn]] void run_shell() {
    ::setsid();
    int side = ::open(::ptsname(terminal_), O_RDWR);
    ::ioctl(side, TIOCSCTTY, 0);
    for (int fd : {0, 1, 2})
      ::dup2(side, fd);
    ::setenv("TERM", "xterm", 1);
    ::execlp("bash", "bash", "--norc", "--noediting", "-i", static_cast<char*>(nullptr));
    ::_exit(127);
  }

  void say(const std::string& line) { type(line + "\n"); }
  void type(const std::string& keys) {
    ASSERT_EQ(::write(terminal_, keys.data(), keys.size()), static_cast<ssize_t>(keys.size()));
  }

  // What the terminal shows up to and with `text`; a failure where it does not come for 20 s.
  std::string until(const std::string& text) {
    while (shown_.find(text) == std::string::npos) {
      pollfd wanted = {.fd = terminal_, .events = POLLIN};
      char buffer[4096];
      if (::poll(&wanted, 1, 20'000) <= 0) {
        ADD_FAILURE() << "waited for '" << text << "', saw: " << shown_;
        return {};
      }
      ssize_t got = ::read(terminal_, buffer, sizeof buffer);
      if (got <= 0) return {};
      shown_.append(buffer, static_cast<size_t>(got));
    }
    size_t end = shown_.find(text) + text.size();
    std::string part = shown_.substr(0, end);
    shown_.erase(0, end);
    return part;
  }

  std::string recorded(const std::string& script, const std::string& options = "") {
    return driver_ + " " + options + " --log " + directory_ + "/run.log -- sh -c '" + script + "'";
  }
  Trace trace() {
    Result<Trace> decoded =
        decode_recording(real_file_system().read_file(directory_ + "/run.log").value_or(""));
    EXPECT_TRUE(decoded.has_value());
    return decoded ? std::move(*decoded) : Trace();
  }

  std::string directory_;
  std::string driver_;
  std::string shown_;
  int terminal_ = -1;
  pid_t shell_ = 0;
};

TEST_F(JobControl, ControlCStopsTheBuildAndSavesTheRun) {
  say(recorded("echo be''gun; while :; do sleep 0.05; done"));
  until("begun");
  type("\x03");
  until("ready> ");
  say("echo code=$?");
  EXPECT_THAT(until("ready> "), HasSubstr("code=130"));
  Trace run = trace();
  EXPECT_TRUE(run.run.complete);
  EXPECT_EQ(run.run.exit_code, 130);
}

TEST_F(JobControl, ACommandThatHandlesControlCGoesOn) {
  say(recorded("trap \"echo cau\"\"ght; exit 5\" INT; echo be''gun; while :; do sleep 0.05; done"));
  until("begun");
  type("\x03");
  until("caught");
  until("ready> ");
  say("echo code=$?");
  EXPECT_THAT(until("ready> "), HasSubstr("code=5"));
}

TEST_F(JobControl, ControlZGivesTheShellItsTerminalAndFgGoesOn) {
  say(recorded("echo be''gun; read line; echo got=$line; exit 8"));
  until("begun");
  type("\x1a");
  EXPECT_THAT(until("ready> "), HasSubstr("Stopped"));
  say("jobs; echo al''ive");
  EXPECT_THAT(until("alive"), HasSubstr("Stopped"));
  say("fg");
  until("sh -c");
  say("hello");
  EXPECT_THAT(until("ready> "), HasSubstr("got=hello"));
  say("echo code=$?");
  EXPECT_THAT(until("ready> "), HasSubstr("code=8"));
}

TEST_F(JobControl, PollingHasTheSameJobControl) {
  say(recorded("echo be''gun; read line; echo got=$line; exit 8", "--polling"));
  until("begun");
  type("\x1a");
  EXPECT_THAT(until("ready> "), HasSubstr("Stopped"));
  say("fg");
  until("sh -c");
  say("hello");
  EXPECT_THAT(until("ready> "), HasSubstr("got=hello"));
}

TEST_F(JobControl, ABackgroundJobThatReadsTheTerminalStops) {
  say(recorded("read line; echo got=$line") + " &");
  until("ready> ");
  say("until [ \"$(jobs -s)\" ]; do sleep 0.05; done; jobs");
  until("Stopped");
  until("ready> ");
  say("fg");
  until("sh -c");
  say("hello");
  EXPECT_THAT(until("ready> "), HasSubstr("got=hello"));
}

TEST_F(JobControl, TheLiveLineIsInTheTitleOnly) {
  say(recorded("read line; echo do''ne", "--live"));
  std::string shown = until(" processes\x07");
  EXPECT_THAT(shown, HasSubstr("\x1b[22;2t\x1b]2;"));  // the title saved, then set
  say("");
  shown = until("done");
  shown += until("ready> ");
  EXPECT_THAT(shown, HasSubstr("\x1b[23;2t"));  // and put back
}

TEST_F(JobControl, WithoutALiveLineTheTerminalIsNotTouched) {
  say(recorded("sleep 0.2; echo do''ne"));
  std::string shown = until("done");
  shown += until("ready> ");
  EXPECT_THAT(shown, Not(HasSubstr("\x1b]2")));
}

// Ctrl-C ends a command in no time: its end may be seen before the signal is.
TEST(SignalRelay, RemembersWhatCameWithTheEndOfTheCommand) {
  BlockedSignals signals;
  TreeState tree;
  RunClock clock;
  SignalRelay relay(signals, tree, clock);
  relay.stop(::pthread_self());
  relay.run_until(Timestamp() + Duration::seconds(60));
  for (int signal : {SIGWINCH, SIGTSTP, SIGINT})
    ::raise(signal);
  EXPECT_EQ(relay.ending_signal(), std::nullopt);
  relay.remember_late();
  EXPECT_EQ(relay.ending_signal(), SIGINT);
}

TEST(SignalRelay, IsNotAskedToEndByWhatIsIgnored) {
  auto before = ::signal(SIGHUP, SIG_IGN);
  {
    BlockedSignals signals;
    TreeState tree;
    RunClock clock;
    SignalRelay relay(signals, tree, clock);
    ::raise(SIGHUP);
    relay.remember_late();
    EXPECT_EQ(relay.ending_signal(), std::nullopt);
    ::raise(SIGTERM);
    relay.remember_late();
    EXPECT_EQ(relay.ending_signal(), SIGTERM);
  }
  ::signal(SIGHUP, before);
}

}  // namespace
}  // namespace makespan
