#pragma once
// Plays a session as components against a server in memory, in virtual time, and looks at
// everything the server does. One more component, which only listens, is always connected.

#include <deque>
#include <string>
#include <vector>

#include "fuzz/correct_speaker.hpp"
#include "fuzz/fields.hpp"
#include "fuzz/session.hpp"
#include "fuzz/stanza_ledger.hpp"
#include "mock-server/server.hpp"

namespace jcp::fuzz {

class ServerPlay {
 public:
  using Micros = mock::Micros;

  explicit ServerPlay(mock::QuirkSet quirks = {});

  // Aborts when a property does not hold (property.hpp).
  void play(const Session& session);
  // All connections end; the server has to forget them.
  void end();

  struct Link {
    mock::SessionId id;
    std::size_t actor;
    StreamParser parser{mock::ServerLimits().parser};  // our own reading of what we say
    bool header = false;                               // ours is said
    std::string name{};                                // in it, prepared
    std::vector<std::string> digests{};                // the texts of our handshakes
    bool fin = false, rst = false;                     // by us
    CorrectSpeaker server{};
    StanzaLedger answers{};  // that may come to what we sent
    bool acknowledged = false;
    bool second_handshake = false;  // behind the one that was acknowledged
  };
  // For planted faults: all connections there were, and the stanzas that the listener got.
  const std::deque<Link>& links() const { return links_; }
  const std::vector<Element>& delivered() const { return delivered_; }

 private:
  void act(const Action& action);
  Link& connect(std::size_t actor);
  void establish(std::size_t actor);
  void send(Link& link, const Action& action);
  void write(Link& link, std::string_view bytes);
  void close(Link& link, bool reset);
  void advance(Micros us);
  void note(Link& link, const StreamEvent& event);
  void collect();
  unsigned heard(Link& link, const Element& element);
  void look_at_sessions();
  bool has_right_digest(const Link& link) const;
  Fields fields(const Link& link) const;
  Link* current(std::size_t actor);
  Link* find(mock::SessionId id);

  mock::MockServer server_;
  Micros now_ = 0;
  std::deque<Link> links_;  // in the order of their ids, which are counted
  std::vector<Link*> current_;
  StanzaLedger routed_;  // what may come to anybody
  std::vector<Element> delivered_;
  unsigned event_ = 0;  // under way, for the feedback
};

}  // namespace jcp::fuzz
