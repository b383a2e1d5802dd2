#pragma once
// One connection as the judge sees it: what came, what we sent, what it means for an expectation.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/xmpp/stream_parser.hpp"
#include "program.hpp"
#include "transcript.hpp"

namespace jcp {

struct Received {
  StreamEvent event;
  Micros t_us = 0;
  bool consumed = false;
};

// How one expectation stands on one session.
enum class Standing { pending, met, unmet, not_observable };

class JudgeSession {
 public:
  enum class State { connecting, open, closed };

  JudgeSession(int actor_index, Role our_role) : actor(actor_index), role_(our_role) {}

  void received(std::string_view bytes, Micros now);
  void sent(std::string_view bytes);
  void ended(bool reset, Micros now);

  // Where `expectation` stands now. Of the event kinds only; the interpreter knows the others.
  // When it is met, `take` consumes what met it.
  Standing standing(const Expectation& expectation, const Resolver& resolve) const;
  void take(const Expectation& expectation, const Resolver& resolve);

  // The first unconsumed iq of type result or error, or message, with this id.
  bool has_answer(std::string_view id) const { return find_answer(id).has_value(); }
  void take_answer(std::string_view id);

  bool authenticated() const;   // handshake seen (component) or given (server), by the book
  bool can_send() const;        // authenticated, open, and a stanza may begin now
  bool quiet() const;           // no stream error, closing tag, violation or end left unconsumed
  bool peer_closing() const { return stream_end_.has_value(); }
  const StreamHeader* peer_header() const;
  const StreamHeader* our_header() const;
  const Element* last_element() const;
  const Violation* violation() const;
  std::optional<std::string> stream_id() const;

  // What there is instead of what was expected, for people.
  std::string instead(const Expectation& expectation, const Resolver& resolve) const;

  int actor;
  State state = State::connecting;
  bool reset = false;              // ended by RST
  bool half_closed = false;        // by us
  bool released = false;           // the runner was told to close it
  bool disconnect_consumed = false;
  Micros opened_us = 0;
  Micros ended_us = 0;
  std::optional<Micros> end_seen_us;  // when the peer's closing tag came
  bool closing_tag_sent = false;
  std::uint64_t bytes_received = 0;
  std::vector<Received> events;

 private:
  std::optional<std::size_t> find_element(const Pattern& pattern, const std::optional<XPath>& xpath,
                                          const Resolver& resolve, std::size_t from = 0) const;
  std::optional<std::size_t> find_answer(std::string_view id) const;
  std::optional<std::size_t> find_stream_error() const;
  std::optional<std::vector<std::size_t>> find_in_order(const Expectation& expectation,
                                                        const Resolver& resolve) const;
  bool all_somewhere(const Expectation& expectation, const Resolver& resolve) const;
  Standing standing_of_header(const Expectation& expectation, const Resolver& resolve) const;
  Standing standing_of_stream_error(const Expectation& expectation,
                                    const Resolver& resolve) const;
  bool over(bool stream_errors_count) const;  // nothing of the kind waited for can come any more

  Role role_;
  StreamParser in_, out_;
  std::vector<StreamEvent> out_events_;
  std::optional<std::size_t> header_, last_element_, violation_, stream_end_;
  std::optional<StreamHeader> our_header_;
  bool our_handshake_ = false, peer_handshake_ = false;
};

// The condition of a <stream:error/>; "" when it has none.
std::string condition_of(const Element& stream_error);
bool is_stream_error(const Element& element);

}  // namespace jcp
