#pragma once
// What a scenario expects of an element: XML with holes, or XPath.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "element.hpp"

namespace jcp {

// Gives the value of a variable by its name without "${" and "}". nullopt: not known now.
using Resolver = std::function<std::optional<std::string>(std::string_view name)>;

// Text with variables: "juliet@${other.domain}"; "$$" is a dollar.
class Template {
 public:
  // Throws std::invalid_argument for an unclosed "${".
  explicit Template(std::string_view text);

  std::string fill(const Resolver& resolve) const;  // an unknown variable becomes ""
  std::vector<std::string> variables() const;
  bool is(std::string_view variable) const;  // exactly this one variable and nothing else

 private:
  struct Part {
    bool variable;
    std::string text;
  };
  std::vector<Part> parts_;
};

// Where `actual` first departs from a pattern, for people.
struct Difference {
  std::string where;     // "message/@from", "iq/disco:query"
  std::string expected;  // value or presence
  std::string actual;
};

// A value with holes: text, or ${any} (present, may be empty), ${some} (present, not empty),
// ${none} (absent).
class ValuePattern {
 public:
  explicit ValuePattern(std::string_view text);
  // nullopt: it matches. `actual` nullopt: absent.
  std::optional<Difference> differs(std::optional<std::string_view> actual, std::string where,
                                    const Resolver& resolve) const;
  const Template& text() const { return text_; }

 private:
  Template text_;
  enum class Kind { text, any, some, none } kind_;
};

// XML read as if it stood inside the stream. Matches an element with the same expanded name that
// has the listed attributes and, in any order, the listed children; extra ones are allowed. Text
// is compared after trimming when the pattern has text. `exact`: nothing extra is allowed.
class Pattern {
 public:
  // Throws std::invalid_argument, one sentence, when `xml` is not one well-formed element.
  explicit Pattern(std::string_view xml, bool exact = false);

  // The first difference; nullopt: it matches.
  std::optional<Difference> differs(const Element& actual, const Resolver& resolve) const;
  bool matches(const Element& actual, const Resolver& resolve) const {
    return !differs(actual, resolve);
  }
  std::vector<std::string> variables() const;
  const std::string& text() const;  // as written
  // The pattern itself as an element, variables left as they are written.
  const Element& element() const;

 private:
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

// XPath 1.0 over one element, canonical prefixes; "${name}" stands for a string value.
class XPath {
 public:
  // Throws std::invalid_argument, one sentence, when it does not compile.
  explicit XPath(std::string_view text);

  bool holds(const Element& actual, const Resolver& resolve) const;             // boolean()
  std::string string_of(const Element& actual, const Resolver& resolve) const;  // string()
  std::vector<std::string> variables() const;
  const std::string& text() const;

 private:
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace jcp
