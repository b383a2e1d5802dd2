#include <algorithm>

#include "divergence.hpp"

namespace jcp::fuzz {

namespace {

enum class Place {
  text,
  cdata,
  reference,
  opened,
  name,
  tag,
  attribute_name,
  value,
  end_tag,
  other
};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// What stands at an offset, in a document that is well-formed and holds neither comments nor
// document types before it: these are violations of their own.
class Locator {
 public:
  Place place_at(std::string_view document, std::size_t offset) {
    if (document.starts_with("\xEF\xBB\xBF")) begin_ = 3;
    for (std::size_t i = begin_; i < offset && i < document.size(); ++i) {
      step(document[i], document.substr(i));
    }
    return place_;
  }

 private:
  void step(char c, std::string_view rest) {
    switch (place_) {
      case Place::text:
        if (c == '<') place_ = rest.starts_with("<![CDATA[") ? Place::cdata : Place::opened;
        if (c == '&') place_ = Place::reference;
        return;
      case Place::cdata:
        if (rest.starts_with("]]>")) place_ = Place::other;  // its last three octets
        return;
      case Place::reference:
        if (c == ';') place_ = Place::text;
        return;
      case Place::opened:
        place_ = c == '/' ? Place::end_tag : c == '?' ? Place::other : Place::name;
        return;
      case Place::value:
        if (c == quote_) place_ = Place::tag;
        return;
      case Place::other:
        if (c == '>') place_ = Place::text;
        return;
      default:
        in_tag(c);
    }
  }

  void in_tag(char c) {
    if (c == '>') {
      place_ = Place::text;
    } else if (c == '\'' || c == '"') {
      quote_ = c;
      place_ = Place::value;
    } else if (place_ == Place::end_tag) {
      return;
    } else if (is_space(c) || c == '=' || c == '/') {
      place_ = Place::tag;
    } else if (place_ == Place::tag) {
      place_ = Place::attribute_name;
    }
  }

  Place place_ = Place::text;
  std::size_t begin_ = 0;
  char quote_ = 0;
};

bool is_forbidden_character(std::string_view at) {
  const auto c = static_cast<unsigned char>(at.front());
  return (c < 0x20 && !is_space(at.front())) || at.starts_with("\xEF\xBF\xBE") ||
         at.starts_with("\xEF\xBF\xBF");
}

bool closed(const OurReading& ours) {
  return !ours.events.empty() && ours.events.back().kind == ParserEvent::Kind::closed;
}

// expat stops at an octet that cannot stand there.
std::string fault_at(std::string_view document, std::size_t offset) {
  const std::string_view at = document.substr(std::min(offset, document.size()));
  if (at.empty()) return "accepts-what-we-refuse-at-the-end";
  if (is_forbidden_character(at)) return "accepts-forbidden-characters";
  switch (Locator().place_at(document, offset)) {
    case Place::text:
      return at.front() == '&' || at.front() == '<' ? "accepts-bad-markup"
                                                    : "accepts-cdata-end-in-text";
    case Place::reference:
      return "accepts-bad-references";
    case Place::opened:
    case Place::name:
    case Place::attribute_name:
    case Place::end_tag:
      return is_space(at.front()) || at.front() == '>' ? "accepts-bad-tags" : "accepts-bad-names";
    case Place::tag:
      return "accepts-bad-tags";
    case Place::value:
      return at.front() == '<' ? "accepts-less-than-in-values" : "accepts-bad-references";
    default: {
      const std::string_view before = document.substr(0, offset);
      const std::size_t begin = before.rfind('<');
      const bool instruction = begin != before.npos && before.substr(begin).starts_with("<?");
      return instruction ? "accepts-instructions" : "accepts-bad-markup";
    }
  }
}

struct Known {
  std::string_view words;  // in the sentence of a violation
  std::string_view cause;
};

constexpr Known by_sentence[] = {{"octets that are not UTF-8", "accepts-bad-utf8"},
                                 {"a comment", "accepts-comments"},
                                 {"a processing instruction", "accepts-instructions"},
                                 {"a document type", "accepts-doctype"},
                                 {"an entity reference", "accepts-undeclared-entities"},
                                 {"bound to no namespace", "accepts-unbound-prefixes"},
                                 {"data after the end", "accepts-data-after-root"},
                                 {"data before the stream", "accepts-data-before-root"},
                                 {"an XML version", "accepts-bad-declarations"},
                                 {"XML declaration not well-formed", "accepts-bad-declarations"},
                                 {"declaration not at start", "accepts-misplaced-declarations"},
                                 {"duplicate attribute", "accepts-duplicate-attributes"},
                                 {"mismatched tag", "accepts-mismatched-tags"},
                                 {"invalid character number", "accepts-bad-character-references"},
                                 {"reserved prefix", "accepts-reserved-namespaces"},
                                 {"reserved namespace", "accepts-reserved-namespaces"},
                                 {"must not undeclare prefix", "accepts-undeclared-prefixes"},
                                 {"asynchronous entity", "accepts-bad-references"},
                                 {"external entity in attribute", "accepts-undeclared-entities"},
                                 {"syntax error", "accepts-bad-markup"},
                                 {"junk after document", "accepts-data-after-root"}};

}  // namespace

std::string fault_of(const OurReading& ours, std::string_view document) {
  const Violation& violation = *ours.violation;
  if (violation.condition == "unsupported-encoding" && ours.violation_at > 0 &&
      Locator().place_at(document, ours.violation_at) == Place::cdata) {
    return "accepts-bad-utf8-in-cdata";
  }
  for (const auto& [words, cause] : by_sentence) {
    if (violation.what.find(words) != std::string::npos) return std::string(cause);
  }
  if (violation.condition == "unsupported-encoding") return "accepts-other-encodings";
  if (violation.what.find("invalid token") != std::string::npos) {
    if (document.substr(ours.violation_at).starts_with('&')) {
      if (ours.root.empty()) return "accepts-data-before-root";
      if (closed(ours)) return "accepts-data-after-root";
    }
    return fault_at(document, ours.violation_at);
  }
  return "accepts: " + violation.what;
}

}  // namespace jcp::fuzz
