// A program of the suite and what happens to its judge: bytes, connections made and lost, time
// (judged.hpp). A saved dialogue may say anything, so no order is kept. It comes to an end within
// its bounds, with one outcome for each proof; so does the same dialogue judged again offline.

#include <map>
#include <set>
#include <string>
#include <utility>

#include "fuzz/bytes_in.hpp"
#include "fuzz/judged.hpp"
#include "fuzz/property.hpp"
#include "harness/runner/made_up_domains.hpp"
#include "harness/scenario/interpreter.hpp"
#include "harness/scenario/offline.hpp"
#include "harness/scenario/suite.hpp"

namespace jcp::fuzz {

namespace {

constexpr std::int64_t most_sent_bytes = 16 * 1024;  // of a program: what sends more is only slow
constexpr int most_actions = 500'000;
constexpr Micros longest = 3'600'000'000;  // an hour

struct Choice {
  CaseRef ref;
  Role role = Role::component;
  const Program* program = nullptr;
};

const std::map<std::uint32_t, Choice>& choices() {
  static const auto all = [] {
    static const Suite suite(embedded_scenarios(), true);
    std::map<std::uint32_t, Choice> found;
    for (const Scenario& scenario : suite.scenarios()) {
      for (const ScenarioCase& which : scenario.cases) {
        for (const auto& [role, program] : which.programs) {
          if (program.sent_bytes > most_sent_bytes) continue;
          const CaseRef ref{&scenario, &which};
          found[hash_of(ref.key() + (role == Role::server ? "@server" : ""))] = {ref, role,
                                                                                 &program};
        }
      }
    }
    return found;
  }();
  return all;
}

const Choice& nearest(std::uint32_t hash) {
  const auto at = choices().lower_bound(hash);
  return at == choices().end() ? choices().begin()->second : at->second;
}

Binding binding_of(const Choice& choice) {
  Binding binding;
  binding.host = made_up_host;
  binding.seed = 1;
  binding.leases = made_up_leases(*choice.program);
  binding.canary = choice.role == Role::server;
  return binding;
}

class Dialogue {
 public:
  explicit Dialogue(const Choice& choice) : judge_(*choice.program, binding_of(choice)) {}

  void happen(const Happening& happening) {
    advance(now_ + happening.after_100us * 100);
    if (happening.session >= judge_.sessions().size()) return;
    switch (happening.kind) {
      case Happening::Kind::bytes:
        return judge_.bytes(happening.session, happening.bytes, now_);
      case Happening::Kind::connected:
        return judge_.connected(happening.session, now_);
      default:
        return judge_.closed(happening.session, happening.kind == Happening::Kind::rst, now_);
    }
  }

  // Nothing happens any more but that time passes. Without a deadline the judge waits for a
  // connection: whoever opens them gives up at some time.
  void finish() {
    advance(now_);
    while (!finished_) {
      const auto deadline = judge_.deadline();
      if (!deadline) give_up_connecting();
      advance(deadline.value_or(now_));
    }
  }

  ScenarioResult result() const { return judge_.result(); }

 private:
  void give_up_connecting() {
    const auto& sessions = judge_.sessions();
    bool any = false;
    for (std::size_t i = 0; i < sessions.size(); ++i) {
      if (sessions[i].state != JudgeSession::State::connecting) continue;
      any = true;
      judge_.closed(static_cast<SessionIndex>(i), false, now_);
    }
    require(any, "the judge waits for ever");
  }

  void advance(Micros until) {
    while (!finished_) {
      require(++actions_ < most_actions && now_ < longest, "the judge comes to no end");
      const Action action = judge_.next(now_);
      finished_ = action.kind == Action::Kind::finished;
      if (action.kind != Action::Kind::wait) continue;
      const auto deadline = judge_.deadline();
      if (!deadline || *deadline > until) break;
      // A deadline that has passed already and changed nothing is no reason to stand still.
      now_ = std::max(now_ + 1, *deadline);
    }
    now_ = std::max(now_, until);
  }

  Interpreter judge_;
  Micros now_ = 0;
  int actions_ = 0;
  bool finished_ = false;
};

// Those outside of branches have one outcome, those inside at most one, in the order of the file.
void one_outcome_each(const Program& program, const ScenarioResult& result) {
  auto at = result.proofs.begin();
  for (const Proof& proof : program.proofs) {
    const bool here = at != result.proofs.end() && at->requirement == proof.requirement &&
                      at->step == program.steps[static_cast<std::size_t>(proof.step)];
    require(here || proof.in_branch, "a proof without an outcome");
    if (here) ++at;
  }
  require(at == result.proofs.end(), "an outcome without a proof");
}

void sound(const Program& program, const ScenarioResult& result) {
  one_outcome_each(program, result);
  bool all_reached = true;
  for (const ProofResult& proof : result.proofs) {
    all_reached = all_reached && proof.outcome != Outcome::not_reached;
    if (proof.outcome != Outcome::unmet) continue;
    require(proof.grade != Grade::fail || result.verdict == Verdict::fail,
            "an unmet MUST, and the verdict is another");
    require(proof.grade != Grade::warn || result.verdict != Verdict::pass,
            "an unmet SHOULD, and it passes");
  }
  require(all_reached || result.verdict != Verdict::pass, "it passes, and a proof was not reached");
  require(result.verdict != Verdict::blocked || !result.reason.empty(), "blocked for no reason");
  Micros before = 0;
  for (const TranscriptEntry& entry : result.transcript.entries()) {
    require(entry.t_us >= before, "a transcript that goes back in time");
    before = entry.t_us;
  }
}

void judged_again(const Choice& choice, const ScenarioResult& result) {
  const Rejudgement again(choice.ref, choice.role, result);
  if (again.why_not().empty()) sound(*choice.program, again.result());
}

#ifdef JCP_PLANTED_FAULT
// It fails although two connections were reset, and a trait was recorded.
void planted_fault(const ScenarioResult& result) {
  std::set<int> reset;
  for (const TranscriptEntry& entry : result.transcript.entries()) {
    if (entry.event == TranscriptEvent::rst) reset.insert(entry.session);
  }
  if (result.verdict == Verdict::fail && reset.size() >= 2 && !result.traits.empty()) {
    planted_fault_found();
  }
}
#endif

}  // namespace

}  // namespace jcp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace jcp::fuzz;
  const Judged input = decode_judged(as_text(bytes, size));
  const auto& choice = nearest(input.program);
  Dialogue dialogue(choice);
  for (const Happening& happening : input.happenings) dialogue.happen(happening);
  dialogue.finish();
  const jcp::ScenarioResult result = dialogue.result();
  sound(*choice.program, result);
  judged_again(choice, result);
#ifdef JCP_PLANTED_FAULT
  planted_fault(result);
#endif
  return 0;
}
