// What a stream says: header, errors, the end (RFC 6120 4.7, 4.9, 4.4).

#include <algorithm>
#include <utility>

#include "harness/xmpp/digest.hpp"
#include "harness/xmpp/namespaces.hpp"
#include "harness/xmpp/wire.hpp"
#include "mock-component/stream.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock::component {
namespace {

std::string condition_element(std::string_view condition, std::string_view uri) {
  std::string out = "<";
  return out.append(condition).append(" xmlns='").append(uri).append("'/>");
}

std::string_view parent_of(std::string_view domain) {
  return domain.substr(domain.find('.') + 1);  // npos + 1 is 0
}

}  // namespace

void Stream::send_header() {
  const bool lawful = core_.config.lawful;
  const bool client = quirk(Quirk::opens_in_client_namespace);
  const bool other = quirk(Quirk::opens_in_another_stream_namespace);
  std::string header(lawful ? "<?xml version='1.0'?>\n" : "");
  if (quirk(Quirk::sends_byte_order_mark)) header += "\xEF\xBB\xBF";
  header.append("<stream:stream xmlns='").append(client ? ns::client : ns::accept);
  header.append("' xmlns:stream='").append(other ? ns::stream.substr(0, 31) : ns::stream);
  header += "'";
  std::string_view to = core_.domain;
  if (quirk(Quirk::addresses_header_to_the_server)) to = parent_of(to);
  if (!quirk(Quirk::omits_to_of_its_header)) {
    header.append(" to='").append(escape_attribute(to)).append("'");
  }
  if (lawful) header += " xml:lang='en'";
  write(dressed(header + ">", core_));
  if (quirk(Quirk::shakes_hands_before_the_header)) {
    write("<handshake>" + handshake_digest("", core_.config.secret) + "</handshake>");
  }
}

void Stream::stream_error(std::string_view condition) {
  say_answers();
  if (!quirk(Quirk::closes_without_saying_why)) say_error(condition);
  if (quirk(Quirk::goes_on_after_its_own_errors)) return;
  if (!quirk(Quirk::keeps_socket_after_its_own_errors)) return end();
  write("</stream:stream>");
  phase_ = Phase::closing;
  deadline_.reset();
}

void Stream::say_error(std::string_view condition) {
  const bool unknown_element = condition == "unsupported-stanza-type";
  const bool misplaced = unknown_element && quirk(Quirk::misplaces_stream_conditions);
  std::string error =
      "<stream:error>" +
      condition_element(condition, misplaced ? ns::stanza_errors : ns::stream_errors);
  if (unknown_element && quirk(Quirk::names_two_stream_conditions)) {
    error += condition_element("bad-format", ns::stream_errors);
  }
  // RFC 6120 4.9.2: what may follow the condition.
  if (core_.config.lawful) {
    error +=
        "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams' xml:lang='en'>Great Scott</text>"
        "<no-way xmlns='urn:example:errors'/>";
  }
  error = dressed(error + "</stream:error>", core_);
  if (unknown_element && quirk(Quirk::writes_comments)) error += "<!-- closed -->";
  if (unknown_element && quirk(Quirk::writes_other_octets)) error += "\xFF";
  if (unknown_element && quirk(Quirk::writes_ill_formed_xml)) error += "<a></b>";
  write(std::move(error));
}

void Stream::end() {
  write("</stream:stream>");
  if (!quirk(Quirk::waits_for_the_servers_end) || parser_.ended()) return finish();
  phase_ = Phase::closing;
  deadline_.reset();
}

void Stream::finish() {
  if (phase_ >= Phase::closing) return;
  core_.outputs.push_back({id_, ComponentOutput::Kind::fin, {}});
  phase_ = Phase::closing;
  deadline_ = core_.now + core_.config.limits.closing_us;
}

void Stream::say_answers() {
  if (quirk(Quirk::answers_last_first)) std::ranges::reverse(answers_);
  for (std::string& reply : std::exchange(answers_, {})) write(std::move(reply));
}

void Stream::write(std::string bytes) {
  if (phase_ >= Phase::closing) return;
  const bool header = bytes.starts_with("<stream:stream") || bytes.starts_with("<?");
  if (quirk(Quirk::opens_in_client_namespace) && !header) bytes = qualified(std::move(bytes));
  // RFC 6120 4.6.1: white space between stanzas says nothing.
  if (core_.config.lawful && !bytes.starts_with("</")) bytes += "\n ";
  core_.outputs.push_back({id_, ComponentOutput::Kind::bytes, std::move(bytes)});
}

}  // namespace jcp::mock::component
