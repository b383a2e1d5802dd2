#include "evidence.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "harness/scenario/json_file.hpp"
#include "printable.hpp"

namespace jcp {

namespace {

const AlwaysRule* standing_rule(const ScenarioResult& result, const Suite& suite) {
  const auto& rules = suite.always_rules();
  const auto at = std::ranges::find(rules, result.id, &AlwaysRule::id);
  return at == rules.end() ? nullptr : &*at;
}

std::string one_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// The file of a scenario; an empty object when there is none.
Json file_of(const ScenarioResult& result, const Suite& suite) {
  const Scenario* scenario = suite.find(result.id);
  return scenario ? parse_json(scenario->source, scenario->file) : Json::object();
}

Json step_at(const Json& file, const std::string& pointer) {
  try {
    return pointer.empty() ? Json::object() : file.at(Json::json_pointer(pointer));
  } catch (const Json::exception&) {
    return Json::object();
  }
}

// The answers of an any_of that are not graded down: "stanza-error or dropped".
std::string better_ways(const Json& any_of) {
  std::string text;
  const Json branches = any_of.value("any_of", Json::array());
  for (const Json& branch : branches) {
    const std::string grade = branch.value("grade", "pass");
    if (grade != "pass" || !branch.contains("trait")) continue;
    text += (text.empty() ? "" : " or ") + branch["trait"].get<std::string>();
  }
  return text;
}

// The values of a case that `step` uses.
Json values_used(const Json& scenario, const std::string& case_name, const std::string& step) {
  Json used = Json::object();
  if (!scenario.contains("cases") || !scenario["cases"].contains(case_name)) return used;
  for (const auto& [name, value] : scenario["cases"][case_name].items()) {
    if (step.find("${case." + name + "}") != std::string::npos) used[name] = value;
  }
  return used;
}

std::string event_text(const TranscriptEntry& entry, std::size_t most) {
  const std::string text = shortened(printable(entry.bytes), most);
  switch (entry.event) {
    case TranscriptEvent::sent:
      return "> " + text;
    case TranscriptEvent::received:
      return "< " + text;
    case TranscriptEvent::note:
      return "# " + text;
    default:
      break;
  }
  return "  " + std::string(to_string(entry.event)) + (text.empty() ? "" : " " + text);
}

std::string divergence_line(const Divergence& divergence) {
  return "  ^^^ first divergence" +
         (divergence.step.empty() ? std::string() : ", at " + divergence.step);
}

}  // namespace

std::string quoted(const std::string& text) {
  constexpr std::string_view harmless =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@,+";
  if (!text.empty() && text.find_first_not_of(harmless) == std::string::npos) return text;
  // Single quotes, and those in the text taken out of them.
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

std::string text_of(const KnownDeviation& known) {
  const std::string reason = known.reason.empty() ? "no reason given" : known.reason;
  return reason + (known.url.empty() ? "" : ", " + known.url);
}

bool is_red(Verdict verdict) {
  return verdict == Verdict::fail || verdict == Verdict::crash || verdict == Verdict::hang ||
         verdict == Verdict::error;
}

std::string replay_of(const ScenarioResult& result, const std::string& target_arguments) {
  std::string command = "jcpspec test";
  const bool standing = result.id.starts_with("always/");
  const std::string key = standing ? result.seen_in : result.key();
  if (!key.empty()) command += " '" + key + "'";
  return command + (target_arguments.empty() ? "" : " " + target_arguments);
}

std::string rule_of(const ScenarioResult& result, const Suite& suite) {
  if (const Scenario* scenario = suite.find(result.id)) return scenario->rule;
  const AlwaysRule* rule = standing_rule(result, suite);
  return rule ? rule->rule : std::string();
}

bool breaks_a_rule(const ScenarioResult& result) {
  return std::ranges::find(result.proofs, Outcome::unmet, &ProofResult::outcome) !=
         result.proofs.end();
}

std::vector<std::string> rules_of(const ScenarioResult& result, const Suite& suite) {
  const bool only_unmet = breaks_a_rule(result);
  std::vector<std::string> lines;
  for (const ProofResult& proof : result.proofs) {
    if (only_unmet && proof.outcome != Outcome::unmet) continue;
    std::string line = proof.requirement;
    if (const Requirement* row = suite.catalogue().find(proof.requirement)) {
      line += " " + row->level + " (" + row->source + "): " + row->sentence;
      const bool departs = proof.grade != default_grade(row->level);
      if (departs) line += " [graded " + std::string(to_string(proof.grade)) + "]";
    }
    if (std::ranges::find(lines, line) == lines.end()) lines.push_back(std::move(line));
  }
  return lines;
}

std::optional<Divergence> divergence_of(const ScenarioResult& result, const Suite& suite) {
  if (result.divergence) return result.divergence;
  const auto unmet = std::ranges::find(result.proofs, Outcome::unmet, &ProofResult::outcome);
  if (unmet == result.proofs.end()) return std::nullopt;
  Divergence divergence;
  divergence.step = unmet->step;
  divergence.transcript_index = Divergence::whole;
  const Json step = step_at(file_of(result, suite), unmet->step);
  const auto answer = result.traits.find(step.value("trait", ""));
  if (answer == result.traits.end()) return divergence;
  divergence.actual = answer->first + ": " + answer->second;
  divergence.expected = better_ways(step);
  return divergence;
}

std::string step_json(const ScenarioResult& result, const std::string& pointer,
                      const Suite& suite) {
  const Json file = file_of(result, suite);
  const Json json = step_at(file, pointer);
  if (json.empty()) return {};
  const std::string step = one_line(json);
  const Json values = values_used(file, result.case_name, step);
  return step + (values.empty() ? "" : " with " + one_line(values));
}

std::vector<std::string> event_lines(const std::vector<TranscriptEntry>& entries,
                                     const std::optional<Divergence>& divergence,
                                     std::size_t most) {
  std::size_t width = 0;
  for (const TranscriptEntry& entry : entries) width = std::max(width, entry.actor.size());
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (divergence && divergence->transcript_index == i)
      lines.push_back(divergence_line(*divergence));
    std::string actor = printable(entries[i].actor);
    actor.resize(std::max(width, actor.size()), ' ');
    lines.push_back(seconds(entries[i].t_us) + "  " + actor + "  " + event_text(entries[i], most));
  }
  if (divergence && divergence->transcript_index == entries.size() && !entries.empty()) {
    lines.push_back(divergence_line(*divergence));
  }
  return lines;
}

namespace {

// Without what differs every time: long runs of hexadecimal digits and dashes.
std::string without_ids(const std::string& bytes) {
  constexpr std::size_t shortest = 8;
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end =
        std::min(bytes.find_first_not_of("0123456789abcdefABCDEF-", at), bytes.size());
    text += end - at >= shortest ? "#" : bytes.substr(at, end - at);
    if (end < bytes.size()) text += bytes[end];
    at = end + 1;
  }
  return text;
}

}  // namespace

std::optional<std::size_t> first_difference(const std::vector<TranscriptEntry>& one,
                                            const std::vector<TranscriptEntry>& other) {
  const std::size_t common = std::min(one.size(), other.size());
  for (std::size_t i = 0; i < common; ++i) {
    const bool same = one[i].actor == other[i].actor && one[i].event == other[i].event &&
                      (one[i].event == TranscriptEvent::deadline ||
                       without_ids(one[i].bytes) == without_ids(other[i].bytes));
    if (!same) return i;
  }
  return one.size() == other.size() ? std::nullopt : std::optional(common);
}

std::string seconds(Micros time) {
  char buffer[32];
  const Micros ms = (time + 500) / 1000;
  std::snprintf(buffer, sizeof buffer, "%lld.%03d", static_cast<long long>(ms / 1000),
                static_cast<int>(ms % 1000));
  return buffer;
}

}  // namespace jcp
