#include "cli/try_edits.h"

#include <gtest/gtest.h>

#include <map>

namespace makespan {
namespace {

LocalPackage member(const std::string& name, const std::vector<std::string>& needs) {
  LocalPackage package{
      .name = name, .directory = "/w/" + name, .source = "/w/" + name + "/src/lib.rs"};
  for (const std::string& need : needs)
    package.dependencies.push_back("/w/" + need);
  return package;
}

const TryWorkspace kWorkspace = {
    .root = "/w",
    .members = {member("app", {"web", "core"}), member("core", {"types"}), member("types", {}),
                member("web", {"core"}), member("xtask", {})}};

std::string name(const LocalPackage* package) {
  return package == nullptr ? "" : package->name;
}

TEST(EditedMembers, AreTheOneThatMostNeedAndOneThatNoneNeeds) {
  EditedMembers chosen = choose_members(kWorkspace, {"app", "core", "types", "web", "xtask"});
  EXPECT_EQ(name(chosen.leaf), "app");
  EXPECT_EQ(name(chosen.core), "types");
}

TEST(EditedMembers, AreOfThoseThatWereBuilt) {
  EditedMembers chosen = choose_members(kWorkspace, {"core", "web", "serde"});
  EXPECT_EQ(name(chosen.leaf), "web");
  EXPECT_EQ(name(chosen.core), "core");
  EXPECT_EQ(choose_members(kWorkspace, {}).leaf, nullptr);
}

struct PlanEdits : testing::Test {
  std::vector<std::vector<PlannedEdit>> plan(const std::vector<std::string>& built) {
    EditPlan plan = plan_edits(
        choose_members(kWorkspace, built),
        [this](const std::string& path) {
          auto found = sources.find(path);
          return found == sources.end() ? std::nullopt : std::optional(found->second);
        },
        2);
    notes = plan.notes;
    return plan.kinds;
  }
  std::map<std::string, std::string> sources;
  std::vector<std::string> notes;
};

TEST_F(PlanEdits, GoThroughBodiesAndASignature) {
  sources["/w/app/src/lib.rs"] = "fn a() {} fn b() {} fn c() {}";
  sources["/w/types/src/lib.rs"] = "fn d() {}";
  auto plans = plan({"app", "core", "types", "web"});
  ASSERT_EQ(plans.size(), 3U);
  EXPECT_EQ(plans[0].size(), 2U);
  EXPECT_EQ(plans[0][0].kind, SourceEdit::leaf_body);
  EXPECT_EQ(plans[1][0].kind, SourceEdit::core_body);
  EXPECT_EQ(plans[2][0].kind, SourceEdit::core_signature);
  EXPECT_NE(edited(plans[1][0], "fn d() {}"), "fn d() {}");
}

TEST_F(PlanEdits, OfASingleMemberEditItOnce) {
  sources["/w/xtask/src/lib.rs"] = "fn a() {}";
  auto plans = plan({"xtask"});
  ASSERT_EQ(plans.size(), 2U);
  EXPECT_EQ(plans[0][0].kind, SourceEdit::leaf_body);
  EXPECT_EQ(plans[1][0].kind, SourceEdit::core_signature);
}

TEST_F(PlanEdits, LeaveOutAMemberWithoutAFittingFunction) {
  sources["/w/app/src/lib.rs"] = "pub fn a() {}";
  auto plans = plan({"app"});
  ASSERT_EQ(plans.size(), 1U);
  EXPECT_EQ(plans[0][0].kind, SourceEdit::core_signature);
  EXPECT_EQ(notes, std::vector<std::string>{"--incremental: no body is edited in app: there is no "
                                            "private function in it that would do"});
  EXPECT_TRUE(plan({}).empty());
  EXPECT_EQ(notes, std::vector<std::string>{
                       "--incremental: there is no member whose source could be edited"});
}

TEST_F(PlanEdits, LookThroughTheModulesOfTheCrate) {
  sources["/w/app/src/lib.rs"] = "pub mod a; mod missing; #[cfg(test)] mod tests;";
  sources["/w/app/src/a/mod.rs"] = "mod b;";
  sources["/w/app/src/a/b.rs"] = "mod c;";
  sources["/w/app/src/a/b/c.rs"] = "fn f() {} fn g() {} fn h() {}";
  sources["/w/app/src/tests.rs"] = "fn t() {}";
  auto plans = plan({"app"});
  ASSERT_EQ(plans.size(), 2U);
  ASSERT_EQ(plans[0].size(), 2U);
  EXPECT_EQ(plans[0][0].file, "/w/app/src/a/b/c.rs");
  EXPECT_EQ(plans[1][0].file, "/w/app/src/lib.rs");
  EXPECT_TRUE(notes.empty());
}

}  // namespace
}  // namespace makespan
