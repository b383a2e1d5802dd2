// The handshake (XEP-0114 section 3).

#include <algorithm>

#include "harness/xmpp/digest.hpp"
#include "harness/xmpp/wire.hpp"
#include "mock-server/lenient_markup.hpp"
#include "mock-server/lenient_octets.hpp"
#include "mock-server/router.hpp"
#include "mock-server/session.hpp"
#include "mock-server/stanza_rules.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock {
namespace {

constexpr std::string_view white_space = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(white_space), text.size()));
  return text.substr(0, text.find_last_not_of(white_space) + 1);
}

// In a time that does not tell how many digits are right.
bool same_digest(std::string_view expected, std::string_view given) {
  if (expected.size() != given.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    difference |= static_cast<unsigned char>(expected[i] ^ given[i]);
  }
  return difference == 0;
}

bool is_hexadecimal(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

// The secret as it enters the hash.
std::string hashed(std::string secret, const Core& core) {
  if (core.quirk(Quirk::hashes_escaped_secret)) secret = escape_attribute(secret);
  if (core.quirk(Quirk::truncates_secret)) secret = secret.substr(0, 255);
  if (core.quirk(Quirk::hashes_secret_as_latin_1)) secret = lenient::latin_1(secret);
  return secret;
}

// Text that `raw` would have without some of its markup.
std::string text_without(std::string raw, std::string_view begin, std::string_view end) {
  lenient::remove_spans(raw, begin, end);
  raw.erase(0, std::min(raw.find('<'), raw.size()));
  const auto element = Element::parse(raw);
  return element ? text_of(*element) : "";
}

}  // namespace

bool Session::is_handshake(const Element& element) const {
  if (element.name() == "handshake") return true;
  if (local_of(element.name()) != "handshake") return false;
  if (phase_ != Phase::opened) return false;
  if (quirk(Quirk::accepts_handshake_in_any_namespace)) return true;
  if (element.name() == "stream:handshake" && content_is_stream_ns_) return true;
  return quirk(Quirk::echoes_any_content_namespace) &&
         prefix_of(element.name()) == ns::canonical_prefix(content_ns_);
}

bool Session::matches(std::string_view given, std::string_view secret) const {
  if (quirk(Quirk::accepts_empty_secret) && same_digest(handshake_digest(stream_id_, ""), given)) {
    return true;
  }
  // A name without a secret has no valid credentials.
  if (secret.empty()) return false;
  std::vector<std::string> ids{stream_id_};
  if (quirk(Quirk::accepts_digest_of_earlier_stream)) ids = core_.ids_of[domain_];
  if (quirk(Quirk::checks_digest_of_latest_stream)) ids = {core_.stream_ids.back()};
  for (const std::string& id : ids) {
    const std::string digest = handshake_digest(id, hashed(std::string(secret), core_));
    if (same_digest(digest, given)) return true;
    if (quirk(Quirk::accepts_upper_case_digest) && given == upper(digest)) return true;
    const std::size_t common = std::min(given.size(), digest.size());
    if (quirk(Quirk::compares_digest_prefix) && given.size() >= 39 && given.size() <= 42 &&
        is_hexadecimal(given) && given.substr(0, common) == digest.substr(0, common)) {
      return true;
    }
    if (quirk(Quirk::accepts_base64_digest) && given == base64(sha1(id + std::string(secret)))) {
      return true;
    }
  }
  return quirk(Quirk::accepts_plain_secret) && given == secret;
}

bool Session::valid(const Element& handshake) const {
  if (any_handshake_) return true;
  std::string text = text_of(handshake);
  const std::string raw(raw_of_element());
  if (quirk(Quirk::ignores_cdata_in_handshake)) text = text_without(raw, "<![CDATA[", "]]>");
  if (quirk(Quirk::ignores_references_in_handshake)) text = text_without(raw, "&#", ";");
  if (payloads(handshake) != 0) return false;
  if (quirk(Quirk::accepts_empty_handshake) && trimmed(text).empty()) return true;
  if (quirk(Quirk::acknowledges_pipelined_handshake) && header_in_this_read_) return true;
  if (quirk(Quirk::accepts_any_digest) && text.size() == 40 && is_hexadecimal(text)) return true;
  if (quirk(Quirk::trims_handshake)) text = trimmed(text);
  const auto account = core_.accounts.find(domain_);
  if (account != core_.accounts.end() && matches(text, account->second)) return true;
  const bool host = account == core_.accounts.end();  // acknowledges_server_host
  if (!host && !quirk(Quirk::accepts_secret_of_any_component)) return false;
  return std::ranges::any_of(core_.accounts,
                             [&](const auto& other) { return matches(text, other.second); });
}

