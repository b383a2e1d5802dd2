#include "session_scenario.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "fuzz/utf8.hpp"
#include "harness/scenario/json_file.hpp"
#include "harness/scenario/variables.hpp"
#include "harness/xmpp/digest.hpp"

namespace jcp::fuzz {

namespace {

using Kind = Action::Kind;

// Of the others there are several only where the target is a server.
constexpr std::string_view other_actors[] = {"other", "third", "fourth"};

std::optional<std::uint8_t> actor_of(std::string_view name, Role role) {
  for (std::uint8_t actor = 0; actor < session_actors; ++actor) {
    if (actor_name(actor, role) == name) return actor;
  }
  return std::nullopt;
}

// What `text` (not empty) begins with and may stand in a file as it is: octets of one character.
std::size_t as_it_is(std::string_view text) {
  const auto octet = static_cast<unsigned char>(text[0]);
  const bool space = octet == '\t' || octet == '\n' || octet == '\r';
  // What may look like a variable is none: neither "$${" nor "$$ {" would say so to everybody who
  // looks for variables before the text is parsed.
  if ((octet < 0x20 && !space) || text.starts_with("${")) return 0;
  return utf8_length(text);
}

std::string send_text_of(std::string_view text) {
  std::string out, octets;
  const auto flush = [&] {
    if (!octets.empty()) out += "${hex:" + hex(std::exchange(octets, {})) + "}";
  };
  while (!text.empty()) {
    std::size_t size = 1;
    if (const std::string_view field = field_at(text); !field.empty()) {
      flush();
      size = field.size() + 3;
      out += text.substr(0, size);
    } else if (const std::size_t plain = as_it_is(text); plain > 0) {
      flush();
      size = plain;
      out += text[0] == '$' ? "$$" : text.substr(0, size);
    } else {
      octets += text[0];
    }
    text.remove_prefix(size);
  }
  flush();
  return out;
}

// Throws std::invalid_argument for what is no text of a session.
std::string text_of(const SendText& written) {
  using Part = SendText::Part;
  std::string text;
  for (const Part& part : written.parts()) {
    if (part.kind == Part::Kind::literal) {
      text += part.text;
    } else if (part.kind == Part::Kind::value) {
      text += "${" + part.text + "}";
    } else {
      throw std::invalid_argument("no field of a session");
    }
  }
  return text;
}

Json expectation_of(Awaited awaited) {
  switch (awaited) {
    case Awaited::header:
      return {{"header", Json::object()}};
    case Awaited::handshake:
      return {{"element", "<handshake/>"}};
    case Awaited::answer:
      return {{"element", "<iq/>"}};
    case Awaited::stream_end:
      return "stream_end";
    case Awaited::disconnect:
      return "disconnect";
  }
  return nullptr;
}

Json any_of(Awaited awaited) {
  const Json step = Json::object({{"expect", expectation_of(awaited)}});
  return Json::array({Json::object({{"steps", Json::array({step})}})});
}

void add_verb(const Action& action, Json& step) {
  switch (action.kind) {
    case Kind::connect:
      step["connect"] = Json::object();
      break;
    case Kind::establish:
      step["establish"] = Json::object();
      break;
    case Kind::send:
      step["send"] = send_text_of(action.text);
      break;
    case Kind::octets:
      step["send_hex"] = hex(action.text);
      break;
    case Kind::await:
      step["any_of"] = any_of(static_cast<Awaited>(action.number));
      break;
    case Kind::close_tag:
      step["close"] = "tag";
      break;
    case Kind::fin:
      step["close"] = "fin";
      break;
    case Kind::rst:
      step["close"] = "rst";
      break;
    case Kind::advance:
      step["wait"] = action.number;
      step["why"] = "The time that passed.";
      break;
  }
}

Json step_of(const Action& action, Role role) {
  Json step = Json::object();
  if (action.actor != 0) step["as"] = actor_name(action.actor, role);
  add_verb(action, step);
  if (action.kind != Kind::send && action.kind != Kind::octets) return step;
  if (action.number == cut::bytewise) {
    step["chunks"] = "bytewise";
  } else if (action.number != cut::none) {
    step["chunks"] = Json::array({action.number});
  }
  return step;
}

std::uint32_t cut_of(const Json& step) {
  const auto chunks = step.find("chunks");
  if (chunks == step.end()) return cut::none;
  return chunks->is_string() ? cut::bytewise : chunks->at(0).get<std::uint32_t>();
}

// Reads what may be a step of a session: whether it is one is seen when it is written again.
Action action_of(const Json& step, Role role) {
  Action action{.kind = Kind::connect};
  const auto actor = actor_of(step.value("as", std::string(actor_name(0, role))), role);
  if (!actor) throw std::invalid_argument("no actor of a session");
  action.actor = *actor;
  if (step.contains("establish")) action.kind = Kind::establish;
  if (step.contains("send")) {
    const auto text = step["send"].get<std::string>();
    action = {Kind::send, *actor, cut_of(step), text_of(SendText(text))};
  }
  if (step.contains("send_hex")) {
    const auto digits = step["send_hex"].get<std::string>();
    action = {Kind::octets, *actor, cut_of(step), text_of(SendText::octets(digits))};
  }
  if (step.contains("any_of")) {
    action.kind = Kind::await;
    while (action.number + 1 < awaited_count &&
           step["any_of"] != any_of(static_cast<Awaited>(action.number))) {
      ++action.number;
    }
  }
  if (step.contains("close")) {
    action.kind = step["close"] == "tag"   ? Kind::close_tag
                  : step["close"] == "fin" ? Kind::fin
                                           : Kind::rst;
  }
  if (step.contains("wait")) {
    action.kind = Kind::advance;
    action.number = step["wait"].get<std::uint32_t>();
  }
  return action;
}

// What is compared of a step: neither the order of its keys nor what it says to readers.
nlohmann::json essence(const Json& step) {
  nlohmann::json copy = step;
  copy.erase("why");
  return copy;
}

}  // namespace

std::string_view actor_name(std::uint8_t actor, Role role) {
  if (actor == 0) return role == Role::component ? "component" : "server";
  return other_actors[actor - 1];
}

std::string steps_of(const Session& session, Role role) {
  std::string out = "[";
  for (const Action& action : session) {
    out += (out.size() == 1 ? "\n  " : ",\n  ") + step_of(action, role).dump();
  }
  return out + "\n]\n";
}

std::optional<Session> session_of(std::string_view steps_json, Role role) try {
  const Json steps = parse_json(steps_json, "");
  if (!steps.is_array()) return std::nullopt;
  Session session;
  for (const Json& step : steps) {
    session.push_back(action_of(step, role));
    if (essence(step_of(session.back(), role)) != essence(step)) return std::nullopt;
  }
  if (!within_bounds(session)) return std::nullopt;
  return session;
} catch (const UserError&) {
  return std::nullopt;
} catch (const Json::exception&) {
  return std::nullopt;
} catch (const std::invalid_argument&) {
  return std::nullopt;
}

}  // namespace jcp::fuzz
