#include "mock-server/session.hpp"

#include <algorithm>
#include <utility>

#include "harness/xmpp/jid.hpp"
#include "mock-server/opening.hpp"
#include "mock-server/reading.hpp"
#include "mock-server/router.hpp"
#include "mock-server/stanza_rules.hpp"

namespace jcp::mock {

Session::Session(SessionId id, Core& core, Router& router)
    : id_(id),
      core_(core),
      router_(router),
      parser_(core.config.limits.parser),
      deadline_(core.now + core.config.limits.unauthenticated_us) {
  if (!core.config.quirks.empty()) lenient_.emplace(core.config.quirks);
}

void Session::received(std::string_view bytes) {
  if (phase_ == Phase::closing && failed_ && quirk(Quirk::routes_from_ended_streams)) {
    return route_all_in(bytes);
  }
  if (fed_ == 0 && greeting_ignored(bytes)) return go_deaf();
  if (pause_refused(bytes)) return stream_error("not-well-formed");
  std::string rewritten;
  if (lenient_) watch_.read_begins(raw_);
  if (lenient_ && live()) {
    const lenient::ReadPlace place{fed_ == 0, parser_.between_stanzas(),
                                   phase_ == Phase::authenticated};
    bytes = rewritten = lenient_->rewrite(bytes, place);
  }
  header_in_this_read_ = false;
  while (!bytes.empty() && live()) {
    if (begins_with_mark(bytes)) return stream_error("not-well-formed");
    const std::size_t second_header = header_watch_.find(bytes);
    if (second_header == std::string_view::npos) {
      process(bytes);
      break;
    }
    if (quirk(Quirk::ignores_second_header)) {
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
  if (live() && space_refused()) stream_error("not-well-formed");
}

void Session::process(std::string_view bytes) {
  events_.clear();
  if (lenient_) keep_raw(bytes);
  read_ = bytes;
  parser_.feed(bytes, events_);
  fed_ += bytes.size();
  for (event_ = 0; event_ < events_.size(); ++event_) {
    // RFC 6120 4.9.1.1: after a stream error nothing more is processed.
    if (!live() || core_.hung) return;
    if (overlooked()) continue;
    std::visit([this](const auto& body) { on(body); }, events_[event_].body);
    if (lenient_) forget_raw(events_[event_].end);
  }
  if (ending_ && live()) end();
}

// RFC 6120 11.6: U+FEFF at the beginning is no byte order mark, so it is text before the root.
bool Session::begins_with_mark(std::string_view bytes) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  for (std::size_t i = 0; i < bytes.size() && mark_octets_ == fed_ + i; ++i) {
    if (bytes[i] != mark[mark_octets_]) return false;
    if (++mark_octets_ == mark.size()) return true;
  }
  return false;
}

void Session::on(const StreamHeader& header) {
  if (core_.unfinished_openings > 150 && quirk(Quirk::counts_unfinished_openings)) return go_deaf();
  const Opening opening = open_stream(header, raw_, core_);
  header_end_ = events_[event_].end;
  header_in_this_read_ = true;
  has_to_ = header.attribute("to").has_value();
  content_is_stream_ns_ = header.content_ns == ns::stream;
  if (lenient_) learn_header_namespaces();
  if (opening.ignored) return go_deaf();
  if (!opening.refusal.empty()) {
    const bool unescaped =
        quirk(Quirk::echoes_domain_unescaped) &&
        (opening.refusal == "host-unknown" || opening.refusal == "improper-addressing");
    return stream_error(opening.refusal, unescaped ? header.attribute("to").value_or("") : "");
  }
  domain_ = opening.domain;
  written_name_ = header.attribute("to").value_or("");
  version_ = header.attribute("version").value_or("");
  any_handshake_ = opening.any_handshake;
  if (quirk(Quirk::echoes_any_content_namespace) && !header.content_ns.empty()) {
    content_ns_ = header.content_ns;
  }
  phase_ = Phase::opened;
  send_header(domain_.empty() ? core_.config.host : domain_);
  if (quirk(Quirk::hangs_on_standalone) && raw_.find("standalone=") != std::string::npos) go_deaf();
}

void Session::on(const Element& given) {
  const Element element = misread(reread(given, header_namespaces_, core_));
  if (lenient_ && struck(element)) return;
  if (ending_) return answer_disco(element);
  if (element.name() == "stream:error") {
    // RFC 6120 4.9.1.1: the peer's stream error ends its stream.
    return quirk(Quirk::ignores_stream_errors) ? void() : end();
  }
  if (element.name() == "stream:stream" && quirk(Quirk::ignores_second_header)) return;
  if (is_handshake(element)) return handshake(element);
  if (phase_ != Phase::authenticated) {
    if (element.name() == "iq" && quirk(Quirk::ignores_iqs_before_handshake)) return;
    // XEP-0114 3, RFC 6120 4.9.3.12: nothing but a handshake before authentication.
    if (!is_stanza(element) || !quirk(Quirk::routes_before_handshake)) {
      return stream_error("not-authorized");
    }
  }
  if (raw_.size() > 30'000 && quirk(Quirk::crashes_on_large_stanzas)) {
    core_.crashed = true;
    return;
  }
  if (drops(element)) return;
  if (!is_stanza(element)) return unknown(element);
  router_.stanza(*this, element);
  if (!live() || !quirk(Quirk::stalls_on_non_ascii_from)) return;
  const auto from = Jid::parse(element.attribute("from").value_or(""));
  const auto foreign = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  if (from && std::ranges::any_of(from->local(), foreign)) go_deaf();
}

void Session::unknown(const Element& element) {
  const std::string_view name = element.name();
  if (quirk(Quirk::crashes_on_legacy_elements) &&
      (name == "log" || name == "xdb" || name == "route")) {
    core_.crashed = true;
    return;
  }
  if (forgiven(element)) return;
  // RFC 6120 4.9.3.24.
  stream_error("unsupported-stanza-type");
}

// RFC 6120 11.7: there is nothing but white space between stanzas.
void Session::on(const StrayText&) {
  if (!quirk(Quirk::ignores_stray_text)) stream_error("bad-format");
}

void Session::on(const StreamEnd&) {
  const bool self_closed = events_[event_].end == header_end_;
  if (self_closed && quirk(Quirk::hangs_on_self_closed_header)) return go_deaf();
  if (quirk(Quirk::routes_after_closing_tag)) route_rest_of_read(event_);
  if (quirk(Quirk::omits_closing_tag_in_answer)) return finish();
  end();
}

void Session::on(const Violation& violation) {
  if (fatal(violation)) return;
  const bool ill_formed = violation.condition == "not-well-formed";
  if (ill_formed && quirk(Quirk::resumes_after_ill_formed_xml)) route_rest_of_read(event_);
  stream_error(condition_of(violation));
}

void Session::go_deaf() {
  phase_ = Phase::deaf;
  deadline_.reset();
}

void Session::finish() {
  if (phase_ >= Phase::closing) return;
  core_.outputs.push_back({id_, Output::Kind::fin, {}});
  router_.release(*this);
  phase_ = Phase::closing;
  deadline_ = core_.now + core_.config.limits.closing_us;
}

void Session::forget() {
  router_.release(*this);
  phase_ = Phase::gone;
  deadline_.reset();
  core_.gone.push_back(id_);
}

void Session::peer_closed(bool reset) {
  if (phase_ == Phase::gone) return;
  if (phase_ == Phase::opened) ++core_.unfinished_openings;
  const bool cut = !reset && phase_ == Phase::opening && fed_ > 0;
  if (cut && quirk(Quirk::keeps_socket_after_a_cut_header)) return go_deaf();
  if (phase_ == Phase::authenticated) {
    if (!reset && quirk(Quirk::delivers_truncated_stanzas)) complete_unfinished_stanza();
    if (quirk(Quirk::black_holes_after_loss)) router_.lose(domain_);
  }
  if (!reset && phase_ != Phase::closing) {
    if (core_.config.lawful && header_sent_) write("</stream:stream>");
    finish();
  }
  forget();
}

void Session::deadline_passed() {
  if (phase_ == Phase::closing) {
    core_.outputs.push_back({id_, Output::Kind::rst, {}});
    return forget();
  }
  stream_error("connection-timeout");
}

}  // namespace jcp::mock
