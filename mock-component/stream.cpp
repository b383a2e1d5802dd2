#include "mock-component/stream.hpp"

#include <utility>

#include "harness/xmpp/namespaces.hpp"
#include "mock-component/answers.hpp"
#include "mock-component/credentials.hpp"
#include "mock-component/greeting.hpp"
#include "mock-component/misreading.hpp"
#include "mock-server/lenient_spans.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock::component {

Stream::Stream(SessionId id, Core& core)
    : id_(id),
      core_(core),
      parser_(core.config.limits.parser),
      deadline_(core.now + core.config.limits.unanswered_us) {
  if (quirk(Quirk::waits_for_an_ack_for_ever)) deadline_.reset();
  if (!core.config.quirks.empty()) lenient_.emplace(core.config.quirks);
  send_header();
}

void Stream::received(std::string_view given) {
  const std::string held = std::exchange(held_back_, {}) + std::string(given);
  std::string_view bytes = held;
  if (lenient_) watch_.read_begins(raw_);
  if (live() && lenient_ && !reads(bytes)) return;
  std::string rewritten;
  if (lenient_ && live()) {
    bytes.remove_suffix(held_back_.size());
    const bool ready = phase_ == Phase::ready;
    bytes = rewritten = lenient_->rewrite(bytes, {fed_ == 0, parser_.between_stanzas(), ready});
  }
  header_in_this_read_ = ack_in_this_read_ = false;
  elements_ = 0;
  read_begin_ = fed_;
  while (!bytes.empty() && live()) {
    const std::size_t second_header = header_watch_.find(bytes);
    if (second_header == std::string_view::npos) {
      process(bytes);
      break;
    }
    if (quirk(Quirk::swallows_second_header)) {
      process(bytes.substr(0, second_header - 1));
      process("/>");
      header_watch_.close_element();
      bytes.remove_prefix(second_header);
      continue;
    }
    process(bytes.substr(0, second_header));
    // RFC 6120 4.2: only a negotiated restart allows another header.
    if (live()) stream_error("bad-format");
  }
  say_answers();
  if (ending_ && live()) end();
}

void Stream::process(std::string_view bytes) {
  events_.clear();
  if (lenient_) keep_raw(bytes);
  read_ = bytes;
  parser_.feed(bytes, events_);
  fed_ += bytes.size();
  for (event_ = 0; event_ < events_.size(); ++event_) {
    // RFC 6120 4.9.1.1: behind a stream error nothing is processed.
    if (!live() || core_.crashed || core_.hung) return;
    const StreamEvent& event = events_[event_];
    if (lenient_ && overlooked(event)) continue;
    std::visit([this](const auto& body) { on(body); }, event.body);
    if (lenient_) forget_raw(event.end);
  }
}

void Stream::on(const StreamHeader& header) {
  if (lenient_ && dies_of(header)) return crash();
  // RFC 6120 4.9.1.1 holds for an error that comes instead of a header, too.
  const bool error = header.local_name == "error" && header.stream_ns == ns::stream;
  if (error) return quirk(Quirk::ignores_an_error_before_the_header) ? go_deaf() : end();
  if (lenient_ && waits_behind(header)) return go_deaf();
  const std::string_view fault = header_fault(header, raw_, core_);
  if (!fault.empty()) return stream_error(fault);
  header_in_this_read_ = true;
  server_name_ = header.attribute("from").value_or("");
  content_ns_ = header.content_ns;
  if (lenient_) learn_header_namespaces();
  phase_ = Phase::shaking;
  if (!header.attribute("id") && quirk(Quirk::is_ready_without_an_id)) return authenticate();
  shake_hands(header);
}

void Stream::shake_hands(const StreamHeader& header) {
  if (quirk(Quirk::shakes_hands_before_the_header)) return;
  std::string handshake =
      "<handshake>" + handshake_text(header.attribute("id"), raw_, core_) + "</handshake>";
  const bool waits = quirk(Quirk::waits_for_features_of_version_one);
  if (waits && header.attribute("version") == "1.0") {
    held_handshake_ = std::move(handshake);
    return;
  }
  write(std::move(handshake));
  if (quirk(Quirk::speaks_before_the_ack)) write(presence_to(server_name_, core_));
}

void Stream::on(const Element& given) {
  const Element element = misread(understood_as(given, content_ns_, core_));
  const std::string_view name = element.name();
  if (lenient_ && struck(element)) return;
  if (lenient_ && deadly(given)) return crash();
  if (lenient_ && hangs_on(given)) return go_deaf();
  if (lenient_ && nested_end(element)) return end();
  if (ending_ && !is_stanza(element)) return;
  if (name == "stream:error") return obey(element);
  if (name == "stream:stream" && quirk(Quirk::swallows_second_header)) return;
  // XEP-0114 has no features; who sends some anyway means no harm.
  if (name == "stream:features") return features(element);
  if (phase_ == Phase::shaking) return before_ack(element);
  if (name == "handshake") return;
  if (!is_stanza(element)) return unknown(element);
  if (lenient_ && lost(given)) return;
  if (lenient_) nested_requests(element);
  stanza(element);
}

void Stream::before_ack(const Element& element) {
  if (is_ack(element)) return authenticate();
  // Whatever else comes is not for a component that nobody has acknowledged.
  if (is_stanza(element) && quirk(Quirk::answers_before_the_ack)) stanza(element);
}

