#pragma once
// What a campaign found, and the scenario that shows it again.

#include <optional>
#include <string>
#include <string_view>

#include "harness/scenario/program.hpp"
#include "session.hpp"

namespace jcp::fuzz {

enum class Oracle {
  crash,            // the process ended
  log,              // a sanitizer report or a stack trace in its log
  hang,             // this stream is deaf, or a fresh session is not served
  spin,             // it keeps a processor busy while nothing is asked of it
  memory,           // grows with every play
  descriptors,      // likewise
  threads,          // likewise
  reconnect_storm,  // a component that dials in again and again without a pause
  reply_class,      // an answer that must not be in this state
  echo,             // what was never sent as a stanza, or was changed on its way
  superlinear       // time grows faster than the input
};
std::string_view to_string(Oracle oracle);
std::optional<Oracle> oracle_from(std::string_view name);

struct Finding {
  std::string oracle;  // to_string(Oracle)
  std::string
      bucket;  // what is the same fault: stable, lower case and dashes, begins with the oracle
  std::string detail;  // for people. echo and reply_class about an element: the element, as XML
  Session session;     // with which it was seen, `detail` included
};

// Where the scenario belongs below a folder of scenarios: "server/fuzz/crash-sigsegv.json".
// `role` is the one we play.
std::string scenario_path(const Finding& finding, Role role);

// A scenario file: the steps of the session, then the expectation that the oracle stands for. Red
// on a target with the fault, green without. Throws std::invalid_argument for an unknown oracle.
std::string scenario_of(const Finding& finding, Role role);

}  // namespace jcp::fuzz
