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

JsonSchema schema_of(const FileSet& files, const std::string& path) {
  return JsonSchema(parse_json(text_of(files, path), "scenarios/" + path));
}

void load(const std::string& path, const std::string& text, const LoadContext& context,
          LintTree& tree, Findings& findings) {
  const std::string id = path.substr(0, path.size() - std::string_view(".json").size());
  try {
    if (path.starts_with("always/")) {
      tree.rules.push_back({path, parse_json(text, path), load_always_rule(id, text, path, context)});
    } else {
      tree.scenarios.push_back({path, parse_json(text, path), load_scenario(id, text, path, context)});
    }
  } catch (const UserError& error) {
    findings.add_line(path, error.what());
  }
}

}  // namespace

std::vector<Finding> lint(const FileSet& files, const LintNames& names) {
  const Catalogue catalogue =
      Catalogue::parse(text_of(files, "requirements.json"), "scenarios/requirements.json");
  const JsonSchema schema = schema_of(files, "schema.json");
  const JsonSchema always_schema = schema_of(files, "always.schema.json");
  const LoadContext context{catalogue, &schema, &always_schema};
  LintTree tree{catalogue, names, {}, {}};
  Findings findings;
  for (const auto& [path, text] : files) {
    if (is_scenario(path)) load(path, text, context, tree, findings);
  }
  return findings.sorted();
}

}  // namespace jcp
