// Reads a page as a browser does where it matters: markup, attributes, raw text of scripts. It is
// stricter than any browser, because it knows how we write.

#include <algorithm>
#include <set>

#include "harness/scenario/json_file.hpp"
#include "harness/xmpp/digest.hpp"
#include "well_formed.hpp"

namespace jcp::fuzz {

namespace {

using Names = std::set<std::string_view>;

const Names& elements() {
  static const Names all = {
      "!doctype", "a",     "article", "b",     "body",    "button", "code",    "dd",
      "details",  "div",   "dl",      "dt",    "em",      "form",   "h1",      "h2",
      "h3",       "h4",    "head",    "html",  "header",  "footer", "i",       "input",
      "kbd",      "label", "li",      "link",  "main",    "meta",   "nav",     "noscript",
      "p",        "pre",   "script",  "span",  "section", "style",  "summary", "table",
      "tbody",    "td",    "th",      "thead", "title",   "tr",     "ul",      "caption"};
  return all;
}

bool is_ours(std::string_view attribute) {
  static const Names all = {"class",        "id",         "href",     "title",      "rel",
                            "role",         "scope",      "tabindex", "type",       "content",
                            "name",         "lang",       "charset",  "for",        "placeholder",
                            "autocomplete", "spellcheck", "hidden",   "http-equiv", "html",
                            "open",         "colspan"};
  return all.contains(attribute) || attribute.starts_with("data-") ||
         attribute.starts_with("aria-");
}

bool is_reference(std::string_view rest) {
  for (const std::string_view known : {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"}) {
    if (rest.starts_with(known)) return true;
  }
  return false;
}

bool leads_nowhere(std::string_view address) {
  return address.starts_with('#') || address.starts_with("https://") ||
         address.starts_with("http://") || address == "data:,";
}

class Page {
 public:
  explicit Page(std::string_view page) : rest_(page) {}

  Flaw flaw() {
    while (!flaw_ && !rest_.empty()) text();
    if (!flaw_ && inline_scripts_ != 2) flaw_ = "another number of scripts than ours";
    if (!flaw_ && !suite_) flaw_ = "the JSON of the suite is missing";
    return flaw_;
  }

 private:
  void bad(const std::string& sentence) {
    if (!flaw_) flaw_ = sentence + " at \"" + std::string(rest_.substr(0, 60)) + "\"";
  }

  std::string_view take(std::size_t size) {
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  void text() {
    if (rest_.front() == '<') return tag();
    if (rest_.front() == '&' && !is_reference(rest_)) return bad("a bare &");
    const auto c = static_cast<unsigned char>(rest_.front());
    if ((c < 0x20 && c != '\n') || c == 0x7F) return bad("a control character");
    take(1);
  }

  void tag() {
    take(1);
    const bool closing = rest_.starts_with('/');
    if (closing) take(1);
    const std::string_view name = take(rest_.find_first_of(" \n>"));
    if (!elements().contains(name)) return bad("the element " + std::string(name));
    type_ = {};
    while (!flaw_ && !rest_.starts_with('>')) {
      if (rest_.empty()) return bad("a tag without an end");
      if (rest_.front() == ' ' || rest_.front() == '\n') {
        take(1);
      } else {
        attribute();
      }
    }
    take(1);
    if (!closing && (name == "script" || name == "style")) raw(name);
  }

  void attribute() {
    const std::string_view name = take(rest_.find_first_of("= \n>"));
    if (!is_ours(name)) return bad("the attribute " + std::string(name));
    if (!rest_.starts_with('=')) return;
    take(1);
    if (!rest_.starts_with('"')) return bad("an attribute without quotes");
    take(1);
    const std::string_view value = take(rest_.find('"'));
    if (rest_.empty()) return bad("an attribute without an end");
    take(1);
    if (value.find_first_of("<>\n") != std::string_view::npos && name != "content") {
      return bad("markup in an attribute");
    }
    if (name == "href" && !leads_nowhere(value)) bad("a link to " + std::string(value));
    if (name == "type") type_ = value;
    if (name == "content" && value.starts_with("default-src")) allowed_ = value;
    if (name == "id" && value == "suite") suite_ = true;
  }

  // The text of a script or style, which ends at the first end tag whatever is around it.
  void raw(std::string_view name) {
    const std::size_t end = rest_.find("</" + std::string(name));
    if (end == std::string_view::npos) return bad("a script without an end");
    const std::string_view inside = take(end);
    if (name == "script" && type_ == "application/json") {
      if (!Json::accept(inside)) bad("a block that is no JSON");
      // A browser goes on reading after "<!--" until "-->", end tag or not.
      if (inside.find('<') != std::string_view::npos) bad("markup in a block of JSON");
      return;
    }
    if (!type_.empty()) return bad("a script of another type");
    if (name == "script") ++inline_scripts_;
    if (allowed_.find("'sha256-" + base64(sha256(inside)) + "'") == std::string_view::npos) {
      bad("a script or style that the policy does not know");
    }
  }

  std::string_view rest_, type_, allowed_;
  int inline_scripts_ = 0;
  bool suite_ = false;
  Flaw flaw_;
};

}  // namespace

Flaw html_flaw(std::string_view page) { return Page(page).flaw(); }

}  // namespace jcp::fuzz
