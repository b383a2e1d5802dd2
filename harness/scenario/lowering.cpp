#include "lowering.hpp"

#include <stdexcept>

#include "harness/xmpp/limits.hpp"

namespace jcp {

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
  Context context;
  context.as = tree_ == "both" ? "us" : tree_ == "server" ? "component" : "server";
  try {
    find_names(steps, context.as);
    check_names();
    find_actors(steps, context.as);
    lower_steps(steps, "/steps", 0, context);
  } catch (const Json::exception&) {
    refuse("this does not have the form of a step");
  } catch (const std::invalid_argument& error) {
    refuse(error.what());
  }
  resolve_labels();
  if (program_.steps.size() > limits::steps) refuse("more than 256 steps");
  if (program_.actors.size() > limits::sessions) refuse("more than 64 actors");
  return std::move(program_);
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
    if (Connect* connect = std::get_if<Connect>(&op.what)) resolve(connect->otherwise);
  }
}

Alternative Lowering::alternative(int who, Expectation expects, int next) {
  Alternative a;
  a.actor = who;
  a.expects = std::move(expects);
  a.next = next;
  return a;
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
  if (step.contains("connect")) lower_connect(step, who);
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
  if (step.contains("wait")) {
    const std::int64_t ms = milliseconds(step["wait"]);
    count_waits(ms);
    emit(Pause{ms}, who);
  }
  if (step.contains("read")) emit(Read{step["read"] == "pause"}, who);
  if (step.contains("stop_target")) emit(StopTarget{step["stop_target"] == "kill"}, who);
  if (step.contains("sample")) lower_sample(step["sample"], who);
}

void Lowering::lower_sample(const Json& sample, int who) {
  std::int64_t every = 1;
  if (sample.contains("every")) {
    if (!in_repeat_) refuse("every: only inside a repeat");
    every = number(sample["every"], 1, limits::repeat_count);
  }
  samples_ += rounds_ / every;
  emit(Sample{every}, who);
}

void Lowering::lower_send(const Json& step, int who) {
  Send send{step.contains("send") ? send_text(step["send"].get<std::string>())
                                  : SendText::octets(step["send_hex"].get<std::string>()),
            "",
            0,
            {},
            0};
  if (const auto pad = step.find("pad"); pad != step.end()) {
    send.pad_char = pad->at("char").get<std::string>();
    send.pad_count = number(pad->at("count"), 0, limits::sent_bytes);
  }
  if (const auto chunks = step.find("chunks"); chunks != step.end()) {
    if (chunks->is_array()) {
      for (const Json& size : *chunks) send.chunks.push_back(number(size, 1, limits::sent_bytes));
    } else {
      send.chunks = {-1};
    }
  }
  if (step.contains("gap_ms")) send.gap_ms = milliseconds(step["gap_ms"]);
  count_sent(send);
  emit(std::move(send), who);
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
  if (in_repeat_) refuse("a repeat inside a repeat");
  const int loop = program_.loops++, body = label();
  Context inner = context;
  inner.as = step.value("as", context.as);
  rounds_ = number(step["repeat"], 1, limits::repeat_count);
  in_repeat_ = true;
  repeat_end_ = label();
  emit(LoopStart{loop, true}, 0);
  place(body);
  lower_steps(step.at("steps"), pointer + "/steps", 0, inner);
  emit(LoopNext{loop, body, rounds_, true}, 0);
  place(repeat_end_);
  in_repeat_ = false;
  rounds_ = 1;
}

}  // namespace jcp
