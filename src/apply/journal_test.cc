#include "apply/journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apply/testing/faulty_tree.h"

namespace makespan {
namespace {

JournalEntry entry() {
  return {.owner = "12@4711",
          .fixes = {"release.codegen-units=16", "unused:core/rand"},
          .files = {{.change = {.path = "/w/a\nb/Cargo.toml",
                                .before = std::string("\0\xff\nend\n", 7),
                                .after = ""},
                     .mode = 0640,
                     .forced = true},
                    {.change = {.path = "/w/.cargo/config.toml",
                                .before = std::nullopt,
                                .after = "[build]\r\n"}}},
          .directories = {"/w/.cargo"}};
}

TEST(JournalFormat, KeepsAnyBytes) {
  Result<JournalEntry> read = decode_journal_entry(encode_journal_entry(entry()), "j");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, entry());
}

TEST(JournalFormat, IsTheOneOfItsPage) {
  JournalEntry small{
      .owner = "12@4711",
      .fixes = {"linker=mold"},
      .files = {
          {.change = {.path = "/w/Cargo.toml", .before = "[package]\n", .after = std::nullopt},
           .mode = 0644}}};
  EXPECT_EQ(encode_journal_entry(small),
            "makespan apply journal 1\n"
            "owner 7 12@4711\n"
            "fix 11 linker=mold\n"
            "file 644 13 /w/Cargo.toml\n"
            "before 10 [package]\n\n"
            "after none\n"
            "end\n");
}

// Whatever is cut off or changed, the reader ends with an error or with an entry, and never reads
// past the bytes.
TEST(JournalFormat, ThatIsCutShortIsDamagedAtEveryLength) {
  std::string whole = encode_journal_entry(entry());
  for (size_t length = 0; length < whole.size(); ++length) {
    Result<JournalEntry> read =
        decode_journal_entry(std::string_view(whole).substr(0, length), "j");
    ASSERT_FALSE(read) << length;
    EXPECT_EQ(read.error().kind, ErrorKind::corrupt) << length;
  }
  EXPECT_EQ(decode_journal_entry(whole + "x", "/w/j").error().message,
            "the journal /w/j is damaged at byte " + std::to_string(whole.size()));
  EXPECT_FALSE(decode_journal_entry("makespan apply journal 1\nfix 99999999999999999999 x\n", "j"));
}

TEST(JournalFormat, OfALaterVersionIsTooNew) {
  Result<JournalEntry> read = decode_journal_entry("makespan apply journal 2\nend\n", "/w/j");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::too_new);
  EXPECT_EQ(read.error().message, "the journal /w/j was written by a newer makespan");
}

TEST(Journal, NumbersItsRecordsAndRemembersTheirStates) {
  FaultyTree tree;
  Journal journal(tree.doors(), "/w");
  EXPECT_TRUE(journal.records().value().empty());
  JournalRecord first = journal.add(entry()).value();
  JournalRecord second = journal.add(entry()).value();
  ASSERT_TRUE(journal.mark(first, ApplyState::applied));
  ASSERT_TRUE(journal.mark(second, ApplyState::undoing));
  std::vector<JournalRecord> records = journal.records().value();
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].number, 1U);
  EXPECT_EQ(records[0].state, ApplyState::applied);
  EXPECT_EQ(records[0].owner, "");
  EXPECT_EQ(records[1].state, ApplyState::undoing);
  EXPECT_EQ(records[1].owner, second.owner);
  EXPECT_EQ(tree.bytes("/w/.makespan/.gitignore"), "*\n");
}

TEST(Journal, OfADeadProcessIsInterruptedUnlessItRests) {
  FaultyTree tree;
  Journal journal(tree.doors(), "/w");
  JournalRecord record = journal.add(entry()).value();
  EXPECT_TRUE(record.interrupted(tree));
  tree.put("/proc/12/stat", "12 (makespan) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 0");
  record.owner = "12@4711";
  EXPECT_FALSE(record.interrupted(tree));
  ASSERT_TRUE(journal.mark(record, ApplyState::applied));
  EXPECT_FALSE(record.interrupted(tree));
}

TEST(Journal, KeepsSixteenUndoneRecordsAndAllAppliedOnes) {
  FaultyTree tree;
  Journal journal(tree.doors(), "/w");
  for (int i = 0; i < 20; ++i) {
    JournalRecord record = journal.add(entry()).value();
    ASSERT_TRUE(journal.mark(record, i == 0 ? ApplyState::applied : ApplyState::undone));
  }
  tree.put("/w/.makespan/apply/0007.state.99.tmp", "half");
  ASSERT_TRUE(journal.forget_old());
  std::vector<JournalRecord> records = journal.records().value();
  ASSERT_EQ(records.size(), 17U);
  EXPECT_EQ(records[0].number, 1U);
  EXPECT_EQ(records[1].number, 5U);
  EXPECT_FALSE(tree.bytes("/w/.makespan/apply/0007.state.99.tmp"));
}

TEST(Journal, WithAStateThatIsNoneIsAnError) {
  FaultyTree tree;
  Journal journal(tree.doors(), "/w");
  (void)journal.add(entry()).value();
  tree.put("/w/.makespan/apply/0001.state", "appliedd\n");
  Result<std::vector<JournalRecord>> records = journal.records();
  ASSERT_FALSE(records);
  EXPECT_EQ(records.error().message, "/w/.makespan/apply/0001.state is no state of an apply");
}

}  // namespace
}  // namespace makespan
