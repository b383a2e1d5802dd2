#include "suite.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "lowering.hpp"
#include "scenarios/embedded.hpp"

namespace jcp {

namespace {

constexpr std::string_view catalogue_path = "requirements.json";
constexpr std::string_view schema_path = "schema.json";
constexpr std::string_view always_schema_path = "always.schema.json";

const std::string& text_of(const FileSet& files, std::string_view path) {
  const auto found = files.find(path);
  if (found == files.end()) throw UserError("scenarios/" + std::string(path) + ": missing");
  return found->second;
}

bool is_catalogue(std::string_view path) {
  return path == catalogue_path || path == schema_path || path == always_schema_path;
}

}  // namespace

FileSet embedded_scenarios() {
  constexpr std::string_view prefix = "scenarios/";
  FileSet files;
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.path.starts_with(prefix)) continue;
    files.emplace(file.path.substr(prefix.size()), file.text);
  }
  return files;
}

FileSet scenarios_in(const std::string& directory) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::is_directory(directory, error)) throw UserError(directory + ": no such folder");
  // What a folder does not bring (catalogue, schemas) comes from the binary.
  FileSet files;
  for (auto& [path, text] : embedded_scenarios()) {
    if (is_catalogue(path)) files.emplace(path, text);
  }
  fs::recursive_directory_iterator at(directory, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    const fs::directory_entry& entry = *at;
    std::error_code gone;
    if (entry.path().extension() != ".json" || !entry.is_regular_file(gone)) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string path = entry.path().lexically_relative(directory).generic_string();
    files[path] = std::string{std::istreambuf_iterator<char>(in), {}};
    if (!in) throw UserError(entry.path().string() + ": cannot be read");
  }
  if (error) throw UserError(directory + ": " + error.message());
  return files;
}

Suite::Suite(const FileSet& files, bool checked)
    : catalogue_(Catalogue::parse(text_of(files, catalogue_path), "scenarios/requirements.json")) {
  std::optional<JsonSchema> schema, always_schema;
  LoadContext context{catalogue_};
  if (!checked) {
    schema.emplace(parse_json(text_of(files, schema_path), "scenarios/schema.json"));
    always_schema.emplace(
        parse_json(text_of(files, always_schema_path), "scenarios/always.schema.json"));
    context.schema = &*schema;
    context.always_schema = &*always_schema;
  }
  for (const auto& [path, text] : files) {
    if (is_catalogue(path)) continue;
    const std::string id = path.substr(0, path.size() - std::string_view(".json").size());
    const std::string file = "scenarios/" + path;
    if (path.starts_with("always/")) {
      always_.push_back(load_always_rule(id, text, file, context));
    } else {
      scenarios_.push_back(load_scenario(id, text, file, context));
    }
  }
  std::ranges::sort(scenarios_, {}, &Scenario::id);
  const Json steps = Json::parse(R"([{"establish": {}}, {"fence": "round-trip"}])");
  for (const Role role : {Role::component, Role::server}) {
    const std::string file = "probe";
    probes_.emplace(role, Lowering(catalogue_, file, "both", role, {}).lower(steps));
  }
}

const Scenario* Suite::find(std::string_view id) const {
  const auto at = std::ranges::lower_bound(
      scenarios_, id, {}, [](const Scenario& s) { return std::string_view(s.id); });
  if (at != scenarios_.end() && at->id == id) return &*at;
  for (const Scenario& scenario : scenarios_) {
    if (std::ranges::find(scenario.aliases, id) != scenario.aliases.end()) return &scenario;
  }
  return nullptr;
}

const Program& Suite::probe(Role role) const { return probes_.at(role); }

bool glob_matches(std::string_view glob, std::string_view text) {
  std::size_t g = 0, t = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (g < glob.size() && (glob[g] == '?' || glob[g] == text[t]) && glob[g] != '*') {
      ++g, ++t;
    } else if (g < glob.size() && glob[g] == '*') {
      star = g++;
      mark = t;
    } else if (star != std::string_view::npos) {
      g = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

namespace {

bool matches_one(const std::vector<std::string>& globs, const CaseRef& ref) {
  return std::ranges::any_of(globs, [&](const std::string& glob) {
    if (glob_matches(glob, ref.key()) || glob_matches(glob, ref.scenario->id)) return true;
    const auto& aliases = ref.scenario->aliases;
    return std::ranges::any_of(aliases,
                               [&](const std::string& a) { return glob_matches(glob, a); });
  });
}

bool of_families(const Suite& suite, const std::vector<std::string>& families,
                 const Program& program) {
  return std::ranges::any_of(program.proofs, [&](const Proof& proof) {
    const Requirement* row = suite.catalogue().find(proof.requirement);
    return row && std::ranges::find(families, row->family) != families.end();
  });
}

std::vector<CaseRef> all_cases(const Suite& suite) {
  std::vector<CaseRef> cases;
  for (const Scenario& scenario : suite.scenarios()) {
    for (const ScenarioCase& c : scenario.cases) cases.push_back({&scenario, &c});
  }
  return cases;
}

void require_names(const std::vector<CaseRef>& all, const std::vector<std::string>& globs) {
  for (const std::string& glob : globs) {
    const bool any =
        std::ranges::any_of(all, [&](const CaseRef& ref) { return matches_one({glob}, ref); });
    if (!any) throw UserError("\"" + glob + "\" names no scenario; see `jcpspec list`");
  }
}

}  // namespace

std::vector<CaseRef> select(const Suite& suite, Role role, const Filter& filter) {
  const std::vector<CaseRef> all = all_cases(suite);
  require_names(all, filter.ids);
  require_names(all, filter.only);
  require_names(all, filter.skip);
  for (const std::string& family : filter.families) {
    const auto& known = suite.catalogue().families();
    const bool any = std::ranges::any_of(known, [&](const auto& f) { return f.first == family; });
    if (!any) throw UserError("\"" + family + "\" is no family; see `jcpspec coverage`");
  }
  std::vector<CaseRef> selected;
  std::ranges::copy_if(all, std::back_inserter(selected), [&](const CaseRef& ref) {
    const auto& classes = filter.classes;
    return ref.which->program(role) && (filter.ids.empty() || matches_one(filter.ids, ref)) &&
           std::ranges::all_of(filter.only, [&](const auto& g) { return matches_one({g}, ref); }) &&
           !matches_one(filter.skip, ref) &&
           (filter.families.empty() ||
            of_families(suite, filter.families, *ref.which->program(role))) &&
           (!filter.ids.empty() ||
            std::ranges::find(classes, ref.which->scenario_class) != classes.end());
  });
  return selected;
}

std::vector<CaseRef> missing_twins(const Suite& suite, Role role,
                                   const std::vector<CaseRef>& selected) {
  std::set<std::string> known;
  for (const CaseRef& ref : selected) known.insert(ref.key());
  std::vector<CaseRef> twins;
  for (const CaseRef& ref : selected) {
    const Scenario* twin = ref.scenario->twin.empty() ? nullptr : suite.find(ref.scenario->twin);
    if (!twin) continue;
    const bool same_name = std::ranges::any_of(
        twin->cases, [&](const ScenarioCase& c) { return c.name == ref.which->name; });
    for (const ScenarioCase& c : twin->cases) {
      if (same_name && c.name != ref.which->name) continue;
      const CaseRef needed{twin, &c};
      if (c.program(role) && known.insert(needed.key()).second) twins.push_back(needed);
    }
  }
  return twins;
}

}  // namespace jcp
