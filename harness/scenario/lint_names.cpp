// Ids, aliases and other names; the catalogue.

#include <cctype>
#include <map>
#include <set>
#include <string_view>

#include "lint_rules.hpp"

namespace jcp {

namespace {

// Letters and digits in words joined by '-'; '.' joins them too in sections.
bool is_kebab(std::string_view text, bool dots) {
  bool word = false;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool joint = c == '-' || (dots && c == '.');
    if (!letter && !(joint && word)) return false;
    word = letter;
  }
  return word;
}

bool has_letter(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

void lint_id(const std::string& path, const std::string& id, Findings& findings) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= id.size();) {
    const std::size_t slash = std::min(id.find('/', at), id.size());
    parts.push_back(id.substr(at, slash - at));
    at = slash + 1;
  }
  const std::string& slug = parts.back();
  if (parts.size() < 3) {
    findings.add(path, "", "the path is ROLE/DOCUMENT/.../SUBJECT-OUTCOME.json");
  }
  for (const std::string& part : parts) {
    if (!is_kebab(part, &part != &slug)) {
      findings.add(path, "", "\"" + part + "\" in the path is not kebab case");
    }
  }
  if (!has_letter(slug)) findings.add(path, "", "a number is no name: say subject and outcome");
}

void lint_aliases(const LintTree& tree, Findings& findings) {
  std::map<std::string, std::string> owner;
  for (const LintScenario& s : tree.scenarios) {
    for (const std::string& alias : s.scenario.aliases) {
      if (tree.find(alias)) {
        findings.add(s.path, "/aliases",
                     alias + " is the id of a scenario: nobody gets here by it");
      }
      const auto [at, fresh] = owner.emplace(alias, s.scenario.id);
      if (!fresh)
        findings.add(s.path, "/aliases", alias + " is an alias of " + at->second + " too");
    }
  }
}

void lint_needs(const LintScenario& s, const Json& json, const std::string& pointer,
                Findings& findings) {
  // What a profile can list in `features` (docs/TARGETS.md) and a scenario cannot say otherwise.
  static const std::set<std::string> known = {
      "users", "tls",  "second_component", "connect_mode", "distinct_secrets",
      "echo",  "ping", "reconnects"};
  const std::vector<std::string> needs = json.value("needs", std::vector<std::string>{});
  for (const std::string& need : needs) {
    if (!known.contains(need)) findings.add(s.path, pointer + "/needs", "no feature " + need);
  }
}

}  // namespace

void lint_names(const LintTree& tree, Findings& findings) {
  std::set<std::string> rules;
  for (const LintRule& rule : tree.rules) {
    rules.insert(rule.rule.id);
    lint_id(rule.path, rule.rule.id, findings);
  }
  for (const LintScenario& s : tree.scenarios) {
    lint_id(s.path, s.scenario.id, findings);
    lint_needs(s, s.json, "", findings);
    const Json cases = s.json.value("cases", Json::object());
    for (const auto& [name, values] : cases.items()) {
      lint_needs(s, values, "/cases/" + pointer_token(name), findings);
    }
    for (const std::string& id : s.scenario.except) {
      if (!rules.contains(id)) findings.add(s.path, "/except", "no standing rule " + id);
    }
    if (!s.scenario.variants && s.scenario.why.empty()) {
      findings.add(s.path, "/variants", "who opts out of the variants says why");
    }
  }
  lint_aliases(tree, findings);
}

void lint_catalogue(const Catalogue& catalogue, Findings& findings) {
  const std::string path = "requirements.json";
  static const std::set<std::string> kinds = {"", "untestable", "out-of-scope", "later"};
  std::set<std::string> families;
  for (const auto& [key, title] : catalogue.families()) families.insert(key);
  for (std::size_t i = 0; i < catalogue.requirements().size(); ++i) {
    const Requirement& row = catalogue.requirements()[i];
    const std::string pointer = "/requirements/" + std::to_string(i);
    if (!families.contains(row.family)) {
      findings.add(path, pointer + "/family", row.id + ": no family " + row.family);
    }
    if (!kinds.contains(row.left_out)) {
      findings.add(path, pointer + "/left_out/kind", row.id + ": no such kind: " + row.left_out);
    }
    if (!row.grade_reason.empty() && row.grade == default_grade(row.level)) {
      findings.add(path, pointer + "/grade", row.id + ": this is the grade of its level anyway");
    }
  }
}

}  // namespace jcp
