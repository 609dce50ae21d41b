#include "try/same_work.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

// A build of compiler calls.
class Build {
 public:
  TaskId add(const std::string& name, const std::vector<std::string>& arguments,
             const std::vector<TaskId>& on = {}, Task task = {.kind = TaskKind::library}) {
    const TaskId id(trace_.tasks.size());
    task.name = trace_.strings.intern(name);
    if (!arguments.empty()) {
      task.process = ProcessId(trace_.processes.size());
      Image image{.process = task.process,
                  .arguments = {.first = static_cast<uint32_t>(trace_.arguments.size()),
                                .count = static_cast<uint32_t>(arguments.size())}};
      for (const std::string& argument : arguments)
        trace_.arguments.push_back(trace_.strings.intern(argument));
      Process process;
      process.images = {.first = static_cast<uint32_t>(trace_.images.size()), .count = 1};
      trace_.processes.push_back(process);
      trace_.images.push_back(image);
    }
    trace_.tasks.push_back(task);
    for (const TaskId dependency : on)
      trace_.dependencies.push_back({.task = id, .on = dependency});
    return id;
  }
  void links(TaskId task) { trace_.sections.push_back({.task = task, .kind = SectionKind::link}); }
  std::string name(TaskId task) { return work_names(trace_).at(task.index()); }

 private:
  Trace trace_;
};

TEST(SameWork, IsTheCallWithoutItsHashes) {
  Build build;
  TaskId one = build.add("syn", {"rustc", "--crate-name", "syn", "-C", "metadata=0123456789abcdef",
                                 "--extern", "quote=/t/libquote-00112233445566aa.rmeta"});
  TaskId again =
      build.add("syn", {"rustc", "--crate-name", "syn", "-C", "metadata=fedcba9876543210",
                        "--extern", "quote=/t/libquote-bb112233445566aa.rmeta"});
  TaskId other =
      build.add("syn", {"rustc", "--crate-name", "syn", "-C", "metadata=fedcba9876543210",
                        "--extern", "serde=/t/libserde-bb112233445566aa.rmeta"});
  EXPECT_FALSE(build.name(one).empty());
  EXPECT_EQ(build.name(one), build.name(again));
  EXPECT_NE(build.name(one), build.name(other));
}

TEST(SameWork, TellsWordsThatAreNoHashes) {
  Build build;
  TaskId one = build.add("a", {"rustc", "--cfg", "x=\"0123456789abcde\""});
  TaskId other = build.add("a", {"rustc", "--cfg", "x=\"0123456789abcdf\""});
  TaskId longer = build.add("a", {"rustc", "--cfg", "x=\"0123456789abcdef0\""});
  EXPECT_NE(build.name(one), build.name(other));
  EXPECT_NE(build.name(one), build.name(longer));
  // Words do not run into each other.
  EXPECT_NE(build.name(build.add("a", {"ru", "stc"})), build.name(build.add("a", {"rustc"})));
}

TEST(SameWork, IsNotThatOfOtherDependencies) {
  Build build;
  TaskId plain = build.add("tokio", {"rustc", "tokio"});
  TaskId full = build.add("tokio", {"rustc", "tokio", "--cfg", "feature=\"full\""});
  TaskId on_plain = build.add("hyper", {"rustc", "hyper"}, {plain});
  TaskId on_plain_too = build.add("hyper", {"rustc", "hyper"}, {plain});
  TaskId on_full = build.add("hyper", {"rustc", "hyper"}, {full});
  TaskId above = build.add("reqwest", {"rustc", "reqwest"}, {on_plain});
  TaskId above_full = build.add("reqwest", {"rustc", "reqwest"}, {on_full});
  EXPECT_EQ(build.name(on_plain), build.name(on_plain_too));
  EXPECT_NE(build.name(on_plain), build.name(on_full));
  EXPECT_NE(build.name(above), build.name(above_full));
}

TEST(SameWork, LeavesLinkerOptionsOutWhereNothingIsLinked) {
  Build build;
  const std::vector<std::string> plain = {"rustc", "a", "--emit=link"};
  const std::vector<std::string> mold = {
      "rustc", "-C", "link-arg=-fuse-ld=mold", "a", "-Clinker=clang", "--emit=link"};
  EXPECT_EQ(build.name(build.add("a", plain)), build.name(build.add("a", mold)));
  TaskId by_ld = build.add("a", plain);
  TaskId by_mold = build.add("a", mold);
  build.links(by_ld);
  build.links(by_mold);
  EXPECT_NE(build.name(by_ld), build.name(by_mold));
  EXPECT_NE(build.name(build.add("a", {"rustc", "-C", "opt-level=1", "a", "--emit=link"})),
            build.name(build.add("a", plain)));
}

TEST(SameWork, IsNotToldOfPathPackagesAndWhatDependsOnThem) {
  Build build;
  TaskId local =
      build.add("ours", {"rustc", "ours"}, {}, {.kind = TaskKind::library, .local = true});
  TaskId above = build.add("theirs", {"rustc", "theirs"}, {local});
  TaskId imported = build.add("unseen", {});
  EXPECT_EQ(build.name(local), "");
  EXPECT_EQ(build.name(above), "");
  EXPECT_EQ(build.name(imported), "");
}

TEST(SameWork, OfABuildScriptsRunCountsForDependentsAlone) {
  Build build;
  TaskId script = build.add("ring", {"rustc", "build.rs"}, {}, {.kind = TaskKind::build_script});
  TaskId run = build.add("ring", {"/t/build-script-build"}, {script},
                         {.kind = TaskKind::build_script_run, .mode = TaskMode::execute});
  TaskId library = build.add("ring", {"rustc", "ring"}, {run});
  EXPECT_EQ(build.name(run), "");
  EXPECT_NE(build.name(library), "");
  TaskId test =
      build.add("app", {"/t/app"}, {}, {.kind = TaskKind::test_run, .mode = TaskMode::execute});
  EXPECT_EQ(build.name(test), "");
}

}  // namespace
}  // namespace makespan
