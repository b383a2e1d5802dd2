// What a stream does only wrongly: each function here serves quirks and nothing else.

#include <algorithm>
#include <array>
#include <utility>

#include "harness/xmpp/conditions.hpp"
#include "harness/xmpp/digest.hpp"
#include "harness/xmpp/namespaces.hpp"
#include "mock-component/misreading.hpp"
#include "mock-component/stream.hpp"
#include "mock-server/lenient_spans.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock::component {
namespace {

constexpr std::size_t raw_bytes = 512 * 1024;  // more than any element a quirk looks into

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// Stream errors that are not obeyed, each by a quirk of its own.
struct Ignored {
  std::string_view condition;
  Quirk quirk;
};
constexpr std::array ignored{
    Ignored{"host-gone", Quirk::ignores_host_gone},
    Ignored{"internal-server-error", Quirk::ignores_internal_server_error},
    Ignored{"remote-connection-failed", Quirk::ignores_remote_connection_failed},
    Ignored{"reset", Quirk::ignores_reset},
    Ignored{"resource-constraint", Quirk::ignores_resource_constraint},
    Ignored{"see-other-host", Quirk::ignores_see_other_host},
    Ignored{"system-shutdown", Quirk::ignores_system_shutdown},
    Ignored{"undefined-condition", Quirk::ignores_undefined_condition},
    Ignored{"unsupported-feature", Quirk::ignores_unsupported_feature},
};

bool has_text(const Element& error) {
  const std::string name = ns::canonical_prefix(ns::stream_errors) + ":text";
  return static_cast<bool>(error.child(name));
}

bool has_application_condition(const Element& error) {
  const std::string prefix = ns::canonical_prefix(ns::stream_errors);
  return std::ranges::any_of(error.node().children(), [&prefix](const pugi::xml_node& child) {
    return child.type() == pugi::node_element && prefix_of(child.name()) != prefix;
  });
}

}  // namespace

// Before a read is looked at. false: it is not.
bool Stream::reads(std::string_view bytes) {
  if (stray_bytes(bytes)) return false;
  single_octets_ = bytes.size() == 1 ? single_octets_ + 1 : 0;
  const bool inside = parser_.inside_root() && !parser_.between_stanzas();
  pieces_ = inside ? pieces_ + 1 : 0;
  if ((single_octets_ >= 20 && quirk(Quirk::goes_deaf_on_single_octets)) ||
      (pieces_ > 2000 && quirk(Quirk::goes_deaf_on_many_pieces))) {
    go_deaf();
    return false;
  }
  if (fed_ == 0 && contains(bytes, "<!DOCTYPE") && quirk(Quirk::dies_of_doctype)) crash();
  if (fed_ == 0 && count_of("<!ENTITY", bytes) >= 3 && quirk(Quirk::dies_of_entity_bombs)) crash();
  if (inside && quirk(Quirk::waits_for_more_input)) held_back_ = bytes.substr(bytes.size() - 1);
  return !core_.crashed;
}

bool Stream::stray_bytes(std::string_view bytes) {
  constexpr std::string_view lawful_begin = "< \t\r\n\xEF\xFE\xFF";
  if (bytes.empty()) return true;
  const bool foreign = fed_ == 0 && !contains(lawful_begin, bytes.substr(0, 1));
  if (foreign && quirk(Quirk::waits_behind_foreign_greeting)) {
    go_deaf();
    return true;
  }
  const bool pause = phase_ == Phase::ready && parser_.between_stanzas();
  if (!pause || bytes.find_first_not_of(" \t\r\n") != std::string_view::npos) return false;
  const bool blanks = bytes.find_first_not_of(' ') == std::string_view::npos;
  const bool refused =
      quirk(blanks ? Quirk::minds_blanks_between_stanzas : Quirk::minds_tabs_and_line_ends);
  if (refused) stream_error("not-well-formed");
  return refused;
}

bool Stream::overlooked(const StreamEvent& event) {
  if (phase_ != Phase::ready || !std::holds_alternative<Element>(event.body)) return false;
  ++elements_;
  if (elements_ > 1 && quirk(Quirk::reads_one_stanza_at_a_time)) return true;
  return elements_ > 100 && quirk(Quirk::loses_stanzas_beyond_a_hundred);
}

bool Stream::dies_of(const StreamHeader& header) const {
  if (header.local_name == "error" && quirk(Quirk::dies_of_an_error_before_the_header)) return true;
  const bool format = contains(header.attribute("id").value_or(""), "%");
  if (format && quirk(Quirk::takes_ids_for_format_strings)) return true;
  const bool standalone = contains(raw_.substr(0, raw_.find("?>")), "standalone=");
  return header.xml_declaration && standalone && quirk(Quirk::dies_of_standalone);
}

bool Stream::waits_behind(const StreamHeader& header) const {
  const bool odd_prefix = header.local_name == "stream" && header.prefix != "stream";
  if (odd_prefix && quirk(Quirk::waits_behind_odd_prefix)) return true;
  if (header.content_ns.empty() && quirk(Quirk::needs_a_default_namespace)) return true;
  const bool long_id = header.attribute("id").value_or("").size() > 1000;
  return long_id && quirk(Quirk::waits_behind_long_ids);
}

void Stream::features(const Element& features) {
  if (phase_ != Phase::shaking) return;
  if (quirk(Quirk::dies_of_features)) return crash();
  if (held_handshake_) write(std::move(*std::exchange(held_handshake_, std::nullopt)));
  if (payloads(features) == 0 || !quirk(Quirk::offers_its_secret_to_plain)) return;
  using namespace std::string_literals;
  const std::string plain = "\0"s + core_.domain + "\0"s + core_.config.secret;
  write("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + base64(plain) +
        "</auth>");
}

