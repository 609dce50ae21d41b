#pragma once
// The workbench over a real scratch copy.

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "advise/dependencies/workbench.h"
#include "scratch/scratch_copy.h"
#include "system/command_runner.h"
#include "system/file_system.h"

namespace makespan {

class ScratchWorkbench : public Workbench {
 public:
  // All three outlive it. `workspace_root` is the original's.
  ScratchWorkbench(ScratchCopy& copy, FileSystem& files, CommandRunner& commands,
                   const std::string& workspace_root);

  Result<CommandOutput> cargo(const CargoCall& call) override;
  Status write(const std::string& path, std::string_view text) override;
  Result<std::string> program(std::string_view name, std::string_view text) override;
  std::string folder() override;
  std::string original(const std::string& path) override;
  std::string copied(const std::string& path) override { return copy_.path_of(path); }

  // "+nightly": cargo's first argument, as the recorded command had it; empty: none.
  void choose_toolchain(std::string word) { toolchain_ = std::move(word); }
  // From then on cargo is not started, and one that runs is killed, its compilers with it.
  void end_by(std::chrono::steady_clock::time_point end) { end_ = end; }
  // Likewise once `stop`, which is asked often, says so.
  void end_when(std::function<bool()> stop) { stop_ = std::move(stop); }

 private:
  ScratchCopy& copy_;
  FileSystem& files_;
  CommandRunner& commands_;
  std::optional<std::chrono::steady_clock::time_point> end_;
  std::function<bool()> stop_;
  std::string toolchain_;
  std::string prefix_;  // of every path in the copy: "/scratch/4711/tree"
};

}  // namespace makespan
