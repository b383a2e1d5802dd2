#pragma once
// One stream of one component: opening -> opened -> authenticated -> closing.

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "harness/xmpp/namespaces.hpp"
#include "harness/xmpp/stream_parser.hpp"
#include "mock-server/core.hpp"
#include "mock-server/header_watch.hpp"
#include "mock-server/lenient.hpp"

namespace jcp::mock {

class Router;

class Session {
 public:
  // opening: no header yet. opened: header answered. deaf: a quirk has forgotten to close; nothing
  // is processed any more. closing: our closing tag and FIN are sent, whatever arrives is read and
  // thrown away.
  enum class Phase { opening, opened, authenticated, deaf, closing, gone };

  Session(SessionId id, Core& core, Router& router);

  void received(std::string_view bytes);
  void peer_closed(bool reset);
  std::optional<Micros> deadline() const { return deadline_; }
  void deadline_passed();

  void write(std::string bytes);
  void stream_error(std::string_view condition, std::string_view text = "");
  // For a sender address that is not the component's own.
  void refuse_sender(std::string_view condition);
  void end();  // closing tag and FIN

  SessionId id() const { return id_; }
  const std::string& domain() const { return domain_; }
  const std::string& written_name() const { return written_name_; }
  Phase phase() const { return phase_; }
  Micros authenticated_at() const { return authenticated_at_; }

 private:
  // session.cpp
  void process(std::string_view bytes);
  void on(const StreamHeader& header);
  void on(const Element& element);
  void on(const StrayText& text);
  void on(const StreamEnd& end);
  void on(const Violation& violation);
  void unknown(const Element& element);
  bool live() const { return phase_ < Phase::deaf; }
  bool begins_with_mark(std::string_view bytes);
  void go_deaf();
  void finish();
  void forget();

  // stream_output.cpp
  void send_header(std::string_view from);
  void say_error(std::string_view condition, std::string_view text);
  std::string_view another_domain() const;

  // handshake.cpp
  bool is_handshake(const Element& element) const;
  bool valid(const Element& handshake) const;
  bool matches(std::string_view given, std::string_view secret) const;
  bool ignored(const Element& handshake) const;
  void handshake(const Element& element);
  void take_identity(const Element& handshake);
  void refuse_credentials();
  void refuse_name();
  void authenticate();
  void greet();

  // session_faults.cpp
  Element misread(const Element& element);
  bool struck(const Element& element);

  // session_quirks.cpp
  bool quirk(Quirk quirk) const { return core_.quirk(quirk); }
  bool greeting_ignored(std::string_view bytes) const;
  bool space_refused() const;
  bool pause_refused(std::string_view bytes) const;
  bool overlooked() const;
  bool drops(const Element& element) const;
  bool forgiven(const Element& unknown) const;
  void keep_raw(std::string_view bytes);
  void forget_raw(std::uint64_t end);
  void learn_header_namespaces();
  void route_rest_of_read(std::size_t event);
  void route_all_in(std::string_view bytes);
  void complete_unfinished_stanza();
  bool fatal(const Violation& violation);
  std::string_view condition_of(const Violation& violation) const;
  void answer_disco(const Element& element);

  SessionId id_;
  Core& core_;
  Router& router_;
  HeaderWatch header_watch_;
  StreamParser parser_;
  std::vector<StreamEvent> events_;  // of the read under way
  std::size_t event_ = 0;            // the one under way
  Phase phase_ = Phase::opening;
  bool header_sent_ = false;
  std::string domain_;  // prepared; "" before the header
  std::string stream_id_;
  std::optional<Micros> deadline_;
  Micros authenticated_at_ = 0;
  std::size_t mark_octets_ = 0;  // of a byte order mark at the very beginning
  std::uint64_t fed_ = 0;        // bytes given to the parser
  std::string version_;          // of the component's header

  // What only quirks need.
  std::string written_name_;  // `to` of the component's header
  std::optional<Lenient> lenient_;
  FaultWatch watch_;
  std::string content_ns_{ns::accept};  // of our header
  std::string raw_;                     // bytes since the end of the last event
  std::uint64_t raw_begin_ = 0;
  // What of them belongs to the event under way; the next ones may have come in the same read.
  std::string_view raw_of_element() const {
    return std::string_view(raw_).substr(0, events_[event_].end - raw_begin_);
  }
  std::string_view read_;                    // given to the parser now
  std::set<std::string> header_namespaces_;  // of prefixes declared on the component's header
  std::uint64_t header_end_ = 0;
  bool has_to_ = false;                // on the component's header
  bool content_is_stream_ns_ = false;  // accepts_stream_namespace_as_content
  bool any_handshake_ = false;
  bool header_in_this_read_ = false;
  bool failed_ = false;  // ended by a stream error of ours
  bool ending_ = false;  // the end follows when the read is done
};

}  // namespace jcp::mock
