#pragma once
// What we have sent on one stream, as a strict reader sees it.

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/xmpp/stream_parser.hpp"

namespace jcp::fuzz {

class SentStream {
 public:
  enum class Shape {
    opening,     // the header is not complete yet
    whole,       // a stanza may begin here: what follows will be understood
    unfinished,  // inside an element
    broken,      // ill-formed, or restricted: whoever reads on is wrong
    ended        // the closing tag was sent
  };

  void feed(std::string_view bytes);
  Shape shape() const;
  // Of a broken one: the condition of RFC 6120 4.9.3 it deserves. "limit": beyond what we read.
  const std::string& condition() const { return condition_; }
  // What was sent behind the first violation or the closing tag, at most a few KiB.
  const std::string& behind() const { return behind_; }

  const std::optional<StreamHeader>& header() const { return header_; }
  // Elements since the last call; the caller remembers what it needs.
  std::vector<Element> take();
  bool stray_text() const { return stray_text_; }

 private:
  StreamParser parser_;
  std::optional<StreamHeader> header_;
  std::vector<StreamEvent> events_;
  std::vector<Element> elements_;
  std::string condition_, behind_;
  bool stray_text_ = false;
};

std::string_view name(SentStream::Shape shape);

}  // namespace jcp::fuzz
