#pragma once
// A correct XEP-0114 component in memory: bytes and a time in, bytes out. No sockets, no clock. It
// answers disco#info and ping, refuses other requests, and echoes messages.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/xmpp/stream_parser.hpp"
#include "mock-component/quirks.hpp"
#include "mock-server/session_id.hpp"

namespace jcp::mock {

// What a component bounds; the reasons of the parser's bounds are in harness/xmpp/limits.hpp.
struct ComponentLimits {
  // Far above the 10,000 bytes that RFC 6120 13.12 guarantees; a tag may be as long, because a
  // stream id of 64 kB is lawful.
  ParserLimits parser{.element_bytes = 256 * 1024, .token_bytes = 256 * 1024};
  Micros unanswered_us = 10'000'000;  // for the server's header and its acknowledgement together
  // RFC 6120 4.4: how long the closer waits for the peer before it drops TCP.
  Micros closing_us = 5'000'000;
  // RFC 6120 3.3: the delay before a new connection doubles, and is no round number.
  Micros first_delay_us = 1'000'000;
  Micros longest_delay_us = 60'000'000;
  Micros refused_delay_us = 20'000'000;  // at least, after not-authorized and its like
};

struct ComponentConfig {
  std::string domain = "c1.mcfly.fam";
  std::string secret = "88mph";
  std::string host;  // whom it may ask something (it does so in lawful mode only); may stay empty
  ComponentQuirkSet quirks;
  // Does differently, everywhere, what a correct component may do differently.
  bool lawful = false;
  // Dials again after the end of a connection; else it exits.
  bool reconnects = true;
  std::uint64_t seed = 1;  // of the delays
  ComponentLimits limits;
};

struct ComponentOutput {
  SessionId session;
  // connect: dial, then call connected(), or closed() when nobody answers. bytes: write them. fin:
  // end our direction, go on reading. rst: reset the connection. exit: the process ends.
  enum class Kind { connect, bytes, fin, rst, exit } kind;
  std::string bytes;
};

class MockComponent {
 public:
  explicit MockComponent(ComponentConfig config);
  ~MockComponent();
  MockComponent(MockComponent&&) noexcept;
  MockComponent& operator=(MockComponent&&) noexcept;

  void start(Micros now);  // asks for its first connection
  void connected(SessionId session, Micros now);
  void received(SessionId session, std::string_view bytes, Micros now);
  // The peer's FIN (reset false) or RST, or a dial that failed. Unknown sessions are ignored: both
  // ends may close at once.
  void closed(SessionId session, bool reset, Micros now);

  // When tick() wants to be called next; nullopt: never.
  std::optional<Micros> next_timer() const;
  void tick(Micros now);

  // Orderly end: closing tag and FIN, then exit.
  void stop(Micros now);

  // In the order in which they have to be done.
  std::vector<ComponentOutput> take_outputs();

  bool authenticated() const;  // its stream is acknowledged, and open
  // A quirk has "killed the process": no input is read, nothing is answered any more.
  bool crashed() const;
  bool exited() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace jcp::mock
