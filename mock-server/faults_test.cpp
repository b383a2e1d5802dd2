// The faults that fuzz campaigns are to find: each shows when all its conditions are there, and not
// when one of them is missing.

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <fstream>

#include "mock-server/dialogue_test.hpp"
#include "mock-server/fault_watch.hpp"
#include "mock-server/quirks_test.hpp"

namespace jcp::mock {
namespace {

Dialogue talk_with(QuirkSet quirks, const std::string& script) {
  ServerConfig config = test_config();
  config.quirks = quirks;
  Dialogue talk(std::move(config));
  talk.run("a login\nb login\n" + script);
  return talk;
}

struct Fault {
  Quirk quirk;
  std::string all;                // of the conditions
  std::vector<std::string> some;  // of them: nothing is wrong
};

const std::string a_iq = to_host("id='7' type='get'", ping);
const std::string a_presence = "<presence from='a.mcfly.fam' to='b.mcfly.fam' id='7'/>";
const std::string empty_body = message(from_a + " id='e'", "<body/>");
const std::string long_value = from_a + " id='" + std::string(40, 'x') + "'";
const std::string cdata = "<body><![CDATA[x]]></body>";
const std::string quoting =
    message(from_a, "<body><![CDATA[<message id='inner'><body>smuggled</body></message>]]></body>");
const std::string chat = message(from_a + " type='chat' id='c'", "<body>x</body>");
const std::string references = "<body>caf&#xe9;</body>";

std::string nested_error(const std::string& type, const std::string& inner) {
  return iq("from='a.mcfly.fam' to='b.mcfly.fam' id='n' type='" + type + "'",
            "<error/><iq id='i'>" + inner + "</iq>");
}

// `text` in two reads, the second beginning with `part`.
std::string cut_before(const std::string& text, const std::string& part) {
  const std::size_t at = text.find(part);
  return "a send " + text.substr(0, at) + "\na send " + text.substr(at);
}

const std::string crowd = message(from_a, [] {
  std::string children;
  for (int i = 0; i < 20; ++i) children += "<x xmlns='urn:x'>" + std::string(100, 'y') + "</x>";
  return children;
}());

const std::vector<Fault> audible = {
    {Quirk::dies_of_a_repeated_id,
     "a send " + a_iq + "\na send " + a_presence,
     {"a send " + a_presence, "a send " + a_iq + plain + a_presence,
      "a send " + to_host("id='8' type='get'", ping) + a_presence}},
    {Quirk::hangs_on_cdata_beside_long_values,
     "a send " + message(long_value, cdata),
     {"a send " + message(long_value), "a send " + message(from_a + " id='x'", cdata),
      "a send " + message(long_value) + message(from_a, cdata)}},
    {Quirk::goes_deaf_on_nested_errors,
     "a send " + nested_error("error", ping),
     {"a send " + nested_error("result", ping), "a send " + nested_error("error", "<ping/>")}},
    {Quirk::acknowledges_behind_empty_bodies,
     "a send " + empty_body + "<handshake>no</handshake>",
     {"a send " + empty_body, "a send " + plain + "<handshake>no</handshake>",
      "a send " + empty_body + plain + "<handshake>no</handshake>"}},
    {Quirk::delivers_quoted_stanzas,
     "a send " + a_presence + quoting,
     {"a send " + quoting, "a send " + a_presence + plain + quoting,
      "a send " + a_presence + body("&lt;message/&gt;"),
      "a send " + a_presence + body("<message/>"),
      "a send " + a_presence + message(from_a, cdata)}},
    {Quirk::shortens_bodies_with_references,
     "a send " + message(from_a + " xml:lang='fr'", references),
     {"a send " + message(from_a, references),
      "a send " + message(from_a + " xml:lang='fr'", "<body>x</body>")}},
    {Quirk::delivers_cut_chats_twice,
     cut_before(chat, "dy></message>"),
     {"a send " + chat, cut_before(chat, "x</body>"), cut_before(plain, ">"),
      cut_before(message(from_a + " id='c'", "<body>x</body>"), "dy></message>")}},
};

class EveryFault : public testing::TestWithParam<Fault> {};

// What is asked last is not answered by who is dead, hung or deaf.
std::string play(QuirkSet quirks, const std::string& script) {
  return talk_with(quirks, script + "\na send " + to_host("id='last' type='get'", ping))
      .everything();
}

TEST_P(EveryFault, ShowsItselfWhenAllConditionsAreThere) {
  const Fault& fault = GetParam();
  EXPECT_NE(play({}, fault.all), play({fault.quirk}, fault.all));
}

TEST_P(EveryFault, HidesWhenOneIsMissing) {
  const Fault& fault = GetParam();
  for (const std::string& script : fault.some) {
    EXPECT_EQ(play({}, script), play({fault.quirk}, script)) << script;
  }
}

std::string fault_name(const testing::TestParamInfo<Fault>& info) {
  std::string name(entry_of(info.param.quirk).name);
  for (char& c : name) c = c == '-' ? '_' : c;
  return name;
}

INSTANTIATE_TEST_SUITE_P(Table, EveryFault, testing::ValuesIn(audible), fault_name);

long resident_kib() {
  long all = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return resident * 4;
}

TEST(Faults, LeaksBehindEmptyBodies) {
  const auto grown_kib = [](const std::string& stanzas) {
    ServerConfig config = test_config();
    config.quirks = {Quirk::leaks_behind_empty_bodies};
    Dialogue talk(std::move(config));
    talk.run("a login\nb login");
    const long before = resident_kib();
    for (int i = 0; i < 64; ++i) talk.send("a", stanzas);
    return resident_kib() - before;
  };
  EXPECT_LT(grown_kib(empty_body + plain), 8 * 1024);
  EXPECT_GT(grown_kib(empty_body + empty_body), 16 * 1024);
}

double seconds_of(const std::string& stanza) {
  const std::clock_t begin = std::clock();
  talk_with({Quirk::compares_children_pairwise}, "a send " + stanza);
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

TEST(Faults, TakesTimeForACrowd) {
  std::string stanza = crowd;
  stanza.insert(stanza.find("yyy"), 16'000 - stanza.size(), 'y');
  const double many = seconds_of(stanza);
  const std::string plain = message(from_a, "<body>" + std::string(16'000, 'y') + "</body>");
  double one = many;  // the least of some: a machine may be busy
  for (int i = 0; i < 5; ++i) one = std::min(one, seconds_of(plain));
  EXPECT_GT(many, 6 * one);
}

TEST(Faults, TakesTimeByTheSquare) { EXPECT_EQ(burn(4'000), 16 * burn(1'000)); }

TEST(Faults, SpinsBehindCutReferences) {
  const std::string presence =
      "<presence from='a.mcfly.fam' to='b.mcfly.fam'><status>&amp;</status></presence>";
  const auto spins = [](const std::string& script) {
    Dialogue talk = talk_with({Quirk::spins_behind_cut_references}, script);
    const auto timer = talk.server().next_timer();
    return timer && *timer == 1;  // all happens at 0
  };
  EXPECT_TRUE(spins(cut_before(presence, "mp;")));
  EXPECT_FALSE(spins(cut_before(presence, "&amp;")));
  EXPECT_FALSE(spins("a send " + presence));
  EXPECT_FALSE(spins(cut_before(body("&amp;"), "mp;")));
}

TEST(Faults, EveryOneIsInThisFile) {
  std::size_t faults = 0;
  for (const QuirkEntry& entry : quirk_entries()) faults += entry.kind == QuirkKind::fuzz ? 1 : 0;
  EXPECT_EQ(faults, audible.size() + 3);
}

}  // namespace
}  // namespace jcp::mock
