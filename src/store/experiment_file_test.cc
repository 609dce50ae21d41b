#include "store/experiment_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "system/testing/memory_file_system.h"

namespace makespan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Experiment pair_of(const std::string& key, int64_t codegen) {
  return {.key = key,
          .unit = "syn 2.0.1",
          .change = "codegen-units=16",
          .at = UnixTime::at(Duration::seconds(1.5)),
          .unchanged = {.frontend = Duration::milliseconds(7), .codegen_threads = 4},
          .changed = {.codegen = Duration::milliseconds(codegen), .output_bytes = 99}};
}

TEST(ExperimentFile, GivesBackWhatAnotherKept) {
  MemoryFileSystem files;
  ASSERT_TRUE(files.create_directories("/s"));
  ExperimentFile writer(files, "/s/experiments.jsonl");
  ASSERT_TRUE(writer.keep(pair_of("a", 10)));
  ASSERT_TRUE(writer.keep(pair_of("b", 20)));
  ASSERT_TRUE(writer.keep(pair_of("a", 30)));
  ExperimentFile reader(files, "/s/experiments.jsonl");
  EXPECT_THAT(reader.recall("a"), ElementsAre(pair_of("a", 10), pair_of("a", 30)));
  EXPECT_THAT(reader.recall("c"), IsEmpty());
}

TEST(ExperimentFile, KeepsWhatTwoProgramsWroteInTurn) {
  MemoryFileSystem files;
  ASSERT_TRUE(files.create_directories("/s"));
  ExperimentFile one(files, "/s/e");
  ExperimentFile two(files, "/s/e");
  EXPECT_THAT(one.recall("a"), IsEmpty());
  ASSERT_TRUE(two.keep(pair_of("a", 10)));
  ASSERT_TRUE(one.keep(pair_of("a", 20)));
  EXPECT_EQ(ExperimentFile(files, "/s/e").recall("a").size(), 2u);
}

TEST(ExperimentFile, PassesOverDamagedLinesAndOtherVersions) {
  MemoryFileSystem files;
  ASSERT_TRUE(files.create_directories("/s"));
  ExperimentFile memory(files, "/s/e");
  ASSERT_TRUE(memory.keep(pair_of("a", 10)));
  std::string text = files.read_file("/s/e").value();
  files.add("/s/e", text + "{\"key\":\"a\",\"unit");
  EXPECT_EQ(ExperimentFile(files, "/s/e").recall("a").size(), 1u);
  files.add("/s/e", "{\"makespan_experiments\":2}\n" + text);
  EXPECT_THAT(ExperimentFile(files, "/s/e").recall("a"), IsEmpty());
}

TEST(ExperimentFile, ThatCannotBeWrittenSaysSo) {
  MemoryFileSystem files;
  ASSERT_TRUE(files.create_directories("/s"));
  files.fail_after(0, ErrorKind::no_space);
  Status kept = ExperimentFile(files, "/s/e").keep(pair_of("a", 10));
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().kind, ErrorKind::no_space);
}

}  // namespace
}  // namespace makespan
