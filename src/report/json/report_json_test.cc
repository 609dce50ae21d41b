#include "report/json/report_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "analysis/testing/tale.h"
#include "base/json_value.h"
#include "report/testing/json_keys.h"
#include "report/testing/simulated_report.h"
#include "report/testing/situations.h"

namespace makespan {
namespace {

JsonValue json_of(const Trace& trace) {
  return parse_json(report_json(simulated_report(trace)), "report").value();
}

JsonValue json_of(std::string_view situation) {
  for (const ReportSituation& one : report_situations()) {
    if (one.name == situation) return json_of(one.trace());
  }
  return {};
}

TEST(ReportJson, DocumentsEveryKeyThatItWritesAndWritesEveryKeyThatIsDocumented) {
  std::vector<JsonValue> documents;
  for (const ReportSituation& situation : report_situations())
    documents.push_back(json_of(situation.trace()));
  std::set<std::string> written = keys_of(documents);
  std::set<std::string> documented = documented_keys("docs/formats/report.md");
  for (const std::string& key : written)
    EXPECT_TRUE(documented.contains(key)) << key << " is not in docs/formats/report.md";
  for (const std::string& key : documented)
    EXPECT_TRUE(written.contains(key)) << key << " is documented and in no report";
}

TEST(ReportJson, SaysItsVersionFirst) {
  EXPECT_THAT(report_json(Report{}), testing::StartsWith("{\n \"version\": 1,"));
}

TEST(ReportJson, SaysNullWhereSomethingIsUnknown) {
  JsonValue json = json_of("target-directory");
  EXPECT_TRUE(json["run"]["cpu_seconds"].is_null());
  EXPECT_TRUE(json["run"]["exit_code"].is_null());
  EXPECT_TRUE(json["headline"]["fresh"].is_null());
  EXPECT_TRUE(json["tasks"][0]["cpu_seconds"].is_null());
  EXPECT_TRUE(json["tasks"][0]["wait_seconds"].is_null());
  EXPECT_TRUE(json["utilisation"]["mean_own_cores"].is_null());
  EXPECT_TRUE(json["utilisation"]["other"].is_null());
}

TEST(ReportJson, SaysZeroWhereZeroIsKnown) {
  JsonValue json = json_of("release");
  EXPECT_EQ(json["headline"]["fresh"].integer(), 0);
  EXPECT_EQ(json["run"]["exit_code"].integer(), 0);
}

TEST(ReportJson, HasOneSectionForEachCodegenUnit) {
  JsonValue json = json_of("one-unit");
  const JsonValue& sections = json["tasks"][0]["sections"];
  ASSERT_EQ(sections.array().size(), 6U);
  EXPECT_EQ(sections[0]["name"].text(), "frontend");
  EXPECT_EQ(sections[1]["name"].text(), "codegen");
  EXPECT_EQ(sections[1]["detail"].text(), "cgu.00");
  EXPECT_EQ(sections[5]["name"].text(), "link");
}

TEST(ReportJson, SaysNullInsteadOfSimulatingWhatNobodyKnowsTheOrderOf) {
  EXPECT_TRUE(json_of("process-tree")["simulation"].is_null());
  EXPECT_TRUE(json_of("target-directory")["simulation"].is_null());
  EXPECT_TRUE(json_of("failed")["simulation"].is_null());
}

TEST(ReportJson, HasTheDragOfTheSlowestOnTheRecordedCoresAndOfThePathOnAnyNumber) {
  JsonValue json = json_of("release");
  EXPECT_EQ(json["simulation"]["basis"].text(), "simulated");
  EXPECT_EQ(json["simulation"]["sweep"]["points"][0]["cores"].integer(), 1);
  bool asked = false;
  for (const JsonValue& drag : json["simulation"]["task_drag"].array()) {
    if (drag["id"].integer() != json["slowest"][0]["id"].integer()) continue;
    asked = true;
    EXPECT_GT(*drag["recorded_seconds"].number(), 0);
  }
  EXPECT_TRUE(asked);
}

TEST(ReportJson, HasTheSlackOfEveryTask) {
  JsonValue json = json_of("release");
  const JsonValue& slack = json["simulation"]["task_slack"];
  ASSERT_EQ(slack.array().size(), json["tasks"].array().size());
  std::map<std::string_view, double> seconds;
  for (const JsonValue& task : slack.array())
    seconds[task["task"].text()] = *task["seconds"].number();
  EXPECT_EQ(seconds["app 0.1.0 (bin)"], 0);
  EXPECT_GT(seconds["dashmap 5.5.3"], 1);
}

TEST(ReportJson, HasAParallelismProfileThatAddsUpToTheWallTime) {
  for (const ReportSituation& situation : report_situations()) {
    JsonValue json = json_of(situation.trace());
    double seconds = 0;
    for (const JsonValue& level : json["parallelism"].array())
      seconds += *level["seconds"].number();
    EXPECT_NEAR(seconds, *json["run"]["wall_seconds"].number(), 1e-5) << situation.name;
  }
}

TEST(ReportJson, NamesEachVersionOfADuplicateOnce) {
  JsonValue json = json_of("release");
  const JsonValue& dashmap = json["duplicates"][1];
  EXPECT_EQ(dashmap["name"].text(), "dashmap");
  ASSERT_EQ(dashmap["versions"].array().size(), 2U);
  EXPECT_EQ(dashmap["versions"][0].text(), "5.5.3");
  EXPECT_EQ(dashmap["own_cpu_seconds"].number(), 0.73);
}

TEST(ReportJson, SaysWhatADependencyWaitsFor) {
  JsonValue json = json_of("library-only");
  const JsonValue& rayon = json["tasks"][3];
  ASSERT_EQ(rayon["name"].text(), "rayon");
  EXPECT_EQ(rayon["dependencies"][0]["id"].integer(), 0);
  EXPECT_EQ(rayon["dependencies"][0]["waits_for"].text(), "metadata");
}

TEST(ReportJson, GivesPhasesThatAddUpToTheWallTime) {
  for (const ReportSituation& situation : report_situations()) {
    JsonValue json = json_of(situation.trace());
    double seconds = 0;
    double share = 0;
    for (const JsonValue& phase : json["phases"].array()) {
      seconds += *phase["seconds"].number();
      share += *phase["share"].number();
    }
    EXPECT_NEAR(seconds, *json["run"]["wall_seconds"].number(), 1e-5) << situation.name;
    EXPECT_NEAR(share, 1, 1e-9) << situation.name;
  }
}

TEST(ReportJson, IsOneLineWhereIndentingWouldCostMegabytes) {
  Tale tale("make");
  for (int i = 0; i < 2500; ++i)
    tale.process("cc1", i, i + 1, 1);
  Trace trace = tale.end(2600);
  std::string text = report_json(simulated_report(trace));
  EXPECT_EQ(text.find('\n'), text.size() - 1);
}

}  // namespace
}  // namespace makespan
