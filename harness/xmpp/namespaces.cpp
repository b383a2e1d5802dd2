#include "namespaces.hpp"

#include <array>
#include <cstdint>
#include <utility>

namespace jcp::ns {
namespace {

using Known = std::pair<std::string_view, std::string_view>;
constexpr std::array<Known, 13> table = {{{accept, ""},
                                          {"", "none"},
                                          {stream, "stream"},
                                          {stream_errors, "streams"},
                                          {stanza_errors, "stanzas"},
                                          {client, "client"},
                                          {server, "server"},
                                          {disco_info, "disco"},
                                          {disco_items, "items"},
                                          {ping, "ping"},
                                          {version, "version"},
                                          {xml, "xml"},
                                          {connect, "connect"}}};
constexpr std::string_view accept_attribute = "accept";

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  }
  return hash;
}

std::string joined(std::string_view prefix, std::string_view local) {
  std::string name(prefix);
  if (!name.empty()) name += ':';
  return name.append(local);
}

}  // namespace

std::string canonical_prefix(std::string_view uri) {
  for (const auto& [known, prefix] : table) {
    if (known == uri) return std::string(prefix);
  }
  std::string prefix = "x";
  const std::uint64_t hash = fnv1a(uri);
  for (int shift = 60; shift >= 0; shift -= 4) {
    prefix += "0123456789abcdef"[(hash >> shift) & 15U];
  }
  return prefix;
}

std::string_view known_namespace(std::string_view prefix) {
  if (prefix == accept_attribute) return accept;
  for (const auto& [uri, known] : table) {
    if (known == prefix) return uri;
  }
  return {};
}

std::string canonical_element(std::string_view uri, std::string_view local) {
  return joined(canonical_prefix(uri), local);
}

std::string canonical_attribute(std::string_view uri, std::string_view local) {
  if (uri.empty()) return std::string(local);
  if (uri == accept) return joined(accept_attribute, local);
  return joined(canonical_prefix(uri), local);
}

}  // namespace jcp::ns
