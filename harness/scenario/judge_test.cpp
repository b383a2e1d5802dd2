#include "judge_test.hpp"

namespace jcp::testing {

namespace {

constexpr std::string_view rows = R"({
  "families": [ { "key": "ONE", "title": "The first" }, { "key": "TWO", "title": "The second" } ],
  "requirements": [
    { "id": "M1", "family": "ONE", "level": "MUST", "side": "server", "source": "T 1",
      "sentence": "One." },
    { "id": "M2", "family": "ONE", "level": "MUST NOT", "side": "both", "source": "T 2",
      "sentence": "Two." },
    { "id": "M3", "family": "TWO", "level": "MUST", "side": "component", "source": "T 3",
      "sentence": "Three." },
    { "id": "S1", "family": "TWO", "level": "SHOULD", "side": "server", "source": "T 4",
      "sentence": "Four." },
    { "id": "S2", "family": "TWO", "level": "SHOULD", "side": "server", "source": "T 5",
      "sentence": "Five." },
    { "id": "P1", "family": "TWO", "level": "practice", "side": "server", "source": "T 6",
      "sentence": "Six." }
  ] })";

Binding binding_of(const Stage& stage, const Program& program) {
  Binding binding;
  binding.host = "host.example";
  binding.timing.round_trip = stage.round_trip;
  binding.timing.scale = stage.scale;
  binding.settle = stage.settle;
  binding.policy = stage.policy;
  for (int slot = 1; slot <= program.slots; ++slot) {
    const std::string number = std::to_string(slot);
    binding.leases.push_back({"c" + number + ".host.example", "secret" + number});
  }
  return binding;
}

// The value of an attribute in `bytes`, as our own requests are written.
std::string between(const std::string& bytes, const std::string& before, const std::string& after) {
  const std::size_t at = bytes.find(before);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + before.size();
  return bytes.substr(begin, bytes.find(after, begin) - begin);
}

bool has(const std::string& bytes, std::string_view part) {
  return bytes.find(part) != std::string::npos;
}

}  // namespace

std::string catalogue_text() { return std::string(rows); }

const Catalogue& catalogue() {
  static const Catalogue all = Catalogue::parse(rows, "requirements.json");
  return all;
}

std::string file_of(std::string_view steps, std::string_view more) {
  return R"({ "title": "A title for tests", "rule": "A rule for tests", )" + std::string(more) +
         " \"steps\": " + std::string(steps) + " }";
}

Scenario scenario_of(std::string_view text, const std::string& tree) {
  static const JsonSchema schema(parse_json(embedded_scenarios().at("schema.json"), "schema.json"));
  return load_scenario(tree + "/x/y", text, "x.json", {catalogue(), &schema, nullptr});
}

std::string refusal_of(std::string_view text, const std::string& tree) {
  try {
    scenario_of(text, tree);
  } catch (const UserError& error) {
    return error.what();
  }
  return {};
}

Play::Play(std::string_view steps, const Stage& stage)
    : scenario_(scenario_of(file_of(steps, stage.more), stage.tree)),
      program_(*scenario_.cases.at(stage.which).program(stage.role)),
      binding_(binding_of(stage, program_)),
      judge_(program_, binding_) {}

Play& Play::begin() {
  run();
  return *this;
}

Play& Play::says(const std::string& actor, const std::string& bytes) {
  tell(last_of(actor), bytes);
  run();
  return *this;
}

Play& Play::fin(const std::string& actor) {
  judge_.closed(last_of(actor), false, now_);
  run();
  return *this;
}

Play& Play::rst(const std::string& actor) {
  judge_.closed(last_of(actor), true, now_);
  run();
  return *this;
}

Play& Play::pass(std::int64_t ms) {
  const Micros until = now_ + ms * 1'000;
  while (!finished_) {
    const auto deadline = judge_.deadline();
    if (!deadline || *deadline > until) break;
    now_ = std::max(now_, *deadline);
    run();
  }
  now_ = until;
  if (!finished_) run();
  return *this;
}

Play& Play::finish() {
  while (!finished_) {
    const auto deadline = judge_.deadline();
    if (!deadline) {
      ADD_FAILURE() << "waits for ever";
      break;
    }
    now_ = std::max(now_, *deadline);
    run();
  }
  return *this;
}

std::string Play::outcome(const std::string& requirement) const {
  for (const ProofResult& proof : result().proofs) {
    if (proof.requirement != requirement) continue;
    const std::string grade =
        proof.outcome == Outcome::unmet ? " " + std::string(to_string(proof.grade)) : "";
    return std::string(to_string(proof.outcome)) + grade;
  }
  return "absent";
}

