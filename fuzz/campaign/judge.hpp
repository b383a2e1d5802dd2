#pragma once
// What may come back, on one stream of the one under suspicion and at its observer. Without I/O:
// it is told what was sent and what was received, in order, and says what is wrong with it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/program.hpp"
#include "harness/xmpp/stream_parser.hpp"
#include "sent_memory.hpp"
#include "sent_stream.hpp"

namespace jcp::fuzz {

// Something that must not be. `bucket`: stable, fit for a file name.
struct Complaint {
  std::string oracle;  // as in fuzz/finding.hpp
  std::string bucket;
  std::string detail;
};

// Who talks to whom.
struct Parties {
  Role role = Role::component;       // what we play
  std::string host;                  // the server's own domain
  std::vector<std::string> secrets;  // all that are right for a domain we may name
  bool echoes = false;               // a component that answers messages with their bodies
};

class Judge {
 public:
  // Both outlive it.
  Judge(const Parties& parties, SentMemory& memory) : parties_(parties), memory_(memory) {}

  void sent(std::string_view bytes);
  void received(const StreamEvent& event);
  // An element that reached the observer, but for our markers.
  void observed(const Element& element);

  const SentStream& sent_stream() const { return sent_; }
  bool header_received() const { return header_; }
  bool authenticated() const { return authenticated_; }  // by what was said
  bool handshake_received() const { return handshake_; }
  bool error_received() const { return error_; }
  bool end_received() const { return ended_; }
  // Of the server's header, whoever that is; "" before.
  std::string stream_id() const;
  // What was sent since the last call, for a signature.
  std::vector<std::string> take_kinds();
  std::optional<Complaint> take_complaint();

 private:
  void remember(const Element& element);
  void element_received(const Element& element);
  void acknowledged();
  void reply_received(const Element& stanza);
  void echo_received(const Element& message);
  void complain(std::string oracle, std::string bucket, std::string detail);
  // Where the target read on behind what is no XML, that is the first thing to say.
  std::string after_violation() const;

  const Parties& parties_;
  SentMemory& memory_;
  SentStream sent_;
  std::string id_;
  std::vector<std::string> kinds_, handshakes_;
  std::optional<Complaint> complaint_;
  std::size_t acknowledgements_ = 0;
  bool header_ = false, handshake_ = false;  // theirs
  bool authenticated_ = false;
  bool error_ = false, ended_ = false;  // theirs
};

// The class of an event: "header", "iq-error:jid-malformed", "stream-error:bad-format".
std::string class_of(const StreamEvent& event);
// The same of an element.
std::string class_of(const Element& element);

}  // namespace jcp::fuzz
