#include "sent_stream.hpp"

#include <algorithm>

namespace jcp::fuzz {

namespace {

constexpr std::size_t behind_bytes = 16 * 1024;

}  // namespace

void SentStream::feed(std::string_view bytes) {
  if (parser_.failed() || parser_.ended()) {
    behind_.append(bytes.substr(0, behind_bytes - std::min(behind_bytes, behind_.size())));
    if (parser_.failed()) return;
  }
  events_.clear();
  const bool was_over = parser_.ended();
  parser_.feed(bytes, events_);
  for (StreamEvent& event : events_) {
    if (auto* header = std::get_if<StreamHeader>(&event.body)) header_ = std::move(*header);
    if (auto* element = std::get_if<Element>(&event.body)) elements_.push_back(*element);
    stray_text_ = stray_text_ || std::holds_alternative<StrayText>(event.body);
    if (const auto* violation = std::get_if<Violation>(&event.body)) {
      condition_ = violation->our_limit ? "limit" : violation->condition;
    }
  }
  // The piece in which it broke: what stands where is not worth knowing exactly.
  if (!was_over && (parser_.failed() || parser_.ended())) behind_ = bytes.substr(0, behind_bytes);
}

SentStream::Shape SentStream::shape() const {
  if (parser_.failed()) return Shape::broken;
  if (parser_.ended()) return Shape::ended;
  if (!header_) return Shape::opening;
  return parser_.between_stanzas() ? Shape::whole : Shape::unfinished;
}

std::vector<Element> SentStream::take() {
  std::vector<Element> taken;
  std::swap(taken, elements_);
  return taken;
}

std::string_view name(SentStream::Shape shape) {
  switch (shape) {
    case SentStream::Shape::opening:
      return "opening";
    case SentStream::Shape::whole:
      return "whole";
    case SentStream::Shape::unfinished:
      return "unfinished";
    case SentStream::Shape::broken:
      return "broken";
    case SentStream::Shape::ended:
      return "ended";
  }
  return "";
}

}  // namespace jcp::fuzz
