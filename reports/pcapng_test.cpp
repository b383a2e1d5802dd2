// tshark reads the captures: its dissectors of IP, TCP and XMPP have nothing to complain of, and
// see what was said.

#include "pcapng.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <set>

#include "foreign_test.hpp"
#include "harness/xmpp/digest.hpp"
#include "report_test.hpp"

namespace jcp {
namespace {

using Event = TranscriptEvent;
using testing::HasSubstr;
using testing::Not;

const std::string our_header =
    "<stream:stream xmlns='jabber:component:accept' "
    "xmlns:stream='http://etherx.jabber.org/streams' to='a.example'>";
const std::string their_header =
    "<stream:stream xmlns='jabber:component:accept' "
    "xmlns:stream='http://etherx.jabber.org/streams' id='3' from='a.example'>";
const std::string stanza =
    "<message from='a.example' to='b.example' id='m1'><body>hello</body></message>";

// What two components of ours and a server say.
Transcript dialogue(Event opened) {
  Transcript said;
  for (int session : {0, 1}) {
    const std::string actor = session == 0 ? "a" : "b";
    said.add(100 + session, actor, opened, {}, session);
    said.add(200, actor, Event::sent, our_header, session);
    said.add(300, actor, Event::received, their_header, session);
    said.add(400, actor, Event::sent, "<handshake>" + test::digest + "</handshake>", session);
    said.add(500, actor, Event::received, "<handshake/>", session);
  }
  said.add(600, "a", Event::sent, stanza, 0);
  said.add(700, "b", Event::received, stanza, 1);
  const std::string long_body = "<message><body>" + std::string(40'000, 'y') + "</body></message>";
  said.add(650, "b", Event::received, long_body, 1);  // a clock that went back
  said.add(800, "a", Event::deadline, "2000 ms");
  said.add(900, "b", Event::received, "</stream:stream>", 1);
  said.add(901, "b", Event::fin, {}, 1);
  said.add(910, "b", Event::sent, "</stream:stream>", 1);
  said.add(1'000, "a", Event::rst, {}, 0);
  said.add(1'100, "a", Event::process_exit, "signal 11");
  return said;
}

RunResult run_with(const Transcript& transcript) {
  RunResult run = test::one_of_each();
  run.tool_version = "9.9.9";
  run.started = "2015-10-21T16:29:00Z";
  run.results = {run.results[0]};
  run.results[0].transcript = transcript;
  run.results[0].divergence = Divergence{"/steps/2", "this", "that", 10, false};
  return run;
}

// One capture in a file, and what tshark says of it.
class Shark {
 public:
  explicit Shark(const std::string& bytes) : file_(".pcapng") { file_.write(bytes); }

  static bool is_there() {
    if (test::ran("tshark --version").exit_code == 0) return true;
    if (std::getenv("JCP_REQUIRE_TARGETS")) ADD_FAILURE() << "no tshark";
    return false;
  }

  // Lines of the packets that `filter` lets through.
  std::vector<std::string> sees(const std::string& filter, const std::string& fields) const {
    const std::string preferences =
        "-o tcp.check_checksum:TRUE -o ip.check_checksum:TRUE -d tcp.port==5347,xmpp";
    const test::Ran run =
        test::ran("tshark -n -r '" + file_.path() + "' " + preferences + " -Y '" + filter +
                  "' -T fields -E separator=/t " + fields + " 2>/dev/null");
    EXPECT_EQ(run.exit_code, 0) << run.output;
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < run.output.size();) {
      const std::size_t end = std::min(run.output.find('\n', at), run.output.size());
      lines.push_back(run.output.substr(at, end - at));
      at = end + 1;
    }
    return lines;
  }

 private:
  test::Temporary file_;
};

TEST(Pcapng, TellsEverything) {
  const ReportContext context = test::context_of(Redaction({test::secret}, true));
  RunResult run = test::one_of_each();
  run.tool_version = "9.9.9";
  const auto files = pcapng_files(run, context);
  ASSERT_EQ(files.size(), 3U);
  EXPECT_EQ(files[0].name, "server_xep0114_3.1_wrong-digest-refused__short.pcapng");
  EXPECT_EQ(files[1].name, "server_xep0114_3.1_wrong-digest-refused__long.pcapng");
  EXPECT_EQ(files[2].name, "server_xep0114_3.1_wrong-digest-refused__long+first.pcapng");
  test::expect_golden("wrong-digest.pcapng", files[0].bytes);
}

// The first capture of a run.
std::string capture_of(const RunResult& run) {
  return pcapng_files(run, test::context_of()).at(0).bytes;
}

TEST(Pcapng, TsharkFindsNoFault) {
  if (!Shark::is_there()) GTEST_SKIP() << "no tshark";
  for (const Event opened : {Event::connected, Event::accepted}) {
    const Shark shark(capture_of(run_with(dialogue(opened))));
    // Of XML it complains rightly: a closing tag alone in a packet.
    EXPECT_THAT(shark.sees("tcp.analysis.flags || (_ws.malformed && !xml) || "
                           "tcp.checksum.status == 0 || ip.checksum.status == 0 || "
                           "frame.time_delta < 0",
                           "-e frame.number -e _ws.expert.message"),
                testing::IsEmpty());
    const std::string all_good = "tcp.checksum.status == 1 && ip.checksum.status == 1";
    EXPECT_EQ(shark.sees(all_good, "-e frame.number").size(), 51U);
  }
}

TEST(Pcapng, TsharkDecodesTheDialogue) {
  if (!Shark::is_there()) GTEST_SKIP() << "no tshark";
  const Shark shark(capture_of(run_with(dialogue(Event::connected))));
  EXPECT_THAT(shark.sees("xmpp && tcp.stream == 0", "-e tcp.dstport -e _ws.col.Info -e xml.tag"),
              testing::ElementsAre(
                  HasSubstr("5347\tSTREAM > a.example"), HasSubstr("49152\tSTREAM < a.example"),
                  HasSubstr("5347\tUNKNOWN PACKET \t<handshake>"), HasSubstr("\t<handshake/>"),
                  HasSubstr("5347\tMESSAGE > b.example")));
  EXPECT_THAT(shark.sees("xmpp && tcp.stream == 1", "-e tcp.dstport -e _ws.col.Info"),
              testing::Contains(HasSubstr("49153\tSTREAM END")));
}

TEST(Pcapng, TsharkSeesEveryByte) {
  if (!Shark::is_there()) GTEST_SKIP() << "no tshark";
  const Transcript said = dialogue(Event::connected);
  const Shark shark(capture_of(run_with(said)));
  for (const Event event : {Event::sent, Event::received}) {
    std::string expected;
    for (const TranscriptEntry& entry : said.entries()) {
      if (entry.session == 1 && entry.event == event) expected += hex(entry.bytes);
    }
    std::string seen;
    const char* from = event == Event::sent ? "tcp.dstport" : "tcp.srcport";
    const std::string filter =
        "tcp.stream == 1 && tcp.len > 0 && " + std::string(from) + " == 5347";
    for (const std::string& line : shark.sees(filter, "-e tcp.payload")) seen += line;
    EXPECT_EQ(seen, expected);
  }
}

TEST(Pcapng, CommentsSayWhatIsNoPacket) {
  if (!Shark::is_there()) GTEST_SKIP() << "no tshark";
  const Shark shark(capture_of(run_with(dialogue(Event::connected))));
  EXPECT_THAT(
      shark.sees("frame.comment", "-e frame.time_epoch -e tcp.len -e frame.comment"),
      testing::ElementsAre(
          "1445444940.000600000\t77\tfirst divergence, at /steps/2: expected this, found that",
          "1445444940.000900000\t16\ta: deadline 2000 ms",
          "1445444940.001000000\t0\tafterwards: a: process_exit signal 11"));
}

TEST(Pcapng, WithoutABeginningOrAPacketItIsACaptureAllTheSame) {
  if (!Shark::is_there()) GTEST_SKIP() << "no tshark";
  Transcript middle;  // of an old file, which names no sessions
  middle.add(-5, "a", Event::received, stanza);
  middle.add(10, "a", Event::connected);
  RunResult run = run_with(middle);
  run.target_role = "component";
  run.started = "1955-11-12T22:04:00Z";  // before time began
  const Shark begins_late(capture_of(run));
  EXPECT_THAT(begins_late.sees("tcp.len > 0", "-e ip.src -e tcp.dstport -e frame.time_epoch"),
              testing::ElementsAre("192.0.2.2\t5347\t0.000000000"));
  Transcript silent;
  silent.add(0, "a", Event::process_exit, "signal 11");
  const Shark nothing(capture_of(run_with(silent)));
  EXPECT_THAT(nothing.sees("frame", "-e frame.number"), testing::IsEmpty());
}

TEST(Pcapng, TheSideOfTheServerIsTheServer) {
  if (!Shark::is_there()) GTEST_SKIP() << "no tshark";
  const std::string syn = "tcp.flags.syn == 1 && tcp.flags.ack == 0";
  const std::string fields = "-e ip.src -e ip.dst -e tcp.srcport -e tcp.dstport";
  const Shark we_dial(capture_of(run_with(dialogue(Event::connected))));
  EXPECT_THAT(we_dial.sees(syn, fields), testing::ElementsAre("192.0.2.1\t192.0.2.2\t49152\t5347",
                                                              "192.0.2.1\t192.0.2.2\t49153\t5347"));
  const Shark they_dial(capture_of(run_with(dialogue(Event::accepted))));
  EXPECT_THAT(they_dial.sees(syn, fields),
              testing::ElementsAre("192.0.2.2\t192.0.2.1\t49152\t5347",
                                   "192.0.2.2\t192.0.2.1\t49153\t5347"));
}

TEST(Pcapng, ANameIsNoPath) {
  EXPECT_EQ(file_name_of("server/a/3.1/b-c#d@bytes"), "server_a_3.1_b-c__d___bytes");
  std::set<std::string> names;
  const std::vector<std::string> keys = {"../../etc/passwd",
                                         "..",
                                         ".",
                                         "",
                                         "/",
                                         "/a",
                                         "a//b",
                                         "a#b",
                                         "a/#b",
                                         "a@b",
                                         "a#/b",
                                         "a_b",
                                         "a/b",
                                         "a\\b",
                                         std::string("a\0b", 3),
                                         "a\nb",
                                         std::string(5000, 'a'),
                                         std::string(5001, 'a')};
  for (const std::string& key : keys) {
    const std::string name = file_name_of(key);
    EXPECT_LE(name.size(), 200U);
    EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-.+"), std::string::npos)
        << name;
    EXPECT_NE(name.substr(0, 1), ".");
    EXPECT_TRUE(names.insert(name).second) << name;
  }
}

TEST(Pcapng, SecretsAreHidden) {
  const ReportContext context = test::context_of(Redaction({test::secret}, true));
  RunResult run = test::one_with_a_baseline();
  run.results.push_back(run_with(dialogue(Event::connected)).results[0]);
  run.results.back().case_name = "another";
  for (const FileOfReport& file : pcapng_files(run, context)) {
    EXPECT_THAT(file.bytes, Not(HasSubstr("flux")));
    EXPECT_THAT(file.bytes, Not(HasSubstr(test::digest.substr(7, 7))));
  }
}

}  // namespace
}  // namespace jcp
