#include <algorithm>
#include <utility>

#include "parser_adapter.hpp"

namespace jcp::fuzz {

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else {
      if (c == '\\') out += c;
      out += c;
    }
  }
  return out;
}

}  // namespace

void EventRecorder::open(std::string_view name) {
  finish_tag();
  finish_text();
  event_ += "<" + escaped(name) + "\n";
  in_tag_ = true;
  ++depth_;
}

void EventRecorder::attribute(std::string_view name, std::string_view value) {
  if (in_tag_) attributes_.push_back(" " + escaped(name) + "=" + escaped(value) + "\n");
}

void EventRecorder::text(std::string_view piece) {
  finish_tag();
  if (depth_ > 1) text_ += piece;
}

void EventRecorder::close() {
  finish_tag();
  finish_text();
  if (depth_ == 0) return;
  --depth_;
  if (depth_ > 0) event_ += ">\n";
  if (depth_ > 1 || refused_) return;
  events_.push_back({depth_ == 0 ? ParserEvent::Kind::closed : ParserEvent::Kind::element,
                     std::exchange(event_, {})});
}

void EventRecorder::refuse(std::string_view reason) {
  finish_tag();
  if (!refused_) events_.push_back({ParserEvent::Kind::refused, std::string(reason)});
  refused_ = true;
}

std::vector<ParserEvent> EventRecorder::take() {
  finish_tag();
  return std::exchange(events_, {});
}

void EventRecorder::finish_tag() {
  if (!in_tag_) return;
  in_tag_ = false;
  std::sort(attributes_.begin(), attributes_.end());
  for (const std::string& attribute : attributes_) event_ += attribute;
  attributes_.clear();
  if (depth_ > 1) return;
  if (!refused_) events_.push_back({ParserEvent::Kind::opened, event_});
  event_.clear();
}

void EventRecorder::finish_text() {
  if (!text_.empty()) event_ += "\"" + escaped(text_) + "\n";
  text_.clear();
}

std::vector<ParserEvent> events_of(Feed* feed, const CutPlan& input) {
  EventRecorder events;
  feed(input, events);
  return events.take();
}

}  // namespace jcp::fuzz
