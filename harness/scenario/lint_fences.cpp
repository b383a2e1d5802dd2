// What a fence forbids: one stanza, not everything like it, and never its lawful error bounce.

#include <memory>

#include "lint_rules.hpp"

namespace jcp {

namespace {

// A made-up run: every variable gets a value that is good enough to compare addresses.
ActorValues values_of(const Program& program, int actor) {
  const std::string number = std::to_string(program.actors[static_cast<std::size_t>(actor)].slot);
  ActorValues values;
  values.host = "host.example";
  values.domain = "c" + number + ".host.example";
  values.secret = "secret" + number;
  const bool component = program.role == Role::component;
  values.us = "probe@" + (component ? values.domain : values.host);
  values.them = component ? values.host : values.domain;
  values.service = values.them;
  values.sid = "id" + number;
  return values;
}

Resolver resolver(const Program& program, int actor) {
  return [&program, actor](std::string_view name) -> std::optional<std::string> {
    const Variable variable = split_variable(name);
    const auto named = std::ranges::find(program.actors, variable.actor, &Actor::name);
    const int whose =
        named == program.actors.end() ? actor : static_cast<int>(named - program.actors.begin());
    const auto value = value_of(variable.name, variable.form, values_of(program, whose));
    return value ? value : std::string(name);  // a capture
  };
}

std::string sent_by(const Send& send, const Resolver& resolve) {
  std::string text;
  for (const SendText::Part& part : send.text.parts()) {
    using Kind = SendText::Part::Kind;
    const bool variable = part.kind == Kind::value || part.kind == Kind::raw_value;
    text += variable ? resolve(part.text).value_or("") : part.kind == Kind::pad ? "" : part.text;
  }
  return text;
}

// The error that a server may send back for `stanza`; nullopt when it may not (RFC 6120 8.3.1).
std::optional<Element> bounce_of(const Element& stanza) {
  const std::string type(stanza.attribute("type").value_or(""));
  if (!is_stanza(stanza) || type == "error" || type == "result") return std::nullopt;
  auto document = std::make_shared<pugi::xml_document>();
  pugi::xml_node root = document->append_copy(stanza.node());
  const std::string from = root.attribute("from").value(), to = root.attribute("to").value();
  for (const char* name : {"from", "to", "type"}) root.remove_attribute(name);
  root.append_attribute("from") = to.c_str();
  root.append_attribute("to") = from.c_str();
  root.append_attribute("type") = "error";
  root.append_child("error").append_attribute("type") = "cancel";
  return Element(std::move(document));
}

bool pins(const Element& pattern, std::string_view attribute) {
  const auto value = pattern.attribute(attribute);
  return value && *value != "${any}" && *value != "${some}";
}

// An id that no other stanza of the run has says which stanza is meant, whatever became of one of
// its addresses.
bool names_one_stanza(const Element& pattern) {
  const auto id = pattern.attribute("id");
  const bool literal = id && id->find("${") == std::string_view::npos;
  return literal && (pins(pattern, "from") || pins(pattern, "to"));
}

class FenceLint {
 public:
  FenceLint(const LintScenario& s, const Program& program, Findings& findings)
      : s_(s), program_(program), findings_(findings) {}

  void run() {
    for (const Operation& op : program_.operations) {
      const Forbid* forbid = std::get_if<Forbid>(&op.what);
      if (!forbid) continue;
      for (const Pattern& pattern : forbid->patterns) lint_pattern(pattern, op);
    }
  }

 private:
  std::string pointer_of(const Operation& op) const {
    return program_.steps[static_cast<std::size_t>(op.step)];
  }

  void lint_pattern(const Pattern& pattern, const Operation& op) {
    const Element& element = pattern.element();
    const std::string pointer = pointer_of(op) + "/forbid";
    if (is_stanza(element) && !names_one_stanza(element)) {
      for (const char* attribute : {"from", "to"}) {
        if (pins(element, attribute)) continue;
        findings_.add(
            s_.path, pointer,
            "the pattern " + pattern.text() + " does not say which " + std::string(attribute));
      }
    }
    // Who forbids errors by name means them.
    if (element.attribute("type") == std::optional<std::string_view>("error")) return;
    const Resolver resolve = resolver(program_, op.actor);
    for (const Operation& other : program_.operations) {
      const Send* send = std::get_if<Send>(&other.what);
      if (!send) continue;
      const auto sent = Element::parse(sent_by(*send, resolver(program_, other.actor)));
      const auto bounce = sent ? bounce_of(*sent) : std::nullopt;
      if (!bounce || !pattern.matches(*bounce, resolve)) continue;
      findings_.add(s_.path, pointer,
                    "the pattern " + pattern.text() + " matches the lawful error bounce of " +
                        pointer_of(other) + " too: give it a type");
    }
  }

  const LintScenario& s_;
  const Program& program_;
  Findings& findings_;
};

}  // namespace

void lint_fences(const LintTree& tree, Findings& findings) {
  for (const LintScenario& s : tree.scenarios) {
    // Cases differ in values that rarely matter here: one finding a pattern is enough.
    Findings of_scenario;
    for (const ScenarioCase& c : s.scenario.cases) {
      for (const auto& [role, program] : c.programs) FenceLint(s, program, of_scenario).run();
    }
    std::vector<std::string> seen;
    for (const Finding& finding : of_scenario.sorted()) {
      if (std::ranges::find(seen, finding.what) != seen.end()) continue;
      seen.push_back(finding.what);
      findings.add_line(s.path, s.path + finding.what);
    }
  }
}

}  // namespace jcp
