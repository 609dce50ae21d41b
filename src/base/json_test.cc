#include <gtest/gtest.h>

#include <limits>

#include "base/json_value.h"
#include "base/json_writer.h"

namespace makespan {
namespace {

TEST(JsonWriter, KeepsTheOrderOfTheCalls) {
  JsonWriter json;
  json.begin_object().key("version").value(1).key("names").begin_array();
  json.value("syn").value("quote").end_array().key("none").begin_object().end_object().end_object();
  EXPECT_EQ(json.take(), R"({"version":1,"names":["syn","quote"],"none":{}})");
}

TEST(JsonWriter, WritesTheUnknownAsNull) {
  JsonWriter json;
  json.begin_array()
      .value(std::optional<Duration>())
      .value(std::numeric_limits<double>::infinity());
  json.value(std::optional<int>(0)).end_array();
  EXPECT_EQ(json.take(), "[null,null,0]");
}

TEST(JsonWriter, WritesDurationsInSecondsToTheMicrosecond) {
  JsonWriter json;
  json.begin_array()
      .value(Duration::nanoseconds(1'234'567'890))
      .value(Duration::milliseconds(-250))
      .end_array();
  EXPECT_EQ(json.take(), "[1.234568,-0.25]");
}

TEST(JsonWriter, IndentsWhenAsked) {
  JsonWriter json(2);
  json.begin_object().key("a").begin_array().value(true).end_array().end_object();
  EXPECT_EQ(json.take(), "{\n  \"a\": [\n    true\n  ]\n}");
}

TEST(JsonWriter, EscapesControlsAndReplacesBytesThatAreNotUtf8) {
  EXPECT_EQ(json_quoted("a\"\\\n\x01\xFFz\xC3\xA9"),
            "\"a\\\"\\\\\\n\\u0001\xEF\xBF\xBDz\xC3\xA9\"");
}

TEST(JsonValue, ReadsBackWhatTheWriterWrote) {
  JsonWriter json;
  json.begin_object()
      .key("hash")
      .value(uint64_t{18'000'000'000'000'000'000U})
      .key("text")
      .value("é\n");
  json.key("list").begin_array().value(-3).value(0.5).null().end_array().end_object();
  JsonValue read = parse_json(json.take(), "test").value();
  EXPECT_EQ(read["hash"].unsigned_integer(), 18'000'000'000'000'000'000U);
  EXPECT_EQ(read["hash"].integer(), std::nullopt);
  EXPECT_EQ(read["text"].text(), "é\n");
  EXPECT_EQ(read["list"][size_t{0}].integer(), -3);
  EXPECT_EQ(read["list"][1].number(), 0.5);
  EXPECT_TRUE(read["list"][2].is_null());
}

TEST(JsonValue, LooksUpWhatIsNotThereAsNull) {
  JsonValue read = parse_json(R"({"a":1})", "test").value();
  EXPECT_TRUE(read["b"]["c"][7].is_null());
  EXPECT_EQ(read["a"].text(), "");
}

TEST(JsonValue, NamesTheFileThatIsNotJson) {
  Result<JsonValue> read = parse_json("{\"a\":", "target/lib.json");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::corrupt);
  EXPECT_EQ(read.error().message.find("target/lib.json is not JSON: "), 0U) << read.error().message;
}

TEST(JsonValue, RefusesDocumentsThatAreTooDeep) {
  EXPECT_FALSE(parse_json(std::string(100'000, '['), "deep"));
  EXPECT_FALSE(parse_json(std::string(1000, '[') + std::string(1000, ']'), "deep"));
}

}  // namespace
}  // namespace makespan
