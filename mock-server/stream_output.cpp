// What a session writes: header, errors, the end (RFC 6120 4.7, 4.9, 4.4).

#include <utility>

#include "harness/xmpp/namespaces.hpp"
#include "harness/xmpp/wire.hpp"
#include "mock-server/lawful.hpp"
#include "mock-server/session.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock {
namespace {

constexpr std::string_view other_encoding = "<?xml version='1.0' encoding='ISO-8859-1'?>";

std::string condition_element(std::string_view condition) {
  std::string out = "<";
  return out.append(condition).append(" xmlns='").append(ns::stream_errors).append("'/>");
}

}  // namespace

void Session::send_header(std::string_view from) {
  const bool success = phase_ == Phase::opened;
  header_sent_ = true;
  stream_id_ = core_.new_stream_id();
  if (!core_.config.quirks.empty()) core_.ids_of[domain_].push_back(stream_id_);
  if (success && quirk(Quirk::omits_stream_id)) stream_id_.clear();
  if (quirk(Quirk::sends_no_header)) return;
  if (success && quirk(Quirk::header_from_names_another)) from = another_domain();
  const bool server_ns = success && quirk(Quirk::declares_server_namespace);
  const bool lawful = core_.config.lawful;
  std::string header(lawful ? "<?xml version='1.0'?>\n" : "");
  if (quirk(Quirk::declares_another_encoding)) header = other_encoding;
  header += "<stream:stream xmlns='";
  header.append(server_ns ? std::string(ns::server) : escape_attribute(content_ns_));
  header.append("' xmlns:stream='").append(ns::stream).append("'");
  if (lawful && !success) {
    header += " id=''";
  } else if (!stream_id_.empty()) {
    header.append(" id='").append(stream_id_).append("'");
  }
  if (!quirk(Quirk::omits_header_from)) {
    header.append(" from='").append(escape_attribute(from)).append("'");
  }
  if (version_ == "2.0") header += " version='2.0'";  // echoes_version_two
  if (lawful) header += " xml:lang='en'";
  if (lawful && version_ == "1.0") header += " version='1.0'";
  write(dressed(header += ">", core_));
  const bool features =
      (version_.empty() && quirk(Quirk::offers_features_unasked)) ||
      (version_ == "1.0" && (lawful || quirk(Quirk::offers_features_for_version_one)));
  if (success && features) write("<stream:features/>");
}

std::string_view Session::another_domain() const {
  for (const auto& [domain, secret] : core_.accounts) {
    if (domain != domain_) return domain;
  }
  return core_.config.host;
}

void Session::stream_error(std::string_view condition, std::string_view text) {
  const bool no_to = phase_ == Phase::opening && condition == "improper-addressing" && !has_to_;
  // RFC 6120 4.9.1.2: an error at the opening still needs a stream to stand in; with no name that
  // we serve it comes from the server itself.
  const bool bare =
      quirk(Quirk::bare_header_errors) || (no_to && quirk(Quirk::bare_error_for_missing_to));
  if (!header_sent_ && !bare) send_header(core_.config.host);
  failed_ = true;
  say_error(condition, text);
  if (no_to && quirk(Quirk::omits_closing_tag_for_missing_to)) return finish();
  end();
}

void Session::refuse_sender(std::string_view condition) {
  const bool goes_on = quirk(Quirk::answers_after_stream_error) && condition == "invalid-from";
  if (!goes_on) return stream_error(condition);
  say_error(condition, "");
  failed_ = ending_ = true;
}

void Session::say_error(std::string_view condition, std::string_view text) {
  if (quirk(Quirk::closes_without_stream_error)) return;
  const bool unknown_element = condition == "unsupported-stanza-type";
  std::string error = "<stream:error>" + condition_element(condition);
  if (unknown_element && quirk(Quirk::adds_second_stream_condition)) {
    error += condition_element("bad-format");
  }
  if (!text.empty()) {
    error.append("<text xmlns='").append(ns::stream_errors).append("'>");
    error.append(text).append("</text>");
  }
  error.append(further_error_children(core_)).append("</stream:error>");
  error = dressed(std::move(error), core_);
  if (unknown_element && quirk(Quirk::sends_a_comment)) error += "<!-- closed -->";
  if (unknown_element && quirk(Quirk::sends_bad_utf_8)) error += "\xFF";
  if (unknown_element && quirk(Quirk::sends_ill_formed_xml)) error += "<a></b>";
  write(std::move(error));
}

void Session::end() {
  write("</stream:stream>");
  finish();
}

void Session::write(std::string bytes) {
  if (phase_ >= Phase::closing) return;
  const bool qualify = quirk(Quirk::declares_server_namespace) && phase_ >= Phase::opened &&
                       !bytes.starts_with("<stream:stream") && !bytes.starts_with("<?");
  if (qualify) bytes = qualified(std::move(bytes));
  // RFC 6120 4.6.1: white space between stanzas says nothing.
  if (core_.config.lawful && !bytes.starts_with("</")) bytes += "\n ";
  core_.outputs.push_back({id_, Output::Kind::bytes, std::move(bytes)});
}

}  // namespace jcp::mock
