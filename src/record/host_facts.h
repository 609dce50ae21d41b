#pragma once
// What a build on this machine can use: cores of the affinity mask and the container's quota,
// memory of the machine or the container.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/run.h"
#include "system/file_system.h"

namespace makespan {

// The numbers of the cores that the affinity mask allows, in order.
std::vector<uint32_t> usable_cores();

// `root` is put before every path ("" outside tests); `affinity_cores` is usable_cores().size().
Host describe_host(FileSystem& files, size_t affinity_cores, const std::string& root = {});

// cgroup v2 "cpu.max" ("150000 100000" -> 1.5, "max 100000" -> none).
std::optional<double> parse_cpu_max(std::string_view text);

}  // namespace makespan
