#pragma once
// Cargo.lock read the other way round: which packages need a given one.
//
//   [[package]]
//   name = "app"
//   version = "0.1.0"
//   dependencies = [
//    "serde",                 the only serde there is
//    "syn 2.0.1",             one of several versions
//   ]

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace makespan {

struct LockNode {
  std::string name;
  std::string version;
  std::vector<uint32_t> dependencies;  // indices into the list of nodes
};

// In the file's order; a dependency that is not there is left out.
std::vector<LockNode> read_lock_graph(std::string_view text);

// Everything that `from` needs, or, reversed, everything that needs it: itself included. By index.
std::vector<bool> reached_from(const std::vector<LockNode>& nodes,
                               const std::vector<uint32_t>& from, bool reversed);

}  // namespace makespan
