// A compiler that compiles nothing: it burns exact amounts of CPU (by its threads' own clocks, so
// that neighbours do not count) or sleeps, in the shape of rustc: frontend, metadata, IR, codegen
// threads with tokens from the jobserver, a link in a child process. Named `rustc` and given to
// cargo as RUSTC, it makes builds of which the truth is known.
//
// What to burn stands in the crate's first line, in milliseconds:
//
//   // burn: before=200 after=30 ir=40 units=120,80,60 link=50 sleep_before=0 sleep_after=0
//
//   before, after   the frontend, until the metadata is written and behind that
//   ir              on the main thread, evenly before each codegen unit
//   units           one thread each, named as rustc names them
//   link            in a child process
//   script          by the program that is "compiled": a build script's run
//
// What its threads' clocks then say of each section, starting up and the like included, it writes
// beside its output, in seconds: `CRATE.burnt`, a `section seconds` a line.
//
// Questions (-vV, --print) go to the real compiler, $FAKE_RUSTC_REAL.

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

// Of this thread: a core's time, whoever else wanted it meanwhile.
double thread_cpu_ms() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

void burn(double ms) {
  double end = thread_cpu_ms() + ms;
  volatile unsigned work = 0;
  while (thread_cpu_ms() < end) {
    for (int i = 0; i < 2000; ++i)
      work = work + 1;
  }
}

void sleep_for(double ms) {
  usleep(static_cast<useconds_t>(ms * 1000));
}

struct Recipe {
  std::map<std::string, double> ms;
  std::vector<double> units;

  double operator[](const std::string& key) const {
    auto at = ms.find(key);
    return at == ms.end() ? 0 : at->second;
  }
};

Recipe read_recipe(const std::string& source) {
  Recipe recipe;
  std::ifstream in(source);
  std::string line;
  std::getline(in, line);
  std::istringstream words(line);
  for (std::string word; words >> word;) {
    size_t equals = word.find('=');
    if (equals == std::string::npos) continue;
    std::string key = word.substr(0, equals);
    std::istringstream values(word.substr(equals + 1));
    for (std::string value; std::getline(values, value, ',');) {
      if (key == "units") {
        recipe.units.push_back(std::stod(value));
      } else {
        recipe.ms[key] = std::stod(value);
      }
    }
  }
  return recipe;
}

// Cargo's pool of tokens: a pipe whose bytes they are. Without one there are none to be had.
class Jobserver {
 public:
  Jobserver() {
    for (const char* name : {"CARGO_MAKEFLAGS", "MAKEFLAGS"}) {
      const char* flags = std::getenv(name);
      const std::string auth = "--jobserver-auth=";
      std::string text = flags == nullptr ? "" : flags;
      size_t at = text.find(auth);
      if (at == std::string::npos) continue;
      text = text.substr(at + auth.size());
      if (text.rfind("fifo:", 0) == 0) {
        read_ = write_ = open(text.substr(5, text.find(' ') - 5).c_str(), O_RDWR);
      } else {
        std::sscanf(text.c_str(), "%d,%d", &read_, &write_);
      }
      return;
    }
  }
  // Waits for one; none: there is no pool, or a signal came and `stop` is set.
  std::optional<char> take(const std::atomic<bool>& stop) {
    char token = 0;
    while (!stop) {
      ssize_t count = read(read_, &token, 1);
      if (count == 1) return token;
      if (count == 0 || (errno != EINTR && errno != EAGAIN)) return std::nullopt;
      if (errno == EAGAIN) usleep(1000);
    }
    return std::nullopt;
  }
  void give_back(char token) const {
    if (write(write_, &token, 1) != 1) std::perror("jobserver");
  }

 private:
  int read_ = -1;
  int write_ = -1;
};

// The backend: units are handed out by the main thread; one may run with the token that every
// process has while the main thread has no IR left to make, each further one with a token.
class Backend {
 public:
  explicit Backend(size_t units) : open_units_(units) {
    struct sigaction action {};
    action.sa_handler = [](int) {};
    sigaction(SIGUSR1, &action, nullptr);  // without SA_RESTART: a read is cut short
    coordinator_ = std::thread([this] { coordinate(); });
    helper_ = std::thread([this] { ask_for_tokens(); });
  }

