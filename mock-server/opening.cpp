#include "mock-server/opening.hpp"

#include <algorithm>

#include "harness/xmpp/jid.hpp"
#include "harness/xmpp/namespaces.hpp"

namespace jcp::mock {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

struct Version {
  std::string_view major, minor;
  bool well_formed;  // RFC 6120 4.7.5: DIGITS "." DIGITS
};

Version version_of(std::string_view text) {
  const auto dot = std::min(text.find('.'), text.size());
  Version version{text.substr(0, dot), text.substr(std::min(dot + 1, text.size())), false};
  version.well_formed = all_digits(version.major) && all_digits(version.minor);
  // RFC 6120 4.7.5: leading zeros are ignored.
  if (!version.well_formed) return version;
  version.major.remove_prefix(std::min(version.major.find_first_not_of('0'), version.major.size()));
  return version;
}

void check_version(const StreamHeader& header, const Core& core, Opening& opening) {
  // RFC 6120 4.7.5: no version at all stands for 0.9, which is what XEP-0114 streams are.
  const auto text = header.attribute("version");
  if (!text) {
    if (core.quirk(Quirk::requires_version)) opening.refusal = "unsupported-version";
    return;
  }
  const Version version = version_of(*text);
  const bool garbage = !version.well_formed || version.major.size() > 9 || version.minor.size() > 9;
  if (garbage && core.quirk(Quirk::swallows_garbage_version)) opening.ignored = true;
  if (!version.well_formed) {
    opening.refusal = "bad-format";
  } else if (!version.major.empty() && version.major != "1") {
    opening.refusal = "unsupported-version";
    if (version.major.size() > 1 && core.quirk(Quirk::misnames_large_versions)) {
      opening.refusal = "undefined-condition";
    }
  }
  if (*text == "1.0" && core.quirk(Quirk::refuses_version_one)) {
    opening.refusal = "unsupported-version";
  }
  if (*text != "2.0") return;
  if (core.quirk(Quirk::echoes_version_two)) opening.refusal = "";
  if (core.quirk(Quirk::refuses_version_two_as_bad_format)) opening.refusal = "bad-format";
}

std::string_view stream_namespace_fault(const StreamHeader& header, const Core& core) {
  if (header.stream_ns == ns::stream) return "";
  if (header.local_name == "stream") {
    if (header.prefix == "stream" && core.quirk(Quirk::accepts_any_stream_namespace)) return "";
    if (core.quirk(Quirk::misnames_stream_namespace)) return "undefined-condition";
  }
  return "invalid-namespace";
}

bool content_namespace_accepted(const StreamHeader& header, const Core& core) {
  // RFC 6120 4.8.2: without a default namespace every stanza declares its own.
  if (header.content_ns.empty() || header.content_ns == ns::accept) return true;
  return header.content_ns != ns::stream && core.quirk(Quirk::echoes_any_content_namespace);
}

void check_namespaces(const StreamHeader& header, const Core& core, Opening& opening) {
  // RFC 6120 4.8.1 and 4.8.2.
  opening.refusal = stream_namespace_fault(header, core);
  if (!opening.refusal.empty()) return;
  if (header.content_ns == ns::stream && core.quirk(Quirk::accepts_stream_namespace_as_content)) {
    return;
  }
  if (header.content_ns.empty() && core.quirk(Quirk::ignores_header_without_content_namespace)) {
    opening.ignored = true;
  }
  if (!content_namespace_accepted(header, core)) {
    opening.refusal = "invalid-namespace";
  } else if (header.prefix != "stream") {
    // RFC 6120 4.8.5: only the prefix "stream" needs to be understood.
    opening.refusal =
        core.quirk(Quirk::misnames_odd_stream_prefix) ? "invalid-xml" : "bad-namespace-prefix";
    if (core.quirk(Quirk::ignores_odd_stream_prefix)) opening.ignored = true;
  } else if (header.local_name != "stream" && !core.quirk(Quirk::accepts_any_root_name)) {
    opening.refusal = "bad-format";
  }
}

// No name of a host, but a quirk serves it.
bool serves_anyway(std::optional<std::string_view> to, const Core& core) {
  if (!to) return core.quirk(Quirk::accepts_missing_to);
  if (to->empty()) return core.quirk(Quirk::accepts_empty_to);
  const bool invalid = std::ranges::count(*to, '@') > 1 ||
                       std::ranges::any_of(*to, [](char c) { return c >= 0 && c <= ' '; });
  return invalid && core.quirk(Quirk::accepts_invalid_domain);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

void check_name(const StreamHeader& header, const Core& core, Opening& opening) {
  const auto to = header.attribute("to");
  if (serves_anyway(to, core)) {
    opening.any_handshake = true;
    return;
  }
  const auto jid = to ? Jid::parse(*to) : std::nullopt;
  const bool more = jid && (!jid->local().empty() || !jid->resource().empty());
  // RFC 6120 4.9.3.7: 'to' is missing, empty or no name of a host.
  if (!jid || (more && !core.quirk(Quirk::strips_to_of_header))) {
    opening.refusal = "improper-addressing";
    return;
  }
  opening.domain = jid->domain();
  if (core.accounts.contains(opening.domain)) {
    const bool by_case = *to != opening.domain && lower(*to) == opening.domain;
    if ((by_case && core.quirk(Quirk::compares_header_name_by_octets)) ||
        (to->ends_with('.') && core.quirk(Quirk::keeps_trailing_dot))) {
      opening.refusal = "host-unknown";
    }
  } else if (opening.domain == core.config.host) {
    // The name of the server itself is in use by the server.
    if (!core.quirk(Quirk::acknowledges_server_host)) opening.refusal = "conflict";
  } else if (core.quirk(Quirk::acknowledges_unknown_domain)) {
    opening.any_handshake = true;
  } else {
    opening.refusal = "host-unknown";
  }
}

void check_rest(const StreamHeader& header, std::string_view raw, const Core& core,
                Opening& opening) {
  if (header.attribute("from") && core.quirk(Quirk::refuses_header_from)) {
    opening.refusal = "invalid-from";
  }
  if (const auto language = header.attribute("xml:lang")) {
    const bool is_long = language->size() > 255;
    if (is_long && core.quirk(Quirk::swallows_header_with_long_language)) opening.ignored = true;
    if (!is_long && core.quirk(Quirk::refuses_header_language)) opening.refusal = "bad-format";
  }
  const std::string_view declaration = raw.substr(0, raw.find("?>"));
  if (header.xml_declaration && core.quirk(Quirk::refuses_declaration_without_encoding) &&
      declaration.find("1.0") != std::string_view::npos &&
      declaration.find("encoding") == std::string_view::npos &&
      declaration.find("standalone") == std::string_view::npos) {
    opening.refusal = "not-well-formed";
  }
}

}  // namespace

Opening open_stream(const StreamHeader& header, std::string_view raw, const Core& core) {
  Opening opening;
  check_namespaces(header, core, opening);
  if (opening.refusal.empty()) check_version(header, core, opening);
  if (opening.refusal.empty()) check_name(header, core, opening);
  if (opening.refusal.empty()) check_rest(header, raw, core, opening);
  return opening;
}

}  // namespace jcp::mock
