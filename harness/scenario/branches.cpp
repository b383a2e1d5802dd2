// any_of and fence -> waits with several ends.

#include <algorithm>

#include "lowering.hpp"

namespace jcp {

namespace {

using Kind = Expectation::Kind;

bool proves_something(const Json& step) {
  if (step.contains("proves")) return true;
  if (!step.contains("any_of")) return false;
  return std::ranges::any_of(step["any_of"], [](const Json& branch) {
    return std::ranges::any_of(branch.at("steps"), proves_something);
  });
}

}  // namespace

void Lowering::lower_any_of(const Json& step, const std::string& pointer, const Context& context) {
  const int end = label();
  const std::size_t at = emit(Await{}, actor_of(step, context));
  Await await;
  std::vector<std::function<void()>> bodies;
  collect_branches(step, pointer, context, {}, await, end, bodies);
  if (await.proofs.empty()) {
    fill_await(await, context, {});
    if (!proves_something(step) && context.owner_proofs.empty()) await.optional = true;
    if (step.contains("trait")) await.other = {{step["trait"].get<std::string>(), "other"}};
  }
  if (await.otherwise < 0 && (!await.proofs.empty() || await.optional)) await.otherwise = end;
  program_.operations[at].what = std::move(await);
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    const auto body = bodies[i];  // a body may add others
    body();
  }
  place(end);
}

void Lowering::collect_branches(const Json& step, const std::string& pointer,
                                const Context& context, const Answers& answers, Await& await,
                                int end, std::vector<std::function<void()>>& bodies) {
  const std::vector<ProofIndex> proofs = proofs_of(step, context);
  await.proofs.insert(await.proofs.end(), proofs.begin(), proofs.end());
  Context inner = context;
  inner.as = step.value("as", context.as);
  inner.within_ms = within(step, context);
  inner.in_branch = true;
  if (!proofs.empty()) {
    inner.owner_proofs = proofs;
    inner.owner_end = end;
  } else if (!proves_something(step) && context.owner_proofs.empty()) {
    inner.optional = true;
    inner.owner_end = end;
  }
  for (std::size_t i = 0; i < step["any_of"].size(); ++i) {
    const Json& branch = step["any_of"].at(i);
    const std::string steps = pointer + "/any_of/" + std::to_string(i) + "/steps";
    const Json& opening = branch.at("steps").at(0);
    Answers named = answers;
    if (step.contains("trait") && branch.contains("trait")) {
      named.emplace_back(step["trait"].get<std::string>(), branch["trait"].get<std::string>());
    }
    const int entry = label();
    const auto rest = [this, &branch, steps, inner, proofs, entry, end] {
      place(entry);
      lower_steps(branch["steps"], steps, 1, inner);
      std::optional<Grade> grade;
      if (branch.contains("grade")) grade = grade_from(branch["grade"].get<std::string>());
      const std::string excused_by = branch.value("excused_by", "");
      // Without proofs of its own a graded branch decides about those of the any_of around it.
      const bool graded = grade || !excused_by.empty();
      const auto& judged = proofs.empty() && graded ? inner.owner_proofs : proofs;
      if (!judged.empty()) emit(Settle{judged, grade, excused_by}, 0);
      emit(Jump{end}, 0);
    };
    pointer_ = steps + "/0";
    program_.steps.push_back(pointer_);
    if (opening.contains("any_of")) {
      collect_branches(opening, pointer_, inner, named, await, entry, bodies);
    } else if (opening.contains("expect")) {
      const std::vector<ProofIndex> own = proofs_of(opening, inner);
      Alternative taken = alternative(actor_of(opening, inner), expectation(opening), entry);
      taken.answers = named;
      taken.proofs = own;
      await.alternatives.push_back(std::move(taken));
      if (const auto ms = within(opening, inner)) {
        await.within_ms = std::max(await.within_ms.value_or(0), *ms);
      } else {
        await.default_too = true;
      }
    } else {
      refuse("a branch opens with expect or any_of");
    }
    bodies.push_back(rest);
  }
}

