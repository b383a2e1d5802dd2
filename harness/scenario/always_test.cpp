// Standing rules over what one run received.

#include "always.hpp"

#include "judge_test.hpp"

namespace jcp::testing {
namespace {

AlwaysRule rule(const std::string& fields) {
  return load_always_rule(
      "always/x",
      R"({ "title": "A title", "rule": "So it is.", "killed_by": {}, "on": "received",
                                           "proves": ["M1"], )" +
          fields + " }",
      "x.json", {catalogue(), nullptr, nullptr});
}

class Received {
 public:
  explicit Received(const std::string& bytes) : play_(R"([ { "connect": {} }, { "wait": 10 } ])") {
    play_.begin()
        .pass(3)
        .says("component", header_of() + "<first/>")
        .pass(2)
        .says("component", bytes);
  }
  std::string breach(const AlwaysRule& r) {
    const auto found = jcp::breach(r, play_.judge());
    return found ? found->actual : "";
  }
  std::size_t place(const AlwaysRule& r) { return jcp::breach(r, play_.judge())->transcript_index; }
  bool concerned(const AlwaysRule& r) { return jcp::concerned(r, play_.judge()); }

 private:
  Play play_;
};

TEST(Always, RequiresPatternsOfWhatItSpeaksOf) {
  const AlwaysRule r = rule(R"("when": "<iq/>", "require": ["<iq id='${some}'/>"])");
  EXPECT_EQ(Received("<iq id='1'/><message/>").breach(r), "");
  EXPECT_EQ(Received("<iq id='1'/><iq id=''/>").breach(r),
            "iq/@id: expected present and not empty, found ");
  EXPECT_TRUE(Received("<iq id='1'/>").concerned(r));
  EXPECT_FALSE(Received("<message/>").concerned(r));
}

TEST(Always, ForbidsPatternsAndXPaths) {
  EXPECT_EQ(Received("<iq/>").breach(rule(R"("when": "<iq/>", "forbid": ["<iq type='x'/>"])")), "");
  EXPECT_EQ(
      Received("<iq type='x'/>").breach(rule(R"("when": "<iq/>", "forbid": ["<iq type='x'/>"])")),
      "iq: forbidden is <iq type='x'/>");
  EXPECT_EQ(Received("<a/>").breach(
                rule(R"("when": { "event": "element" }, "forbid": [ { "xpath": "/a" } ])")),
            "a: /a");
  EXPECT_EQ(Received("<a/>").breach(
                rule(R"("when": { "event": "element" }, "require": [ { "xpath": "/first" } ])")),
            "a: not /first");
}

TEST(Always, KnowsTheActorsVariables) {
  const AlwaysRule r = rule(R"("when": "<message/>", "require": ["<message to='${domain}'/>"])");
  EXPECT_EQ(Received("<message to='c1.host.example'/>").breach(r), "");
  EXPECT_NE(Received("<message to='c2.host.example'/>").breach(r), "");
}

TEST(Always, SpeaksOfHeaders) {
  EXPECT_EQ(Received("").breach(rule(
                R"("when": { "event": "header" }, "require": ["<stream:stream id='${some}'/>"])")),
            "");
  EXPECT_EQ(Received("").breach(rule(
                R"("when": { "event": "header" }, "forbid": ["<stream:stream from='${any}'/>"])")),
            "stream:stream: forbidden is <stream:stream from='${any}'/>");
}

TEST(Always, SpeaksOfViolations) {
  const AlwaysRule any = rule(R"("when": { "event": "violation" })");
  const AlwaysRule some = rule(
      R"("when": { "event": "violation" }, "forbid": [ { "condition": ["restricted-xml"] } ])");
  EXPECT_EQ(Received("<a/>").breach(any), "");
  EXPECT_TRUE(Received("<a/>").concerned(any));  // it speaks of everything that was received
  EXPECT_TRUE(Received("<a></b>").breach(any).starts_with("not-well-formed: "));
  EXPECT_EQ(Received("<a></b>").breach(some), "");
  EXPECT_TRUE(Received("<!-- x -->").breach(some).starts_with("restricted-xml: "));
}

TEST(Always, OurOwnBoundsSayNothingAboutTheTarget) {
  const AlwaysRule any = rule(R"("when": { "event": "violation" })");
  EXPECT_EQ(Received("<a>" + std::string(3 * 1024 * 1024, 'x')).breach(any), "");
}

TEST(Always, PointsAtTheBytesThatBrokeIt) {
  // connected, received, received
  EXPECT_EQ(
      Received("<a/>").place(rule(R"("when": { "event": "element" }, "forbid": ["<first/>"])")),
      2u);
  EXPECT_EQ(Received("<a/>").place(rule(R"("when": { "event": "element" }, "forbid": ["<a/>"])")),
            3u);
}

}  // namespace
}  // namespace jcp::testing
