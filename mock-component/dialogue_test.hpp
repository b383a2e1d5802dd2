#pragma once
// A conversation with a MockComponent for tests. A script is one line an event:
//   connected            the dial it has asked for succeeds; refused: it fails
//   server BYTES         with ${header}, ${ack}, ${LF}, ${CR}, ${x41}
//   single BYTES         the same, an octet a read
//   login                connected, header and acknowledgement by the book
//   fin | rst            the end of the server
//   stop                 the component is told to end
//   wait SECONDS         time passes, timers fire
// What the component does: its bytes, "[connect 1.5]" (in seconds), "[fin]", "[rst]", "[exit]",
// "[crash]".

#include <string>
#include <string_view>

#include "mock-component/component.hpp"

namespace jcp::mock::component {

ComponentConfig test_config();
std::string header_with(const std::string& attributes);

class Dialogue {
 public:
  explicit Dialogue(ComponentConfig config = test_config());

  void run(std::string_view script);
  // Everything since the beginning, or since the last call.
  const std::string& heard() const { return heard_; }
  std::string news();
  MockComponent& component() { return component_; }

 private:
  void line(std::string_view line);
  void received(std::string_view bytes);
  void wait(Micros duration);
  void collect();

  MockComponent component_;
  SessionId session_ = 0;
  Micros now_ = 0;
  std::string heard_;
  std::size_t told_ = 0;
  bool crashed_ = false;
};

}  // namespace jcp::mock::component
