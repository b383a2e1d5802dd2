#include "hostile_run.hpp"

#include <string>
#include <utility>
#include <vector>

namespace jcp::fuzz {

namespace {

constexpr const char* catalogue = R"({
  "families": [{"key": "OPEN", "title": "Opening"}],
  "requirements": [
    {"id": "F-1", "family": "OPEN", "level": "MUST", "side": "server", "source": "XEP-0114 3",
     "sentence": "The stream is closed."},
    {"id": "F-2", "family": "OPEN", "level": "SHOULD", "side": "server", "source": "RFC 6120 4.9",
     "sentence": "It is said why."}
  ]
})";

constexpr const char* scenario = R"({
  "title": "What is wrong is refused",
  "rule": "The receiver closes the stream.",
  "steps": [
    { "connect": {} },
    { "expect": { "stream_error": "not-authorized" }, "proves": ["F-2"] },
    { "expect": "disconnect", "proves": ["F-1"] }
  ]
})";

constexpr const char* id = "server/fuzz/1/refused";

// Hands out the texts, one for each field that asks.
class Texts {
 public:
  explicit Texts(std::string_view texts) : rest_(texts) {}

  std::string next(const char* otherwise = "text") {
    if (rest_.empty()) return otherwise;
    const std::size_t end = rest_.find('\0');
    std::string text(rest_.substr(0, end));
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    return text;
  }
  std::string all() { return std::string(std::exchange(rest_, {})); }

 private:
  std::string_view rest_;
};

ScenarioResult result_of(Verdict verdict, Texts& texts) {
  ScenarioResult result;
  result.id = id;
  result.case_name = std::string(to_string(verdict));
  result.title = "What is wrong is refused";
  result.verdict = verdict;
  result.duration_us = 1'234'567;
  result.proofs = {{"F-2", "/steps/1", Outcome::met, Grade::warn},
                   {"F-1", "/steps/2", Outcome::met, Grade::fail}};
  if (verdict != Verdict::pass && verdict != Verdict::warn) result.reason = texts.next();
  return result;
}

ScenarioResult failed(Texts& texts) {
  ScenarioResult result = result_of(Verdict::fail, texts);
  result.proofs[0].outcome = result.proofs[1].outcome = Outcome::unmet;
  result.divergence = Divergence{"/steps/1", texts.next(), texts.next(), 2, false};
  result.traits[texts.next()] = texts.next();
  result.transcript.add(0, "component", TranscriptEvent::connected, {}, 0);
  result.transcript.add(100, "component", TranscriptEvent::sent, "<stream:stream>", 0);
  result.transcript.add(900, "component", TranscriptEvent::note, texts.next(), 0);
  result.transcript.add(950, texts.next(), TranscriptEvent::fin, {}, 0);
  result.transcript.add(1'000, "component", TranscriptEvent::received, texts.all(), 0);
  return result;
}

void add_results(RunResult& run, Texts& texts) {
  for (const Verdict verdict : {Verdict::crash, Verdict::skip, Verdict::blocked, Verdict::pass}) {
    run.results.push_back(result_of(verdict, texts));
  }
  run.results[2].blocked_by = texts.next("server/fuzz/1/twin");
  ScenarioResult known = result_of(Verdict::fail, texts);
  known.case_name = "known";
  known.proofs[1].outcome = Outcome::unmet;
  known.known = KnownDeviation{"server/*", texts.next(), texts.next("https://example.org/1")};
  run.results.push_back(std::move(known));
  ScenarioResult foreign = result_of(Verdict::error, texts);
  foreign.id = texts.next("server/of/another/suite");
  foreign.title = texts.next();
  run.results.push_back(std::move(foreign));
}

}  // namespace

const Suite& hostile_suite() {
  static const Suite suite(
      {{"requirements.json", catalogue}, {std::string(id) + ".json", scenario}}, true);
  return suite;
}

RunResult hostile_run(std::string_view input) {
  Texts texts(input);
  RunResult run;
  run.target_role = "server";
  run.started = "1955-11-12T22:04:00Z";
  run.exit_code = 4;
  run.target_name = texts.next("target");
  run.target_version = texts.next("1.0");
  run.target_arguments = texts.next("--target prosody");
  run.incidents = {{3'000'000, "crash", texts.next(), texts.next(), {texts.next(id)}}};
  run.stale = {{texts.next("server/typo"), "names nothing"}};
  run.requirements = {{"F-1", "MUST", Grade::fail, "fail", {id}},
                      {texts.next("F-2"), "SHOULD", Grade::warn, "warn", {texts.next(id)}}};
  add_results(run, texts);
  run.results.push_back(failed(texts));
  return run;
}

}  // namespace jcp::fuzz
