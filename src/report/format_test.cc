#include "report/format.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

std::string of_seconds(double seconds) {
  return format_duration(Duration::seconds(seconds));
}

TEST(Format, DurationsHaveThreeDigitsAtMostAndAUnit) {
  EXPECT_EQ(of_seconds(0), "0 s");
  EXPECT_EQ(of_seconds(0.000'012), "12 µs");
  EXPECT_EQ(of_seconds(0.004'2), "4.2 ms");
  EXPECT_EQ(of_seconds(0.042), "42 ms");
  EXPECT_EQ(of_seconds(0.42), "0.42 s");
  EXPECT_EQ(of_seconds(7.314), "7.31 s");
  EXPECT_EQ(of_seconds(73.42), "73.4 s");
  EXPECT_EQ(of_seconds(734.2), "734 s");
  EXPECT_EQ(of_seconds(2136), "35.6 min");
  EXPECT_EQ(of_seconds(86'400), "24.0 h");
}

TEST(Format, DurationsDoNotGainADigitByRounding) {
  EXPECT_EQ(of_seconds(9.996), "10.0 s");
  EXPECT_EQ(of_seconds(99.96), "100 s");
  EXPECT_EQ(of_seconds(999.6), "16.7 min");
  EXPECT_EQ(of_seconds(0.099'96), "0.10 s");
  EXPECT_EQ(of_seconds(0.009'996), "10 ms");
  EXPECT_EQ(of_seconds(0.000'999'7), "1.0 ms");
}

TEST(Format, NegativeDurationsKeepTheirSign) {
  EXPECT_EQ(of_seconds(-0.42), "-0.42 s");
}

TEST(Format, ColumnsHoldSecondsOnly) {
  EXPECT_EQ(format_column(Duration::milliseconds(42)), "0.04 s");
  EXPECT_EQ(format_column(Duration::milliseconds(7314)), "7.31 s");
  EXPECT_EQ(format_column(Duration::seconds(73.42)), "73.4 s");
}

std::string tick(double seconds, double step) {
  return format_tick(Duration::seconds(seconds), Duration::seconds(step));
}

TEST(Format, TicksHaveNoDecimalsThatSayNothing) {
  EXPECT_EQ(tick(2, 1), "2 s");
  EXPECT_EQ(tick(0.5, 0.5), "0.5 s");
  EXPECT_EQ(tick(1, 0.5), "1 s");
  EXPECT_EQ(tick(20, 10), "20 s");
  EXPECT_EQ(tick(200, 60), "200 s");
  EXPECT_EQ(tick(3600, 600), "60 min");
  EXPECT_EQ(tick(0.05, 0.01), "50 ms");
  EXPECT_EQ(tick(0, 10), "0 s");
}

TEST(Format, TicksHaveTheDecimalsInWhichNeighboursDiffer) {
  EXPECT_EQ(tick(120.5, 0.5), "120.5 s");
  EXPECT_EQ(tick(121, 0.5), "121 s");
  EXPECT_EQ(tick(-0.002, 0.002), "-2 ms");
  EXPECT_EQ(tick(0.0125, 0.0005), "12.5 ms");
  EXPECT_EQ(tick(1.234, 0.002), "1.234 s");
}

TEST(Format, TicksAreMinutesOnlyWhereTheStepIsWholeTenthsOfThem) {
  EXPECT_EQ(tick(1201, 1), "1201 s");
  EXPECT_EQ(tick(1205, 5), "1205 s");
  EXPECT_EQ(tick(1210, 10), "1210 s");
  EXPECT_EQ(tick(1005, 15), "1005 s");
  EXPECT_EQ(tick(1050, 30), "17.5 min");
  EXPECT_EQ(tick(72'000, 7200), "20 h");
  EXPECT_EQ(tick(60'600, 600), "1010 min");
}

TEST(Format, SharesAreWholePercentsFromOneOn) {
  EXPECT_EQ(format_share(0), "0%");
  EXPECT_EQ(format_share(0.000'1), "<0.1%");
  EXPECT_EQ(format_share(0.004), "0.4%");
  EXPECT_EQ(format_share(0.31), "31%");
  EXPECT_EQ(format_share(1), "100%");
}

TEST(Format, CoresHaveOneDecimalWhereItSaysSomething) {
  EXPECT_EQ(format_cores(2), "2");
  EXPECT_EQ(format_cores(1.62), "1.6");
  EXPECT_EQ(format_cores(0.251), "0.25");
  EXPECT_EQ(format_cores(127.9), "128");
}

TEST(Format, BytesGoByThousands) {
  EXPECT_EQ(format_bytes(0), "0 B");
  EXPECT_EQ(format_bytes(999), "999 B");
  EXPECT_EQ(format_bytes(104'000), "104 kB");
  EXPECT_EQ(format_bytes(4'600'000'000), "4.60 GB");
  EXPECT_EQ(format_bytes(999'600), "1.00 MB");
}

TEST(Format, CountsAgreeInNumber) {
  EXPECT_EQ(format_count(1, "unit", "units"), "1 unit");
  EXPECT_EQ(format_count(0, "unit", "units"), "0 units");
}

}  // namespace
}  // namespace makespan
