// What the router does only wrongly: each function here serves quirks and nothing else.

#include <utility>

#include "mock-server/router.hpp"
#include "mock-server/session.hpp"
#include "mock-server/stanza_rules.hpp"

namespace jcp::mock {
namespace {

constexpr Micros held_us = 50'000;
constexpr int before_holding = 4;

bool is_subscription(std::string_view type) {
  return type == "subscribe" || type == "subscribed" || type == "unsubscribe" ||
         type == "unsubscribed";
}

}  // namespace

// Quirks that lose a stanza before anything is decided about it.
bool Router::mislays(Session& sender, const Element& stanza, const Addressing& addresses) {
  const bool iq = stanza.name() == "iq";
  const bool request = iq && (type_of(stanza) == "get" || type_of(stanza) == "set");
  if (request && quirk(Quirk::ignores_repeated_request_ids)) {
    const std::string id(stanza.attribute("id").value_or(""));
    if (!request_ids_[sender.id()].insert(id).second) return true;
  }
  if (addresses.sender_accepted && !stanza.attribute("to")) {
    if (iq && quirk(Quirk::swallows_iq_without_to)) return true;
    if (stanza.name() == "message" && quirk(Quirk::loops_messages_without_to_back)) {
      deliver(sender, sender, stanza);
      return true;
    }
  }
  const bool malformed = addresses.stream_error.empty() && !addresses.to;
  return iq && malformed && type_of(stanza) == "get" && quirk(Quirk::swallows_iq_with_malformed_to);
}

// Quirks that lose it on its way between two components.
bool Router::drops(const Session& sender, const Session& receiver, const Element& stanza) const {
  if (&sender == &receiver) return false;
  const std::string_view type = type_of(stanza);
  if (stanza.name() == "iq" && type == "result") return quirk(Quirk::drops_routed_answers);
  return stanza.name() == "presence" && is_subscription(type) &&
         quirk(Quirk::drops_routed_subscriptions);
}

// Who is served under `domain`, which is that of `to` prepared.
Session* Router::receiver_of(const Element& stanza, const std::string& domain) const {
  const std::string_view written = stanza.attribute("to").value_or("");
  const bool as_prepared = written.find(domain) != std::string_view::npos;
  if (!as_prepared && quirk(Quirk::compares_receiver_by_octets)) return nullptr;
  if (quirk(Quirk::serves_subdomains_of_components)) {
    for (const auto& [name, session] : sessions_) {
      if (domain.ends_with("." + name)) return session;
    }
  }
  return session_of(domain);
}

void Router::swap_every_tenth(Session& sender, Session& receiver, std::string bytes) {
  Queue& queue = queues_[{sender.id(), receiver.domain()}];
  if (++queue.count % 10 == 0) {
    queue.held = std::move(bytes);
    queue.due = core_.now + held_us;
    return;
  }
  receiver.write(std::move(bytes));
  if (!queue.held.empty()) receiver.write(std::exchange(queue.held, {}));
}

void Router::deliver_messages_last(const Session& sender, Session& receiver,
                                   const std::string& bytes, bool message) {
  Queue& queue = queues_[{sender.id(), receiver.domain()}];
  if (message && ++queue.count > before_holding) {
    queue.held += bytes;
    queue.due = core_.now + held_us;
    return;
  }
  receiver.write(bytes);
  if (!message && !queue.held.empty()) receiver.write(std::exchange(queue.held, {}));
}

std::optional<Micros> Router::deadline() const {
  std::optional<Micros> next;
  for (const auto& [key, queue] : queues_) {
    if (!queue.held.empty() && (!next || queue.due < *next)) next = queue.due;
  }
  return next;
}

void Router::deadline_passed() {
  for (auto& [key, queue] : queues_) {
    if (queue.held.empty() || queue.due > core_.now) continue;
    const std::string bytes = std::exchange(queue.held, {});
    if (Session* receiver = session_of(key.second)) receiver->write(bytes);
  }
}

}  // namespace jcp::mock
