#include "mock-server/router.hpp"

#include <utility>

#include "mock-server/delivery.hpp"
#include "mock-server/host.hpp"
#include "mock-server/reading.hpp"
#include "mock-server/reply.hpp"
#include "mock-server/session.hpp"
#include "mock-server/stanza_rules.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock {
namespace {

constexpr Micros late_route_us = 200'000;

bool is_request(const Element& stanza) {
  return stanza.name() == "iq" && (type_of(stanza) == "get" || type_of(stanza) == "set");
}

}  // namespace

bool Router::bind(Session& session) {
  const bool as_prepared = session.written_name() == session.domain();
  if (!as_prepared && quirk(Quirk::registers_name_as_written)) return true;
  lost_.erase(session.domain());
  return sessions_.try_emplace(session.domain(), &session).second;
}

void Router::release(const Session& session) {
  const auto found = sessions_.find(session.domain());
  if (found != sessions_.end() && found->second == &session) sessions_.erase(found);
}

void Router::drop(std::string_view domain) {
  const auto found = sessions_.find(domain);
  if (found != sessions_.end()) sessions_.erase(found);
}

Session* Router::session_of(std::string_view domain) const {
  const auto found = sessions_.find(domain);
  return found == sessions_.end() ? nullptr : found->second;
}

std::vector<std::string_view> Router::domains() const {
  std::vector<std::string_view> domains;
  if (quirk(Quirk::hides_components_from_disco_items)) return domains;
  for (const auto& [domain, session] : sessions_) domains.push_back(domain);
  return domains;
}

void Router::stanza(Session& sender, const Element& stanza) {
  const Addressing addresses = address(stanza, sender.domain(), core_);
  if (mislays(sender, stanza, addresses)) return;
  if (!addresses.stream_error.empty()) return sender.refuse_sender(addresses.stream_error);
  if (!addresses.to) {
    // The malformed address cannot be the sender of the answer: the server speaks for itself.
    if (answerable(stanza, core_)) {
      sender.write(
          error_reply(stanza, {.condition = "jid-malformed", .from = core_.config.host}, core_));
    }
    return;
  }
  const std::string_view fault = stanza_fault(stanza, core_);
  if (!fault.empty()) return refuse(sender, stanza, addresses, fault);
  route(sender, stanza, addresses);
  if (!quirk(Quirk::unwraps_nested_stanzas)) return;
  for (const pugi::xml_node& child : stanza.node().children()) {
    const std::string_view name = child.name();
    if (name != "message" && name != "presence" && name != "iq") continue;
    this->stanza(sender, edited(subtree(stanza, child), [](pugi::xml_node root) {
                   root.append_attribute(unchecked_sender).set_value("1");
                 }));
  }
}

// An invalid stanza.
void Router::refuse(Session& sender, const Element& stanza, const Addressing& addresses,
                    std::string_view condition) {
  const std::string& domain = addresses.to->domain();
  if (domain == core_.config.host && host_forgives(stanza, core_)) {
    return sender.write(result_reply(stanza, "", core_));
  }
  if (stanza.name() == "presence" && session_of(domain) &&
      quirk(Quirk::drops_unknown_presence_types)) {
    return;
  }
  bounce(sender, stanza, condition);
}

void Router::route(Session& sender, const Element& stanza, const Addressing& addresses) {
  const std::string& domain = addresses.to->domain();
  if (Session* receiver = receiver_of(stanza, domain)) {
    return to_component(sender, *receiver, stanza, addresses);
  }
  if (domain == core_.config.host) return to_host(sender, stanza, addresses);
  if (core_.accounts.contains(domain)) return to_offline(sender, stanza, domain);
  if (quirk(Quirk::drops_stanzas_to_remote_domains)) return;
  // RFC 6120 10.4: there is no federation here, every other domain is unreachable.
  bounce(sender, stanza, "remote-server-not-found");
}

