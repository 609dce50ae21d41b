#include "record/host_facts.h"

#include <gtest/gtest.h>

#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

class HostFacts : public testing::Test {
 protected:
  HostFacts() {
    files_.add("/proc/cpuinfo",
               "processor\t: 0\nmodel name\t: Imaginary CPU\n\nprocessor\t: 1\nmodel name\t: "
               "Imaginary CPU\n");
    files_.add("/proc/meminfo", "MemTotal:        8000 kB\nMemFree:  1 kB\n");
    files_.add("/proc/sys/kernel/ostype", "Linux\n");
    files_.add("/proc/sys/kernel/osrelease", "6.1.0\n");
  }
  MemoryFileSystem files_;
};

TEST_F(HostFacts, OfABareMachine) {
  Host host = describe_host(files_, 2);
  EXPECT_EQ(host.cpu_model, "Imaginary CPU");
  EXPECT_EQ(host.kernel, "Linux 6.1.0");
  EXPECT_EQ(host.online_cores, 2U);
  EXPECT_EQ(host.cores, 2.0);
  EXPECT_EQ(host.memory_bytes, 8'192'000U);
}

TEST_F(HostFacts, AUnifiedGroupLimitsFromAnyLevelAbove) {
  files_.add("/proc/self/cgroup", "0::/a/b\n");
  files_.add("/sys/fs/cgroup/a/cpu.max", "150000 100000\n");
  files_.add("/sys/fs/cgroup/a/b/cpu.max", "max 100000\n");
  files_.add("/sys/fs/cgroup/a/b/memory.max", "4096000\n");
  Host host = describe_host(files_, 8);
  EXPECT_EQ(host.cores, 1.5);
  EXPECT_EQ(host.memory_bytes, 4'096'000U);
}

TEST_F(HostFacts, AVersionOneGroupWhosePathIsNotVisibleInTheContainer) {
  files_.add("/proc/self/cgroup", "4:memory:/docker/ab\n1:cpu,cpuacct:/docker/ab\n");
  files_.add("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "50000\n");
  files_.add("/sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
  files_.add("/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
  Host host = describe_host(files_, 8);
  EXPECT_EQ(host.cores, 0.5);
  EXPECT_EQ(host.memory_bytes, 8'192'000U);
}

TEST_F(HostFacts, TheAffinityMaskWinsWhereItIsSmaller) {
  files_.add("/proc/self/cgroup", "0::/\n");
  files_.add("/sys/fs/cgroup/cpu.max", "400000 100000\n");
  EXPECT_EQ(describe_host(files_, 1).cores, 1.0);
}

TEST(CpuMax, IsQuotaOverPeriod) {
  EXPECT_EQ(parse_cpu_max("250000 100000\n"), 2.5);
  EXPECT_EQ(parse_cpu_max("max 100000\n"), std::nullopt);
  EXPECT_EQ(parse_cpu_max(""), std::nullopt);
  EXPECT_EQ(parse_cpu_max("1000"), std::nullopt);
  EXPECT_EQ(parse_cpu_max("1000 0"), std::nullopt);
}

}  // namespace
}  // namespace makespan
