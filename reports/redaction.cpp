#include "redaction.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "harness/xmpp/wire.hpp"

namespace jcp {

namespace {

// A shorter one would blacken half of the report and is guessed in a moment anyway.
constexpr std::size_t shortest_secret = 4;
constexpr std::string_view instead_of_secret = "[secret]";
constexpr std::string_view instead_of_digest = "[digest]";

bool ends_name(char c) {
  return c == '>' || c == '/' || c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Whether a start tag of the local name handshake begins at `at`, where a '<' stands.
bool opens_handshake(std::string_view text, std::size_t at) {
  constexpr std::string_view name = "handshake";
  std::size_t begin = at + 1;
  std::size_t end = begin;
  while (end < text.size() && !ends_name(text[end])) {
    if (text[end] == ':') begin = end + 1;
    ++end;
  }
  return text.substr(begin, end - begin) == name;
}

}  // namespace

Redaction::Redaction(std::vector<std::string> secrets, bool digests) : digests_(digests) {
  for (const std::string& secret : secrets) {
    if (secret.size() < shortest_secret) continue;
    for (std::string form : {secret, escape_text(secret), escape_attribute(secret)}) {
      if (std::ranges::find(secrets_, form) == secrets_.end()) secrets_.push_back(std::move(form));
    }
  }
  // A secret may contain another one.
  std::ranges::stable_sort(secrets_, std::greater{}, &std::string::size);
}

std::vector<Redaction::Range> Redaction::ranges_in(std::string_view text) const {
  std::vector<Range> ranges;
  for (std::size_t at = text.find('<'); digests_ && at != std::string_view::npos;
       at = text.find('<', at + 1)) {
    if (!opens_handshake(text, at)) continue;
    const std::size_t tag_end = text.find('>', at);
    if (tag_end == std::string_view::npos || text[tag_end - 1] == '/') continue;
    // Whatever stands there was made of the digest: a part of it, its references, another case.
    const std::size_t end = std::min(text.find('<', tag_end), text.size());
    if (end > tag_end + 1) ranges.push_back({tag_end + 1, end, instead_of_digest});
  }
  for (const std::string& secret : secrets_) {
    for (std::size_t at = text.find(secret); at != std::string_view::npos;
         at = text.find(secret, at + secret.size())) {
      const std::size_t end = at + secret.size();
      const bool hidden = std::ranges::any_of(
          ranges, [&](const Range& range) { return at < range.end && range.begin < end; });
      if (!hidden) ranges.push_back({at, end, instead_of_secret});
    }
  }
  std::ranges::sort(ranges, {}, &Range::begin);
  return ranges;
}

std::string Redaction::apply(std::string_view text) const {
  std::string result;
  std::size_t at = 0;
  for (const Range& range : ranges_in(text)) {
    result += text.substr(at, range.begin - at);
    result += range.instead;
    at = range.end;
  }
  return result + std::string(text.substr(at));
}

std::vector<TranscriptEntry> Redaction::apply(const std::vector<TranscriptEntry>& entries) const {
  std::vector<TranscriptEntry> result = entries;
  if (!hides()) return result;
  std::map<std::pair<std::string, TranscriptEvent>, std::vector<TranscriptEntry*>> streams;
  for (TranscriptEntry& entry : result) {
    if (entry.event == TranscriptEvent::sent || entry.event == TranscriptEvent::received) {
      streams[{entry.actor, entry.event}].push_back(&entry);
    } else {
      entry.bytes = apply(entry.bytes);
    }
  }
  for (const auto& [which, stream] : streams) {
    std::string whole;
    for (const TranscriptEntry* entry : stream) whole += entry->bytes;
    const std::vector<Range> ranges = ranges_in(whole);
    std::size_t begin = 0;
    for (TranscriptEntry* entry : stream) {
      const std::size_t end = begin + entry->bytes.size();
      std::string kept;
      std::size_t at = begin;
      for (const Range& range : ranges) {
        if (range.end <= begin || range.begin >= end) continue;
        if (range.begin > at) kept += whole.substr(at, range.begin - at);
        // Said once, where it begins.
        if (range.begin >= begin) kept += range.instead;
        at = std::min(range.end, end);
      }
      entry->bytes = kept + whole.substr(at, end - at);
      begin = end;
    }
  }
  return result;
}

}  // namespace jcp
