#include "mock-server/addressing.hpp"

#include <algorithm>
#include <string>

#include "harness/xmpp/limits.hpp"
#include "mock-server/reading.hpp"
#include "mock-server/stanza_rules.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock {
namespace {

constexpr std::size_t npos = std::string_view::npos;

struct Parts {
  std::optional<std::string> local;
  std::string domain;
  std::optional<std::string> resource;
};

Parts parts_of(std::string_view text, const Core& core) {
  Parts parts;
  if (const auto slash = text.find('/'); slash != npos) {
    parts.resource = text.substr(slash + 1);
    text = text.substr(0, slash);
  }
  const bool last = core.quirk(Quirk::splits_address_at_last_at);
  if (const auto at = last ? text.rfind('@') : text.find('@'); at != npos) {
    parts.local = text.substr(0, at);
    text.remove_prefix(at + 1);
  }
  parts.domain = text;
  return parts;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// Puts something lawful in place of a part that is too long only for others; false: too long.
bool fits(std::optional<std::string>& part, const Core& core) {
  if (!part) return true;
  if (core.quirk(Quirk::limits_jid_parts_to_1022) && part->size() >= limits::jid_part_bytes) {
    return false;
  }
  if (part->size() <= limits::jid_part_bytes) return true;
  if (core.quirk(Quirk::routes_overlong_jid_parts) ||
      (core.quirk(Quirk::counts_jid_parts_in_characters) &&
       characters(*part) <= limits::jid_part_bytes)) {
    part = "x";
    return true;
  }
  return false;
}

// Jid::parse for quirks: what they tolerate is replaced by something lawful first, since only the
// domain counts for routing.
std::optional<Jid> parse_loosely(std::string_view text, bool sender, const Core& core) {
  Parts parts = parts_of(text, core);
  if (parts.local && !parts.local->empty()) {
    std::string_view tolerated;
    if (core.quirk(Quirk::accepts_forbidden_localpart_characters)) tolerated = " \"&':<>";
    if (core.quirk(Quirk::splits_address_at_last_at)) tolerated = "@";
    for (char& c : *parts.local) c = tolerated.find(c) == npos ? c : 'x';
  }
  if (sender && core.quirk(Quirk::delivers_malformed_from)) {
    if (parts.local && parts.local->empty()) parts.local.reset();
    if (parts.resource && parts.resource->empty()) parts.resource.reset();
  }
  if (!fits(parts.local, core) || !fits(parts.resource, core)) return std::nullopt;
  std::string lawful = parts.local ? *parts.local + "@" : "";
  lawful += parts.domain;
  if (parts.resource) lawful += "/" + *parts.resource;
  return Jid::parse(lawful);
}

std::optional<Jid> parse(std::string_view text, bool sender, const Core& core) {
  return core.config.quirks.empty() ? Jid::parse(text) : parse_loosely(text, sender, core);
}

std::string without_confusables(std::string domain) {
  replace_all(domain, "\xC2\xAD", "");
  replace_all(domain, "\xE2\x80\x8B", "");
  replace_all(domain, "\xEF\xBC\x8E", ".");
  replace_all(domain, "\xE2\x80\xA4", ".");
  return domain;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != npos; }

// Senders that are not the component's, but quirks think they are.
bool mistaken_for_own(const Jid& from, std::string_view own, bool to_host, const Core& core) {
  const std::string_view domain = from.domain();
  const auto is = [&core](Quirk quirk) { return core.quirk(quirk); };
  return (is(Quirk::delivers_foreign_from) && !to_host) ||
         (is(Quirk::delivers_host_from) && domain == core.config.host) ||
         (is(Quirk::delivers_subdomain_from) && domain.ends_with("." + std::string(own))) ||
         (is(Quirk::matches_from_by_suffix) && domain.ends_with(own)) ||
         (is(Quirk::matches_from_by_prefix) && domain.starts_with(own)) ||
         (is(Quirk::finds_own_domain_anywhere_in_from) &&
          (contains(from.local(), own) || contains(from.resource(), own))) ||
         (is(Quirk::passes_confusable_domains) && without_confusables(from.domain()) == own);
}

// XEP-0114 3: the domain of 'from' is the component's own; a subdomain of it is another domain.
bool is_own(const Jid& from, std::string_view as_written, std::string_view own, bool to_host,
            const Core& core) {
  if (from.domain() != own) return mistaken_for_own(from, own, to_host, core);
  if (!core.quirk(Quirk::compares_from_case_sensitively)) return true;
  std::string domain = parts_of(as_written, core).domain;
  if (domain.ends_with('.')) domain.pop_back();
  return domain == own;
}

// RFC 6120 4.9.3.7 and 4.9.3.9: "" when the sender is accepted.
std::string_view sender_fault(const Element& stanza, const Addressing& addresses,
                              std::string_view own, const Core& core) {
  const std::optional<Jid>& from = addresses.from;
  const bool to_host = addresses.to && addresses.to->domain() == core.config.host;
  const auto written = stanza.attribute("from");
  if (!written && core.quirk(Quirk::delivers_missing_from)) return "";
  if (written && written->empty() && core.quirk(Quirk::delivers_empty_from)) return "";
  if (!core.config.quirks.empty() && stanza.attribute(unchecked_sender)) return "";
  if (!from) return "improper-addressing";
  const std::string_view type = type_of(stanza);
  const bool answer = type == "result" || type == "error";
  if (answer && !to_host && core.quirk(Quirk::delivers_foreign_answers)) return "";
  if (is_own(*from, *written, own, to_host, core)) return "";
  if (stanza.name() == "presence" && core.quirk(Quirk::misnames_foreign_from_of_presence)) {
    return "undefined-condition";
  }
  return "invalid-from";
}

}  // namespace

Addressing address(const Element& stanza, std::string_view own_domain, const Core& core) {
  const auto from = stanza.attribute("from");
  const auto to = stanza.attribute("to");
  Addressing addresses;
  if (from) addresses.from = parse(*from, true, core);
  if (to) addresses.to = parse(*to, false, core);
  addresses.stream_error = sender_fault(stanza, addresses, own_domain, core);
  addresses.sender_accepted = addresses.stream_error.empty();
  // RFC 6120 4.9.3.7: 'to' is missing. A malformed one concerns this stanza only (RFC
  // 6120 8.3.3.8).
  if (addresses.sender_accepted && !to) addresses.stream_error = "improper-addressing";
  if (!from && !to && core.quirk(Quirk::misnames_unaddressed_stanzas)) {
    addresses.stream_error = "undefined-condition";
  }
  return addresses;
}

}  // namespace jcp::mock
