#include "result_reader.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "harness/scenario/json_file.hpp"
#include "harness/xmpp/digest.hpp"
#include "harness/xmpp/limits.hpp"
#include "result_file.hpp"
#include "scenarios/embedded.hpp"

namespace jcp {

namespace {

const char* const schema_path = "reports/result.schema.json";

void check(const Json& json, const std::string& file) {
  static const JsonSchema schema(parse_json(find_embedded(schema_path)->text, schema_path));
  schema.require(json, file);
}

std::string text_or_null(const Json& json, const char* name) {
  const auto at = json.find(name);
  return at == json.end() || at->is_null() ? std::string() : at->get<std::string>();
}

Micros micros_of(const Json& milliseconds) {
  return static_cast<Micros>(std::llround(milliseconds.get<double>() * 1000));
}

std::vector<TranscriptEntry> transcript_of(const Json& json, const std::string& file) {
  std::vector<TranscriptEntry> entries;
  for (const Json& from : json) {
    TranscriptEntry entry;
    entry.t_us = from["t_us"].get<Micros>();
    entry.actor = from["actor"].get<std::string>();
    entry.event = event_from(from["event"].get<std::string>()).value_or(TranscriptEvent::note);
    entry.session = from.value("session", -1);
    entry.bytes = text_or_null(from, "note");
    if (from.contains("bytes_base64")) {
      const auto bytes = unbase64(from["bytes_base64"].get<std::string>());
      if (!bytes) throw UserError(file + ": a transcript with bytes that are no base64");
      entry.bytes = *bytes;
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

Binding binding_of(const Json& json) {
  Binding binding;
  binding.host = json["host"].get<std::string>();
  for (const Json& domain : json["domains"]) {
    binding.leases.push_back(
        {domain["domain"].get<std::string>(), domain["secret"].get<std::string>()});
  }
  for (const auto& [flag, value] : json["policy"].items()) binding.policy[flag] = value.get<bool>();
  binding.timing = {json["round_trip_us"].get<Micros>(), json["deadline_us"].get<Micros>(),
                    json["ceiling_us"].get<Micros>(), json["connect_us"].get<Micros>(),
                    json["scale"].get<double>()};
  binding.settle = json["settle_us"].get<Micros>();
  binding.canary = json["canary"].get<bool>();
  binding.seed = json["seed"].get<std::uint64_t>();
  return binding;
}

void read_divergence(const Json& json, ScenarioResult& result) {
  Divergence divergence{text_or_null(json, "step"), text_or_null(json, "expected"),
                        text_or_null(json, "actual"), Divergence::whole};
  if (json.contains("diverged_at")) {
    divergence.transcript_index = json["diverged_at"].get<std::size_t>();
  } else if (divergence.step.empty() && divergence.expected.empty() && divergence.actual.empty()) {
    return;
  }
  result.divergence = std::move(divergence);
}

ScenarioResult result_of(const Json& json, const std::string& file) {
  ScenarioResult result;
  result.id = json["id"].get<std::string>();
  result.case_name = text_or_null(json, "case");
  result.variant = text_or_null(json, "variant");
  result.scenario_class = json["class"].get<std::string>();
  result.title = json["title"].get<std::string>();
  result.verdict = verdict_from(json["verdict"].get<std::string>()).value_or(Verdict::error);
  result.duration_us = micros_of(json["duration_ms"]);
  for (const Json& proof : json["proofs"]) {
    result.proofs.push_back(
        {proof["requirement"].get<std::string>(), text_or_null(proof, "step"),
         outcome_from(proof["outcome"].get<std::string>()).value_or(Outcome::not_reached),
         grade_from(proof["grade"].get<std::string>()).value_or(Grade::fail)});
  }
  for (const auto& [question, answer] : json["traits"].items()) {
    result.traits[question] = answer.get<std::string>();
  }
  read_divergence(json, result);
  result.reason = text_or_null(json, "reason");
  result.blocked_by = text_or_null(json, "blocked_by");
  result.seen_in = text_or_null(json, "seen_in");
  result.withheld = json.value("withheld", false);
  result.unstable = json["unstable"].get<bool>();
  if (const Json& known = json["known"]; !known.is_null()) {
    result.known = KnownDeviation{known["entry"].get<std::string>(), text_or_null(known, "reason"),
                                  text_or_null(known, "url")};
  }
  result.transcript =
      Transcript(transcript_of(json["transcript"], file), json.value("transcript_cut", false));
  const Json rounds = json.value("rounds", Json::object());
  for (const auto& [verdict, count] : rounds.items()) {
    result.rounds[verdict] = count.get<int>();
  }
  if (json.contains("first_transcript")) {
    result.first_transcript = transcript_of(json["first_transcript"], file);
  }
  if (json.contains("binding")) result.binding = binding_of(json["binding"]);
  return result;
}

void read_rest(const Json& json, RunResult& run) {
  for (const Json& from : json["incidents"]) {
    Incident incident{from["t_us"].get<Micros>(),
                      from["kind"].get<std::string>(),
                      from["what"].get<std::string>(),
                      from["stderr_tail"].get<std::string>(),
                      {}};
    for (const Json& key : from["suspects"]) incident.suspects.push_back(key.get<std::string>());
    run.never_ready = run.never_ready || incident.kind == "never-ready";
    run.incidents.push_back(std::move(incident));
  }
  for (const Json& from : json["stale"]) {
    run.stale.push_back({from["entry"].get<std::string>(), from["why"].get<std::string>()});
  }
  for (const Json& from : json["requirements"]) {
    RequirementResult row{from["id"].get<std::string>(),
                          from["level"].get<std::string>(),
                          grade_from(from["grade"].get<std::string>()).value_or(Grade::fail),
                          from["verdict"].get<std::string>(),
                          {}};
    for (const Json& key : from["scenarios"]) row.scenarios.push_back(key.get<std::string>());
    run.requirements.push_back(std::move(row));
  }
}

RunResult run_of(const Json& json, const std::string& file) {
  RunResult run;
  run.tool_version = json["tool"]["version"].get<std::string>();
  const Json& target = json["target"];
  run.target_name = target["name"].get<std::string>();
  run.target_role = target["role"].get<std::string>();
  run.target_version = text_or_null(target, "version");
  run.target_arguments = text_or_null(target, "arguments");
  run.seed = json["seed"].get<std::uint64_t>();
  run.jobs = json["jobs"].get<int>();
  run.rounds = json.value("rounds", 1);
  run.time_scale = json["time_scale"].get<double>();
  run.strict = json.value("strict", false);
  run.fail_on = fail_on_from(json.value("fail_on", "must")).value_or(Grade::fail);
  run.shard = text_or_null(json, "shard");
  run.started = json["started"].get<std::string>();
  run.duration_us = micros_of(json["duration_ms"]);
  run.interrupted = json["interrupted"].get<bool>();
  run.exit_code = json["exit_code"].get<int>();
  for (const Json& result : json["results"]) run.results.push_back(result_of(result, file));
  for (const Json& result : json["support"]) run.support.push_back(result_of(result, file));
  read_rest(json, run);
  const Json& totals = json["totals"];
  int sum = 0;
  for (const auto& [name, count] : totals.items()) sum += name == "selected" ? 0 : count.get<int>();
  const auto selected = totals["selected"].get<std::size_t>();
  if (selected != run.results.size() || sum != static_cast<int>(selected)) {
    throw UserError(file, "/totals", "they do not add up to the results in the file");
  }
  return run;
}

// ---- lines

// What a run that was cut off knows of itself: the head, and that it was interrupted.
Json frame_of_head(Json head) {
  head.erase("selected");
  for (const char* list : {"stale", "incidents", "requirements"}) head[list] = Json::array();
  head["duration_ms"] = 0;
  head["interrupted"] = true;
  head["exit_code"] = 130;
  return head;
}

Json totals_of(const Json& results) {
  Json totals{{"selected", results.size()}};
  for (int i = 0; i <= static_cast<int>(Verdict::crash); ++i) {
    totals[std::string(to_string(static_cast<Verdict>(i)))] = 0;
  }
  for (const Json& result : results) {
    const auto at = totals.find(result.value("verdict", ""));
    if (at != totals.end()) *at = at->get<int>() + 1;
  }
  return totals;
}

std::string key_of(const Json& result) {
  ScenarioResult named;
  named.id = text_or_null(result, "id");
  named.case_name = text_or_null(result, "case");
  named.variant = text_or_null(result, "variant");
  return named.key();
}

// The lines as one document. What they are is checked with it afterwards.
Json joined(std::string_view text, const std::string& file) {
  std::vector<Json> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) break;  // it was being written
    lines.push_back(parse_json(text.substr(begin, end - begin),
                               file + ":" + std::to_string(lines.size() + 1),
                               limits::result_file_bytes));
    if (!lines.back().is_object()) throw UserError(file + ": not a result file of jcpspec");
    begin = end + 1;
  }
  const bool whole = lines.size() > 1 && lines.back().contains("totals");
  Json json = whole ? std::move(lines.back()) : frame_of_head(lines.front());
  if (whole) lines.pop_back();
  std::map<std::string, Json> settled;
  std::set<std::string> support;
  for (const Json& entry : json.value("settled", Json::array())) settled[key_of(entry)] = entry;
  for (const Json& key : json.value("support", Json::array())) support.insert(key.dump());
  std::map<std::string, std::pair<const char*, std::size_t>> place;
  json["results"] = json["support"] = Json::array();
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::string key = key_of(lines[i]);
    if (const auto at = settled.find(key); at != settled.end()) {
      for (const auto& [name, value] : at->second.items()) lines[i][name] = value;
    }
    const char* list = support.contains(Json(key).dump()) ? "support" : "results";
    const auto [at, fresh] = place.try_emplace(key, list, json[list].size());
    // A result that was confirmed comes again.
    if (fresh) {
      json[list].push_back(std::move(lines[i]));
    } else {
      json[list][at->second.second] = std::move(lines[i]);
    }
  }
  json.erase("settled");
  if (!whole) json["totals"] = totals_of(json["results"]);
  return json;
}

bool is_lines(std::string_view text) {
  const std::size_t end = text.find('\n');
  return end != std::string_view::npos && text.substr(0, end).ends_with('}');
}

}  // namespace

RunResult read_result_file(std::string_view text, const std::string& file) {
  Json json =
      is_lines(text) ? joined(text, file) : parse_json(text, file, limits::result_file_bytes);
  check(json, file);
  return run_of(json, file);
}

}  // namespace jcp