  void add(size_t index, double ms) {
    std::lock_guard lock(mutex_);
    waiting_.push_back({index, ms});
    changed_.notify_all();
  }

  // The main thread has no more to do than to wait.
  void finish() {
    {
      std::lock_guard lock(mutex_);
      main_works_ = false;
      changed_.notify_all();
    }
    coordinator_.join();
    for (std::thread& worker : workers_)
      worker.join();
    stop_helper();
    while (!tokens_.empty())
      give_back();
  }

  // What the codegen units' threads took; after finish().
  double burnt_ms() const { return burnt_ms_; }

 private:
  struct Unit {
    size_t index;
    double ms;
  };

  void coordinate() {
    prctl(PR_SET_NAME, "coordinator");
    std::unique_lock lock(mutex_);
    while (open_units_ > 0) {
      while (!waiting_.empty() && threads() < 1 + tokens_.size()) {
        Unit unit = waiting_.front();
        waiting_.erase(waiting_.begin());
        ++running_;
        workers_.emplace_back([this, unit] { work(unit); });
      }
      give_back_spare();
      changed_.wait(lock);
    }
    give_back_spare();
  }

  void work(Unit unit) {
    char name[16];
    std::snprintf(name, sizeof name, "opt cgu.%02zu", unit.index);
    prctl(PR_SET_NAME, name);
    burn(unit.ms);
    std::lock_guard lock(mutex_);
    burnt_ms_ += thread_cpu_ms();
    --running_;
    --open_units_;
    changed_.notify_all();
  }

  size_t threads() const { return running_ + (main_works_ ? 1 : 0); }

  void give_back_spare() {
    while (!tokens_.empty() && waiting_.empty() && threads() < 1 + tokens_.size()) {
      give_back();
    }
  }

  void give_back() {
    jobserver_.give_back(tokens_.back());
    tokens_.pop_back();
  }

  // One token at a time, as rustc's helper thread does.
  void ask_for_tokens() {
    std::unique_lock lock(mutex_);
    while (true) {
      while (!stop_ && (waiting_.empty() || threads() < 1 + tokens_.size()))
        changed_.wait(lock);
      if (stop_) break;
      lock.unlock();
      std::optional<char> token = jobserver_.take(stop_);
      lock.lock();
      if (!token) break;
      tokens_.push_back(*token);
      changed_.notify_all();
    }
    helper_ended_ = true;
  }

  // The signal may come before the read does: then once more.
  void stop_helper() {
    {
      std::lock_guard lock(mutex_);
      stop_ = true;
      changed_.notify_all();
    }
    while (!helper_ended_) {
      pthread_kill(helper_.native_handle(), SIGUSR1);
      usleep(200);
    }
    helper_.join();
  }

  Jobserver jobserver_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Unit> waiting_;
  std::vector<std::thread> workers_;
  std::thread coordinator_;
  size_t open_units_;
  size_t running_ = 0;
  std::string tokens_;
  std::thread helper_;
  std::atomic<bool> stop_ = false;
  std::atomic<bool> helper_ended_ = false;
  bool main_works_ = true;
  double burnt_ms_ = 0;
};

struct Call {
  std::string crate, extra, out_dir, source, self;
  bool library = true, code = false, macro = false, json = false;
};

Call parse(int argc, char** argv) {
  Call call;
  call.self = argv[0];
  auto is = [&](int i, const char* word) { return std::string(argv[i]) == word; };
  for (int i = 1; i < argc; ++i) {
    std::string word = argv[i];
    std::string next = i + 1 < argc ? argv[i + 1] : "";
    if (is(i, "--crate-name")) call.crate = next;
    if (is(i, "--out-dir")) call.out_dir = next;
    if (is(i, "--crate-type")) {
      call.library = next != "bin" && next != "proc-macro";
      call.macro = next == "proc-macro";
    }
    if (is(i, "-C") && next.rfind("extra-filename=", 0) == 0) call.extra = next.substr(15);
    if (word.rfind("--emit=", 0) == 0) call.code = word.find("link") != std::string::npos;
    if (word.rfind("--json=", 0) == 0) call.json = true;
    if (word.size() > 3 && word.substr(word.size() - 3) == ".rs") call.source = word;
  }
  return call;
}