std::string Play::trait(const std::string& question) const {
  const auto traits = result().traits;
  const auto found = traits.find(question);
  return found == traits.end() ? "" : found->second;
}

std::string Play::last_sent(const std::string& actor) const {
  const std::string beginning = "send " + actor + ": ";
  std::string bytes;
  for (const std::string& line : log_) {
    if (line.starts_with(beginning)) bytes = line.substr(beginning.size());
  }
  return bytes;
}

bool Play::did(const std::string& line) const {
  return std::ranges::find(log_, line) != log_.end();
}

int Play::count(std::string_view beginning) const {
  return static_cast<int>(std::ranges::count_if(
      log_, [&](const std::string& line) { return line.starts_with(beginning); }));
}

void Play::run() {
  for (int turn = 0; turn < 100'000 && !finished_; ++turn) {
    const Action action = judge_.next(now_);
    if (action.kind == Action::Kind::wait) return;
    finished_ = action.kind == Action::Kind::finished;
    if (!finished_) perform(action);
  }
  EXPECT_TRUE(finished_) << "does not come to rest";
}

void Play::perform(const Action& action) {
  using Kind = Action::Kind;
  const std::string actor = name_of(action.actor);
  switch (action.kind) {
    case Kind::connect:
      log_.push_back("connect " + actor);
      actor_of_session_.push_back(action.actor);
      if (!connects) break;
      judge_.connected(action.session, now_);
      if (opens && program_.role == Role::server) {
        tell(action.session, header_of("to='c1.host.example'"));
      }
      break;
    case Kind::send:
      log_.push_back("send " + actor + ": " + action.bytes);
      answer(action.session, action.bytes);
      break;
    case Kind::half_close:
      log_.push_back("fin " + actor);
      if (closes) judge_.closed(action.session, false, now_);
      break;
    case Kind::reset:
      log_.push_back("rst " + actor);
      break;
    case Kind::close:
      log_.push_back("close " + actor);
      break;
    case Kind::pause_reading:
      log_.push_back("pause " + actor);
      break;
    case Kind::resume_reading:
      log_.push_back("resume " + actor);
      break;
    case Kind::stop_target:
      log_.push_back(action.kill ? "kill" : "terminate");
      break;
    case Kind::sample: {
      const auto taken = static_cast<std::size_t>(count("sample"));
      log_.push_back("sample");
      if (!samples) break;
      judge_.sampled(taken < uses.size() ? std::optional(uses[taken]) : std::nullopt, now_);
      break;
    }
    case Kind::wait:
    case Kind::finished:
      break;
  }
}

void Play::tell(SessionIndex session, const std::string& bytes) {
  if (has(bytes, closing_tag)) ended_.insert(session);
  judge_.bytes(session, bytes, now_);
}

void Play::answer(SessionIndex session, const std::string& bytes) {
  if (opens && has(bytes, "<stream:stream")) {
    const std::string id = "s" + std::to_string(session + 1);
    tell(session, program_.role == Role::server
                      ? "<handshake>0</handshake>"
                      : header_of("from='c1.host.example' id='" + id + "'"));
  }
  if (opens && has(bytes, "<handshake") && program_.role == Role::component) {
    tell(session, "<handshake/>");
  }
  if (answers && has(bytes, "disco#info'/></iq>")) {
    tell(session, "<iq type='result' id='" + between(bytes, " id='", "'") + "'/>");
  }
  if (routes && has(bytes, "id='jcp-fence-")) route(bytes);
  if (closes && has(bytes, closing_tag) && !ended_.contains(session)) tell(session, closing_tag);
}

void Play::route(const std::string& bytes) {
  const std::string domain = between(bytes, "to='fence@", "'");
  for (std::size_t at = actor_of_session_.size(); at-- > 0;) {
    const Actor& actor = program_.actors[static_cast<std::size_t>(actor_of_session_[at])];
    const bool hidden = actor.name.starts_with('~');
    if (hidden || binding_.leases[static_cast<std::size_t>(actor.slot)].domain != domain) continue;
    return tell(static_cast<SessionIndex>(at), bytes);
  }
}

std::string Play::name_of(int actor) const {
  return actor < 0 ? "" : program_.actors[static_cast<std::size_t>(actor)].name;
}

SessionIndex Play::last_of(const std::string& actor) const {
  for (std::size_t at = actor_of_session_.size(); at-- > 0;) {
    if (name_of(actor_of_session_[at]) == actor) return static_cast<SessionIndex>(at);
  }
  ADD_FAILURE() << actor << " is not connected";
  return 0;
}

}  // namespace jcp::testing