void Router::to_host(Session& sender, const Element& stanza, const Addressing& addresses) {
  const bool user = !addresses.to->local().empty();
  if (!answerable(stanza, core_)) {
    if (stanza.name() == "iq" && quirk(Quirk::answers_unasked_answers)) {
      sender.write(error_reply(stanza, {.condition = "service-unavailable"}, core_));
    }
    return;
  }
  if (stanza.name() == "presence") return;  // RFC 6121 4.3.2: no user, no answer.
  if (stanza.name() == "iq" && !user) {
    const std::string answer = host_answer(stanza, *this, core_);
    if (type_of(stanza) == "get" && quirk(Quirk::answers_requests_twice)) sender.write(answer);
    return answer.empty() ? void() : sender.write(answer);
  }
  if (stanza.name() == "iq" && quirk(Quirk::ignores_iq_to_unknown_user)) return;
  // RFC 6121 8.5.1: silence is as good.
  if (stanza.name() == "message" && core_.config.lawful) return;
  const bool gone =
      stanza.name() == "message" && user && quirk(Quirk::bounces_unknown_user_as_gone);
  // RFC 6121 8.5.1: there are no users.
  bounce(sender, stanza, gone ? "gone" : "service-unavailable");
}

void Router::to_component(Session& sender, Session& receiver, const Element& stanza,
                          const Addressing& addresses) {
  if (quirk(Quirk::never_routes) || drops(sender, receiver, stanza)) return;
  const bool message = stanza.name() == "message";
  const bool to_itself = &sender == &receiver;
  if (message && to_itself && !addresses.to->local().empty() &&
      quirk(Quirk::drops_stanzas_to_self)) {
    return;
  }
  if (message && !to_itself && type_of(stanza) == "error" && quirk(Quirk::drops_routed_errors)) {
    return;
  }
  if (message && !is_message_type(type_of(stanza)) && quirk(Quirk::bounces_unknown_message_types)) {
    return bounce(sender, stanza, "bad-request");
  }
  if (quirk(Quirk::registers_route_late) &&
      core_.now < receiver.authenticated_at() + late_route_us) {
    return;
  }
  if (quirk(Quirk::acts_on_nested_stream_elements) && holds_stream_element(stanza)) {
    return receiver.end();
  }
  deliver(sender, receiver, stanza);
}

void Router::to_offline(Session& sender, const Element& stanza, const std::string& domain) {
  if (lost_.contains(domain)) return;
  const bool message = stanza.name() == "message";
  if (!answerable(stanza, core_)) {
    if (quirk(Quirk::bounces_errors_from_offline)) {
      sender.write(error_reply(stanza, {.condition = "service-unavailable"}, core_));
    }
    return;
  }
  if (message && quirk(Quirk::ignores_messages_to_offline)) return;
  if (is_request(stanza) && quirk(Quirk::ignores_iq_to_offline)) return;
  if (stanza.name() == "presence" && quirk(Quirk::closes_on_presence_to_offline)) {
    return sender.stream_error("internal-server-error");
  }
  const bool leaks = is_request(stanza) && quirk(Quirk::leaks_secret_in_bounce);
  const std::string_view condition =
      core_.config.lawful ? "remote-server-timeout" : "service-unavailable";
  bounce(sender, stanza, condition, leaks ? core_.accounts[domain] : "");
  if (message && quirk(Quirk::bounces_messages_twice)) {
    bounce(sender, stanza, "service-unavailable");
  }
}

void Router::deliver(Session& sender, Session& receiver, const Element& stanza) {
  const std::string bytes = delivery(stanza, core_);
  const bool message = stanza.name() == "message";
  if (message && quirk(Quirk::swaps_every_tenth_message)) {
    return swap_every_tenth(sender, receiver, bytes);
  }
  if (quirk(Quirk::delivers_messages_last)) {
    return deliver_messages_last(sender, receiver, bytes, message);
  }
  if (quirk(Quirk::repeats_last_stanza_on_reconnect)) {
    core_.last_delivered[receiver.domain()] = bytes;
  }
  receiver.write(bytes);
  if (message && quirk(Quirk::delivers_messages_twice)) receiver.write(bytes);
  if (!quirk(Quirk::copies_to_all_components)) return;
  for (const auto& [domain, session] : sessions_) {
    if (session != &sender && session != &receiver) session->write(bytes);
  }
}

void Router::bounce(Session& sender, const Element& stanza, std::string_view condition,
                    std::string_view text) {
  if (!answerable(stanza, core_)) return;
  // Nobody waits for the answer to a departure.
  if (stanza.name() == "presence" && type_of(stanza) == "unavailable") return;
  sender.write(error_reply(stanza, {.condition = condition, .text = text}, core_));
}

}  // namespace jcp::mock