void write_file(const std::string& path, const std::string& text) {
  std::ofstream(path) << text;
}

void announce(const Call& call, const std::string& path, const char* emitted) {
  if (!call.json) return;
  std::string line = "{\"$message_type\":\"artifact\",\"artifact\":\"" + path + "\",\"emit\":\"" +
                     emitted + "\"}\n";
  if (write(2, line.data(), line.size()) < 0) std::exit(1);
}

// Returns the CPU that it took, from fork to end.
double run_child(const Call& call, double ms) {
  std::string amount = "--burn=" + std::to_string(ms);
  pid_t child = fork();
  if (child == 0) {
    execl(call.self.c_str(), "cc", amount.c_str(), nullptr);
    _exit(127);
  }
  rusage used{};
  wait4(child, nullptr, 0, &used);
  auto ms_of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
  };
  return ms_of(used.ru_utime) + ms_of(used.ru_stime);
}

// A program that burns: this one, under another name, with the amount in a file beside it.
void write_program(const Call& call, const std::string& path, double ms) {
  std::ofstream(path, std::ios::binary) << std::ifstream(call.self, std::ios::binary).rdbuf();
  chmod(path.c_str(), 0755);
  write_file(path.substr(0, path.rfind('/')) + "/burn", std::to_string(ms));
}

int compile(const Call& call) {
  Recipe recipe = read_recipe(call.source);
  std::string stem = call.out_dir + "/" + (call.library || call.macro ? "lib" : "") + call.crate;
  stem += call.extra;
  burn(recipe["before"]);
  sleep_for(recipe["sleep_before"]);
  if (call.library) {
    write_file(stem + ".rmeta", call.crate);
    announce(call, stem + ".rmeta", "metadata");
  }
  burn(recipe["after"]);
  sleep_for(recipe["sleep_after"]);
  double frontend = thread_cpu_ms(), codegen = 0, link = 0;
  if (call.code && !recipe.units.empty()) {
    Backend backend(recipe.units.size());
    for (size_t i = 0; i < recipe.units.size(); ++i) {
      burn(recipe["ir"] / static_cast<double>(recipe.units.size()));
      backend.add(i, recipe.units[i]);
    }
    backend.finish();
    codegen = backend.burnt_ms();
  }
  if (call.code && recipe["link"] > 0) link = run_child(call, recipe["link"]);
  std::string output = stem + (call.library ? ".rlib" : call.macro ? ".so" : "");
  if (call.code && !call.library && !call.macro) {
    write_program(call, output, recipe["script"]);
  } else if (call.code) {
    write_file(output, call.crate);
  }
  write_file(call.out_dir + "/" + call.crate + call.extra + ".d",
             output + ": " + call.source + "\n\n" + call.source + ":\n");
  if (call.code) announce(call, output, "link");
  // Without codegen units a task is one section, and the end belongs to it.
  double other = thread_cpu_ms() - frontend;
  if (recipe.units.empty()) frontend += std::exchange(other, 0);
  std::ofstream(call.out_dir + "/" + call.crate + ".burnt")
      << "frontend " << frontend / 1e3 << "\nother " << other / 1e3 << "\ncodegen " << codegen / 1e3
      << "\nlink " << link / 1e3 << '\n';
  // What still waits for a token dies with the process, and takes none along.
  std::fflush(nullptr);
  _exit(0);
}

}  // namespace

int main(int argc, char** argv) {
  std::string first = argc > 1 ? argv[1] : "";
  if (first.rfind("--burn=", 0) == 0) {
    burn(std::stod(first.substr(7)));
    return 0;
  }
  if (argc == 1) {
    std::string self = argv[0];
    std::ifstream beside(self.substr(0, self.rfind('/')) + "/burn");
    double ms = 0;
    if (beside >> ms) burn(ms);
    return 0;
  }
  Call call = parse(argc, argv);
  if (call.source.empty() || call.out_dir.empty()) {
    const char* real = std::getenv("FAKE_RUSTC_REAL");
    if (real == nullptr) return 2;
    execv(real, argv);
    return 127;
  }
  return compile(call);
}
