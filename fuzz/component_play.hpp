#pragma once
// Plays a session as the server against a component in memory, in virtual time, and looks at
// everything the component does.

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/correct_speaker.hpp"
#include "fuzz/fields.hpp"
#include "fuzz/session.hpp"
#include "fuzz/stanza_ledger.hpp"
#include "mock-component/component.hpp"

namespace jcp::fuzz {

class ComponentPlay {
 public:
  using Micros = mock::Micros;

  explicit ComponentPlay(mock::ComponentQuirkSet quirks = {});

  // Aborts when a property does not hold (property.hpp).
  void play(const Session& session);
  // It is asked to stop, and has to.
  void end();

  // A connection that the component made and some actor took.
  struct Link {
    mock::SessionId id;
    std::size_t number;  // of the connections taken, from 0
    // Our own reading of what we say.
    StreamParser parser{mock::ComponentLimits().parser};
    std::optional<std::string> sid{};  // in our header; empty: it has none
    bool header = false;               // ours is said
    bool header_in_this_write = false;
    bool acknowledged = false;      // by us
    bool fin = false, rst = false;  // by us
    CorrectSpeaker component{};
    StanzaLedger ledger{};   // what may come
    bool handshake = false;  // it has said its own
    int answers = 0;
  };
  const std::deque<Link>& links() const { return links_; }  // for planted faults

 private:
  void act(const Action& action);
  void connect(std::size_t actor);
  void establish(std::size_t actor);
  void send(Link& link, const Action& action);
  void write(Link& link, std::string_view bytes);
  void close(Link& link, bool reset);
  void advance(Micros us);
  bool pass_time(Micros until);
  void note(Link& link, const StreamEvent& event);
  void collect();
  void dialled(mock::SessionId id);
  unsigned heard(Link& link, const Element& element);
  void look_at_state();
  Fields fields(const Link& link) const;
  Link* find(mock::SessionId id);

  mock::MockComponent component_;
  Micros now_ = 0;
  std::optional<mock::SessionId> pending_;  // a connection that nobody has taken
  std::optional<Micros> ended_;             // when the last connection did
  std::deque<Link> links_;
  std::vector<Link*> current_;
  unsigned event_ = 0;  // under way, for the feedback
};

}  // namespace jcp::fuzz
