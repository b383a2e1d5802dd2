#pragma once
// A correct XEP-0114 server in memory: bytes and a time in, bytes out. No sockets, no clock.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/xmpp/stream_parser.hpp"
#include "mock-server/quirks.hpp"
#include "mock-server/session_id.hpp"

namespace jcp::mock {

// What an XMPP server bounds; the reasons of the parser's bounds are in harness/xmpp/limits.hpp.
struct ServerLimits {
  // Far above the 10,000 bytes that RFC 6120 13.12 guarantees, far below what a scenario sends to
  // exceed it.
  ParserLimits parser{.element_bytes = 256 * 1024};
  // RFC 6120 4.9.3.4: connection-timeout for who never authenticates, counted from accept.
  Micros unauthenticated_us = 60'000'000;
  // RFC 6120 4.4: how long the closer waits for the peer before it drops TCP.
  Micros closing_us = 30'000'000;
};

struct ServerConfig {
  std::string host = "mcfly.fam";
  std::map<std::string, std::string> components;  // domain -> secret
  QuirkSet quirks;
  // Does differently, everywhere, what a correct server may do differently (lawful.hpp).
  bool lawful = false;
  std::uint64_t seed = 1;  // of the stream ids
  ServerLimits limits;
};

struct Output {
  SessionId session;
  // bytes: write them. fin: end our direction, go on reading. rst: reset the connection.
  enum class Kind { bytes, fin, rst } kind;
  std::string bytes;
};

struct SessionView {
  SessionId id;
  std::string domain;  // "" before the header
  bool authenticated;
};

class MockServer {
 public:
  explicit MockServer(ServerConfig config);
  ~MockServer();
  MockServer(MockServer&&) noexcept;
  MockServer& operator=(MockServer&&) noexcept;

  // A component has connected.
  SessionId accept(Micros now);
  void received(SessionId session, std::string_view bytes, Micros now);
  // The peer's FIN (reset false) or RST. Unknown sessions are ignored: both ends may close at once.
  void closed(SessionId session, bool reset, Micros now);

  // When tick() wants to be called next; nullopt: never.
  std::optional<Micros> next_timer() const;
  void tick(Micros now);

  // Orderly end: system-shutdown on every stream (RFC 6120 4.9.3.20).
  void stop(Micros now);

  // In the order in which they have to be written.
  std::vector<Output> take_outputs();

  // A quirk has "killed the process": no input is read, nothing is answered any more.
  bool crashed() const;

  std::vector<SessionView> sessions() const;
  // Writes `bytes` into a stream as they are.
  void inject(SessionId session, std::string_view bytes);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace jcp::mock
