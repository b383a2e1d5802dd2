#include "finding.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "finding_steps.hpp"
#include "harness/scenario/json_file.hpp"

namespace jcp::fuzz {

namespace {

constexpr std::string_view names[] = {"crash",       "log",         "hang",       "spin",
                                      "memory",      "descriptors", "threads",    "reconnect_storm",
                                      "reply_class", "echo",        "superlinear"};

struct Sentences {
  std::string_view title, rule;
};

// In the order of the enumerators.
constexpr Sentences sentences[] = {
    {"It is there and serves after this dialogue",
     "Whatever a peer sends, the process goes on and the next session is served."},
    {"It is there and serves after this dialogue, and its log holds no report of a fault",
     "Whatever a peer sends, no fault of memory or arithmetic happens on the way."},
    {"It answers after this dialogue",
     "Whatever a peer sends, an open stream is answered and the next session is served."},
    {"It rests when nothing is asked of it after this dialogue",
     "Who waits for input does not keep a processor busy."},
    {"Its memory does not grow with every repetition of this dialogue",
     "What a dialogue needed is given back after it."},
    {"Its open descriptors do not grow with every repetition of this dialogue",
     "What a dialogue opened is closed after it."},
    {"Its threads do not grow with every repetition of this dialogue",
     "What a dialogue started ends with it."},
    {"It does not dial in again and again at once after this dialogue",
     "Between two connections a component waits."},
    {"Nothing comes that has no place in this dialogue",
     "What may be sent depends on the state of the stream and on what was asked."},
    {"What was sent arrives as it was sent, and nothing else does",
     "A stanza is what one side sent as a stanza, and everybody reads it alike."},
    {"It is done with this dialogue in a time that fits its size",
     "The time to read something grows no faster than its size."},
};

std::string capped(const std::string& text) {
  constexpr std::size_t most = 400;
  return text.size() <= most ? text : text.substr(0, most) + "...";
}

// A bucket as files and scenarios may be called.
std::string kebab(std::string text) {
  std::ranges::replace(text, '_', '-');
  return text;
}

std::string_view document_of(Role role) { return role == Role::component ? "server" : "component"; }

}  // namespace

std::string_view to_string(Oracle oracle) { return names[static_cast<std::size_t>(oracle)]; }

std::optional<Oracle> oracle_from(std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == std::end(names)) return std::nullopt;
  return static_cast<Oracle>(found - std::begin(names));
}

std::string scenario_path(const Finding& finding, Role role) {
  return std::string(document_of(role)) + "/fuzz/" + kebab(finding.bucket) + ".json";
}

std::string scenario_of(const Finding& finding, Role role) {
  const std::optional<Oracle> oracle = oracle_from(finding.oracle);
  if (!oracle) throw std::invalid_argument("no oracle \"" + finding.oracle + "\"");
  const Sentences& said = sentences[static_cast<std::size_t>(*oracle)];
  Json scenario = Json::object();
  scenario["title"] = said.title;
  scenario["rule"] = said.rule;
  scenario["why"] = "Found by a fuzz campaign: " + capped(finding.detail);
  scenario["found"] = kebab(finding.bucket);
  if (*oracle == Oracle::reconnect_storm) scenario["needs"] = Json::array({"reconnects"});
  scenario["steps"] = steps_of(finding, *oracle, role);
  return scenario.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace jcp::fuzz
