#include "report_test.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "harness/xmpp/wire.hpp"

namespace jcp::test {

namespace {

constexpr const char* catalogue = R"({
  "families": [{"key": "OPEN", "title": "Opening"}],
  "requirements": [
    {"id": "X-1", "family": "OPEN", "level": "MUST", "side": "server", "source": "XEP-0114 3",
     "sentence": "A wrong digest <closes> the stream & the connection."},
    {"id": "X-2", "family": "OPEN", "level": "SHOULD", "side": "server", "source": "RFC 6120 4.9",
     "sentence": "It says not-authorized first."},
    {"id": "X-3", "family": "OPEN", "level": "MAY", "side": "server", "source": "RFC 6120 4.9",
     "sentence": "It says why."}
  ]
})";

constexpr const char* refused = R"({
  "title": "A wrong digest is refused",
  "rule": "Credentials that are not valid: the receiver closes.",
  "cases": { "short": { "digest": "abc" }, "long": { "digest": "abcdef" } },
  "steps": [
    { "connect": {} },
    { "send": "<handshake>${case.digest}</handshake>" },
    { "expect": { "stream_error": "not-authorized" }, "proves": ["X-2"] },
    { "trait": "what-next", "proves": ["X-1"], "any_of": [
      { "trait": "closed", "steps": [ { "expect": "disconnect" } ] },
      { "trait": "left open", "grade": "fail", "steps": [ { "expect": "silence" } ] } ] },
    { "expect": "disconnect", "proves": ["X-3"] }
  ]
})";

constexpr const char* standing = R"({
  "title": "What is sent is well-formed",
  "rule": "Nobody generates what is not well-formed.",
  "proves": ["X-1"], "killed_by": {}, "on": "received", "when": { "event": "violation" },
  "forbid": [ { "condition": ["not-well-formed"] } ]
})";

ScenarioResult result_of(const std::string& case_name, Verdict verdict) {
  ScenarioResult result;
  result.id = "server/xep0114/3.1/wrong-digest-refused";
  result.case_name = case_name;
  result.title = "A wrong digest is refused";
  result.verdict = verdict;
  result.duration_us = 1'234'567;
  result.proofs = {{"X-2", "/steps/2", Outcome::met, Grade::warn},
                   {"X-1", "/steps/3", Outcome::met, Grade::fail},
                   {"X-3", "/steps/4", Outcome::met, Grade::info}};
  return result;
}

