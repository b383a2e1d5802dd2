#include "baseline.hpp"

#include <algorithm>
#include <map>

#include "json_file.hpp"
#include "scenarios/embedded.hpp"

namespace jcp {

namespace {

constexpr std::string_view schema_path = "reports/baseline.schema.json";

bool is_glob(const std::string& id) { return id.find_first_of("*?") != std::string::npos; }

bool matches(const BaselineEntry& entry, const std::string& key) {
  return is_glob(entry.id) ? glob_matches(entry.id, key) : entry.id == key;
}

BaselineEntry entry_of(const Json& json) {
  BaselineEntry entry;
  entry.id = json.at("id").get<std::string>();
  const Json& verdict = json.at("verdict");
  for (const Json& name : verdict.is_array() ? verdict : Json::array({verdict})) {
    entry.verdicts.insert(verdict_from(name.get<std::string>()).value());
  }
  if (json.contains("unmet")) entry.unmet = json["unmet"].get<std::set<std::string>>();
  entry.reason = json.value("reason", "");
  entry.url = json.value("url", "");
  return entry;
}

Json json_of(const BaselineEntry& entry) {
  Json verdicts = Json::array();
  for (const Verdict verdict : entry.verdicts) verdicts.push_back(to_string(verdict));
  Json json{{"id", entry.id}, {"verdict", verdicts.size() == 1 ? verdicts[0] : verdicts}};
  if (entry.unmet) json["unmet"] = *entry.unmet;
  if (!entry.reason.empty()) json["reason"] = entry.reason;
  if (!entry.url.empty()) json["url"] = entry.url;
  return json;
}

// Requirements that are unmet as badly as counts.
std::set<std::string> unmet_of(const ScenarioResult& result, Grade fail_on) {
  std::set<std::string> unmet;
  for (const ProofResult& proof : result.proofs) {
    if (proof.outcome == Outcome::unmet && proof.grade >= fail_on) unmet.insert(proof.requirement);
  }
  return unmet;
}

bool judged(const ScenarioResult& result) {
  return result.verdict != Verdict::skip && result.verdict != Verdict::blocked &&
         result.verdict != Verdict::error;
}

bool deviates(const ScenarioResult& result) {
  return result.verdict != Verdict::pass || !unmet_of(result, Grade::info).empty();
}

// Every key there is; true: one of a scenario that is played in this role.
std::map<std::string, bool> keys_of(const Suite& suite, Role role) {
  std::map<std::string, bool> keys;
  for (const Scenario& scenario : suite.scenarios()) {
    for (const ScenarioCase& c : scenario.cases) keys[scenario.key(c)] = c.program(role) != nullptr;
  }
  for (const AlwaysRule& rule : suite.always_rules()) keys[rule.id] = true;
  return keys;
}

// "" when the entry is of use; else why not.
std::string why_stale(const Suite& suite, const BaselineEntry& entry,
                      const std::map<std::string, bool>& keys,
                      const std::map<std::string, const ScenarioResult*>& results) {
  bool any = false, in_order = true, in_role = false;
  // The key of a variant is that of its base.
  const std::string without_variant = entry.id.substr(0, entry.id.find('@'));
  for (const auto& [key, of_role] : keys) {
    if (without_variant != entry.id && glob_matches(without_variant, key)) return {};
    if (!matches(entry, key)) continue;
    any = true;
    if (!of_role) continue;
    in_role = true;
    const auto result = results.find(key);
    in_order = in_order && result != results.end() && judged(*result->second) &&
               !deviates(*result->second);
  }
  if (!any && suite.find(entry.id)) return "names no case: write ID#CASE, or a glob";
  if (!any) return "names nothing";
  return in_role && in_order ? "is in order now" : "";
}

}  // namespace

Baseline Baseline::parse(std::string_view text, const std::string& file) {
  static const JsonSchema schema(
      parse_json(find_embedded(schema_path)->text, std::string(schema_path)));
  const Json json = parse_json(text, file);
  schema.require(json, file);
  Baseline baseline;
  std::set<std::string> ids;
  for (std::size_t i = 0; i < json["entries"].size(); ++i) {
    baseline.entries_.push_back(entry_of(json["entries"][i]));
    const BaselineEntry& entry = baseline.entries_.back();
    const std::string pointer = "/entries/" + std::to_string(i);
    if (!ids.insert(entry.id).second) {
      throw UserError(file, pointer + "/id", entry.id + " stands twice");
    }
    if (entry.verdicts.contains(Verdict::pass) && (!entry.unmet || entry.unmet->empty())) {
      throw UserError(file, pointer + "/verdict", "a pass deviates only where \"unmet\" says so");
    }
  }
  return baseline;
}

const BaselineEntry* Baseline::covering(const ScenarioResult& result, Grade fail_on) const {
  const std::set<std::string> unmet = unmet_of(result, fail_on);
  const auto covers = [&](const BaselineEntry& entry) {
    if (!entry.verdicts.contains(result.verdict) || !matches(entry, result.key())) return false;
    return !entry.unmet || std::ranges::includes(*entry.unmet, unmet);
  };
  const auto at = std::ranges::find_if(entries_, covers);
  return at == entries_.end() ? nullptr : &*at;
}

void Baseline::mark(RunResult& run) const {
  std::map<std::string, KnownDeviation> known;
  for (auto* results : {&run.results, &run.support}) {
    for (ScenarioResult& result : *results) {
      result.known.reset();
      if (!deviates(result)) continue;
      const BaselineEntry* entry = covering(result, run.fail_on);
      if (!entry) continue;
      result.known = KnownDeviation{entry->id, entry->reason, entry->url};
      known.emplace(result.key(), *result.known);
    }
  }
  for (ScenarioResult& result : run.results) {
    if (result.verdict != Verdict::blocked || result.known) continue;
    const auto cause = known.find(result.blocked_by);
    if (cause != known.end()) result.known = cause->second;
  }
}

std::vector<StaleEntry> Baseline::stale(const Suite& suite, Role role, const RunResult& run) const {
  const std::map<std::string, bool> keys = keys_of(suite, role);
  std::map<std::string, const ScenarioResult*> results;
  for (const auto* list : {&run.results, &run.support}) {
    for (const ScenarioResult& result : *list) results.emplace(result.key(), &result);
  }
  std::vector<StaleEntry> stale;
  for (const BaselineEntry& entry : entries_) {
    const std::string why = why_stale(suite, entry, keys, results);
    if (!why.empty()) stale.push_back({entry.id, why});
  }
  return stale;
}

std::string Baseline::updated(const Suite& suite, Role role, const RunResult& run) const {
  std::map<std::string, BaselineEntry> entries;
  for (const BaselineEntry& entry : entries_) entries.emplace(entry.id, entry);
  for (const StaleEntry& stale : this->stale(suite, role, run)) entries.erase(stale.id);
  for (const auto* list : {&run.results, &run.support}) {
    for (const ScenarioResult& result : *list) {
      const bool by_twin = result.verdict == Verdict::blocked && !result.blocked_by.empty();
      if (result.known || by_twin || !counts_against(result, run.fail_on)) continue;
      BaselineEntry& entry = entries[result.key()];
      entry.id = result.key();
      entry.verdicts = {result.verdict};
      entry.unmet = unmet_of(result, run.fail_on);
    }
  }
  Json json{{"entries", Json::array()}};
  for (const auto& [id, entry] : entries) json["entries"].push_back(json_of(entry));
  return json.dump(1) + "\n";
}

}  // namespace jcp
