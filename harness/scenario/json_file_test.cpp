// Files of our users are read with places in the errors: line and column where it is not JSON, a
// JSON pointer everywhere else.

#include "json_file.hpp"

#include <gtest/gtest.h>

#include "harness/xmpp/limits.hpp"

namespace jcp {
namespace {

std::string refusal(std::string_view text) {
  try {
    parse_json(text, "f.json");
  } catch (const UserError& error) {
    return error.what();
  }
  return {};
}

TEST(ParseJson, KeepsTheOrderOfKeys) {
  EXPECT_EQ(parse_json(R"({"b": 1, "a": [2]})", "f.json").dump(), R"({"b":1,"a":[2]})");
}

TEST(ParseJson, SaysLineAndColumnOfASyntaxError) {
  EXPECT_EQ(refusal("{\n  \"a\": ,\n}"), "f.json:2:8: this is not JSON");
  EXPECT_EQ(refusal(""), "f.json:1:1: this is not JSON");
  EXPECT_EQ(refusal("{} x"), "f.json:1:4: this is not JSON");
  EXPECT_EQ(refusal("\"\xFF\""), "f.json:1:2: this is not JSON");
}

TEST(ParseJson, RefusesADuplicateKeyWithItsPlace) {
  EXPECT_EQ(refusal(R"({"a": 1, "a": 2})"), "f.json:/a: this key stands twice in one object");
  EXPECT_EQ(refusal(R"({"x": {"a": 1}, "y": [0, {"a": 1, "b": {}, "a": 2}]})"),
            "f.json:/y/1/a: this key stands twice in one object");
  EXPECT_EQ(refusal(R"({"x/y": {"~": 1, "~": 2}})"),
            "f.json:/x~1y/~0: this key stands twice in one object");
  EXPECT_EQ(refusal(R"([[1, [2]], {"a": {"b": 1}, "b": {"b": 1}}])"), "");
}

// It goes to a terminal as it is.
TEST(ParseJson, ARefusalIsOneLineWithoutControlCharacters) {
  EXPECT_EQ(refusal("{\"a\\n\\u001b[31m\": 1, \"a\\n\\u001b[31m\": 2}"),
            "f.json:/a\\x0A\\x1B[31m: this key stands twice in one object");
}

TEST(ParseJson, RefusesWhatIsNestedTooDeeply) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_EQ(refusal(nested(limits::json_depth)), "");
  EXPECT_EQ(refusal(nested(limits::json_depth + 1)), "f.json:/: nested deeper than 64");
  EXPECT_EQ(refusal(std::string(500'000, '[')), "f.json:/: nested deeper than 64");
}

TEST(ParseJson, RefusesWhatIsTooLarge) {
  EXPECT_EQ(refusal(std::string(limits::scenario_file_bytes + 1, ' ')),
            "f.json: larger than 1 MiB");
  EXPECT_EQ(refusal("1e999"), "f.json:/: a number is larger than JSON readers agree on");
}

TEST(Schema, SaysTheDeepestPlaceThatDoesNotFit) {
  const JsonSchema schema(parse_json(R"({
    "type": "object", "properties": { "list": { "type": "array", "items": {
      "type": "object", "properties": { "n": { "type": "integer" } } } } } })",
                                     "schema.json"));
  const auto place = [&](std::string_view text) {
    try {
      schema.require(parse_json(text, "f.json"), "f.json");
    } catch (const UserError& error) {
      const std::string line = error.what();
      return line.substr(0, line.find(": "));
    }
    return std::string();
  };
  EXPECT_EQ(place(R"({"list": [{"n": 1}]})"), "");
  EXPECT_EQ(place(R"({"list": [{"n": 1}, {"n": "x"}]})"), "f.json:/list/1/n");
  EXPECT_EQ(place("[]"), "f.json:/");
}

TEST(JsonSchema, AMegabyteIsMatchedWithAPatternLikeAnyText) {
  const JsonSchema schema(parse_json(
      R"({"properties": {"name": {"type": "string", "pattern": "^[a-z]+(-[a-z]+)*$"}},
          "propertyNames": {"pattern": "^[a-z]+$"}})",
      "schema"));
  const std::string megabyte(1'000'000, 'a');
  EXPECT_NO_THROW(schema.require({{"name", megabyte}}, "f"));
  EXPECT_NO_THROW(schema.require({{megabyte, 1}}, "f"));
  EXPECT_THROW(schema.require({{"name", "A" + megabyte}}, "f"), UserError);
  EXPECT_THROW(schema.require({{"A" + megabyte, 1}}, "f"), UserError);
}

}  // namespace
}  // namespace jcp
