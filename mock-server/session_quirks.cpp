// What a session does only wrongly: each function here serves quirks and nothing else.

#include <algorithm>

#include "harness/xmpp/jid.hpp"
#include "mock-server/host.hpp"
#include "mock-server/lenient_markup.hpp"
#include "mock-server/lenient_spans.hpp"
#include "mock-server/reading.hpp"
#include "mock-server/router.hpp"
#include "mock-server/session.hpp"
#include "mock-server/stanza_rules.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock {
namespace {

constexpr std::string_view white_space = " \t\r\n";
constexpr std::size_t raw_bytes = 128 * 1024;  // more than any stanza a quirk looks into

bool has_stanza_name(std::string_view local) {
  return local == "message" || local == "iq" || local == "presence";
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

bool Session::greeting_ignored(std::string_view bytes) const {
  constexpr std::string_view lawful_begin = "< \t\r\n\xEF\xFE\xFF";
  return quirk(Quirk::ignores_foreign_greeting) && !bytes.empty() &&
         !contains(lawful_begin, bytes.substr(0, 1));
}

// White space behind the header, whether a handshake follows it yet or not.
bool Session::space_refused() const {
  return quirk(Quirk::refuses_space_before_handshake) && phase_ == Phase::opened && !raw_.empty() &&
         contains(white_space, std::string_view(raw_).substr(0, 1));
}

bool Session::pause_refused(std::string_view bytes) const {
  return quirk(Quirk::refuses_white_space_between_stanzas) && phase_ == Phase::authenticated &&
         parser_.between_stanzas() &&
         bytes.find_first_not_of(white_space) == std::string_view::npos;
}

// The event under way is an element directly behind another one of this read.
bool Session::overlooked() const {
  if (!quirk(Quirk::reads_one_stanza_of_a_read) || event_ == 0) return false;
  return phase_ == Phase::authenticated && std::holds_alternative<Element>(events_[event_].body) &&
         std::holds_alternative<Element>(events_[event_ - 1].body);
}

void Session::keep_raw(std::string_view bytes) {
  raw_ += bytes.substr(0, raw_bytes - std::min(raw_bytes, raw_.size()));
}

void Session::forget_raw(std::uint64_t end) {
  const std::uint64_t size = std::min<std::uint64_t>(end - std::min(end, raw_begin_), raw_.size());
  raw_.erase(0, size);
  raw_begin_ = end;
}

bool Session::drops(const Element& element) const {
  const std::string_view name = element.name();
  const std::string_view prefix = prefix_of(name);
  const std::string_view local = local_of(name);
  if (!has_stanza_name(local)) return false;
  const std::uint64_t read_begin = fed_ - read_.size();
  if (events_[event_].begin < read_begin && quirk(Quirk::drops_split_stanzas)) return true;
  if (prefix == "client" && quirk(Quirk::drops_client_namespace_stanzas)) return true;
  if (prefix == "server" && quirk(Quirk::drops_server_namespace_stanzas)) return true;
  if (!prefix.empty() || !lenient_) return false;
  const std::string_view tag = lenient::first_tag(raw_);
  const std::string_view written = tag.substr(0, tag.find_first_of(" \t\r\n/"));
  const bool prefixed = contains(written, ":");
  if (prefixed && quirk(Quirk::drops_prefixed_stanzas)) return true;
  return !prefixed && quirk(Quirk::ignores_explicit_stanza_namespace) &&
         contains(tag, " xmlns='jabber:component:accept'");
}

bool Session::forgiven(const Element& unknown) const {
  const std::string_view prefix = prefix_of(unknown.name());
  const std::string_view local = local_of(unknown.name());
  if (quirk(Quirk::ignores_unknown_elements) && prefix != "stream" && !has_stanza_name(local) &&
      local != "handshake") {
    return true;
  }
  return quirk(Quirk::tolerates_unbound_prefixes) &&
         prefix == ns::canonical_prefix(lenient::unbound_namespace);
}

// Namespaces whose prefix is declared on the header; `stream` is not one of them.
void Session::learn_header_namespaces() {
  if (!quirk(Quirk::forgets_header_prefixes)) return;
  const std::string& header = raw_;
  constexpr std::string_view mark = " xmlns:";
  for (std::size_t at = 0; (at = header.find(mark, at)) != std::string::npos;) {
    at += mark.size();
    const std::size_t value = header.find_first_of("'\"", at);
    if (value == std::string::npos) return;
    const std::size_t end = header.find(header[value], value + 1);
    const std::string uri = header.substr(value + 1, end - value - 1);
    if (uri != ns::stream && uri != ns::accept) header_namespaces_.insert(uri);
    at = value;
  }
}

// What follows event number `event` in the read under way.
void Session::route_rest_of_read(std::size_t event) {
  if (std::holds_alternative<Element>(events_[event].body)) {
    for (std::size_t i = event + 1; i < events_.size() && live(); ++i) {
      const auto* element = std::get_if<Element>(&events_[i].body);
      if (element && is_stanza(*element)) router_.stanza(*this, *element);
    }
    return;
  }
  // Behind an error or the end of the stream there are only bytes.
  const std::uint64_t read_begin = fed_ - read_.size();
  const std::uint64_t done = std::max(events_[event].end, read_begin) - read_begin;
  route_all_in(read_.substr(std::min<std::uint64_t>(done, read_.size())));
}

// From the first thing in `bytes` that looks like a stanza.
void Session::route_all_in(std::string_view bytes) {
  for (const Element& stanza : lenient::stanzas_in(bytes)) router_.stanza(*this, stanza);
}

void Session::complete_unfinished_stanza() {
  const auto stanza = lenient::completed(raw_);
  if (stanza && is_stanza(*stanza)) router_.stanza(*this, *stanza);
}

// true: the bytes under way end the process, or this session hangs on them.
bool Session::fatal(const Violation& violation) {
  if (!violation.our_limit) return false;
  const bool deep = contains(violation.what, "nested deeper");
  if (quirk(deep ? Quirk::crashes_on_deep_nesting : Quirk::crashes_on_large_stanzas)) {
    core_.crashed = true;
  } else if (!deep && quirk(Quirk::hangs_on_oversize_stanzas)) {
    go_deaf();
  } else {
    return false;
  }
  return true;
}

std::string_view Session::condition_of(const Violation& violation) const {
  const std::string_view condition = violation.condition;
  if (!lenient_) return condition;
  if (contains(violation.what, "mismatched tag")) {
    const bool marked = contains(raw_, "id='crossed'") || contains(raw_, "id=\"crossed\"");
    if (marked && quirk(Quirk::calls_crossed_tags_undefined)) return "undefined-condition";
    if (quirk(Quirk::calls_crossed_tags_invalid_xml)) return "invalid-xml";
  }
  if (condition == "unsupported-encoding" && quirk(Quirk::misnames_other_encodings) &&
      contains(raw_, "encoding='ISO-8859-1'")) {
    return "undefined-condition";
  }
  if (phase_ == Phase::opening && condition == "bad-namespace-prefix" &&
      contains(raw_, "<stream:") && quirk(Quirk::misnames_unbound_stream_prefix)) {
    return "undefined-condition";
  }
  if (violation.our_limit && quirk(Quirk::misnames_oversize_stanzas) &&
      contains(lenient::first_tag(raw_), "id='oversize'")) {
    return "undefined-condition";
  }
  return condition;
}

// Behind a stream error of ours.
void Session::answer_disco(const Element& element) {
  if (element.name() != "iq" || payload_of(element).name() != std::string_view("disco:query"))
    return;
  const auto to = Jid::parse(element.attribute("to").value_or(""));
  if (!to || to->full() != core_.config.host) return;
  write(host_answer(element, router_, core_));
}

}  // namespace jcp::mock