bool Stream::is_ack(const Element& element) const {
  // What came with the header cannot answer a handshake that had not left.
  if (header_in_this_read_ && !quirk(Quirk::trusts_an_unasked_ack)) return false;
  const std::string_view local = local_of(element.name());
  const bool stream = prefix_of(element.name()) == "stream";
  if (quirk(Quirk::takes_any_element_for_an_ack) && !stream && !is_stanza(element)) return true;
  if (local != "handshake") return false;
  if (stream) return content_ns_ == ns::stream;
  if (element.name() != "handshake") return quirk(Quirk::takes_any_handshake_for_an_ack);
  if (!quirk(Quirk::needs_a_plain_ack)) return true;
  return raw_.find(":handshake") == std::string::npos;
}

void Stream::authenticate() {
  phase_ = Phase::ready;
  was_ready_ = ack_in_this_read_ = true;
  deadline_.reset();
  if (quirk(Quirk::repeats_its_last_answer) && !core_.last_answer.empty()) {
    write(core_.last_answer);
  }
  // Lawful: a component may ask what it is connected to.
  if (core_.config.lawful && !core_.config.host.empty()) write(request_to_host(core_));
}

void Stream::stanza(const Element& stanza) {
  std::string reply = answer(stanza, core_);
  if (reply.empty()) return;
  if (lenient_) core_.last_answer = reply;
  answers_.push_back(std::move(reply));
}

void Stream::unknown(const Element&) {
  // RFC 6120 4.9.3.24 is a SHOULD.
  if (!core_.config.lawful) stream_error("unsupported-stanza-type");
}

void Stream::obey(const Element& error) {
  std::string condition;
  const std::string prefix = ns::canonical_prefix(ns::stream_errors);
  for (const pugi::xml_node& child : error.node().children()) {
    const bool text = local_of(child.name()) == "text";
    if (prefix_of(child.name()) == prefix && !text) condition = local_of(child.name());
  }
  if (lenient_ && disobeys(error, condition)) return;
  if (core_.crashed) return;
  // RFC 6120 4.9.3.21: whatever it was that we do not know.
  obeyed_ = condition.empty() ? "undefined-condition" : condition;
  if (quirk(Quirk::answers_stanzas_behind_an_error)) {
    ending_ = true;
    return;
  }
  end();
}

// RFC 6120 11.7: there is nothing but white space between stanzas.
void Stream::on(const StrayText&) {
  if (!quirk(Quirk::overlooks_stray_text)) stream_error("bad-format");
}

// RFC 6120 4.4: what was still to be said, our own tag, the end of TCP.
void Stream::on(const StreamEnd&) {
  if (quirk(Quirk::answers_behind_the_closing_tag)) {
    for (const Element& element : stanzas_behind_event()) stanza(element);
  }
  const bool ready = phase_ == Phase::ready;
  if (quirk(ready ? Quirk::ignores_the_closing_tag
                  : Quirk::ignores_the_closing_tag_before_the_ack)) {
    return go_deaf();
  }
  say_answers();
  if (quirk(Quirk::answers_the_closing_tag_by_fin_alone)) return finish();
  if (!quirk(Quirk::speaks_behind_its_closing_tag)) return end();
  write("</stream:stream>");
  write(presence_to(server_name_, core_));
  finish();
}

void Stream::on(const Violation& violation) {
  const bool ill_formed = violation.condition == "not-well-formed";
  if (ill_formed && quirk(Quirk::resumes_behind_ill_formed_xml)) {
    for (const Element& element : stanzas_behind_event()) stanza(element);
    say_answers();
  }
  if (violation.our_limit && violation.what.find("nested deeper") != std::string::npos) {
    if (quirk(Quirk::dies_of_deep_nesting)) return crash();
    if (quirk(Quirk::hangs_on_deep_nesting)) return go_deaf();
  }
  if (violation.our_limit && quirk(Quirk::hangs_on_large_stanzas)) return go_deaf();
  stream_error(condition_of(violation));
}

void Stream::go_deaf() {
  phase_ = Phase::deaf;
  deadline_.reset();
}

void Stream::forget() {
  phase_ = Phase::gone;
  deadline_.reset();
}

void Stream::peer_closed(bool reset) {
  if (!reset && phase_ == Phase::deaf) return;
  const bool inside = parser_.inside_root() && !parser_.between_stanzas();
  if (reset && inside && quirk(Quirk::dies_of_a_reset)) return crash();
  if (!reset && phase_ < Phase::ready) {
    if (quirk(Quirk::dies_of_a_bare_close)) return crash();
    if (quirk(Quirk::keeps_socket_after_a_bare_close)) return go_deaf();
  }
  if (!reset && phase_ == Phase::ready) {
    if (quirk(Quirk::keeps_socket_after_fin)) return go_deaf();
    if (quirk(Quirk::answers_truncated_stanzas)) {
      const auto rest = lenient::completed(raw_);
      if (rest && is_stanza(*rest)) stanza(*rest);
      say_answers();
    }
  }
  if (!reset && phase_ != Phase::closing) {
    if (core_.config.lawful && live()) write("</stream:stream>");
    finish();
  } else if (!reset && deadline_ == std::nullopt) {
    core_.outputs.push_back({id_, ComponentOutput::Kind::fin, {}});  // it has waited for this
  }
  forget();
}

void Stream::deadline_passed() {
  deadline_.reset();
  if (phase_ != Phase::closing) return stream_error("connection-timeout");
  core_.outputs.push_back({id_, ComponentOutput::Kind::rst, {}});
  forget();
}

void Stream::stop() {
  if (phase_ >= Phase::closing) return;
  if (quirk(Quirk::stops_without_closing_tag)) return finish();
  end();
}

}  // namespace jcp::mock::component
