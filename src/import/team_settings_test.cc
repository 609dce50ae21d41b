#include "import/team_settings.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

std::string error_of(std::string_view text) {
  Result<TeamSettings> settings = parse_team_settings(text, "makespan.toml");
  return settings ? "fine" : settings.error().message;
}

TEST(TeamSettings, AreReadWhole) {
  TeamSettings settings =
      parse_team_settings(
          "[team]\ndevelopers = 8\nbuilds_a_day = 2.5\nrate = 90\ncurrency = \"EUR\"\n", "m")
          .value();
  EXPECT_EQ(settings.developers, 8u);
  EXPECT_EQ(settings.builds_a_day, 2.5);
  EXPECT_EQ(settings.rate, 90.0);
  EXPECT_EQ(settings.currency, "EUR");
}

TEST(TeamSettings, MayAllBeAbsent) {
  EXPECT_FALSE(parse_team_settings("", "m").value().developers);
  EXPECT_FALSE(parse_team_settings("[other]\nx = 1\n", "m").value().rate);
}

TEST(TeamSettings, ThatAreMisspeltAreNotPassedOver) {
  EXPECT_EQ(error_of("[team]\ndeveloper = 8\n"),
            "makespan.toml:2: [team] has no key `developer`; it has developers, builds_a_day, rate "
            "and currency");
}

TEST(TeamSettings, OfTheWrongTypeNameTheLine) {
  EXPECT_EQ(error_of("\n[team]\nrate = \"90\"\n"),
            "makespan.toml:3: rate of [team] has to be a number that is not negative");
  EXPECT_EQ(error_of("[team]\nrate = -1\n"),
            "makespan.toml:2: rate of [team] has to be a number that is not negative");
  EXPECT_EQ(error_of("[team]\ndevelopers = 1.5\n"),
            "makespan.toml:2: developers of [team] has to be a whole number");
  EXPECT_EQ(error_of("team = 3\n"), "makespan.toml:1: team has to be a table");
}

TEST(TeamSettings, ThatAreNoTomlNameTheLine) {
  EXPECT_EQ(error_of("[team]\nrate = = 1\n").substr(0, 16), "makespan.toml:2:");
}

}  // namespace
}  // namespace makespan
