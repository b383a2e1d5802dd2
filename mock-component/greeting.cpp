#include "mock-component/greeting.hpp"

#include "harness/xmpp/jid.hpp"
#include "harness/xmpp/namespaces.hpp"

namespace jcp::mock::component {
namespace {

// RFC 6120 4.8.1 and 4.8.2.
std::string_view namespace_fault(const StreamHeader& header, const Core& core) {
  const bool any_namespace =
      header.local_name == "stream" && core.quirk(Quirk::overlooks_root_namespace);
  if (header.stream_ns != ns::stream && !any_namespace) return "invalid-namespace";
  if (header.local_name != "stream" && !core.quirk(Quirk::takes_any_root_for_a_header)) {
    return "bad-format";
  }
  // RFC 6120 4.8.5: another prefix need not be understood.
  if (header.prefix != "stream" && !core.config.lawful) return "bad-namespace-prefix";
  // RFC 6120 4.8.2: without a default namespace every stanza declares its own.
  if (header.content_ns.empty() || header.content_ns == ns::accept) return "";
  const bool accepted =
      core.quirk(header.content_ns == ns::stream ? Quirk::overlooks_stream_namespace_as_content
                                                 : Quirk::overlooks_content_namespace);
  return accepted ? "" : "invalid-namespace";
}

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view prolog_fault(const StreamHeader& header, std::string_view raw, const Core& core) {
  // RFC 6120 11.6: U+FEFF at the beginning is no byte order mark, so it is text before the root.
  if (header.byte_order_mark) return "not-well-formed";
  if (!header.xml_declaration) return "";
  if (core.quirk(Quirk::refuses_xml_declaration)) return "not-well-formed";
  const std::size_t end = raw.find("?>");
  const bool blanks = end + 2 < raw.size() && blank(raw[end + 2]);
  const bool refused = blanks && core.quirk(Quirk::refuses_blanks_behind_the_declaration);
  return refused ? "not-well-formed" : "";
}

}  // namespace

std::string_view header_fault(const StreamHeader& header, std::string_view raw, Core& core) {
  if (const auto fault = prolog_fault(header, raw, core); !fault.empty()) return fault;
  if (const auto fault = namespace_fault(header, core); !fault.empty()) return fault;
  // XEP-0114 3: the `from` is of no use to a component, so it is not looked at.
  const auto from = header.attribute("from");
  if (!from && core.quirk(Quirk::needs_from_of_the_header)) return "improper-addressing";
  const auto name = Jid::parse(from.value_or(""));
  core.adopted_name.clear();
  if (name && name->domain() != core.domain && core.quirk(Quirk::adopts_from_of_the_header)) {
    core.adopted_name = name->domain();
  }
  const std::string_view id = header.attribute("id").value_or("");
  if (id.size() == 1 && core.quirk(Quirk::refuses_one_character_ids)) return "bad-format";
  // RFC 6120 4.7.3: a server's header has an id. A digest of the secret alone would serve whoever
  // asks for it as an oracle.
  const bool does_without = core.config.lawful ||
                            core.quirk(Quirk::hashes_undefined_for_a_missing_id) ||
                            core.quirk(Quirk::is_ready_without_an_id) ||
                            core.quirk(Quirk::sends_secret_for_an_empty_id) ||
                            core.quirk(Quirk::shakes_hands_before_the_header);
  return id.empty() && !does_without ? "bad-format" : "";
}

}  // namespace jcp::mock::component
