#pragma once
// What the streams of one server share.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mock-server/fault_watch.hpp"
#include "mock-server/random.hpp"
#include "mock-server/server.hpp"

namespace jcp::mock {

struct Core {
  explicit Core(ServerConfig config);

  bool quirk(Quirk quirk) const { return config.quirks.has(quirk); }
  // RFC 6120 4.7.3: unique and unpredictable; 128 bits, hexadecimal.
  std::string new_stream_id();

  ServerConfig config;
  std::map<std::string, std::string, std::less<>> accounts;  // prepared domain -> secret
  std::vector<Output> outputs;
  std::vector<SessionId> gone;  // ended on both sides: to be forgotten
  Micros now = 0;
  bool crashed = false;
  bool hung = false;      // a quirk: nothing is read or said any more
  bool spinning = false;  // a quirk: a timer is always due
  Leak leak;

  // What only quirks remember.
  std::vector<std::string> stream_ids;                     // all there were
  std::map<std::string, std::vector<std::string>> ids_of;  // by domain
  std::map<std::string, int> failures_in_a_row;            // by domain
  std::map<std::string, std::string> last_delivered;       // by domain
  int unfinished_openings = 0;                             // streams that ended before a handshake

 private:
  std::string random_id();
  Random random_;
};

}  // namespace jcp::mock
