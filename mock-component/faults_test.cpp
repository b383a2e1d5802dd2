// The faults that fuzz campaigns are to find: each shows when all its conditions are there, and not
// when one of them is missing.

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <fstream>

#include "mock-component/quirks_test.hpp"

namespace jcp::mock::component {
namespace {

Dialogue talk_with(ComponentQuirkSet quirks, const std::string& script) {
  ComponentConfig config = test_config();
  config.quirks = quirks;
  Dialogue talk(std::move(config));
  talk.run(script);
  return talk;
}

struct Fault {
  ComponentQuirk quirk;
  std::string all;                // of the conditions
  std::vector<std::string> some;  // of them: nothing is wrong
};

using Quirk = ComponentQuirk;

const std::string presence = "<presence " + addresses + "id='1'/>";
const std::string empty_body = message("id='e'", "<body/>");
const std::string long_value = "id='" + std::string(40, 'x') + "'";
const std::string cdata = "<body><![CDATA[x]]></body>";
const std::string quoting =
    message("id='q'", "<body><![CDATA[<message id='i'><body>in</body></message>]]></body>");
const std::string references = "<body>caf&#xe9;</body>";
const std::string error = stream_error(condition("reset"));

std::string nested_error(const std::string& type, const std::string& inner) {
  return iq("id='n' type='" + type + "'", "<error/><iq id='i'>" + inner + "</iq>");
}

std::string cut_before(const std::string& text, const std::string& part) {
  const std::size_t at = text.find(part);
  return "login\nserver " + text.substr(0, at) + "\nserver " + text.substr(at);
}

std::string crowd_of(std::size_t octets) {
  std::string children;
  for (int i = 0; i < 20; ++i) children += "<x xmlns='urn:x'>y</x>";
  return message("id='c'", children + "<x xmlns='urn:x'>" + std::string(octets, 'y') + "</x>");
}

const std::string asked = "\nserver " + get(disco);

const std::vector<Fault> audible = {
    {Quirk::dies_of_an_id_said_before,
     in(get(ping) + presence) + asked,
     {in(presence) + asked, in(get(ping) + body("x") + presence) + asked}},
    {Quirk::freezes_on_cdata_beside_long_values,
     in(message(long_value, cdata)) + asked,
     {in(message(long_value)) + asked, in(message("id='x'", cdata)) + asked}},
    {Quirk::turns_deaf_on_nested_errors,
     in(nested_error("error", ping)) + asked,
     {in(nested_error("result", ping)) + asked, in(nested_error("error", "<ping/>")) + asked}},
    {Quirk::answers_unacknowledged_behind_empty_bodies,
     opened(empty_body + get(ping)),
     {opened(get(ping)), opened(empty_body + body("x") + get(ping)), opened(empty_body)}},
    {Quirk::echoes_quoted_stanzas,
     in(presence + quoting),
     {in(quoting), in(presence + body("x") + quoting), in(presence + body("&lt;message/&gt;"))}},
    {Quirk::shortens_echoes_with_references,
     in(message("xml:lang='fr'", references)),
     {in(message("id='1'", references)), in(message("xml:lang='fr'", "<body>x</body>"))}},
    {Quirk::storms_behind_empty_bodies,
     in(empty_body + error) + "\nfin\nwait 30\nrefused\nwait 30",
     {in(error) + "\nfin\nwait 30\nrefused\nwait 30", in(empty_body) + "\nfin\nwait 30"}},
};

class EveryComponentFault : public testing::TestWithParam<Fault> {};

TEST_P(EveryComponentFault, ShowsItselfWhenAllConditionsAreThere) {
  const Fault& fault = GetParam();
  EXPECT_NE(talk_with({}, fault.all).heard(), talk_with({fault.quirk}, fault.all).heard());
}

TEST_P(EveryComponentFault, HidesWhenOneIsMissing) {
  const Fault& fault = GetParam();
  for (const std::string& script : fault.some) {
    EXPECT_EQ(talk_with({}, script).heard(), talk_with({fault.quirk}, script).heard()) << script;
  }
}

std::string fault_name(const testing::TestParamInfo<Fault>& info) {
  std::string name(entry_of(info.param.quirk).name);
  for (char& c : name) c = c == '-' ? '_' : c;
  return name;
}

INSTANTIATE_TEST_SUITE_P(Table, EveryComponentFault, testing::ValuesIn(audible), fault_name);

long resident_kib() {
  long all = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return resident * 4;
}

TEST(ComponentFaults, HoardsBehindEmptyBodies) {
  const auto grown_kib = [](const std::string& stanzas) {
    Dialogue talk = talk_with({Quirk::hoards_behind_empty_bodies}, "login");
    const long before = resident_kib();
    for (int i = 0; i < 64; ++i) talk.run("server " + stanzas);
    return resident_kib() - before;
  };
  EXPECT_LT(grown_kib(empty_body + body("x")), 8 * 1024);
  EXPECT_GT(grown_kib(empty_body + empty_body), 16 * 1024);
}

double seconds_of(const std::string& stanza) {
  const std::clock_t begin = std::clock();
  talk_with({Quirk::reads_children_pairwise}, in(stanza));
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

TEST(ComponentFaults, TakesTimeForACrowd) {
  const double crowd = seconds_of(crowd_of(16'000));
  double plain = crowd;  // the least of some: a machine may be busy
  for (int i = 0; i < 5; ++i) plain = std::min(plain, seconds_of(body(std::string(16'000, 'y'))));
  EXPECT_GT(crowd, 6 * plain);
}

TEST(ComponentFaults, SpinsOnCutReferences) {
  const std::string cut = "<presence " + addresses + "><status>&amp;</status></presence>";
  const auto spins = [](const std::string& script) {
    Dialogue talk = talk_with({Quirk::spins_on_cut_references}, script);
    return talk.component().next_timer().has_value();  // an open stream waits for nothing
  };
  EXPECT_TRUE(spins(cut_before(cut, "mp;")));
  EXPECT_FALSE(spins(cut_before(cut, "&amp;")));
  EXPECT_FALSE(spins(in(cut)));
  EXPECT_FALSE(spins(cut_before(body("&amp;"), "mp;")));
}

TEST(ComponentFaults, EveryOneIsInThisFile) {
  std::size_t faults = 0;
  for (const QuirkEntry& entry : component_quirk_entries()) {
    faults += entry.kind == QuirkKind::fuzz ? 1 : 0;
  }
  EXPECT_EQ(faults, audible.size() + 3);
}

}  // namespace
}  // namespace jcp::mock::component
