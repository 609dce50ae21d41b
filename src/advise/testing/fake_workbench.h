#pragma once
// A workbench whose cargo compiles one library, for tests of what asks it. Each `cargo check` takes
// the next of `checks`, each `cargo tree` the next of `trees`, each `cargo update` of `updates`;
// `cargo metadata` says `metadata`.

#include <map>
#include <string>
#include <vector>

#include "advise/dependencies/workbench.h"
#include "system/file_system.h"

namespace makespan {

class FakeWorkbench : public Workbench {
 public:
  struct Check {
    bool calls = true;  // rustc was called
    bool compiles = true;
    int exit_code = 0;
    std::string trouble;
  };

  struct Update {
    int exit_code = 0;
    std::string said;
    std::string lock;  // written where it goes well
  };

  explicit FakeWorkbench(FileSystem& files);

  Result<CommandOutput> cargo(const CargoCall& call) override;
  Status write(const std::string& path, std::string_view text) override;
  Result<std::string> program(std::string_view name, std::string_view text) override;
  std::string folder() override { return "/bench"; }
  std::string original(const std::string& path) override { return path; }
  std::string copied(const std::string& path) override { return path; }

  std::string library = "app";     // in /w/NAME, of src/lib.rs
  std::string given = "one";       // to its compiler, which finds that it is unused
  std::vector<Check> checks;       // those beyond the last one go well
  std::vector<std::string> trees;  // the last one again and again
  int tree_exit_code = 0;
  std::string metadata = R"({"packages":[]})";
  std::vector<Update> updates;  // those beyond the last one fail
  std::string lock_path = "/w/Cargo.lock";
  std::map<std::string, std::string> written;
  std::vector<CargoCall> calls;

 private:
  std::string next_tree();
  CommandOutput next_update();
  void leave_call(const Check& check);
  void leave(const std::string& path, const std::string& bytes);

  FileSystem& files_;
  size_t checks_at_ = 0;
  size_t trees_at_ = 0;
  size_t updates_at_ = 0;
};

}  // namespace makespan
