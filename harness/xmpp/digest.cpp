#include "digest.hpp"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <stdexcept>

namespace jcp {
namespace {

constexpr std::string_view base64_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::uint32_t octet(char c) { return static_cast<unsigned char>(c); }

void append_base64_group(std::string& out, std::string_view group) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    bits = bits << 8U | (i < group.size() ? octet(group[i]) : 0U);
  }
  for (std::size_t i = 0; i < 4; ++i) {
    const std::uint32_t digit = bits >> (18U - 6U * i) & 63U;
    out += i <= group.size() ? base64_alphabet[digit] : '=';
  }
}

// `group` is four characters; padding only where `last` allows it.
bool append_octets(std::string& out, std::string_view group, bool last) {
  const std::size_t digits = std::min<std::size_t>(group.find('='), 4);
  if (digits < 2 || (digits < 4 && !last)) return false;
  if (group.find_first_not_of('=', digits) != std::string_view::npos) return false;
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto value = i < digits ? base64_alphabet.find(group[i]) : 0;
    if (value == std::string_view::npos) return false;
    bits = bits << 6U | static_cast<std::uint32_t>(value);
  }
  for (std::size_t i = 0; i + 1 < digits; ++i) {
    out += static_cast<char>(bits >> (16U - 8U * i) & 255U);
  }
  return true;
}

std::string digest_of(std::string_view text, const EVP_MD* kind) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, kind, nullptr) != 1) {
    throw std::runtime_error("OpenSSL lacks a digest here");
  }
  return {digest.begin(), digest.begin() + size};
}

}  // namespace

std::string handshake_digest(std::string_view stream_id, std::string_view secret) {
  return hex(sha1(std::string(stream_id).append(secret)));
}

std::string sha1(std::string_view text) { return digest_of(text, EVP_sha1()); }

std::string sha256(std::string_view text) { return digest_of(text, EVP_sha256()); }

std::string hex(std::string_view octets) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(octets.size() * 2);
  for (char c : octets) {
    out += digits[octet(c) >> 4U];
    out += digits[octet(c) & 15U];
  }
  return out;
}

std::string base64(std::string_view octets) {
  std::string out;
  out.reserve((octets.size() + 2) / 3 * 4);
  for (; !octets.empty(); octets.remove_prefix(std::min<std::size_t>(3, octets.size()))) {
    append_base64_group(out, octets.substr(0, 3));
  }
  return out;
}

std::optional<std::string> unbase64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string out;
  out.reserve(text.size() / 4 * 3);
  for (; !text.empty(); text.remove_prefix(4)) {
    if (!append_octets(out, text.substr(0, 4), text.size() == 4)) return std::nullopt;
  }
  return out;
}

}  // namespace jcp
