#include "lint.hpp"

#include "lint_rules.hpp"

namespace jcp {

namespace {

bool is_scenario(const std::string& path) {
  return path != "requirements.json" && path != "schema.json" && path != "always.schema.json";
}

const std::string& text_of(const FileSet& files, std::string_view path) {
  const auto found = files.find(path);
  if (found == files.end()) throw UserError("scenarios/" + std::string(path) + ": missing");
  return found->second;
}

Json schema_of(const FileSet& files, const std::string& path) {
  return parse_json(text_of(files, path), "scenarios/" + path);
}

void load(const std::string& path, const std::string& text, const LoadContext& context,
          LintTree& tree, Findings& findings) {
  const std::string id = path.substr(0, path.size() - std::string_view(".json").size());
  try {
    if (path.starts_with("always/")) {
      tree.rules.push_back({path, load_always_rule(id, text, path, context)});
    } else {
      Scenario scenario = load_scenario(id, text, path, context);
      tree.scenarios.push_back({path, parse_json(text, path), std::move(scenario)});
    }
  } catch (const UserError& error) {
    findings.add_line(path, error.what());
  }
}

}  // namespace

const LintScenario* LintTree::find(const std::string& id) const {
  const auto same = [&](const LintScenario& s) { return s.scenario.id == id; };
  const auto at = std::ranges::find_if(scenarios, same);
  return at == scenarios.end() ? nullptr : &*at;
}

bool LintTree::has_quirk(const std::string& of_tree, const std::string& quirk) const {
  const bool of_server = names.server_quirks.contains(quirk);
  const bool of_component = names.component_quirks.contains(quirk);
  if (of_tree == "server") return of_server;
  if (names.component_quirks.empty()) return of_tree == "component" || of_server;
  return of_component || (of_tree != "component" && of_server);
}

void Findings::add(const std::string& path, const std::string& pointer,
                   const std::string& sentence) {
  findings_.push_back({path, ":" + (pointer.empty() ? "/" : pointer) + ": " + sentence});
}

void Findings::add_line(const std::string& path, const std::string& line) {
  findings_.push_back({path, line.starts_with(path) ? line.substr(path.size()) : ": " + line});
}

std::vector<Finding> Findings::sorted() {
  std::ranges::stable_sort(findings_, {}, &Finding::path);
  return std::move(findings_);
}

void each_step(const Json& steps, const std::string& pointer, const StepVisitor& visit) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::string here = pointer + "/" + std::to_string(i);
    visit(steps[i], here);
    if (steps[i].contains("repeat")) each_step(steps[i]["steps"], here + "/steps", visit);
    if (!steps[i].contains("any_of")) continue;
    const Json& branches = steps[i]["any_of"];
    for (std::size_t b = 0; b < branches.size(); ++b) {
      each_step(branches[b]["steps"], here + "/any_of/" + std::to_string(b) + "/steps", visit);
    }
  }
}

std::string pointer_token(const std::string& key) {
  std::string token;
  for (const char c : key) token += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return token;
}

std::vector<Finding> lint(const FileSet& files, const LintNames& names) {
  const Catalogue catalogue =
      Catalogue::parse(text_of(files, "requirements.json"), "scenarios/requirements.json");
  const JsonSchema schema(schema_of(files, "schema.json"));
  const JsonSchema always_schema(schema_of(files, "always.schema.json"));
  const LoadContext context{catalogue, &schema, &always_schema};
  LintTree tree{catalogue, names, {}, {}};
  Findings findings;
  lint_catalogue(catalogue, findings);
  for (const auto& [path, text] : files) {
    if (is_scenario(path)) load(path, text, context, tree, findings);
  }
  for (const auto check :
       {lint_names, lint_twins, lint_proofs, lint_steps, lint_cases, lint_fences, lint_always}) {
    check(tree, findings);
  }
  return findings.sorted();
}

}  // namespace jcp