bool Stream::deadly(const Element& element) const {
  const bool filled = element.node().first_child() && element.name() == "handshake";
  if (filled && phase_ == Phase::shaking && quirk(Quirk::dies_of_a_filled_ack)) return true;
  if (phase_ != Phase::ready) return false;
  return dies_of_stanza(element, core_) || dies_of_size(element, lenient::first_tag(raw_), core_);
}

bool Stream::hangs_on(const Element& element) const {
  return phase_ == Phase::ready && quirk(Quirk::hangs_on_deep_nesting) && depth_of(element) > 500;
}

bool Stream::lost(const Element& element) const {
  if (ack_in_this_read_ && quirk(Quirk::loses_stanzas_behind_the_ack)) return true;
  if (events_[event_].begin < read_begin_ && quirk(Quirk::loses_split_stanzas)) return true;
  const bool client = prefix_of(element.name()) == "client";
  if (client && quirk(Quirk::loses_client_stanzas)) return true;
  const std::string_view tag = lenient::first_tag(raw_);
  const bool prefixed = contains(tag.substr(0, tag.find_first_of(" \t\r\n/")), ":");
  if (prefixed && quirk(Quirk::loses_prefixed_stanzas)) return true;
  const bool own = contains(tag, " xmlns='jabber:component:accept'") ||
                   contains(tag, " xmlns=\"jabber:component:accept\"");
  if (own && !prefixed && quirk(Quirk::loses_stanzas_with_their_own_namespace)) return true;
  return quirk(Quirk::forgets_prefixes_of_the_header) && uses(element, header_namespaces_);
}

bool Stream::nested_end(const Element& element) const {
  if (!is_stanza(element) || !quirk(Quirk::obeys_nested_stream_elements)) return false;
  return std::ranges::any_of(nodes_of(element.node()), [](const pugi::xml_node& node) {
    return std::string_view(node.name()).starts_with("stream:");
  });
}

void Stream::nested_requests(const Element& element) {
  if (element.name() != "message" || !quirk(Quirk::answers_nested_requests)) return;
  for (pugi::xml_node node : nodes_of(element.node())) {
    if (std::string_view(node.name()) == "iq") stanza(subtree(element, node));
  }
}

// true: the stream error has no consequence that it should have.
bool Stream::disobeys(const Element& error, std::string_view condition) {
  const bool early = phase_ == Phase::shaking && header_in_this_read_;
  const bool empty = payloads(error) == 0;
  if ((early && quirk(Quirk::dies_of_errors_at_header_time)) ||
      (empty && quirk(Quirk::dies_of_an_empty_error)) ||
      (has_text(error) && quirk(Quirk::dies_of_error_text))) {
    crash();
    return true;
  }
  if (phase_ == Phase::ready && quirk(Quirk::keeps_stream_after_errors)) return true;
  const bool unauthorized = phase_ == Phase::shaking && condition == "not-authorized";
  const auto single = std::ranges::find(ignored, condition, &Ignored::condition);
  const bool drops =
      (early && quirk(Quirk::ignores_errors_at_header_time)) ||
      (unauthorized && quirk(Quirk::ignores_not_authorized)) ||
      (!is_stream_condition(condition) && quirk(Quirk::ignores_nothing_but_known_conditions)) ||
      (has_application_condition(error) && quirk(Quirk::ignores_application_conditions)) ||
      (single != ignored.end() && quirk(single->quirk));
  if (drops) go_deaf();
  return drops;
}

// Namespaces whose prefix is declared on the header; `stream` is not one of them.
void Stream::learn_header_namespaces() {
  if (!quirk(Quirk::forgets_prefixes_of_the_header)) return;
  header_namespaces_ = declared_namespaces(raw_);
}

void Stream::keep_raw(std::string_view bytes) {
  raw_ += bytes.substr(0, raw_bytes - std::min(raw_bytes, raw_.size()));
}

void Stream::forget_raw(std::uint64_t end) {
  const std::uint64_t size = std::min<std::uint64_t>(end - std::min(end, raw_begin_), raw_.size());
  raw_.erase(0, size);
  raw_begin_ = end;
}

// In what follows the event under way in this read.
std::vector<Element> Stream::stanzas_behind_event() const {
  const std::uint64_t begin = fed_ - read_.size();
  const std::uint64_t done = std::max(events_[event_].end, begin) - begin;
  return lenient::stanzas_in(read_.substr(std::min<std::uint64_t>(done, read_.size())));
}

std::string_view Stream::condition_of(const Violation& violation) const {
  const std::string_view condition = violation.condition;
  const bool crossed = contains(violation.what, "mismatched tag");
  if (crossed && quirk(Quirk::calls_ill_formed_xml_restricted)) return "restricted-xml";
  const bool misnamed =
      (condition == "not-well-formed" && quirk(Quirk::calls_ill_formed_xml_undefined)) ||
      (condition == "bad-namespace-prefix" && quirk(Quirk::misnames_unbound_prefixes)) ||
      (condition == "restricted-xml" && quirk(Quirk::misnames_restricted_xml)) ||
      (condition == "unsupported-encoding" && quirk(Quirk::misnames_other_octets));
  return misnamed ? "undefined-condition" : condition;
}

}  // namespace jcp::mock::component
