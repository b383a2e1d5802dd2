#include "loader.hpp"

#include <algorithm>
#include <stdexcept>

#include "harness/xmpp/limits.hpp"
#include "lowering.hpp"

namespace jcp {

namespace {

KilledBy killed_by_of(const Json& json) {
  KilledBy killed_by;
  const Json entries = json.value("killed_by", Json::object());
  for (const auto& [quirk, ids] : entries.items()) {
    killed_by[quirk] = ids.get<std::vector<std::string>>();
  }
  return killed_by;
}

std::vector<std::string> strings(const Json& json, const char* key) {
  return json.value(key, std::vector<std::string>{});
}

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

// Replaces ${case.x} in every string below `value`; a string that is nothing else becomes the
// value itself, so that numbers and lists can be given too.
class CaseSubstitution {
 public:
  CaseSubstitution(const Json& values, const std::string& file) : values_(values), file_(file) {}

  Json apply(const Json& value, const std::string& pointer) const {
    if (value.is_string()) return in_text(value.get<std::string>(), pointer);
    Json result = value;
    if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        result[i] = apply(value[i], pointer + "/" + std::to_string(i));
      }
    }
    if (value.is_object()) {
      for (const auto& [key, child] : value.items()) {
        result[key] = apply(child, pointer + "/" + escaped_key(key));
      }
    }
    return result;
  }

 private:
  const Json& value_of(const std::string& name, const std::string& pointer) const {
    const auto found = values_.find(name);
    if (found == values_.end()) {
      throw UserError(file_, pointer, "the case has no value for ${case." + name + "}");
    }
    return *found;
  }

  Json in_text(std::string text, const std::string& pointer) const {
    constexpr std::string_view begin = "${case.";
    std::size_t at = text.find(begin);
    while (at != std::string::npos) {
      const std::size_t end = text.find('}', at);
      if (end == std::string::npos) throw UserError(file_, pointer, "\"${\" without \"}\"");
      const std::string name = text.substr(at + begin.size(), end - at - begin.size());
      const Json& value = value_of(name, pointer);
      if (at == 0 && end + 1 == text.size()) return value;
      const std::string replacement = text_of(value);
      text.replace(at, end + 1 - at, replacement);
      at = text.find(begin, at + replacement.size());
    }
    return text;
  }

  const Json& values_;
  const std::string& file_;
};

ScenarioCase load_case(const Json& json, const std::string& name, const Json& values,
                       const std::string& tree, const std::string& file,
                       const LoadContext& context) {
  ScenarioCase c;
  c.name = name;
  c.title = values.value("title", "");
  c.scenario_class = values.value("class", json.value("class", "fast"));
  c.needs = strings(json, "needs");
  for (const std::string& need : strings(values, "needs")) c.needs.push_back(need);
  c.killed_by = killed_by_of(json);
  for (const auto& [quirk, ids] : killed_by_of(values)) {
    auto& all = c.killed_by[quirk];
    all.insert(all.end(), ids.begin(), ids.end());
  }
  CaseContext of_case;
  of_case.proves = strings(values, "proves");
  if (values.contains("grade")) of_case.grade = grade_from(values["grade"].get<std::string>());
  const Json steps = CaseSubstitution(values, file).apply(json.at("steps"), "/steps");
  for (const Role role : {Role::component, Role::server}) {
    // The role is ours; the tree names the target's.
    if (tree == (role == Role::component ? "component" : "server")) continue;
    c.programs.emplace(role, Lowering(context.catalogue, file, tree, role, of_case).lower(steps));
  }
  return c;
}

std::string tree_of(const std::string& id, const std::string& file) {
  const std::string tree = id.substr(0, id.find('/'));
  if (tree != "server" && tree != "component" && tree != "both") {
    throw UserError(file, "", "a scenario lies below server/, component/ or both/");
  }
  return tree;
}