void Lowering::lower_fence(const Json& step, int who, const Context& context) {
  const std::vector<ProofIndex> proofs = proofs_of(step, context);
  const bool forbids = step.contains("forbid");
  const Json& fence = step["fence"];
  Context inner = context;
  inner.within_ms = within(step, context);
  // Without proofs of its own it decides about those of the any_of around it.
  if (!proofs.empty()) inner.owner_proofs = proofs;
  std::vector<int> targets;
  if (fence == "round-trip") {
    targets.push_back(who);
    lower_round_trip(who, proofs, forbids, inner);
  } else {
    for (const Json& name : fence.is_array() ? fence : Json::array({fence})) {
      targets.push_back(actor(name.get<std::string>()));
    }
    if (targets.empty()) refuse("a fence needs an actor");
    lower_marker(who, targets, proofs, forbids, inner);
  }
  if (!forbids) return;
  for (const int target : targets) lower_forbid(step, who, target, inner);
}

void Lowering::lower_round_trip(int who, const std::vector<ProofIndex>& proofs, bool forbids,
                                const Context& context) {
  program_.uses_host = true;
  const int usable = label(), answered = label();
  Await may_send;
  may_send.alternatives.push_back(
      alternative(who, simple(Kind::can_send, "an open, authenticated stream"), usable));
  fill_await(may_send, context, proofs);
  may_send.not_observable = forbids;
  if (!proofs.empty() || (forbids && !may_send.proofs.empty())) may_send.otherwise = answered;
  emit(std::move(may_send), who);
  place(usable);
  emit(SendRoundTrip{}, who);
  Await answer;
  answer.alternatives.push_back(
      alternative(who, simple(Kind::answer, "an answer to disco#info"), answered));
  if (!forbids) answer.alternatives.back().proofs = proofs;
  fill_await(answer, context, proofs);
  answer.not_observable = forbids;
  answer.within_ms = context.within_ms;
  if (forbids && !answer.proofs.empty()) answer.otherwise = answered;
  emit(std::move(answer), who);
  place(answered);
}

void Lowering::lower_marker(int who, const std::vector<int>& targets,
                            const std::vector<ProofIndex>& proofs, bool forbids,
                            const Context& context) {
  const int direct = label(), detour = label(), arrived = label(), lost = label();
  const int end = label();
  const auto await_marker = [&](int otherwise_actor, int otherwise_label) {
    Await await;
    for (const int target : targets) {
      await.alternatives.push_back(
          alternative(target, simple(Kind::marker, "the marker of the fence"), arrived));
      if (!forbids) await.alternatives.back().proofs = proofs;
    }
    if (otherwise_label >= 0) {
      await.alternatives.push_back(alternative(
          otherwise_actor, simple(Kind::cannot_send, "the end of the sender"), otherwise_label));
    }
    fill_await(await, context, proofs);
    await.not_observable = forbids;
    await.within_ms = context.within_ms;
    // What was forbidden may have come although the marker did not.
    if (forbids && !await.proofs.empty()) await.otherwise = end;
    return await;
  };
  Await which;
  which.alternatives.push_back(alternative(who, simple(Kind::can_send, ""), direct));
  which.alternatives.push_back(alternative(who, simple(Kind::cannot_send, ""), detour));
  emit(std::move(which), who);
  place(direct);
  emit(SendMarker{targets[0]}, who);
  Await first = await_marker(who, detour);
  emit(std::move(first), who);
  emit(Jump{end}, who);

  place(detour);
  const std::string name = program_.actors[static_cast<std::size_t>(who)].name;
  name_of_["~" + name] = name;
  const int hidden = actor("~" + name);
  const int marked = label();
  establish_by_the_book(hidden, {}, marked, lost);
  place(marked);
  emit(SendMarker{targets[0]}, hidden);
  emit(await_marker(0, -1), hidden);
  emit(Jump{end}, who);
  place(lost);
  Await never = await_marker(0, -1);
  never.within_ms = 0;
  emit(std::move(never), who);
  emit(Jump{end}, who);
  place(arrived);
  if (forbids) emit(Pause{0, false, true}, who);
  place(end);
}

void Lowering::lower_forbid(const Json& step, int speaker, int receiver, const Context& context) {
  Forbid forbid;
  forbid.speaker = speaker;
  forbid.proofs = context.owner_proofs;
  forbid.optional = context.optional;
  for (const Json& xml : step["forbid"]) forbid.patterns.emplace_back(xml.get<std::string>());
  for (const Pattern& pattern : forbid.patterns) check_variables(pattern.variables());
  emit(std::move(forbid), receiver);
}

}  // namespace jcp
