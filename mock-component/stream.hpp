#pragma once
// One stream to the server: opening -> shaking -> ready -> closing.

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "harness/xmpp/stream_parser.hpp"
#include "mock-component/core.hpp"
#include "mock-component/lenient.hpp"
#include "mock-server/header_watch.hpp"

namespace jcp::mock::component {

class Stream {
 public:
  // opening: our header is sent. shaking: the server's has come, our handshake is sent. deaf: a
  // quirk has forgotten to close; nothing is processed any more. closing: our closing tag and FIN
  // are sent, whatever arrives is read and thrown away.
  enum class Phase { opening, shaking, ready, deaf, closing, gone };

  Stream(SessionId id, Core& core);

  void received(std::string_view bytes);
  void peer_closed(bool reset);
  std::optional<Micros> deadline() const { return deadline_; }
  void deadline_passed();
  void stop();

  Phase phase() const { return phase_; }
  bool was_ready() const { return was_ready_; }
  // The condition of the stream error that the server has sent; "" when there was none.
  const std::string& obeyed() const { return obeyed_; }

 private:
  // stream.cpp
  void process(std::string_view bytes);
  void on(const StreamHeader& header);
  void on(const Element& element);
  void on(const StrayText& text);
  void on(const StreamEnd& end);
  void on(const Violation& violation);
  void shake_hands(const StreamHeader& header);
  void before_ack(const Element& element);
  bool is_ack(const Element& element) const;
  void authenticate();
  void stanza(const Element& stanza);
  void unknown(const Element& element);
  void obey(const Element& error);
  bool live() const { return phase_ < Phase::deaf; }
  void go_deaf();
  void forget();

  // stream_output.cpp
  void send_header();
  void stream_error(std::string_view condition);
  void say_error(std::string_view condition);
  void end();     // closing tag and FIN
  void finish();  // FIN
  void write(std::string bytes);
  void say_answers();

  // stream_faults.cpp
  Element misread(const Element& element);
  bool struck(const Element& element);

  // stream_quirks.cpp
  bool quirk(Quirk quirk) const { return core_.quirk(quirk); }
  void crash() { core_.crashed = true; }
  bool reads(std::string_view bytes);
  bool stray_bytes(std::string_view bytes);
  bool overlooked(const StreamEvent& event);
  bool deadly(const Element& element) const;
  bool hangs_on(const Element& element) const;
  bool lost(const Element& element) const;
  bool nested_end(const Element& element) const;
  void nested_requests(const Element& element);
  bool waits_behind(const StreamHeader& header) const;
  bool dies_of(const StreamHeader& header) const;
  bool disobeys(const Element& error, std::string_view condition);
  void features(const Element& features);
  void learn_header_namespaces();
  void keep_raw(std::string_view bytes);
  void forget_raw(std::uint64_t end);
  std::vector<Element> stanzas_behind_event() const;
  std::string_view condition_of(const Violation& violation) const;

  SessionId id_;
  Core& core_;
  HeaderWatch header_watch_;
  StreamParser parser_;
  std::vector<StreamEvent> events_;  // of the read under way
  std::size_t event_ = 0;            // the one under way
  Phase phase_ = Phase::opening;
  bool was_ready_ = false;
  bool header_in_this_read_ = false;
  std::string obeyed_;
  std::optional<Micros> deadline_;
  std::string server_name_;           // `from` of the server's header
  std::vector<std::string> answers_;  // to the read under way
  std::uint64_t fed_ = 0;             // bytes given to the parser

  // What only quirks need.
  std::optional<Lenient> lenient_;
  FaultWatch watch_;
  std::string raw_;  // bytes since the end of the last event
  std::uint64_t raw_begin_ = 0;
  std::uint64_t read_begin_ = 0;             // in the bytes given to the parser
  std::string_view read_;                    // given to the parser now
  std::set<std::string> header_namespaces_;  // of prefixes declared on the server's header
  std::string content_ns_;                   // of the server's header
  std::string held_back_;
  std::optional<std::string> held_handshake_;
  int pieces_ = 0;         // reads that an element under way has had
  int single_octets_ = 0;  // reads of one octet in a row
  int elements_ = 0;       // in the read under way
  bool ack_in_this_read_ = false;
  bool ending_ = false;  // the end follows when the read is done
};

}  // namespace jcp::mock::component