// A run ends: bounded is how long each case waits, and what all of them send together.
void check_bounds(const Scenario& scenario) {
  std::int64_t sent = 0;
  for (const ScenarioCase& c : scenario.cases) {
    std::int64_t sent_by_case = 0, waits_ms = 0;
    for (const auto& [role, program] : c.programs) {
      sent_by_case = std::max(sent_by_case, program.sent_bytes);
      waits_ms = std::max(waits_ms, program.waits_ms);
    }
    sent += sent_by_case;
    const std::int64_t most = c.scenario_class == "slow" ? limits::slow_waits_ms : limits::waits_ms;
    if (waits_ms > most) {
      throw UserError(scenario.file, c.name.empty() ? "" : "/cases/" + escaped_key(c.name),
                      "waits up to " + std::to_string(waits_ms / 1'000) + " s, the bound is " +
                          std::to_string(most / 1'000) + " s");
    }
  }
  if (sent > static_cast<std::int64_t>(limits::sent_bytes)) {
    throw UserError(scenario.file, "/steps",
                    "sends " + std::to_string(sent) + " bytes in all its cases, the bound is " +
                        std::to_string(limits::sent_bytes));
  }
}

}  // namespace

const Program* ScenarioCase::program(Role role) const {
  const auto found = programs.find(role);
  return found == programs.end() ? nullptr : &found->second;
}

Scenario load_scenario(const std::string& id, std::string_view text, const std::string& file,
                       const LoadContext& context) {
  const std::string tree = tree_of(id, file);
  const Json json = parse_json(text, file);
  if (context.schema) context.schema->require(json, file);
  Scenario scenario;
  scenario.id = id;
  scenario.file = file;
  scenario.source = text;
  try {
    scenario.title = json.at("title").get<std::string>();
    scenario.rule = json.at("rule").get<std::string>();
    scenario.twin = json.value("twin", "");
    scenario.why = json.value("why", "");
    scenario.aliases = strings(json, "aliases");
    scenario.except = strings(json, "except");
    scenario.variants = !json.contains("variants");
    if (!json.contains("cases")) {
      scenario.cases.push_back(load_case(json, "", Json::object(), tree, file, context));
    }
    const Json cases = json.value("cases", Json::object());
    for (const auto& [name, values] : cases.items()) {
      scenario.cases.push_back(load_case(json, name, values, tree, file, context));
    }
  } catch (const Json::exception&) {
    throw UserError(file, "", "this does not have the form of a scenario");
  }
  check_bounds(scenario);
  return scenario;
}

namespace {

// Variables of a standing rule are those of the actor that received the event.
void check_rule_variables(const std::vector<std::string>& variables) {
  for (const std::string& variable : variables) Variable::parse(variable, {}, {});
}

void read_condition(const Json& item, bool required, AlwaysRule& rule) {
  if (rule.on == AlwaysRule::On::violation) {
    if (required || !item.contains("condition")) {
      throw std::invalid_argument("of a violation only conditions can be forbidden");
    }
    const auto conditions = item.at("condition").get<std::vector<std::string>>();
    rule.forbid_conditions.insert(rule.forbid_conditions.end(), conditions.begin(),
                                  conditions.end());
  } else if (item.is_string()) {
    const Pattern pattern(item.get<std::string>());
    check_rule_variables(pattern.variables());
    (required ? rule.require : rule.forbid).push_back(pattern);
  } else {
    const XPath xpath = bounded_xpath(item.at("xpath"));
    check_rule_variables(xpath.variables());
    (required ? rule.require_xpath : rule.forbid_xpath).push_back(xpath);
  }
}

void read_when(const Json& when, AlwaysRule& rule) {
  if (when.is_string()) {
    rule.when.emplace_back(when.get<std::string>());
    check_rule_variables(rule.when[0].variables());
    return;
  }
  const std::string event = when.at("event").get<std::string>();
  rule.on = event == "header"      ? AlwaysRule::On::header
            : event == "violation" ? AlwaysRule::On::violation
                                   : AlwaysRule::On::element;
}

void read_rule(const Json& json, const LoadContext& context, AlwaysRule& rule,
               std::string& pointer) {
  rule.title = json.at("title").get<std::string>();
  rule.rule = json.at("rule").get<std::string>();
  rule.killed_by = killed_by_of(json);
  pointer = "/proves";
  for (const std::string& requirement : strings(json, "proves")) {
    const Requirement* row = context.catalogue.find(requirement);
    if (!row) throw std::invalid_argument("no requirement " + requirement + " in the catalogue");
    rule.proofs.push_back({requirement, row->grade, 0, false});
  }
  pointer = "/when";
  read_when(json.at("when"), rule);
  for (const std::string key : {"require", "forbid"}) {
    const Json list = json.value(key, Json::array());
    for (std::size_t i = 0; i < list.size(); ++i) {
      pointer = "/" + key + "/" + std::to_string(i);
      read_condition(list[i], key == "require", rule);
    }
  }
  pointer.clear();
  if (rule.on != AlwaysRule::On::violation && !json.contains("require") &&
      !json.contains("forbid")) {
    throw std::invalid_argument("a rule that requires and forbids nothing");
  }
}

}  // namespace

AlwaysRule load_always_rule(const std::string& id, std::string_view text, const std::string& file,
                            const LoadContext& context) {
  const Json json = parse_json(text, file);
  if (context.always_schema) context.always_schema->require(json, file);
  AlwaysRule rule;
  rule.id = id;
  rule.source = text;
  std::string pointer;  // of what is read at the moment
  try {
    read_rule(json, context, rule, pointer);
  } catch (const std::invalid_argument& error) {
    throw UserError(file, pointer, error.what());
  } catch (const Json::exception&) {
    throw UserError(file, pointer, "this does not have the form of a standing rule");
  }
  return rule;
}

}  // namespace jcp