// Quirks that do not even look at it.
bool Session::ignored(const Element& handshake) const {
  if (payloads(handshake) != 0 && quirk(Quirk::swallows_handshake_with_child)) return true;
  if (!quirk(Quirk::looks_at_last_handshake)) return false;
  return std::any_of(events_.begin() + static_cast<std::ptrdiff_t>(event_) + 1, events_.end(),
                     [this](const StreamEvent& event) {
                       const auto* element = std::get_if<Element>(&event.body);
                       return element && is_handshake(*element);
                     });
}

void Session::handshake(const Element& element) {
  if (phase_ == Phase::authenticated) {
    // It has nothing more to say.
    if (quirk(Quirk::second_handshake_revokes)) {
      router_.release(*this);
      return go_deaf();
    }
    return core_.config.lawful ? stream_error("policy-violation") : void();
  }
  if (space_refused()) return stream_error("not-well-formed");
  if (ignored(element)) return;
  const auto attributes = element.node().attributes();
  const bool odd = std::ranges::any_of(attributes, [](const pugi::xml_attribute& attribute) {
    const std::string_view name = attribute.name();
    return name != "to" && name != "from" && !is_declaration(attribute);
  });
  const bool refused =
      (odd && quirk(Quirk::refuses_handshake_attributes)) ||
      (quirk(Quirk::locks_out_after_failures) && core_.failures_in_a_row[domain_] >= 20);
  if (refused || !valid(element)) return refuse_credentials();
  core_.failures_in_a_row.erase(domain_);
  take_identity(element);
  // Only now: who cannot authenticate must not learn whether the name is in use.
  if (!router_.bind(*this)) return refuse_name();
  authenticate();
}

void Session::take_identity(const Element& handshake) {
  for (const auto& [which, attribute] : {std::pair{Quirk::handshake_attribute_sets_identity, "to"},
                                         std::pair{Quirk::handshake_from_sets_identity, "from"}}) {
    const auto name = handshake.attribute(attribute);
    if (!quirk(which) || !name || *name == domain_ || !core_.accounts.contains(*name)) continue;
    domain_ = *name;
    router_.drop(domain_);
  }
}

void Session::refuse_credentials() {
  if (quirk(Quirk::locks_out_after_failures)) ++core_.failures_in_a_row[domain_];
  if (quirk(Quirk::routes_behind_wrong_handshake)) route_rest_of_read(event_);
  Session* live = router_.session_of(domain_);
  if (live && quirk(Quirk::wrong_digest_ends_live_stream)) live->stream_error("conflict");
  if (quirk(Quirk::bare_close_on_failure)) return end();
  if (quirk(Quirk::keeps_stream_after_failure)) {
    say_error("not-authorized", "");
    return go_deaf();
  }
  const auto account = core_.accounts.find(domain_);
  const bool reveals = quirk(Quirk::reveals_digest) && account != core_.accounts.end();
  stream_error("not-authorized",
               reveals ? "expected " + handshake_digest(stream_id_, account->second) : "");
}

// XEP-0114 leaves the policy open; here the one that is connected stays. (In the lawful mode it
// goes.)
void Session::refuse_name() {
  if (core_.config.lawful) {
    router_.session_of(domain_)->stream_error("conflict");
    router_.bind(*this);
    return authenticate();
  }
  const std::string_view condition =
      quirk(Quirk::conflict_is_not_named) ? "policy-violation" : "conflict";
  if (quirk(Quirk::conflict_kills_both)) router_.session_of(domain_)->stream_error(condition);
  if (!quirk(Quirk::keeps_loser_of_conflict)) return stream_error(condition);
  say_error(condition, "");
  go_deaf();
}

void Session::authenticate() {
  phase_ = Phase::authenticated;
  deadline_.reset();
  authenticated_at_ = core_.now;
  if (quirk(Quirk::never_acknowledges)) return;
  if (quirk(Quirk::acknowledges_with_text)) return write("<handshake>ok</handshake>");
  write("<handshake/>");
  if (quirk(Quirk::repeats_last_stanza_on_reconnect)) write(core_.last_delivered[domain_]);
  if (core_.config.lawful) greet();
}

// Nobody has asked for it.
void Session::greet() {
  std::string addresses = " from='" + core_.config.host + "' to='" + domain_ + "'";
  write("<iq type='get' id='who-are-you'" + addresses + "><query xmlns='" +
        std::string(ns::disco_info) + "'/></iq>");
  write("<presence" + addresses + "/>");
}

}  // namespace jcp::mock
