#include "mock-component/credentials.hpp"

#include <algorithm>

#include "harness/xmpp/digest.hpp"
#include "harness/xmpp/element.hpp"
#include "mock-server/lenient_octets.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock::component {
namespace {

// The value of `id` as it was written.
std::string written_id(std::string_view raw) {
  const auto npos = std::string_view::npos;
  const std::size_t at = raw.find("id=");
  if (at == npos || at + 3 >= raw.size()) return "";
  const std::size_t end = raw.find(raw[at + 3], at + 4);
  return end == npos ? "" : std::string(raw.substr(at + 4, end - at - 4));
}

std::string id_with_its_white_space(std::string_view raw) {
  std::string id = written_id(raw);
  replace_all(id, "\t", "&#9;");
  replace_all(id, "\n", "&#10;");
  replace_all(id, "\r", "&#13;");
  const char quote = id.find('\'') == std::string::npos ? '\'' : '"';
  const auto element = Element::parse("<x id=" + (quote + id) + quote + "/>");
  return element ? std::string(element->attribute("id").value_or("")) : id;
}

// The id as it enters the hash.
std::string hashed_id(std::optional<std::string_view> parsed, std::string_view raw,
                      const Core& core) {
  std::string id(parsed.value_or(""));
  if (!parsed && core.quirk(Quirk::hashes_undefined_for_a_missing_id)) id = "undefined";
  if (core.quirk(Quirk::hashes_id_as_written)) id = written_id(raw);
  if (core.quirk(Quirk::keeps_white_space_of_ids)) id = id_with_its_white_space(raw);
  if (core.quirk(Quirk::reads_references_as_blanks)) {
    std::ranges::replace_if(
        id, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  }
  if (core.quirk(Quirk::cuts_long_ids)) id = id.substr(0, 255);
  return core.quirk(Quirk::hashes_as_latin_1) ? lenient::latin_1(id) : id;
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

}  // namespace

std::string handshake_text(std::optional<std::string_view> parsed, std::string_view raw,
                           Core& core) {
  const std::string id = hashed_id(parsed, raw, core);
  std::string secret = core.config.secret;
  if (id.empty() && core.quirk(Quirk::sends_secret_for_an_empty_id)) return secret;
  if (core.quirk(Quirk::hashes_as_latin_1)) secret = lenient::latin_1(secret);
  std::string digest = handshake_digest(id, secret);
  if (core.quirk(Quirk::hashes_secret_first)) digest = handshake_digest(secret, id);
  if (core.first_handshake.empty()) core.first_handshake = digest;
  if (core.quirk(Quirk::reuses_its_first_digest)) digest = core.first_handshake;
  if (core.quirk(Quirk::sends_upper_case_digest)) digest = upper(digest);
  if (core.quirk(Quirk::sends_padded_digest)) digest = "\n " + digest + "\n";
  if (core.quirk(Quirk::sends_base64_digest)) digest = base64(sha1(id + secret));
  if (core.quirk(Quirk::sends_empty_handshake)) digest.clear();
  return digest;
}

}  // namespace jcp::mock::component
