#include "result_file.hpp"

#include "harness/scenario/json_file.hpp"
#include "harness/xmpp/digest.hpp"

namespace jcp {

namespace {

double milliseconds(Micros time) { return static_cast<double>(time) / 1000; }

// "" is null: no such thing.
Json optional(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json json_of(const TranscriptEntry& entry) {
  Json json{{"t_us", entry.t_us}, {"actor", entry.actor}, {"event", to_string(entry.event)}};
  if (entry.session >= 0) json["session"] = entry.session;
  const bool bytes =
      entry.event == TranscriptEvent::sent || entry.event == TranscriptEvent::received;
  if (bytes) {
    json["bytes_base64"] = base64(entry.bytes);
  } else if (!entry.bytes.empty()) {
    json["note"] = entry.bytes;
  }
  return json;
}

Json transcript_of(const std::vector<TranscriptEntry>& entries, const Redaction& redaction) {
  Json list = Json::array();
  for (const TranscriptEntry& entry : redaction.apply(entries)) list.push_back(json_of(entry));
  return list;
}

Json json_of(const std::optional<KnownDeviation>& known) {
  if (!known) return {};
  return {
      {"entry", known->entry}, {"reason", optional(known->reason)}, {"url", optional(known->url)}};
}

// What judging again takes; it has the secrets in it.
Json json_of(const Binding& binding) {
  Json domains = Json::array();
  for (const Lease& lease : binding.leases) {
    domains.push_back({{"domain", lease.domain}, {"secret", lease.secret}});
  }
  const Timing& timing = binding.timing;
  return {{"host", binding.host},
          {"domains", std::move(domains)},
          {"policy", Json(binding.policy)},
          {"round_trip_us", timing.round_trip},
          {"deadline_us", timing.deadline},
          {"ceiling_us", timing.ceiling},
          {"connect_us", timing.connect},
          {"scale", timing.scale},
          {"settle_us", binding.settle},
          {"canary", binding.canary},
          {"seed", binding.seed}};
}

Json json_of(const ScenarioResult& result, const std::string& target_arguments,
             const ReportContext& context) {
  const Redaction& redaction = context.redaction;
  Json proofs = Json::array();
  for (const ProofResult& proof : result.proofs) {
    proofs.push_back({{"requirement", proof.requirement},
                      {"step", optional(proof.step)},
                      {"outcome", to_string(proof.outcome)},
                      {"grade", to_string(proof.grade)}});
  }
  const Divergence d = divergence_of(result, context.suite).value_or(Divergence{});
  Json json{{"id", result.id},
            {"case", optional(result.case_name)},
            {"variant", optional(result.variant)},
            {"class", result.scenario_class},
            {"title", result.title},
            {"verdict", to_string(result.verdict)},
            {"duration_ms", milliseconds(result.duration_us)},
            {"proofs", std::move(proofs)},
            {"traits", Json(result.traits)},
            {"step", optional(d.step)},
            {"expected", optional(redaction.apply(d.expected))},
            {"actual", optional(redaction.apply(d.actual))},
            {"reason", optional(redaction.apply(result.reason))},
            {"blocked_by", optional(result.blocked_by)},
            {"unstable", result.unstable},
            {"known", json_of(result.known)},
            {"replay", replay_of(result, target_arguments)},
            {"transcript", transcript_of(result.transcript.entries(), redaction)}};
  if (result.divergence && d.transcript_index != Divergence::whole)
    json["diverged_at"] = d.transcript_index;
  if (result.transcript.cut()) json["transcript_cut"] = true;
  if (!result.seen_in.empty()) json["seen_in"] = result.seen_in;
  if (result.withheld) json["withheld"] = true;
  if (result.binding && !redaction.hides()) json["binding"] = json_of(*result.binding);
  if (!result.rounds.empty()) json["rounds"] = Json(result.rounds);
  if (!result.first_transcript.empty()) {
    json["first_transcript"] = transcript_of(result.first_transcript, redaction);
  }
  return json;
}

Json json_of(const std::vector<ScenarioResult>& results, const std::string& target_arguments,
             const ReportContext& context) {
  Json list = Json::array();
  for (const ScenarioResult& result : results) {
    list.push_back(json_of(result, target_arguments, context));
  }
  return list;
}

Json json_of(const Totals& t) {
  return {{"selected", t.selected}, {"pass", t.pass},   {"warn", t.warn},
          {"fail", t.fail},         {"crash", t.crash}, {"hang", t.hang},
          {"blocked", t.blocked},   {"skip", t.skip},   {"error", t.error}};
}

Json incidents_of(const RunResult& run, const Redaction& redaction) {
  Json list = Json::array();
  for (const Incident& incident : run.incidents) {
    list.push_back({{"t_us", incident.t_us},
                    {"kind", incident.kind},
                    {"what", redaction.apply(incident.what)},
                    {"stderr_tail", redaction.apply(incident.stderr_tail)},
                    {"suspects", incident.suspects}});
  }
  return list;
}

Json stale_of(const RunResult& run) {
  Json list = Json::array();
  for (const StaleEntry& stale : run.stale)
    list.push_back({{"entry", stale.id}, {"why", stale.why}});
  return list;
}

Json requirements_of(const RunResult& run) {
  Json list = Json::array();
  for (const RequirementResult& row : run.requirements) {
    list.push_back({{"id", row.id},
                    {"level", row.level},
                    {"grade", to_string(row.grade)},
                    {"verdict", row.verdict},
                    {"scenarios", row.scenarios}});
  }
  return list;
}

// What is known before a run.
Json head_of(const RunResult& run) {
  const std::string version = run.tool_version.empty() ? JCP_VERSION : run.tool_version;
  return {{"schema", result_schema},
          {"tool", {{"name", "jcpspec"}, {"version", version}}},
          {"target",
           {{"name", run.target_name},
            {"role", run.target_role},
            {"version", optional(run.target_version)},
            {"arguments", run.target_arguments}}},
          {"seed", run.seed},
          {"jobs", run.jobs},
          {"rounds", run.rounds},
          {"time_scale", run.time_scale},
          {"strict", run.strict},
          {"fail_on", fail_on_name(run.fail_on)},
          {"shard", optional(run.shard)},
          {"started", run.started}};
}

// All fields but results and support.
Json frame_of(const RunResult& run, const ReportContext& context) {
  Json json = head_of(run);
  json["duration_ms"] = milliseconds(run.duration_us);
  json["interrupted"] = run.interrupted;
  json["totals"] = json_of(totals_of(run.results));
  json["exit_code"] = run.exit_code;
  json["stale"] = stale_of(run);
  json["incidents"] = incidents_of(run, context.redaction);
  json["requirements"] = requirements_of(run);
  return json;
}

// What a peer sent may be no UTF-8: outside of bytes_base64 that becomes U+FFFD.
std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string_view fail_on_name(Grade fail_on) {
  return fail_on == Grade::fail ? "must" : fail_on == Grade::warn ? "should" : "may";
}

std::optional<Grade> fail_on_from(std::string_view name) {
  for (const Grade grade : {Grade::fail, Grade::warn, Grade::info}) {
    if (fail_on_name(grade) == name) return grade;
  }
  return std::nullopt;
}

std::string result_file(const RunResult& run, const ReportContext& context) {
  Json json = frame_of(run, context);
  json["support"] = json_of(run.support, run.target_arguments, context);
  json["results"] = json_of(run.results, run.target_arguments, context);
  return dump(json, 1) + "\n";
}

std::string first_line(const RunResult& head, std::size_t selected) {
  Json json = head_of(head);
  json["selected"] = selected;
  return dump(json, -1);
}

std::string result_line(const ScenarioResult& result, const std::string& target_arguments,
                        const ReportContext& context) {
  return dump(json_of(result, target_arguments, context), -1);
}

std::string last_line(const RunResult& run, const ReportContext& context) {
  Json json = frame_of(run, context);
  json["support"] = Json::array();
  for (const ScenarioResult& result : run.support) json["support"].push_back(result.key());
  json["settled"] = Json::array();
  for (const ScenarioResult& result : run.results) {
    if (result.blocked_by.empty() && !result.known) continue;
    json["settled"].push_back({{"id", result.id},
                               {"case", optional(result.case_name)},
                               {"verdict", to_string(result.verdict)},
                               {"blocked_by", optional(result.blocked_by)},
                               {"known", json_of(result.known)}});
  }
  return dump(json, -1);
}

}  // namespace jcp
