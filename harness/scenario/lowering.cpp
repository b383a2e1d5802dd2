#include "lowering.hpp"

#include <algorithm>
#include <stdexcept>

#include "harness/xmpp/limits.hpp"

namespace jcp {

namespace {

using Kind = Expectation::Kind;

constexpr std::string_view component_header =
    "<stream:stream xmlns='jabber:component:accept' "
    "xmlns:stream='http://etherx.jabber.org/streams' to='${domain}'>";
constexpr std::string_view server_header =
    "<stream:stream xmlns='jabber:component:accept' "
    "xmlns:stream='http://etherx.jabber.org/streams' from='${domain}' id='${fresh_id}'>";
constexpr std::int64_t conflict_pause_ms = 20;
constexpr std::int64_t conflict_retries = 100;

bool is_wildcard(const std::string& variable) {
  return variable == "any" || variable == "some" || variable == "none";
}

}  // namespace

Lowering::Lowering(const Catalogue& catalogue, const std::string& file, std::string tree, Role role,
                   CaseContext of_case)
    : catalogue_(catalogue), file_(file), tree_(std::move(tree)), case_(std::move(of_case)) {
  program_.role = role;
}

void Lowering::refuse(const std::string& sentence) const {
  throw UserError(file_, pointer_, sentence);
}

Program Lowering::lower(const Json& steps) {
  pointer_ = "/steps";
  find_actors(steps);
  Context context;
  context.as = tree_ == "both" ? "us" : tree_ == "server" ? "component" : "server";
  lower_steps(steps, "/steps", 0, context);
  resolve_labels();
  if (program_.steps.size() > limits::steps) refuse("more than 256 steps");
  if (program_.actors.size() > limits::sessions) refuse("more than 64 actors");
  return std::move(program_);
}

// ---- actors

void Lowering::find_actors_in_text(const std::string& text) {
  for (std::size_t at = text.find("${"); at != std::string::npos; at = text.find("${", at + 2)) {
    std::string name = text.substr(at + 2, text.find('}', at) - at - 2);
    if (name.starts_with("raw:")) name = name.substr(4);
    if (name.starts_with("hex:")) continue;
    const Variable variable = split_variable(name);
    if (!variable.actor.empty() && variable.actor != "case") actor(variable.actor);
    if (variable.name == "host" || variable.name == "service" || variable.name == "them") {
      program_.uses_host = true;
    }
  }
}

void Lowering::find_actors(const Json& value) {
  if (value.is_string()) find_actors_in_text(value.get<std::string>());
  if (!value.is_structured()) return;
  if (value.is_object() && (value.contains("connect") || value.contains("establish"))) {
    const Json& how = value.contains("connect") ? value["connect"] : value["establish"];
    const std::string own =
        value.value("as", tree_ == "both" ? "us" : tree_ == "server" ? "component" : "server");
    if (how.contains("name_of")) {
      actor(how["name_of"].get<std::string>());
      name_of_[own] = how["name_of"].get<std::string>();
    }
    const int index = actor(own);
    if (how.contains("kind")) {
      const std::string kind = how["kind"].get<std::string>();
      if (kind != "odd-secret" && kind != "long-secret" && kind != "non-ascii-secret") {
        refuse("no domain is of the kind " + kind);
      }
      program_.actors[static_cast<std::size_t>(index)].kind = kind;
    }
  }
  if (value.is_object() && value.contains("as")) actor(value["as"].get<std::string>());
  for (const Json& child : value) find_actors(child);
}

int Lowering::actor(const std::string& name) {
  const auto known = std::ranges::find(actor_names_, name);
  if (known != actor_names_.end()) return static_cast<int>(known - actor_names_.begin());
  Actor fresh;
  fresh.name = name;
  const auto same = name_of_.find(name);
  fresh.slot = name == "user"         ? -1
               : same != name_of_.end() ? program_.actors[static_cast<std::size_t>(
                                            actor(same->second))].slot
                                        : program_.slots++;
  actor_names_.push_back(name);
  program_.actors.push_back(std::move(fresh));
  return static_cast<int>(actor_names_.size()) - 1;
}

int Lowering::actor_of(const Json& step, const Context& context) {
  return actor(step.value("as", context.as));
}

// ---- operations and labels

std::size_t Lowering::emit(decltype(Operation::what) what, int who) {
  program_.operations.push_back(
      {std::move(what), who, static_cast<int>(program_.steps.size()) - 1});
  return program_.operations.size() - 1;
}

int Lowering::label() {
  labels_.push_back(-1);
  return static_cast<int>(labels_.size()) - 1;
}

void Lowering::place(int name) {
  labels_[static_cast<std::size_t>(name)] = static_cast<int>(program_.operations.size());
}

void Lowering::resolve_labels() {
  const auto resolve = [&](int& target) {
    if (target >= 0) target = labels_[static_cast<std::size_t>(target)];
  };
  for (Operation& op : program_.operations) {
    if (Await* await = std::get_if<Await>(&op.what)) {
      resolve(await->otherwise);
      for (Alternative& alternative : await->alternatives) resolve(alternative.next);
    }
    if (Jump* jump = std::get_if<Jump>(&op.what)) resolve(jump->to);
    if (LoopNext* loop = std::get_if<LoopNext>(&op.what)) resolve(loop->body);
  }
}

Alternative Lowering::alternative(int who, Expectation expects, int next) {
  Alternative a;
  a.actor = who;
  a.expects = std::move(expects);
  a.next = next;
  return a;
}

// ---- values

void Lowering::check_variables(const std::vector<std::string>& variables) {
  for (const std::string& variable : variables) {
    if (is_wildcard(variable)) continue;
    try {
      Variable::parse(variable, actor_names_, captures_);
    } catch (const std::invalid_argument& error) {
      refuse(error.what());
    }
  }
}

std::string Lowering::with_header(std::string text) const {
  const std::string_view header =
      program_.role == Role::component ? component_header : server_header;
  constexpr std::string_view variable = "${header}";
  for (std::size_t at = text.find(variable); at != std::string::npos;
       at = text.find(variable, at + header.size())) {
    text.replace(at, variable.size(), header);
  }
  return text;
}

SendText Lowering::send_text(const std::string& text) {
  try {
    SendText parsed(with_header(text));
    for (const SendText::Part& part : parsed.parts()) {
      const bool variable = part.kind == SendText::Part::Kind::value ||
                            part.kind == SendText::Part::Kind::raw_value;
      if (variable) check_variables({part.text});
    }
    return parsed;
  } catch (const std::invalid_argument& error) {
    refuse(error.what());
  }
}

std::int64_t Lowering::number(const Json& value) {
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (!value.is_string()) refuse("a number is expected");
  try {
    return std::stoll(value.get<std::string>());
  } catch (const std::logic_error&) {
    refuse("a number is expected");
  }
}

std::optional<std::int64_t> Lowering::within(const Json& step, const Context& context) {
  if (step.contains("within_ms")) return number(step["within_ms"]);
  return context.within_ms;
}

std::vector<ProofIndex> Lowering::proofs_of(const Json& step, const Context& context) {
  std::vector<std::string> ids;
  std::optional<Grade> grade;
  if (const auto proves = step.find("proves"); proves != step.end()) {
    if (proves->is_string()) {
      ids = case_.proves;
      grade = case_.grade;
    } else {
      ids = proves->get<std::vector<std::string>>();
    }
  }
  if (step.contains("grade")) grade = grade_from(step["grade"].get<std::string>());
  std::vector<ProofIndex> proofs;
  for (const std::string& id : ids) {
    const Requirement* requirement = catalogue_.find(id);
    if (!requirement) refuse("no requirement " + id + " in the catalogue");
    proofs.push_back(static_cast<ProofIndex>(program_.proofs.size()));
    program_.proofs.push_back({id, grade.value_or(requirement->grade),
                               static_cast<int>(program_.steps.size()) - 1, context.in_branch});
  }
  return proofs;
}

// An expectation without proofs of its own is part of the any_of around it, or a precondition.
void Lowering::fill_await(Await& await, const Context& context, std::vector<ProofIndex> proofs) {
  await.proofs = std::move(proofs);
  if (!await.proofs.empty()) return;
  await.proofs = context.owner_proofs;
  await.otherwise = context.owner_end;
  await.optional = context.optional;
}

// ---- steps

void Lowering::lower_steps(const Json& steps, const std::string& pointer, std::size_t from,
                           const Context& context) {
  for (std::size_t i = from; i < steps.size(); ++i) {
    lower_step(steps[i], pointer + "/" + std::to_string(i), context);
  }
}

void Lowering::lower_step(const Json& step, const std::string& pointer, const Context& context) {
  pointer_ = pointer;
  program_.steps.push_back(pointer);
  const int who = actor_of(step, context);
  if (step.contains("connect")) lower_connect(who);
  if (step.contains("establish")) lower_establish(step, who, context);
  if (step.contains("send") || step.contains("send_hex")) lower_send(step, who);
  if (step.contains("expect")) lower_expect(step, who, context);
  if (step.contains("any_of")) lower_any_of(step, pointer, context);
  if (step.contains("fence")) lower_fence(step, who, context);
  if (step.contains("repeat")) lower_repeat(step, pointer, context);
  if (step.contains("close")) {
    const std::string how = step["close"].get<std::string>();
    emit(Close{how == "tag"   ? Close::How::tag
               : how == "fin" ? Close::How::fin
                              : Close::How::rst},
         who);
  }
  if (step.contains("wait")) emit(Pause{number(step["wait"])}, who);
  if (step.contains("read")) emit(Read{step["read"] == "pause"}, who);
  if (step.contains("stop_target")) emit(StopTarget{step["stop_target"] == "kill"}, who);
}

void Lowering::lower_connect(int who) {
  emit(Connect{}, who);
  if (tree_ != "both" || program_.role == Role::component) return;
  Await await;
  const int next = label();
  await.alternatives.push_back(
      alternative(who, simple(Kind::our_turn, "the stream header of the component"), next));
  await.patient = true;
  emit(std::move(await), who);
  place(next);
}

void Lowering::lower_establish(const Json& step, int who, const Context& context) {
  const std::vector<ProofIndex> proofs = proofs_of(step, context);
  if (program_.role == Role::server) return accept_by_the_book(who, proofs);
  const int done = label();
  establish_by_the_book(who, proofs, done);
  place(done);
}

// Without proofs a conflict is waited out: a scenario before this one may have left the name.
void Lowering::establish_by_the_book(int who, const std::vector<ProofIndex>& proofs, int done,
                                     int failed) {
  const int loop = program_.loops++, body = label(), retry = label();
  const int has_header = label(), acknowledged = label();
  const auto retry_on_conflict = [&](Await& await) {
    await.patient = true;
    await.proofs = proofs;
    await.otherwise = failed;
    if (!proofs.empty()) return;
    Expectation conflict = simple(Kind::stream_error, "stream error conflict");
    conflict.conditions = {"conflict"};
    await.alternatives.push_back(alternative(who, std::move(conflict), retry));
  };
  emit(LoopStart{loop}, who);
  place(body);
  emit(Connect{}, who);
  emit(Send{SendText(component_header), "", 0, {}, 0}, who);
  Await header;
  header.alternatives.push_back(alternative(who, simple(Kind::header, "a stream header"), has_header));
  retry_on_conflict(header);
  emit(std::move(header), who);
  place(has_header);
  emit(Send{SendText("<handshake>${digest}</handshake>"), "", 0, {}, 0}, who);
  Await handshake;
  Expectation reply = simple(Kind::element, "<handshake/>");
  reply.patterns.emplace_back("<handshake/>");
  handshake.alternatives.push_back(alternative(who, std::move(reply), acknowledged));
  handshake.alternatives.back().proofs = proofs;
  retry_on_conflict(handshake);
  emit(std::move(handshake), who);
  place(acknowledged);
  emit(Jump{done}, who);
  place(retry);
  emit(Pause{conflict_pause_ms}, who);
  emit(LoopNext{loop, body, conflict_retries}, who);
  if (failed >= 0) {
    emit(Jump{failed}, who);
  } else {
    emit(GiveUp{"the name stays in conflict"}, who);
  }
}

void Lowering::accept_by_the_book(int who, const std::vector<ProofIndex>& proofs) {
  const auto await_one = [&](Expectation expects, bool last) {
    Await await;
    const int next = label();
    await.alternatives.push_back(alternative(who, std::move(expects), next));
    if (last) await.alternatives.back().proofs = proofs;
    await.proofs = proofs;
    await.patient = true;
    emit(std::move(await), who);
    place(next);
  };
  emit(Connect{}, who);
  await_one(simple(Kind::header, "a stream header"), false);
  emit(Send{SendText(server_header), "", 0, {}, 0}, who);
  Expectation handshake = simple(Kind::element, "<handshake/>");
  handshake.patterns.emplace_back("<handshake/>");
  await_one(std::move(handshake), true);
  emit(Send{SendText("<handshake/>"), "", 0, {}, 0}, who);
  emit(Pause{0, true}, who);
}

void Lowering::lower_send(const Json& step, int who) {
  try {
    Send send{step.contains("send") ? send_text(step["send"].get<std::string>())
                                    : SendText::octets(step["send_hex"].get<std::string>()),
              "", 0, {}, 0};
    if (const auto pad = step.find("pad"); pad != step.end()) {
      send.pad_char = pad->at("char").get<std::string>();
      send.pad_count = number(pad->at("count"));
    }
    if (const auto chunks = step.find("chunks"); chunks != step.end()) {
      if (chunks->is_array()) {
        for (const Json& size : *chunks) send.chunks.push_back(number(size));
      } else {
        send.chunks = {-1};
      }
    }
    if (step.contains("gap_ms")) send.gap_ms = number(step["gap_ms"]);
    emit(std::move(send), who);
  } catch (const std::invalid_argument& error) {
    refuse(error.what());
  }
}

void Lowering::lower_expect(const Json& step, int who, const Context& context) {
  Await await;
  const int next = label();
  const std::vector<ProofIndex> proofs = proofs_of(step, context);
  await.alternatives.push_back(alternative(who, expectation(step), next));
  await.alternatives.back().proofs = proofs;
  await.within_ms = within(step, context);
  fill_await(await, context, proofs);
  emit(std::move(await), who);
  place(next);
}

void Lowering::lower_repeat(const Json& step, const std::string& pointer, const Context& context) {
  const int loop = program_.loops++, body = label();
  const std::int64_t count = number(step["repeat"]);
  if (count < 1 || count > static_cast<std::int64_t>(limits::repeat_count)) {
    refuse("repeat takes 1 to 1000");
  }
  emit(LoopStart{loop, true}, 0);
  place(body);
  lower_steps(step["steps"], pointer + "/steps", 0, context);
  emit(LoopNext{loop, body, count, true}, 0);
}

}  // namespace jcp
