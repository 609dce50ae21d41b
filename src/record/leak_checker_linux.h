#pragma once
// LeakChecker: is a program linked with LeakSanitizer, alone or as part of AddressSanitizer? Such a
// program calls ptrace on itself at its end, and fails where somebody else does already.

#include <cstdint>
#include <map>
#include <string>
#include <tuple>

namespace makespan {

class LeakChecker {
 public:
  // Looks at the file that the process `pid` runs, once for each file. Programs below /usr and
  // /nix/store are not looked at: distributions ship none, and most programs of a build are there.
  bool is_linked(const std::string& executable, int32_t pid);

 private:
  using FileId = std::tuple<uint64_t, uint64_t, int64_t, int64_t>;  // device, inode, time
  std::map<FileId, bool> known_;
};

}  // namespace makespan