void add_dialogue(Transcript& transcript) {
  using Event = TranscriptEvent;
  transcript.add(0, "component", Event::connected);
  transcript.add(150, "component", Event::sent, "<stream:stream to='a.example'>\n");
  transcript.add(900, "component", Event::received,
                 std::string("<a>]]>\x01\x00\xff\xc3(\\</a>", 16));
  // A digest in two pieces.
  transcript.add(1'000, "component", Event::sent, "<handshake>" + digest.substr(0, 7));
  transcript.add(1'050, "component", Event::sent, digest.substr(7) + "</handshake>");
  transcript.add(1'900, "component", Event::received,
                 "<x secret='" + escape_attribute(secret) + "' rtl='\u202Eabc\uFFFE'/>");
  transcript.add(2'100, "other", Event::note, "a note of " + secret);
  transcript.add(2'200, "component", Event::received, std::string(5'000, 'y'));
  transcript.add(9'999'999, "component", Event::rst);
}

ScenarioResult failed() {
  ScenarioResult result = result_of("short", Verdict::fail);
  result.proofs[0].outcome = Outcome::unmet;
  result.proofs[1].outcome = Outcome::unmet;
  result.divergence = Divergence{"/steps/2", "stream error not-authorized",
                                 "<a b=']]>\x02\xfe" + secret + "'>", 5, true};
  add_dialogue(result.transcript);
  return result;
}

// A way that is graded down was taken.
ScenarioResult took_a_bad_way() {
  ScenarioResult result = result_of("long", Verdict::fail);
  result.proofs[1].outcome = Outcome::unmet;
  result.traits = {{"what-next", "left open"}};
  result.unstable = true;
  result.first_transcript = {{0, "component", TranscriptEvent::note, "the first time"}};
  result.transcript.add(0, "component", TranscriptEvent::note, "the second time");
  return result;
}

ScenarioResult other(const std::string& id, Verdict verdict, const std::string& reason) {
  ScenarioResult result = result_of("", verdict);
  result.id = id;
  result.reason = reason;
  return result;
}

void add_green_and_grey(RunResult& run) {
  run.results.push_back(other("server/xep0114/3/passes", Verdict::pass, ""));
  run.results.back().traits = {{"what-next", "closed"}};
  run.results.push_back(other("server/xep0114/3/passes-too", Verdict::pass, ""));
  run.results.back().proofs[2].outcome = Outcome::unmet;  // graded info
  run.results.push_back(other("server/xep0114/3/warns", Verdict::warn, ""));
  run.results.back().proofs[0].outcome = Outcome::unmet;
  run.results.back().divergence = Divergence{"/steps/2", "stream error", "nothing", 0, true};
  run.results.push_back(other("server/xep0114/3/blocked", Verdict::blocked,
                              "its positive twin did not pass: server/xep0114/3/warns is fail"));
  run.results.back().blocked_by = "server/xep0114/3/warns";
  run.results.push_back(other("server/xep0114/3/skipped", Verdict::skip, "needs users"));
}

}  // namespace

const Suite& small_suite() {
  static const Suite suite({{"requirements.json", catalogue},
                            {"server/xep0114/3.1/wrong-digest-refused.json", refused},
                            {"always/xml/2.1/well-formed.json", standing}},
                           true);
  return suite;
}

RunResult one_of_each() {
  RunResult run;
  run.target_name = "target \x1b[31m\"<&'>";
  run.target_role = "server";
  run.target_version = "1.0 \xff";
  run.target_arguments = "--target prosody";
  run.seed = 1955;
  run.jobs = 4;
  run.started = "1955-11-12T22:04:00Z";
  run.duration_us = 61'000'400;
  run.exit_code = 4;
  run.results = {failed(), took_a_bad_way()};
  run.results.push_back(other("server/xep0114/3/crashes", Verdict::crash, "signal 11\n\x07"));
  run.results.push_back(other("server/xep0114/3/hangs", Verdict::hang, "serves nobody any more"));
  run.results.push_back(other("server/xep0114/3/errors", Verdict::error, "our own fault"));
  add_green_and_grey(run);
  run.results.push_back(other("always/xml/2.1/well-formed", Verdict::pass, ""));
  run.support = {other("server/xep0114/3/twin", Verdict::fail, "")};
  run.incidents = {{3'000'000,
                    "crash",
                    "the target died: " + secret,
                    "core\x01\ndumped ]]>\xff\n",
                    {"server/xep0114/3/crashes"}}};
  run.requirements = {{"X-1", "MUST", Grade::fail, "fail", {run.results[0].key()}},
                      {"X-2", "SHOULD", Grade::warn, "warn", {}},
                      {"X-3", "MAY", Grade::info, "untested", {}}};
  return run;
}

RunResult one_with_a_baseline() {
  RunResult run = one_of_each();
  run.results[0].known =
      KnownDeviation{"server/*", "a reason ]]>\x01\xff", "https://example.org/1"};
  run.results[1].known = KnownDeviation{run.results[1].key(), "", ""};
  run.stale = {{"server/typo\x1b[31m<&", "names nothing"}, {"server/mended", "is in order now"}};
  return run;
}

ReportContext context_of(Redaction redaction) { return {small_suite(), std::move(redaction)}; }

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string source_path(const std::string& below) { return JCP_SOURCE_DIR "/" + below; }

void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = source_path("reports/golden/" + name);
  if (std::getenv("JCPSPEC_UPDATE_GOLDEN")) std::ofstream(path, std::ios::binary) << text;
  EXPECT_EQ(text, read_file(path)) << path;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace jcp::test
