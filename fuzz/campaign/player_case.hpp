#pragma once
// Inside the player: what one case is about while it is played.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "player.hpp"

namespace jcp::fuzz {

struct Player::Case {
  Line* line = nullptr;                         // where it speaks now; nullptr: nowhere
  std::vector<std::unique_ptr<Line>> visitors;  // the connections it opened itself
  std::string unsent;                           // goes into the next write
  Fence fence;
  Fence trap;                      // sent where nobody may read on
  std::vector<std::string> heard;  // classes, each once
  std::vector<std::string> said;
  std::optional<Complaint> complaint;
  std::string shape;       // how it left its last stream
  bool on_main = true;     // on the stream that is open already
  bool left = false;       // it closed its stream itself
  bool deaf = false;       // the stream it was played on did not answer any more
  bool kept_open = false;  // it did not close a stream that was over
  std::size_t news = 0;    // events heard, for an await
  Micros answer_us = 0;
  std::chrono::milliseconds waited{0};

  void note(std::string what);
  void complain(std::string oracle, std::string bucket, std::string detail);
};

// So many connections in a second, each turned away, are a storm.
inline constexpr int storm = 20;

// Whether it brings its own connection.
bool opens(const Session& session);

}  // namespace jcp::fuzz
