#pragma once
// The handshake digest (XEP-0114 section 3), and the other digests and encodings we need.

#include <optional>
#include <string>
#include <string_view>

namespace jcp {

// SHA-1 of `stream_id` (as parsed) followed by `secret`, 40 lower-case hexadecimal digits.
std::string handshake_digest(std::string_view stream_id, std::string_view secret);

// The 20 octets of SHA-1 of `text`.
std::string sha1(std::string_view text);
std::string sha256(std::string_view text);  // 32 octets
std::string hex(std::string_view octets);
std::string base64(std::string_view octets);
// nullopt: not base64 (padding required).
std::optional<std::string> unbase64(std::string_view text);

}  // namespace jcp
