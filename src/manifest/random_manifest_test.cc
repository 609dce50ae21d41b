// Edits of generated manifests, held against what can be said of them without knowing how they are
// written: which dependencies are left, which bytes, which comments.

#include "manifest/testing/random_manifest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "manifest/dependency_edit.h"
#include "manifest/profiles.h"
#include "manifest/testing/same_tree.h"
#include "manifest/toml_second_reader.h"

namespace makespan {
namespace {

constexpr int kManifests = 200;

TomlFile file(std::string_view text) {
  return {.text = text, .path = "t"};
}

std::vector<DependencyEntry> entries_of(std::string_view text) {
  return list_dependencies(file(text)).value();
}

std::string identity(const DependencyEntry& entry) {
  std::string text = table_name(entry.table) + " " + entry.name + " " +
                     entry.requirement.value_or("none") + (entry.inherited ? " inherited" : "");
  for (const std::string& feature : entry.features)
    text += " " + feature;
  return text;
}

std::vector<std::string> identities(std::string_view text) {
  std::vector<std::string> result;
  for (const DependencyEntry& entry : entries_of(text))
    result.push_back(identity(entry));
  std::sort(result.begin(), result.end());
  return result;
}

std::vector<std::string> without(std::vector<std::string> list, const std::string& one) {
  list.erase(std::find(list.begin(), list.end(), one));
  return list;
}

size_t count(std::string_view text, std::string_view part) {
  size_t found = 0;
  for (size_t at = 0; (at = text.find(part, at)) != std::string_view::npos; ++at)
    ++found;
  return found;
}

// Of what `before` has, `after` leaves out some, adds nothing and changes no order.
bool is_part_of(std::string_view after, std::string_view before) {
  for (const char c : before)
    if (!after.empty() && after.front() == c) after.remove_prefix(1);
  return after.empty();
}

template <class Test>
void for_each_manifest(const Test& test) {
  std::mt19937 random(20);
  for (int i = 0; i < kManifests; ++i) {
    const std::string text = random_manifest(random);
    SCOPED_TRACE(text);
    test(text);
    if (testing::Test::HasFatalFailure()) return;
  }
}

TEST(RandomManifest, IsReadAsToml) {
  size_t dependencies = 0;
  for_each_manifest([&](const std::string& text) {
    const std::optional<TomlTree> second = read_with_second_reader(text);
    ASSERT_TRUE(second);
    ASSERT_EQ(different_values(parse_toml_tree(file(text)).value(), *second), "");
    dependencies += identities(text).size();
  });
  EXPECT_GT(dependencies, 5U * kManifests);  // else the tests below say little
}

TEST(RandomManifest, WithoutADependencyKeepsAllElse) {
  for_each_manifest([](const std::string& text) {
    const std::vector<std::string> all = identities(text);
    for (const DependencyEntry& entry : entries_of(text)) {
      const Result<std::string> after = remove_dependency(file(text), entry.table, entry.name);
      ASSERT_TRUE(after) << after.error().message;
      ASSERT_EQ(identities(*after), without(all, identity(entry)));
      ASSERT_TRUE(is_part_of(*after, text));
      ASSERT_EQ(after->ends_with('\n'), text.ends_with('\n') || after->empty()) << *after;
      const size_t comments = count(text, "# free ");
      const bool section = entry.form == DependencyForm::section;
      ASSERT_TRUE(section || count(*after, "# free ") == comments) << *after;
      const Result<std::string> again = remove_dependency(file(*after), entry.table, entry.name);
      ASSERT_FALSE(again);
      ASSERT_EQ(again.error().kind, ErrorKind::not_found);
    }
  });
}

TEST(RandomManifest, LosesItsDependenciesInAnyOrder) {
  std::mt19937 random(21);
  for_each_manifest([&](const std::string& text) {
    std::vector<DependencyEntry> entries = entries_of(text);
    std::shuffle(entries.begin(), entries.end(), random);
    std::string rest = text;
    for (const DependencyEntry& entry : entries)
      rest = remove_dependency(file(rest), entry.table, entry.name).value();
    ASSERT_EQ(identities(rest), std::vector<std::string>());
    ASSERT_EQ(count(rest, "# with "), 0U) << rest;
  });
}

TEST(RandomManifest, MovesADependencyAsItIs) {
  size_t moved = 0;
  for_each_manifest([&](const std::string& text) {
    const std::vector<std::string> all = identities(text);
    for (const DependencyEntry& entry : entries_of(text)) {
      if (entry.table.list != DependencyList::normal) continue;
      DependencyEntry there = entry;
      there.table.list = DependencyList::development;
      const Result<std::string> after =
          move_to_dev_dependencies(file(text), entry.table, entry.name);
      if (!after) {
        // Only what some entry of that table already is.
        ASSERT_EQ(after.error().kind, ErrorKind::invalid) << after.error().message;
        continue;
      }
      std::vector<std::string> expected = without(all, identity(entry));
      expected.push_back(identity(there));
      std::sort(expected.begin(), expected.end());
      ASSERT_EQ(identities(*after), expected) << *after;
      ASSERT_EQ(count(*after, "# with "), count(text, "# with "));
      ++moved;
    }
  });
  EXPECT_GT(moved, 2U * kManifests);
}

TEST(RandomManifest, WithARequirementSetAndSetBackIsTheSame) {
  for_each_manifest([](const std::string& text) {
    for (const DependencyEntry& entry : entries_of(text)) {
      if (!entry.requirement) continue;
      const std::string set =
          set_requirement(file(text), entry.table, entry.name, "=3.1.4").value();
      ASSERT_EQ(count(set, "=3.1.4"), 1U);
      const std::string back =
          set_requirement(file(set), entry.table, entry.name, *entry.requirement).value();
      ASSERT_EQ(identities(back), identities(text));
    }
  });
}

TEST(RandomManifest, WithFeaturesSetHasThem) {
  for_each_manifest([](const std::string& text) {
    for (const DependencyEntry& entry : entries_of(text)) {
      std::vector<std::string> features = {"new"};
      if (!entry.features.empty()) features.insert(features.begin(), entry.features.back());
      const Result<std::string> after = set_features(file(text), entry.table, entry.name, features);
      ASSERT_TRUE(after) << after.error().message;
      DependencyEntry expected = entry;
      expected.features = features;
      std::vector<std::string> all = without(identities(text), identity(entry));
      all.push_back(identity(expected));
      std::sort(all.begin(), all.end());
      ASSERT_EQ(identities(*after), all) << *after;
    }
  });
}

TEST(RandomManifest, WithAProfileKeyAddedAndRemovedHasTheSameValues) {
  for_each_manifest([](const std::string& text) {
    const ProfileTable table{.profile = "ci", .package = "*", .build_override = false};
    const std::string set = set_profile_key(file(text), table, "opt-level", "1").value();
    ASSERT_TRUE(is_part_of(text, set));  // all the old bytes are there
    const std::string back = remove_profile_key(file(set), table, "opt-level").value();
    TomlTree after = parse_toml_tree(file(back)).value();
    after.erase_empty(profile_path(table));
    ASSERT_EQ(first_difference(after, parse_toml_tree(file(text)).value()), std::nullopt);
  });
}

}  // namespace
}  // namespace makespan
