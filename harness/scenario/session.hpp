#pragma once
// One connection as the judge sees it: what came, what we sent, what it means for an expectation.

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
  void ended(bool by_reset);

  // Where `expectation` stands now. Of the event kinds only; the interpreter knows the others.
  // When it is met, `take` consumes what met it.
  Standing standing(const Expectation& expectation, const Resolver& resolve) const;
  void take(const Expectation& expectation, const Resolver& resolve);

  // The first unconsumed iq of type result or error with this id: the answer to a round trip.
  bool has_answer(std::string_view id) const { return find_answer(id).has_value(); }
  void take_answer(std::string_view id);
  // The first unconsumed message with this id that is no error: the marker of a fence.
  bool has_marker(std::string_view id) const { return find_marker(id).has_value(); }
  void take_marker(std::string_view id);

  bool authenticated() const;  // handshake seen (component) or given (server), by the book
  bool can_send() const;       // authenticated, open, and a stanza may begin now
  // What we sent is no XML any more, and the peer has not ended the stream for that.
  bool goes_on_spoilt() const;
  // Our closing tag was sent and is not answered yet.
  bool owes_closing_tag() const {
    return state == State::open && authenticated() && our_end_ && !stream_end_ && !violation_;
  }
  // The peer has done with it: it never was authenticated, or the peer closed the stream. An end
  // of the connection alone does not say so, the process behind it may still be at work.
  bool let_go() const { return (!our_handshake_ && !peer_handshake_) || stream_end_; }
  bool quiet() const;  // no stream error, closing tag, violation or end left unconsumed
  // The peer's header is an event to those who wait for silence, until somebody took note of it.
  bool new_header() const { return header_ && !events[*header_].consumed; }
  void note_header() {
    if (header_) events[*header_].consumed = true;
  }
  bool has_stream_error() const { return find_stream_error().has_value(); }
  // All patterns have an element of their own, whatever their order.
  bool has_all(const Expectation& expectation, const Resolver& resolve) const;
  bool said_goodbye() const;  // a closing tag or a stream error came, consumed or not
  const StreamHeader* peer_header() const;
  const StreamHeader* our_header() const;
  const Element* last_element() const;  // that this actor's last `element` took; may be nullptr
  void forget_element() { last_element_.reset(); }
  const Violation* violation() const;
  std::optional<std::string> stream_id() const;

  // What there is instead of what was expected, for people.
  std::string instead(const Expectation& expectation, const Resolver& resolve) const;

  int actor;
  State state = State::connecting;
  std::optional<Micros> opened_us;    // it was open once, since then
  bool reset = false;                 // ended by RST
  bool half_closed = false;           // by us
  bool released = false;              // the runner was told to close it
  bool reading_paused = false;        // by the scenario
  std::optional<Micros> end_seen_us;  // when the peer's closing tag came
  bool closing_tag_sent = false;
  std::vector<Received> events;

 private:
  std::optional<std::size_t> find_element(const Pattern& pattern, const std::optional<XPath>& xpath,
                                          const Resolver& resolve, std::size_t from = 0) const;
  std::optional<std::size_t> find_answer(std::string_view id) const;
  std::optional<std::size_t> find_marker(std::string_view id) const;
  std::optional<std::size_t> find_stream_error() const;
  std::optional<std::vector<std::size_t>> find_in_order(const Expectation& expectation,
                                                        const Resolver& resolve) const;
  Standing standing_of_header(const Expectation& expectation, const Resolver& resolve) const;
  Standing standing_of_stream_error(const Expectation& expectation, const Resolver& resolve) const;
  bool over(bool stream_errors_count) const;  // nothing of the kind waited for can come any more

  Role role_;
  StreamParser in_, out_;
  std::vector<StreamEvent> out_events_;
  std::optional<std::size_t> header_, last_element_, violation_, stream_end_;
  std::optional<StreamHeader> our_header_;
  bool our_handshake_ = false, peer_handshake_ = false;
  bool our_end_ = false;  // our closing tag is one to a parser, too
  bool spoilt_ = false;   // we have sent what is ill-formed or restricted
  bool failed_ = false;   // a stream error came, consumed or not
};

// Ids of what the judge sends on its own account: no scenario asks for the answers.
inline constexpr std::string_view request_id = "jcp-rt-";
inline constexpr std::string_view marker_id = "jcp-fence-";
bool is_own(const Element& element);

// The condition of a <stream:error/>; "" when it has none.
std::string condition_of(const Element& stream_error);
bool is_stream_error(const Element& element);

}  // namespace jcp
