// Variables without a scenario around them: how they are written, and what each form gives.

#include "variables.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "harness/xmpp/digest.hpp"

namespace jcp {
namespace {

ActorValues values() {
  return {"c1.host.example", "s\u00E9cret", "host.example", "us@a",
          "them@b",          "service@c",   "1D\u00E9"};
}

std::string value(std::string_view name, std::string_view form = "") {
  return value_of(name, form, values()).value_or("(nothing)");
}

TEST(SplitVariable, FindsActorNameAndForm) {
  const Variable variable = split_variable("other.digest:upper");
  EXPECT_EQ(variable.actor, "other");
  EXPECT_EQ(variable.name, "digest");
  EXPECT_EQ(variable.form, "upper");
  EXPECT_EQ(split_variable("sid").actor, "");
  EXPECT_EQ(split_variable("sid").form, "");
}

TEST(ParseVariable, KnowsAClosedSet) {
  const std::vector<std::string> actors = {"component", "other"}, captures = {"mine"};
  for (const char* name : {"domain", "other.domain:label", "digest:wrong-id", "host:upper", "sid",
                           "us", "other.them", "service", "secret", "n", "mine"}) {
    EXPECT_NO_THROW(Variable::parse(name, actors, captures)) << name;
  }
  for (const char* name : {"", "Domain", "third.domain", "domain:sideways", "sid:upper", "other.n",
                           "other.mine", "pad", "case.x", "other."}) {
    EXPECT_THROW(Variable::parse(name, actors, captures), std::invalid_argument) << name;
  }
}

TEST(Captures, MayNotHideAVariable) {
  EXPECT_TRUE(may_name_capture("mine"));
  EXPECT_TRUE(may_name_capture("session-id_2"));
  for (const char* name : {"", "domain", "fresh_id", "some", "raw", "a.b", "a:b", "a}b"}) {
    EXPECT_FALSE(may_name_capture(name)) << name;
  }
}

TEST(Values, AreThoseOfTheActor) {
  EXPECT_EQ(value("domain"), "c1.host.example");
  EXPECT_EQ(value("secret"), "s\u00E9cret");
  EXPECT_EQ(value("host"), "host.example");
  EXPECT_EQ(value("host", "upper"), "HOST.EXAMPLE");
  EXPECT_EQ(value("us"), "us@a");
  EXPECT_EQ(value("them"), "them@b");
  EXPECT_EQ(value("service"), "service@c");
  EXPECT_EQ(value("sid"), "1D\u00E9");
  EXPECT_EQ(value("nonsense"), "(nothing)");
  EXPECT_FALSE(value_of("digest", "", {"d", "s", "h", "u", "t", "s", std::nullopt}));
}

TEST(Values, OfADomainSpelledDifferently) {
  EXPECT_EQ(value("domain", "upper"), "C1.HOST.EXAMPLE");
  EXPECT_EQ(value("domain", "soft-hyphen"), "c\u00AD1.host.example");
  EXPECT_EQ(value("domain", "zero-width"), "c\u200B1.host.example");
  EXPECT_EQ(value("domain", "fullwidth-dot"), "c1\uFF0Ehost.example");
  EXPECT_EQ(value("domain", "one-dot-leader"), "c1\u2024host.example");
  EXPECT_EQ(value("domain", "label"), "c1");
  EXPECT_EQ(value("domain", "parent"), "host.example");
}

TEST(Values, OfADigestDoneWrong) {
  const std::string id = "1D\u00E9", secret = "s\u00E9cret";
  const std::string right = handshake_digest(id, secret);
  EXPECT_EQ(value("digest"), right);
  EXPECT_EQ(value("digest", "wrong-secret"), handshake_digest(id, "not-" + secret));
  EXPECT_EQ(value("digest", "wrong-id"), handshake_digest("not-" + id, secret));
  EXPECT_EQ(value("digest", "empty-secret"), handshake_digest(id, ""));
  EXPECT_EQ(value("digest", "secret-first"), handshake_digest(secret, id));
  EXPECT_EQ(value("digest", "latin-1"), handshake_digest("1D\xE9",
                                                         "s\xE9"
                                                         "cret"));
  EXPECT_EQ(value("digest", "truncated"), right.substr(0, 39));
  EXPECT_EQ(value("digest", "extended"), right + "00");
  EXPECT_EQ(value("digest", "base64"), base64(sha1(id + secret)));
  EXPECT_NE(value("digest", "upper"), right);
  EXPECT_EQ(value("digest", "upper").size(), 40u);
}

TEST(Values, OfADigestWithOneDigitChanged) {
  const std::string right = value("digest"), first = value("digest", "first-wrong"),
                    last = value("digest", "last-wrong");
  EXPECT_NE(first[0], right[0]);
  EXPECT_EQ(first.substr(1), right.substr(1));
  EXPECT_NE(last[39], right[39]);
  EXPECT_EQ(last.substr(0, 39), right.substr(0, 39));
}

TEST(Values, OfADigestInCharacterReferences) {
  const std::string digest = value("digest"), references = value("digest", "references");
  std::string expected;
  for (const char c : digest) expected += "&#" + std::to_string(int{c}) + ";";
  EXPECT_EQ(references, expected);
}

std::string parts(std::string_view text) {
  std::string line;
  const SendText parsed{text};
  for (const SendText::Part& part : parsed.parts()) {
    using Kind = SendText::Part::Kind;
    const std::string kind = part.kind == Kind::literal     ? "literal"
                             : part.kind == Kind::value     ? "value"
                             : part.kind == Kind::raw_value ? "raw"
                                                            : "pad";
    line += kind + "(" + part.text + ")";
  }
  return line;
}

TEST(SendText, IsLiteralsOctetsAndValues) {
  EXPECT_EQ(parts("a${domain}b${raw:sid}${pad}$$c$ d${hex:41 42}"),
            "literal(a)value(domain)literal(b)raw(sid)pad()literal($c$ dAB)");
  EXPECT_EQ(parts(""), "");
  EXPECT_EQ(parts("$"), "literal($)");
  EXPECT_EQ(parts("$${domain}"), "literal(${domain})");
  EXPECT_EQ(parts("${raw:pad}"), "pad()");
  EXPECT_THROW(parts("a${domain"), std::invalid_argument);
}

TEST(SendText, ReadsOctets) {
  EXPECT_EQ(SendText::octets("3c 3F").parts().at(0).text, "<?");
  EXPECT_THROW(SendText::octets("3"), std::invalid_argument);
  EXPECT_THROW(SendText::octets("3x"), std::invalid_argument);
}

TEST(WithValues, IsAPatternForPeople) {
  const auto value = [](std::string_view name) -> std::optional<std::string> {
    if (name == "other.domain") return "b.example";
    return std::nullopt;
  };
  const auto filled = [&](std::string_view text) { return with_values(text, value); };
  EXPECT_EQ(filled("no <m type='${none}' to='juliet@${other.domain}' id='${any}'/>"),
            "no <m to='juliet@b.example' id='${any}'/>");
  EXPECT_EQ(filled("${digest}${other.domain}"), "${digest}b.example");
  EXPECT_EQ(filled("${none}"), "${none}");
  EXPECT_EQ(filled("${some"), "${some");
  EXPECT_EQ(filled(""), "");
  EXPECT_EQ(filled("plain $ {text}"), "plain $ {text}");
}

}  // namespace
}  // namespace jcp
