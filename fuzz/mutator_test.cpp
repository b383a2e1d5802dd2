// The mutator over thousands of mutations, from dialogues as they are played by the book: it
// repeats itself, keeps its bounds, reaches everything it can do, and most of what it makes is
// still XML.

#include "mutator.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "fields.hpp"
#include "harness/xmpp/stream_parser.hpp"
#include "random_session_test.hpp"

namespace jcp::fuzz {
namespace {

using Kind = Action::Kind;

Session by_the_book() {
  return {{.kind = Kind::connect},
          {.kind = Kind::send, .text = "<?xml version='1.0'?>\r\n${header}"},
          {.kind = Kind::await, .number = 0},
          {.kind = Kind::send, .text = "<handshake>${digest}</handshake>"},
          {.kind = Kind::await, .number = 1},
          {.kind = Kind::send,
           .text = "<message from='${us}' to='${them}' id='1'>\n<body>a b</body></message>"
                   "<iq type='get' from='${us}' to='${service}' id='2'>"
                   "<ping xmlns='urn:xmpp:ping'></ping></iq>"},
          {.kind = Kind::await, .number = 2},
          {.kind = Kind::send, .text = "<presence from='${us}' to='${them}'/>"},
          {.kind = Kind::octets, .text = "<message/>"},
          {.kind = Kind::close_tag}};
}

Session second_dialogue() {
  return {{.kind = Kind::establish, .actor = 1},
          {.kind = Kind::establish},
          {.kind = Kind::send,
           .number = 7,
           .text = "<iq type='result' id='r1' from='${us}' to='u@${other.domain}'/>"},
          {.kind = Kind::advance, .number = 900},
          {.kind = Kind::send, .text = "<handshake>${digest:wrong-secret}</handshake>"},
          {.kind = Kind::rst, .actor = 1}};
}

std::string reversed(std::string_view text, std::size_t most) {
  return std::string(text.rbegin(), text.rend()).substr(0, most);
}

TEST(Mutator, RepeatsItself) {
  Mutator a(7), b(7), c(8);
  bool different = false;
  for (int i = 0; i < 500; ++i) {
    const Session session = a.mutate(by_the_book(), 4'096);
    ASSERT_EQ(session, b.mutate(by_the_book(), 4'096));
    different = different || session != c.mutate(by_the_book(), 4'096);
    ASSERT_EQ(a.cross(by_the_book(), session, 4'096), b.cross(by_the_book(), session, 4'096));
  }
  EXPECT_TRUE(different);
}

TEST(Mutator, KeepsItsBounds) {
  Chance chance(3);
  for (int i = 0; i < 3'000; ++i) {
    Mutator mutator(chance.number());
    Session session = testing::random_session(chance);
    const std::size_t most = 1 + chance.below(600);
    for (int again = 0; again < 4; ++again) {
      session = mutator.mutate(session, most);
      ASSERT_LE(encode(session).size(), most);
      ASSERT_TRUE(within_bounds(session));
      session = mutator.cross(session, testing::random_session(chance), most);
      ASSERT_LE(encode(session).size(), most);
      ASSERT_TRUE(within_bounds(session));
    }
  }
}

TEST(Mutator, LeavesActorsAloneThatItMayNotUse) {
  Mutator mutator(4, 1);
  Session session = by_the_book();
  for (int i = 0; i < 2'000; ++i) {
    session = mutator.mutate(i % 50 == 0 ? by_the_book() : session, 4'096);
    for (const Action& action : session) ASSERT_EQ(action.actor, 0);
  }
}

TEST(Mutator, ReachesEveryMutation) {
  Mutator mutator(5, session_actors, reversed);
  std::set<std::string_view> reached;
  for (int i = 0; i < 4'000; ++i) {
    mutator.mutate(i % 2 == 0 ? by_the_book() : second_dialogue(), 8'192);
    reached.insert(mutator.applied().begin(), mutator.applied().end());
  }
  for (const std::string_view name : mutation_names()) EXPECT_TRUE(reached.contains(name)) << name;
  EXPECT_EQ(reached.size(), mutation_names().size());
}

// The octets of each connection, filled in; what is sent without one goes nowhere.
std::vector<std::string> streams_of(const Session& session) {
  std::map<std::uint8_t, std::size_t> current;
  std::vector<std::string> streams;
  Fields fields;
  fields.own = {"c1.x", "88mph", "x", "u@c1.x", "t@w.x", "x", "id"};
  fields.other_domain = "c2.x";
  const auto write = [&](const Action& action, std::string_view text) {
    const auto found = current.find(action.actor);
    if (found != current.end()) streams[found->second] += text;
  };
  for (const Action& action : session) {
    if (action.kind == Kind::connect || action.kind == Kind::establish) {
      current[action.actor] = streams.size();
      streams.emplace_back();
    }
    if (action.kind == Kind::establish) write(action, fill("${header}", fields));
    if (action.kind == Kind::send) write(action, fill(action.text, fields));
    if (action.kind == Kind::octets) write(action, action.text);
    if (action.kind == Kind::close_tag) write(action, "</stream:stream>");
    if (action.kind == Kind::fin || action.kind == Kind::rst) current.erase(action.actor);
  }
  return streams;
}

bool is_well_formed(const Session& session) {
  for (const std::string& stream : streams_of(session)) {
    StreamParser parser;
    std::vector<StreamEvent> events;
    parser.feed(stream, events);
    if (parser.failed()) return false;
  }
  return true;
}

TEST(Mutator, HalfOfWhatItMakesIsXml) {
  ASSERT_TRUE(is_well_formed(by_the_book()) && is_well_formed(second_dialogue()));
  Mutator mutator(6, session_actors, reversed);
  constexpr int count = 6'000;
  int well_formed = 0;
  for (int i = 0; i < count; ++i) {
    well_formed +=
        is_well_formed(mutator.mutate(i % 2 == 0 ? by_the_book() : second_dialogue(), 8'192));
  }
  EXPECT_GE(well_formed, count / 2);
  EXPECT_LT(well_formed, count);  // octets are broken, too
  RecordProperty("well_formed_percent", 100 * well_formed / count);
}

TEST(Mutator, MostHandshakesAreRight) {
  Mutator mutator(9);
  int right = 0;
  constexpr int count = 1'000;
  for (int i = 0; i < count; ++i) {
    const Session session = mutator.mutate(second_dialogue(), 4'096);
    right += encode(session).find("${digest:wrong-secret}") == std::string::npos;
  }
  // 9 of 10, and those are left alone that a mutation has cut in two or wrapped.
  EXPECT_GE(right, count * 75 / 100);
  EXPECT_LT(right, count);
}

TEST(RepairDigest, WritesTheRightOneAndLeavesTheRestAlone) {
  Session session = {{.kind = Kind::send,
                      .text =
                          "${header}<handshake a='b'>0</handshake><handshake/>"
                          "<message><handshake>1</handshake></message><handshake>2</handshake>"}};
  repair_digest(session);
  EXPECT_EQ(session[0].text,
            "${header}<handshake>${digest}</handshake><handshake/>"
            "<message><handshake>1</handshake></message><handshake>${digest}</handshake>");
}

}  // namespace
}  // namespace jcp::fuzz
