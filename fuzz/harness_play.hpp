#pragma once
// Our server and our component talk over a network in memory, in virtual time; the session is what
// a hostile network does in between.

#include <deque>
#include <string>
#include <vector>

#include "fuzz/correct_speaker.hpp"
#include "fuzz/fields.hpp"
#include "fuzz/session.hpp"
#include "mock-component/component.hpp"
#include "mock-server/server.hpp"

namespace jcp::fuzz {

// What the actions mean here. connect: the network takes the component's next connection.
// establish: and carries everything until both are quiet. send, octets, close_tag: octets that
// nobody said, towards the server (actor 0, 2) or the component (1, 3); `number` octets of what is
// under way go before them. await: everything is carried (header: one piece to the server,
// handshake: one to the component). fin: the end of that direction. rst: of the connection, what
// is under way is lost. advance: time passes, nothing is carried.
class HarnessPlay {
 public:
  using Micros = mock::Micros;

  explicit HarnessPlay(mock::QuirkSet of_server = {}, mock::ComponentQuirkSet of_component = {});

  // Aborts when a property does not hold (property.hpp).
  void play(const Session& session);
  // Both are asked to stop, and have to.
  void end();

  // For the planted fault: a reset took something of both directions from an acknowledged stream,
  // and a later connection was acknowledged again.
  bool came_back_from_loss() const { return came_back_; }

 private:
  enum Side { server, component };
  // One direction of the connection, by the side it leads to.
  struct Direction {
    std::string under_way{};
    bool fin = false;                    // behind it
    bool over = false;                   // its end has arrived
    StreamParser arrived{};              // our own reading of what has
    std::vector<std::string> digests{};  // to the server: texts of handshakes
    bool acknowledged = false;           // to the component: a handshake behind the header
    CorrectSpeaker speaker{};            // reads what is put in
  };
  struct Link {
    mock::SessionId at_server, at_component;
    Direction to[2]{};
    bool reset = false;
    bool authenticated = false;  // the server says so, and had reason to
  };

  void act(const Action& action);
  void connect();
  void inject(Side side, std::string_view bytes, std::uint32_t number);
  void end_direction(Side side);
  void reset();
  bool carry(Side side, std::size_t most);
  void carry_all();
  // Until so much time has passed, or until the component wants a connection.
  void pass_time(Micros us, bool until_dialled);
  void collect();
  void put(Link* link, Side side, std::string bytes);
  void ends(Link* link, Side side, bool by_reset);
  void note_arrival(Direction& direction, Side side, std::string_view bytes);
  void look_at_state();
  Fields fields(Side side) const;
  Link* link() { return links_.empty() ? nullptr : &links_.back(); }
  Link* at(Side side, mock::SessionId id);

  mock::MockServer server_;
  mock::MockComponent component_;
  Micros now_ = 0;
  std::deque<Link> links_;
  bool dialled_ = false;
  mock::SessionId dialled_id_ = 0;
  bool lost_ = false, came_back_ = false;
};

}  // namespace jcp::fuzz
