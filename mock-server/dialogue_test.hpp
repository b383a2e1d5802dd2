#pragma once
// A conversation with a MockServer for tests: named sessions, the bytes each of them was sent.
// A script is one line an event, "NAME event text":
//   a connect           a new connection (the name is that of a component: a, b, c)
//   a send BYTES        with ${b} (a domain), ${header}, ${LF}, ${x41}, ${pad:9} and digests:
//   ${digest},
//                       ${upper}, ${base64}, ${empty} (of the id alone), ${secret}, ${with:b}
//                       (another secret), ${of:a2} (the id of another stream)
//   a login             connect, header and handshake by the book
//   a fin | rst         the end of the peer
//   - wait SECONDS      time passes, timers fire
//   - stop              the server ends in good order

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mock-server/server.hpp"

namespace jcp::mock {

ServerConfig test_config();

class Dialogue {
 public:
  explicit Dialogue(ServerConfig config = test_config()) : server_(std::move(config)) {}

  void run(std::string_view script);
  void line(std::string_view line);
  void connect(const std::string& name);
  void send(const std::string& name, std::string_view bytes);
  void login(const std::string& name);

  // Everything that was written to this session; "[fin]" and "[rst]" stand for themselves.
  const std::string& heard(const std::string& name) { return heard_[name]; }
  // The same since the last call.
  std::string news(const std::string& name);
  std::string everything() const;
  std::string stream_id(const std::string& name) const;
  MockServer& server() { return server_; }

 private:
  std::string fill(const std::string& name, std::string_view text) const;
  std::string value(const std::string& name, std::string_view variable) const;
  void collect();
  void wait(Micros duration);

  MockServer server_;
  Micros now_ = 0;
  std::map<std::string, SessionId> ids_;
  std::map<SessionId, std::string> names_;
  std::map<std::string, std::string> heard_;
  std::map<std::string, std::size_t> told_;
};

}  // namespace jcp::mock
