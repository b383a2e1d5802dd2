// Synthetic faults: a predicate over the session stands for the target.

#include "minimiser.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace jcp::fuzz {
namespace {

using Kind = Action::Kind;
using Predicate = std::function<bool(const Session&)>;

Action send(std::string text, std::uint32_t number = cut::none) {
  return {Kind::send, 0, number, std::move(text)};
}

struct Outcome {
  Session session;
  std::size_t played = 0;
};

Outcome minimise(const Session& found, const Predicate& shows) {
  EXPECT_TRUE(shows(found));
  Minimiser minimiser(found);
  Outcome outcome;
  while (const auto session = minimiser.next()) {
    ++outcome.played;
    minimiser.tell(shows(*session));
  }
  EXPECT_LE(outcome.played, Minimiser::most_candidates);
  EXPECT_FALSE(minimiser.next()) << "the end is the end";
  outcome.session = minimiser.best();
  EXPECT_TRUE(shows(outcome.session));
  return outcome;
}

std::string all_text(const Session& session) {
  std::string text;
  for (const Action& action : session) text += action.text;
  return text;
}

Predicate contains(std::vector<std::string> words) {
  return [words](const Session& session) {
    const std::string text = all_text(session);
    std::size_t at = 0;
    return std::ranges::all_of(words, [&](const std::string& word) {
      at = text.find(word, at);
      return at != std::string::npos;
    });
  };
}

// Forty stanzas, a few to a write, with what nobody needs around them.
Session long_session() {
  Session session{{Kind::establish, 0, 0, ""}};
  for (int i = 0; i < 40; ++i) {
    const std::string id = std::to_string(i);
    session.push_back(send("<message id='m" + id + "' to='a@b'><body>text &amp; more " + id +
                           "</body><x xmlns='urn:x'/></message>"));
    if (i % 7 == 0) session.push_back({Kind::advance, 0, 50, ""});
    if (i % 5 == 0) session.push_back({Kind::await, 0, 2, ""});
  }
  return session;
}

TEST(Minimiser, KeepsTwoActionsThatAreFarApart) {
  const Outcome outcome = minimise(long_session(), [](const Session& session) {
    const auto has = [&](const char* id) {
      return std::ranges::any_of(
          session, [&](const Action& a) { return a.text.find(id) != std::string::npos; });
    };
    return has("'m3'") && has("'m35'");
  });
  EXPECT_LE(outcome.session.size(), 2U);
  EXPECT_EQ(all_text(outcome.session), "'m3'm35'") << "in one write they share a quote";
  EXPECT_LT(outcome.played, 400U);
}

TEST(Minimiser, OrderOfActionsIsKept) {
  const auto bad = [](const Session& s) {
    const auto rst = std::ranges::find(s, Kind::rst, &Action::kind);
    return std::find_if(rst, s.end(), [](const Action& a) { return a.kind == Kind::connect; }) !=
           s.end();
  };
  Session session = long_session();
  session.insert(session.begin() + 10, {Kind::rst, 0, 0, ""});
  session.push_back({Kind::connect, 0, 0, ""});
  const Session expected{{Kind::rst, 0, 0, ""}, {Kind::connect, 0, 0, ""}};
  EXPECT_EQ(minimise(session, bad).session, expected);
}

TEST(Minimiser, TakesAwayAttributesThatAreNotNeeded) {
  const Session session{
      send("<iq from='a@b' xml:lang='en' type='get' id='17'><q a='1' b=\"2\"/></iq>")};
  // The target looks at whole tags only.
  const auto bad = [](const Session& s) {
    const std::string text = all_text(s);
    const auto typed = [&](const Range& a) {
      return text.substr(a.begin, a.size()) == " type='get'";
    };
    return std::ranges::any_of(tokens_of(text), [&](const Token& part) {
      return part.name == "iq" && std::ranges::any_of(part.attributes, typed);
    });
  };
  // Tags of which nothing asks for the end stay without it.
  EXPECT_EQ(all_text(minimise(session, bad).session), "<iq type='get'>");
}

TEST(Minimiser, KeepsTheCutAndMovesItWithTheText) {
  const std::string text = "<message id='1'/><message><body>one &amp; two</body></message>";
  const auto inside = static_cast<std::uint32_t>(text.find("&amp;") + 2);
  const auto cut_in_reference = [](const Session& session) {
    return std::ranges::any_of(session, [](const Action& a) {
      const std::size_t at = a.text.find("&amp;");
      return at != std::string::npos && a.number > at && a.number < at + 5;
    });
  };
  const Session session{send("<presence/>"), send(text, inside), send("<iq/>")};
  const Outcome outcome = minimise(session, cut_in_reference);
  EXPECT_EQ(outcome.session, (Session{send("&amp;", 2)}));
}

TEST(Minimiser, DropsACutThatIsNotNeeded) {
  const Session session{send("<message/>", 4), send("<iq/>", cut::bytewise)};
  const Session expected{send("<message/><iq/>")};
  EXPECT_EQ(minimise(session, contains({"<message/><iq/>"})).session, expected);
}

// With fields nobody knows what lies before the cut: both ways are tried.
TEST(Minimiser, FindsTheCutBehindFields) {
  const auto filled = [](std::string text) {
    for (std::size_t at; (at = text.find("${domain}")) != std::string::npos;) {
      text.replace(at, 9, "component.example.org");
    }
    return text;
  };
  const std::string text = "<iq from='${domain}' x='1' y='22'/>";
  const auto position = static_cast<std::uint32_t>(filled(text).find("22") + 1);
  const auto bad = [&](const Session& s) {
    return std::ranges::any_of(s, [&](const Action& a) {
      const std::size_t at = filled(a.text).find("22");
      return at != std::string::npos && a.number == at + 1;
    });
  };
  const Outcome outcome = minimise({send(text, position)}, bad);
  ASSERT_EQ(outcome.session.size(), 1U);
  EXPECT_EQ(outcome.session[0].text.find("x='1'"), std::string::npos);
}

std::string id_of(const Action& action, std::string_view name) {
  for (const Token& part : tokens_of(action.text)) {
    if (part.name != name) continue;
    for (const Range& range : part.attributes) {
      const std::string text = action.text.substr(range.begin, range.size());
      if (text.starts_with(" id='")) return text;
    }
  }
  return "";
}

TEST(Minimiser, KeepsIdsThatHaveToBeEqual) {
  const auto bad = [](const Session& session) {
    std::string of_iq;
    for (const Action& action : session) {
      if (const std::string id = id_of(action, "iq"); id.size() > 6) of_iq = id;
      if (!of_iq.empty() && id_of(action, "presence") == of_iq) return true;
    }
    return false;
  };
  Session session = long_session();
  session.insert(session.begin() + 4,
                 send("<iq id='long-identifier' type='get'><q xmlns='u'/></iq>"));
  session.push_back(send("<presence to='a@b' id='long-identifier'/>"));
  const Outcome outcome = minimise(session, bad);
  EXPECT_LE(outcome.session.size(), 2U);
  EXPECT_EQ(all_text(outcome.session), "<iq id='a'><presence id='a'>");
}

TEST(Minimiser, FindsTheLengthThatIsNeeded) {
  const Session session{send("<iq id='" + std::string(30'000, 'x') + "'/>")};
  const Outcome outcome = minimise(
      session, [](const Session& s) { return std::ranges::count(all_text(s), 'x') >= 40; });
  EXPECT_EQ(all_text(outcome.session), std::string(40, 'x'));
}

TEST(Minimiser, HalvesTheTimeThatPasses) {
  const Session session{{Kind::advance, 0, 60'000, ""}};
  const Outcome outcome =
      minimise(session, [](const Session& s) { return !s.empty() && s[0].number >= 900; });
  EXPECT_EQ(outcome.session[0].number, 937U);
}

// k of n: who plays repeats. Each play shows the fault in three of five, whatever else happens.
TEST(Minimiser, AFlakyFaultIsForTheCallerToRepeat) {
  unsigned plays = 0;
  const auto once = [&](const Session& s) { return contains({"'m35'"})(s) && ++plays % 5 < 3; };
  const auto two_of_five = [&](const Session& s) {
    int shown = 0;
    for (int i = 0; i < 5; ++i) shown += once(s) ? 1 : 0;
    return shown >= 2;
  };
  EXPECT_EQ(all_text(minimise(long_session(), two_of_five).session), "'m35'");
}

TEST(Minimiser, IsDeterministic) {
  const auto bad = contains({"m3", "body", "m20"});
  const Outcome first = minimise(long_session(), bad), second = minimise(long_session(), bad);
  EXPECT_EQ(first.session, second.session);
  EXPECT_EQ(first.played, second.played);
}

TEST(Minimiser, StopsAtItsBound) {
  // Nothing can go, and there is much to try.
  std::string text;
  for (int i = 0; i < 3'000; ++i) text += "<a b='" + std::to_string(i) + "'/>";
  const Session session{send(text)};
  EXPECT_EQ(minimise(session, [&](const Session& s) { return s == session; }).session, session);
}

TEST(Minimiser, WhatNeedsNothingBecomesNothing) {
  EXPECT_TRUE(minimise(long_session(), [](const Session&) { return true; }).session.empty());
}

TEST(Minimiser, SurvivesTextThatIsNotMarkup) {
  for (const char* text : {"<", "<<<>>", "</", "&", "&;", "<a '", "<a b='", "<![CDATA[", "<!", "<?",
                           "</a></a><a>", "<a/b=c>", "< >", "<a\xff='\x00"}) {
    const std::string kept(1, text[0]);
    EXPECT_EQ(all_text(minimise({send(text)}, contains({kept})).session), kept) << text;
  }
}

TEST(Token, HasNoGap) {
  for (const std::string text : {"a<b c='>' d>e&amp;f<![CDATA[<g>]]><!--h--></b><i/>j", "<a b='",
                                 "&a<b", "<a =/>=/>", ">"}) {
    std::size_t at = 0;
    for (const Token& part : tokens_of(text)) {
      EXPECT_EQ(part.range.begin, at) << text;
      EXPECT_GT(part.range.size(), 0U) << text;
      at = part.range.end;
    }
    EXPECT_EQ(at, text.size()) << text;
  }
}

}  // namespace
}  // namespace jcp::fuzz
