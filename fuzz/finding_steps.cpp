#include "finding_steps.hpp"

#include <algorithm>
#include <set>

#include "evidence.hpp"
#include "fields.hpp"
#include "harness/xmpp/digest.hpp"
#include "harness/xmpp/stream_parser.hpp"
#include "session_scenario.hpp"

namespace jcp::fuzz {

namespace {

using Kind = Action::Kind;

constexpr std::uint8_t suspect = 0, observer = 1;
constexpr std::int64_t long_enough_ms = 1'000;
constexpr std::int64_t between_pieces_ms = 5;
// Of the bounds of a scenario.
constexpr std::size_t repeated_bytes = 8 * 1024 * 1024;
constexpr std::int64_t repeated_ms = 50'000, answers_kept = 360;
constexpr std::int64_t answers_of_a_stream = 3;  // header, handshake, closing tag

// What is looked at is the growth from one group of rounds to the next.
constexpr std::int64_t groups = 6;
// In a round, and so often what it sends: less may be garbage that waits for its collection.
constexpr std::int64_t grown_kib = 32, grown_times = 2;
constexpr std::int64_t rounds_a_piece = 2;  // a descriptor or thread is left by every other round
constexpr double at_rest = 0.5;             // of a processor

Json as(std::string_view actor, Json step) {
  step["as"] = actor;
  return step;
}

Json graded(Json step, const char* requirement) {
  step["proves"] = Json::array({requirement});
  step["grade"] = "fail";
  return step;
}

Json branch(Json expectation) {
  return {{"steps", Json::array({Json::object({{"expect", std::move(expectation)}})})}};
}

Json forbidden(Json expectation) {
  Json result = branch(std::move(expectation));
  result["grade"] = "fail";
  return result;
}

Json establish() { return {{"establish", Json::object()}}; }

bool opens(Kind kind) { return kind == Kind::connect || kind == Kind::establish; }

bool opens_itself(const Session& session, std::uint8_t actor) {
  const auto first = std::ranges::find(session, actor, &Action::actor);
  return first != session.end() && opens(first->kind);
}

// What a case leaves to whoever plays it: open streams.
Session opening(const Session& session, bool observed) {
  std::set<std::uint8_t> actors{suspect};
  if (observed) actors.insert(observer);
  for (const Action& action : session) actors.insert(action.actor);
  Session result;
  for (auto actor = actors.rbegin(); actor != actors.rend(); ++actor) {
    if (!opens_itself(session, *actor)) result.push_back({Kind::establish, *actor, 0, {}});
  }
  return result;
}

bool is_cut(const Action& action) {
  const bool writes = action.kind == Kind::send || action.kind == Kind::octets;
  return writes && action.number != cut::none && action.number != cut::bytewise;
}

// As a campaign plays it: time for the target to read the first piece before the second is there.
Json json_of(const Session& session, Role role) {
  Json steps = Json::parse(steps_of(session, role));
  for (std::size_t i = 0; i < session.size(); ++i) {
    if (is_cut(session[i])) steps[i]["gap_ms"] = between_pieces_ms;
  }
  return steps;
}

void append(Json& steps, const Json& more) { steps.insert(steps.end(), more.begin(), more.end()); }

// Whether the stream of the suspect is open at the end, and a stanza may begin there. Values are
// made up: no lawful one changes that.
bool ends_between_stanzas(const Session& session, Role role) {
  const std::string header =
      "<stream:stream xmlns='jabber:component:accept' "
      "xmlns:stream='http://etherx.jabber.org/streams'>";
  Fields fields;
  fields.role = role;
  fields.own = {.domain = "c.example",
                .secret = "s",
                .host = "example",
                .us = "u@c.example",
                .them = "t@example",
                .service = "example",
                .sid = "id"};
  fields.other_domain = "o.example";
  fields.fresh_id = "id";
  StreamParser parser;
  std::vector<StreamEvent> events;
  bool open = true;
  if (!opens_itself(session, suspect)) parser.feed(header, events);
  for (const Action& action : session) {
    if (action.actor != suspect) continue;
    if (opens(action.kind)) parser = StreamParser(), open = true;
    if (action.kind == Kind::establish) parser.feed(header, events);
    if (action.kind == Kind::send) parser.feed(fill(action.text, fields), events);
    if (action.kind == Kind::octets) parser.feed(action.text, events);
    const bool ends =
        action.kind == Kind::close_tag || action.kind == Kind::fin || action.kind == Kind::rst;
    if (ends) open = false;
  }
  return open && parser.between_stanzas();
}

Json question() {
  return {{"send",
           "<iq type='get' id='after-all' from='${us}' to='${service}'>"
           "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>"}};
}

// It answers, or it has ended the stream.
Json answer_or_end(const char* requirement) {
  const Json ways = {branch({{"element", "<iq id='after-all'/>"}}), branch("stream_end"),
                     branch("disconnect")};
  return graded({{"any_of", ways}}, requirement);
}

// `pattern` does not come any more; `ends`: the stream may end instead.
Json nothing_of(Json pattern, bool ends, const char* requirement) {
  Json ways = Json::array({forbidden(std::move(pattern))});
  if (ends) ways.push_back(branch("stream_end"));
  if (ends) ways.push_back(branch("disconnect"));
  ways.push_back(branch("silence"));
  return graded({{"any_of", ways}}, requirement);
}

// A component cannot be asked for a new connection; whether it died, or answers nothing on a
// stream that is open, is seen by whoever runs the scenario.
Json stays_or_leaves(const char* requirement) {
  const Json ways = {branch("stream_end"), branch("disconnect"), branch("silence")};
  return graded({{"any_of", ways}}, requirement);
}

bool route_is_deaf(const Finding& finding) {
  return finding.bucket.find("route") != std::string::npos;
}

void serves(const Finding& finding, Role role, Json& steps) {
  if (role == Role::server) return steps.push_back(stays_or_leaves("SEC-21"));
  if (route_is_deaf(finding)) return steps.push_back(graded({{"fence", "other"}}, "SEC-21"));
  const bool deaf = finding.oracle == to_string(Oracle::hang);
  if (deaf && ends_between_stanzas(finding.session, role)) {
    append(steps, {question(), answer_or_end("SEC-21")});
  }
  append(steps, {establish(), graded({{"fence", "round-trip"}}, "SEC-21")});
}

void in_time(const Finding& finding, Role role, Json& steps) {
  const char* requirement = "RFC6120-13.12-14";
  const bool same = ends_between_stanzas(finding.session, role);
  if (!same && role == Role::server) return steps.push_back(stays_or_leaves(requirement));
  steps.push_back(same ? question() : establish());
  Json last = same ? answer_or_end(requirement) : graded({{"fence", "round-trip"}}, requirement);
  last["within_ms"] = long_enough_ms;
  steps.push_back(std::move(last));
}

std::size_t bytes_of(const Session& session) {
  std::size_t bytes = 0;
  for (const Action& action : session) bytes += action.text.size();
  return bytes;
}

// Elements that begin there: so many stanzas, and answers, at most.
std::int64_t start_tags(std::string_view text) {
  std::int64_t count = std::ranges::count(text, '<');
  for (auto at = text.find("</"); at != text.npos; at = text.find("</", at + 1)) --count;
  return count;
}

// How often a scenario may hold it.
std::int64_t most_rounds(const Session& session) {
  const auto opened = std::ranges::count_if(session, opens, &Action::kind);
  const auto streams = static_cast<std::int64_t>(opening(session, false).size()) + opened;
  std::int64_t waits_ms = 1, answers = streams * answers_of_a_stream;
  for (const Action& action : session) {
    answers += start_tags(action.text);
    if (action.kind == Kind::advance) waits_ms += action.number;
    if (is_cut(action)) waits_ms += between_pieces_ms;
  }
  const auto by_bytes = static_cast<std::int64_t>(repeated_bytes / (bytes_of(session) + 1));
  return std::min({by_bytes, repeated_ms / waits_ms, answers_kept / answers});
}

// A stream of its own for each round where the target is a server; a component may come once only.
// `behind`: what follows on each round.
Json repeated(const Session& session, Role role, std::int64_t rounds, const Json& behind) {
  const Json before = json_of(opening(session, false), role);
  Json steps = Json::array(), round = Json::array();
  append(role == Role::component ? round : steps, before);
  append(round, json_of(session, role));
  if (round.empty()) round.push_back({{"fence", "round-trip"}});
  append(round, behind);
  steps.push_back({{"repeat", rounds}, {"steps", round}});
  return steps;
}

Json sample() { return {{"sample", Json::object()}}; }

Json let_pass(const char* why) { return {{"wait", long_enough_ms}, {"why", why}}; }

Json gives_back(const Session& session, Oracle oracle, Role role, std::int64_t rounds) {
  const std::int64_t every = std::max<std::int64_t>(rounds / groups, 1);
  const Json look = {{"sample", {{"every", every}}}};
  Json steps = repeated(session, role, rounds, Json::array({look}));
  Json measure = {{"measure", to_string(oracle)}};
  if (oracle == Oracle::memory) {
    const auto sent_kib = static_cast<std::int64_t>(bytes_of(session) / 1024);
    measure["grows_kib"] = every * (grown_kib + grown_times * sent_kib);
  } else {
    measure["grows_by"] = std::max<std::int64_t>(every / rounds_a_piece, 1);
  }
  steps.push_back(graded({{"expect", measure}}, "XEP0114-3-129"));
  return steps;
}

Json rests(const Session& session, Role role, std::int64_t rounds) {
  Json steps = repeated(session, role, rounds, Json::array());
  const Json measure = {{"measure", "processor"}, {"busy", at_rest}};
  append(steps,
         {let_pass("What is under way comes to its end."), sample(),
          let_pass("Nothing is asked of it."), sample(), graded({{"expect", measure}}, "SEC-21")});
  return steps;
}

void storm(Json& steps) {
  const Json round = {{{"connect", Json::object()}, {"within_ms", long_enough_ms}},
                      {{"close", "fin"}}};
  steps.push_back({{"repeat", 6}, {"steps", round}});
  const Json measure = {{"measure", "connections"}, {"per_second", 5}};
  steps.push_back(graded({{"expect", measure}}, "XEP0114-3-126"));
}

// Acknowledgements that are due and that the session itself does not take.
std::int64_t due_acknowledgements(const Session& session) {
  std::int64_t due = 0;
  for (const Action& action : session) {
    if (action.text.find("${digest}") != std::string::npos) ++due;
    const bool taken = action.kind == Kind::await &&
                       action.number == static_cast<std::uint32_t>(Awaited::handshake);
    if (taken && due > 0) --due;
  }
  return due;
}

void no_such_reply(const Finding& finding, Role role, Json& steps) {
  const char* requirement = role == Role::component ? "SEC-08" : "XEP0114-3-31";
  if (finding.bucket.find("handshake") != std::string::npos) {
    for (auto due = due_acknowledgements(finding.session); due > 0; --due) {
      steps.push_back({{"any_of", Json::array({branch({{"element", "<handshake/>"}})})}});
    }
    return steps.push_back(nothing_of({{"element", "<handshake/>"}}, true, requirement));
  }
  if (const auto pattern = tag_pattern(finding, false)) {
    return steps.push_back(nothing_of({{"element", *pattern}}, true, requirement));
  }
  // Ill-formed XML ends every wait but for the end of the connection.
  const Json ways = {branch({{"stream_error", "${any}"}}), branch("stream_end"), branch("silence")};
  steps.push_back(graded({{"any_of", ways}}, "RFC6120-11.3-20"));
}

// Behind a marker, so that what was on its way has arrived: nothing of it, or, of what is lawful
// once, no second one.
void arrives_unchanged(const Finding& finding, Role role, Json& steps) {
  const char* requirement = role == Role::component ? "SEC-07" : "SEC-05";
  const bool twice = finding.bucket.find("twice") != std::string::npos;
  const auto whole = whole_pattern(finding);
  const auto tag = tag_pattern(finding, false);
  const Json element = whole ? Json{{"element", *whole}, {"exact", true}}
                       : tag ? Json{{"element", *tag}}
                             : Json("disconnect");
  if (role == Role::server) return steps.push_back(nothing_of(element, true, requirement));
  steps.push_back(establish());
  const auto pinned = tag_pattern(finding, true);
  if (pinned && finding.bucket.find("not-sent") != std::string::npos) {
    const Json fence = {{"fence", "other"}, {"forbid", Json::array({*pinned})}};
    return steps.push_back(graded(fence, requirement));
  }
  steps.push_back({{"fence", "other"}});
  if (twice) steps.push_back(as("other", {{"any_of", Json::array({branch(element)})}}));
  steps.push_back(as("other", nothing_of(element, false, requirement)));
}

// Without what only waits at the end: it could take what the expectation is about.
Session without_last_waits(Session session) {
  while (!session.empty() && session.back().kind == Kind::await) session.pop_back();
  return session;
}

}  // namespace

Json steps_of(const Finding& found, Oracle oracle, Role role) {
  Finding finding = found;
  finding.session = without_last_waits(found.session);
  const bool grows =
      oracle == Oracle::memory || oracle == Oracle::descriptors || oracle == Oracle::threads;
  const std::int64_t rounds = most_rounds(finding.session);
  if (grows && rounds >= groups) return gives_back(finding.session, oracle, role, rounds);
  if (oracle == Oracle::spin && rounds > 0) return rests(finding.session, role, rounds);
  const bool arrives = oracle == Oracle::echo || route_is_deaf(finding);
  const bool observed = arrives && role == Role::component;
  Json steps = json_of(opening(finding.session, observed), role);
  append(steps, json_of(finding.session, role));
  switch (oracle) {
    case Oracle::reconnect_storm:
      storm(steps);
      break;
    case Oracle::reply_class:
      no_such_reply(finding, role, steps);
      break;
    case Oracle::echo:
      arrives_unchanged(finding, role, steps);
      break;
    case Oracle::superlinear:
      in_time(finding, role, steps);
      break;
    default:
      serves(finding, role, steps);
  }
  return steps;
}

}  // namespace jcp::fuzz
