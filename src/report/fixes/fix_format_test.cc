#include "report/fixes/fix_format.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

Duration seconds(double s) {
  return Duration::seconds(s);
}

std::string interval(double low, double expected, double high) {
  return format_interval(seconds(low), seconds(expected), seconds(high));
}

TEST(FormatInterval, HasNoMoreDigitsThanItsWidthAllows) {
  EXPECT_EQ(interval(34.13, 36, 38.9), "34–39 s");
  EXPECT_EQ(interval(35.8, 37.2, 38.9), "35.8–38.9 s");
  EXPECT_EQ(interval(120, 150, 190), "120–190 s");
  EXPECT_EQ(interval(0.082, 0.11, 0.149), "0.08–0.15 s");
}

TEST(FormatInterval, IsRoundedOutward) {
  EXPECT_EQ(interval(10.01, 14, 19.99), "10–20 s");
  EXPECT_EQ(interval(9.99, 14, 20.01), "9–21 s");
}

TEST(FormatInterval, ThatEndsOnAStepStaysThere) {
  EXPECT_EQ(interval(34, 36, 38), "34–38 s");
  EXPECT_EQ(interval(0.3, 0.4, 0.5), "0.30–0.50 s");
}

TEST(FormatInterval, WithANegativeEndUsesWords) {
  EXPECT_EQ(interval(-0.3, 0.4, 1.1), "−0.3 to 1.1 s");
  EXPECT_EQ(interval(-5.1, -3.3, -1.2), "−5.1 to −1.2 s");
  EXPECT_EQ(interval(-0.0001, 1, 2), "−0.1 to 2.0 s");
}

TEST(FormatInterval, IsInTheUnitOfTheExpectedValue) {
  EXPECT_EQ(interval(760, 905, 1100), "760–1100 s");
  EXPECT_EQ(interval(3112, 3307, 3452), "51–58 min");
}

TEST(FormatExpected, HasTheDigitsOfItsInterval) {
  auto expected = [](double low, double value, double high) {
    return format_expected(seconds(low), seconds(value), seconds(high));
  };
  EXPECT_EQ(expected(-16, 6.21, 10), "6 s");
  EXPECT_EQ(expected(34.9, 36.2, 37.6), "36.2 s");
  EXPECT_EQ(expected(-0.4, 0.002, 0.5), "0.0 s");
  EXPECT_EQ(expected(-11.2, -9.64, -8.1), "−9.6 s");
  EXPECT_EQ(expected(2, 2, 2), "2.00 s");
}

TEST(FormatInterval, OfNoWidthIsNone) {
  EXPECT_EQ(interval(3, 3, 3), "");
}

TEST(FormatChange, HasItsSign) {
  EXPECT_EQ(format_change(seconds(-36.2)), "−36.2 s");
  EXPECT_EQ(format_change(seconds(1.2)), "+1.20 s");
  EXPECT_EQ(format_change(Duration()), "0 s");
  EXPECT_EQ(format_change(-0.512), "−51%");
  EXPECT_EQ(format_change(0.004), "+0.4%");
  EXPECT_EQ(format_change(0.0), "0%");
}

TEST(FormatShareInterval, HasSignsAndNoMoreDigitsThanItsWidthAllows) {
  EXPECT_EQ(format_share_interval(-0.521, -0.498), "−52.1 to −49.8%");
  EXPECT_EQ(format_share_interval(-0.54, -0.47), "−54 to −47%");
  EXPECT_EQ(format_share_interval(-0.0031, 0.0112), "−0.4 to +1.2%");
  EXPECT_EQ(format_share_interval(0, 0.05), "0 to +5%");
  EXPECT_EQ(format_share_interval(0.1, 0.1), "");
}

TEST(FormatExpectedShare, HasTheDigitsOfItsInterval) {
  EXPECT_EQ(format_expected_share(-0.521, -0.512, -0.498), "−51.2%");
  EXPECT_EQ(format_expected_share(-0.54, -0.494, -0.47), "−49%");
  EXPECT_EQ(format_expected_share(-0.02, 0.0001, 0.02), "0%");
  EXPECT_EQ(format_expected_share(0.1, 0.1, 0.1), "+10%");
}

TEST(FormatFineChange, HasATenthBelowTenPercent) {
  EXPECT_EQ(format_fine_change(-0.512), "−51%");
  EXPECT_EQ(format_fine_change(0.0142), "+1.4%");
  EXPECT_EQ(format_fine_change(-0.0002), "0.0%");
}

TEST(SavingPhrase, SaysWhatIsOnlyABound) {
  Saving saving{.expected = seconds(4), .low = {}, .high = seconds(4), .bytes = {}};
  EXPECT_EQ(saving_phrase(saving, Basis::bounded, seconds(80)), "up to 4 s, 5% (0–4 s, bounded)");
}

TEST(SavingPhrase, OfALongerBuildSavesNothing) {
  Saving saving{
      .expected = seconds(-3.3), .low = seconds(-5.1), .high = seconds(-1.2), .bytes = {}};
  EXPECT_EQ(saving_phrase(saving, Basis::replayed, seconds(66)),
            "nothing: it takes 3.3 s longer, 5% (1.2–5.1 s, replayed)");
}

TEST(SavingPhrase, ThatRoundsToNothingSaysSo) {
  Saving saving{
      .expected = seconds(-0.02), .low = seconds(-0.5), .high = seconds(0.4), .bytes = {}};
  EXPECT_EQ(saving_phrase(saving, Basis::simulated, seconds(66)),
            "nothing (−0.5 to 0.4 s, simulated)");
}

TEST(SavingPhrase, HasTheBytesToo) {
  Saving saving{
      .expected = seconds(2), .low = seconds(2), .high = seconds(2), .bytes = 1'240'000'000};
  EXPECT_EQ(saving_phrase(saving, Basis::verified, seconds(20)),
            "2.00 s, 10% (verified); build directory −1.24 GB");
}

TEST(EffortPhrase, CountsFilesAndLines) {
  EXPECT_EQ(effort_phrase({.effort = EffortClass::manifest, .files = 2, .lines = 1}),
            "manifest: 2 files, 1 line");
  EXPECT_EQ(effort_phrase({.effort = EffortClass::source}), "source");
}

}  // namespace
}  // namespace makespan
