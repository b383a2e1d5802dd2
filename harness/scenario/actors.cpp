// Who plays in a scenario, and which domain of the profile each of them leases.

#include <algorithm>

#include "lowering.hpp"

namespace jcp {

namespace {

// The value of `connect` or `establish`; nullptr when the step has neither.
const Json* opening_of(const Json& step) {
  for (const char* verb : {"connect", "establish"}) {
    if (const auto how = step.find(verb); how != step.end()) return &*how;
  }
  return nullptr;
}

}  // namespace

// Who connects under whose name: known before any actor gets a domain of its own.
void Lowering::find_names(const Json& value, std::string as) {
  if (value.is_object()) {
    as = value.value("as", as);
    if (const Json* how = opening_of(value)) {
      if (how->contains("name_of")) name_of_[as] = how->at("name_of").get<std::string>();
    }
  }
  if (!value.is_structured()) return;
  for (const auto& [key, child] : value.items()) {
    if (key != "expect" && key != "why") find_names(child, as);
  }
}

void Lowering::check_names() const {
  for (const auto& [actor, name] : name_of_) {
    if (name_of_.contains(name)) refuse("name_of: " + name + " has no name of its own");
  }
}

void Lowering::find_actors_in_text(const std::string& text) {
  for (std::size_t at = text.find("${"); at != std::string::npos; at = text.find("${", at + 2)) {
    const std::size_t end = text.find('}', at);
    if (end == std::string::npos) return;
    std::string name = text.substr(at + 2, end - at - 2);
    if (name.starts_with("raw:")) name = name.substr(4);
    if (name.starts_with("hex:")) continue;
    const Variable variable = split_variable(name);
    if (!variable.actor.empty() && variable.actor != "case") actor(variable.actor);
    if (variable.name == "host" || variable.name == "service" || variable.name == "them") {
      program_.uses_host = true;
    }
  }
}

void Lowering::find_actors(const Json& value, std::string as) {
  if (value.is_string()) find_actors_in_text(value.get<std::string>());
  if (!value.is_structured()) return;
  if (value.is_object()) {
    if (value.contains("as")) actor(as = value["as"].get<std::string>());
    if (const Json* how = opening_of(value)) {
      Actor& own = program_.actors[static_cast<std::size_t>(actor(as))];
      own.kind = how->value("kind", own.kind);
      const bool known = own.kind.empty() || own.kind == "odd-secret" ||
                         own.kind == "long-secret" || own.kind == "non-ascii-secret";
      if (!known) refuse("no domain is of the kind " + own.kind);
    }
  }
  for (const auto& [key, child] : value.items()) {
    if (key != "why") find_actors(child, as);
  }
}

int Lowering::actor(const std::string& name) {
  const auto known = std::ranges::find(actor_names_, name);
  if (known != actor_names_.end()) return static_cast<int>(known - actor_names_.begin());
  const auto same = name_of_.find(name);
  int slot = -1;
  if (same != name_of_.end()) {
    slot = program_.actors[static_cast<std::size_t>(actor(same->second))].slot;
  } else if (name != "user") {
    slot = program_.slots++;
  }
  actor_names_.push_back(name);
  program_.actors.push_back({name, slot, {}});
  return static_cast<int>(actor_names_.size()) - 1;
}

int Lowering::actor_of(const Json& step, const Context& context) {
  return actor(step.value("as", context.as));
}

}  // namespace jcp
