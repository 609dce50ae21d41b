#include "report/whatif/whatif_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json_value.h"
#include "report/testing/json_keys.h"
#include "report/testing/simulated_whatif.h"

namespace makespan {
namespace {

using testing::ElementsAre;

JsonValue json_of(const WhatIfReport& report) {
  return parse_json(whatif_json(report), "whatif").value();
}

JsonValue json_of(std::string_view situation) {
  for (const WhatIfSituation& one : whatif_situations()) {
    if (one.name == situation) return json_of(one.report);
  }
  return {};
}

TEST(WhatIfJson, DocumentsEveryKeyThatItWritesAndWritesEveryKeyThatIsDocumented) {
  std::vector<JsonValue> documents;
  for (const WhatIfSituation& situation : whatif_situations())
    documents.push_back(json_of(situation.report));
  std::set<std::string> written = keys_of(documents);
  std::set<std::string> documented = documented_keys("docs/formats/whatif.md");
  for (const std::string& key : written)
    EXPECT_TRUE(documented.contains(key)) << key << " is not in docs/formats/whatif.md";
  for (const std::string& key : documented)
    EXPECT_TRUE(written.contains(key)) << key << " is documented and never written";
}

TEST(WhatIfJson, SaysWhichResultsAndBoundsAreOfTheEditedBuild) {
  JsonValue json = json_of("edited");
  std::vector<std::string> edited;
  std::vector<std::string> recorded;
  for (const JsonValue& result : json["results"].array())
    (*result["edited"].boolean() ? edited : recorded).emplace_back(result["label"].text());
  EXPECT_THAT(recorded,
              ElementsAre("as recorded", "-j1 on 1 core", "-j4 on 4 cores", "longest path first"));
  EXPECT_THAT(edited,
              ElementsAre("-j1 on 1 core, without dashmap@5", "-j4 on 4 cores, without dashmap@5",
                          "longest path first, without dashmap@5", "without dashmap@5"));
  EXPECT_EQ(json["sweep"]["edited"].boolean(), true);
  EXPECT_LT(*json["edited_bounds"]["work_seconds"].number(),
            *json["bounds"]["work_seconds"].number());
}

TEST(WhatIfJson, HasNoBoundsOfAnEditedBuildWithoutEdits) {
  JsonValue json = json_of("as-recorded");
  EXPECT_TRUE(json["edited_bounds"].is_null());
  EXPECT_EQ(json["sweep"]["edited"].boolean(), false);
}

TEST(WhatIfJson, HasDragAndSlackOfEveryTask) {
  JsonValue json = json_of("edited");
  ASSERT_EQ(json["task_slack"].array().size(), 18U);
  ASSERT_EQ(json["task_drag"].array().size(), 18U);
  for (const JsonValue& drag : json["task_drag"].array()) {
    EXPECT_TRUE(drag["recorded_seconds"].number());
    // What has slack is on no longest path, and costs nothing there.
    const JsonValue& slack = json["task_slack"][static_cast<size_t>(*drag["id"].integer())];
    EXPECT_EQ(slack["task"].text(), drag["task"].text());
    bool late = *slack["seconds"].number() == 0;
    EXPECT_TRUE(late || drag["unlimited_seconds"].number() == 0) << drag["task"].text();
  }
}

TEST(WhatIfJson, SaysOfARunWhetherItIsWhole) {
  JsonValue whole = json_of("as-recorded");
  EXPECT_EQ(whole["exit_code"].integer(), 0);
  EXPECT_EQ(whole["complete"].boolean(), true);
  EXPECT_TRUE(whole["notes"].array().empty());
  JsonValue failed = json_of("tests-failed");
  EXPECT_EQ(failed["exit_code"].integer(), 101);
  EXPECT_EQ(failed["notes"].array().size(), 1U);
  JsonValue recovered = json_of("recovered");
  EXPECT_EQ(recovered["complete"].boolean(), false);
  EXPECT_TRUE(recovered["exit_code"].is_null());
  EXPECT_EQ(recovered["notes"].array().size(), 1U);
}

TEST(WhatIfJson, SaysThatTheCpuOfMoreCodegenUnitsIsAsMeasured) {
  JsonValue json = json_of("codegen-units");
  ASSERT_EQ(json["notes"].array().size(), 1U);
  EXPECT_THAT(std::string(json["notes"][0].text()), testing::HasSubstr("CPU is as measured"));
}

}  // namespace
}  // namespace makespan
