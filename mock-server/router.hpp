#pragma once
// Names and where their stanzas go (RFC 6120 section 10).

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/xmpp/element.hpp"
#include "mock-server/addressing.hpp"
#include "mock-server/core.hpp"

namespace jcp::mock {

class Session;

class Router {
 public:
  explicit Router(Core& core) : core_(core) {}

  // false: the name is in use.
  bool bind(Session& session);
  void release(const Session& session);
  Session* session_of(std::string_view domain) const;
  std::vector<std::string_view> domains() const;  // connected ones

  // A stanza of an authenticated component.
  void stanza(Session& sender, const Element& stanza);

  // Only quirks: frees a name whoever has it; swallows what is sent to it; has stanzas to deliver
  // later.
  void drop(std::string_view domain);
  void lose(const std::string& domain) { lost_.insert(domain); }
  std::optional<Micros> deadline() const;
  void deadline_passed();

 private:
  // What waits between two sessions (swaps_every_tenth_message, delivers_messages_last).
  struct Queue {
    int count = 0;
    std::string held;
    Micros due = 0;
  };

  bool quirk(Quirk quirk) const { return core_.quirk(quirk); }
  void refuse(Session& sender, const Element& stanza, const Addressing& addresses,
              std::string_view condition);
  void route(Session& sender, const Element& stanza, const Addressing& addresses);
  void to_host(Session& sender, const Element& stanza, const Addressing& addresses);
  void to_component(Session& sender, Session& receiver, const Element& stanza,
                    const Addressing& addresses);
  void to_offline(Session& sender, const Element& stanza, const std::string& domain);
  void deliver(Session& sender, Session& receiver, const Element& stanza);
  void bounce(Session& sender, const Element& stanza, std::string_view condition,
              std::string_view text = "");

  // router_quirks.cpp
  bool mislays(Session& sender, const Element& stanza, const Addressing& addresses);
  bool drops(const Session& sender, const Session& receiver, const Element& stanza) const;
  Session* receiver_of(const Element& stanza, const std::string& domain) const;
  void swap_every_tenth(Session& sender, Session& receiver, std::string bytes);
  void deliver_messages_last(const Session& sender, Session& receiver, const std::string& bytes,
                             bool message);

  Core& core_;
  std::map<std::string, Session*, std::less<>> sessions_;      // prepared domain -> its stream
  std::set<std::string, std::less<>> lost_;                    // black_holes_after_loss
  std::map<std::pair<SessionId, std::string>, Queue> queues_;  // by sender and receiving domain
  std::map<SessionId, std::set<std::string>> request_ids_;     // ignores_repeated_request_ids
};

}  // namespace jcp::mock
