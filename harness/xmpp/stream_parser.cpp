#include "stream_parser.hpp"

#include <algorithm>
#include <utility>

#include "expat_vocabulary.hpp"
#include "markup_scanner.hpp"
#include "namespaces.hpp"
#include "tree_builder.hpp"

namespace jcp {
namespace {

constexpr std::string_view white_space = " \t\r\n";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t parse_step_bytes = 1 << 20;  // XML_Parse takes an int

std::string_view trimmed_right(std::string_view text) {
  return text.substr(0, text.find_last_not_of(white_space) + 1);
}

Violation our_limit(std::string what) { return {"policy-violation", std::move(what), true}; }

}  // namespace

std::optional<std::string_view> StreamHeader::attribute(std::string_view name) const {
  for (const auto& attribute : attributes) {
    if (attribute.name == name) return attribute.value;
  }
  return std::nullopt;
}

// Bytes go through the scanner to expat, which calls the handlers back. All three say stop by
// violate(); expat goes on calling for a while then, so that every handler begins with `dead`.
struct StreamParser::State {
  explicit State(ParserLimits bounds);

  ParserLimits limits;
  Expat expat;
  MarkupScanner scanner;
  std::vector<StreamEvent>* events = nullptr;  // of the feed under way
  std::uint64_t received = 0;                  // bytes before the piece under way
  std::string held;                            // end of unfinished markup, not given to expat
  std::size_t given = 0;                       // bytes of the same markup given
  WholeCharacters characters;                  // holds the beginning of one back, too
  std::uint64_t markup_begin = 0;
  bool dead = false;
  bool xml_declaration = false;
  bool header_seen = false;
  bool marked = false;  // a byte order mark stood before everything
  bool closed = false;
  std::string content_ns;
  TreeBuilder tree;  // depth 0: directly below the root
  std::uint64_t element_begin = 0;
  std::string stray;
  std::uint64_t stray_begin = 0;

  bool inside_root() const { return header_seen && !closed && !dead; }
  void feed(std::string_view bytes);
  void take(MarkupScanner::Kind kind, std::string_view bytes);
  void take_outside_root(std::string_view bytes);
  void take_markup(MarkupScanner::Kind kind, std::string_view bytes);
  bool encoding_refused(char byte);
  void give(std::string_view bytes);

  // Of the event expat reports now.
  std::uint64_t begin() const {
    const auto index = XML_GetCurrentByteIndex(expat.get());
    return index < 0 ? received : static_cast<std::uint64_t>(index);
  }
  std::uint64_t size() const {
    return static_cast<std::uint64_t>(XML_GetCurrentByteCount(expat.get()));
  }
  std::uint64_t end() const { return begin() + size(); }
  template <typename Body>
  void report(std::uint64_t from, std::uint64_t to, Body body) {
    events->push_back({from, to, std::move(body)});
  }
  void violate(std::uint64_t from, std::uint64_t to, Violation violation);
  Violation violation_at_error() const;
  void forbid(std::string what) { violate(begin(), end(), {"restricted-xml", std::move(what)}); }

  void header(const ExpandedName& name, const XML_Char** attributes);
  void open(const ExpandedName& name, const XML_Char** attributes);
  void close();
  void add_text(std::string_view text);
  void add_stray(std::string_view text);
  void flush_stray();
  bool too_long();
  bool too_many(const XML_Char** attributes);

  static State& of(void* user) { return *static_cast<State*>(user); }
  static void on_declaration(void* user, const XML_Char* version, const XML_Char* encoding, int);
  static void on_namespace(void* user, const XML_Char* prefix, const XML_Char* uri);
  static void on_start(void* user, const XML_Char* name, const XML_Char** attributes);
  static void on_end(void* user, const XML_Char* name);
  static void on_text(void* user, const XML_Char* text, int length);
  static void on_instruction(void* user, const XML_Char* target, const XML_Char* text);
  static void on_comment(void* user, const XML_Char* text);
  static void on_doctype(void* user, const XML_Char* name, const XML_Char* system_id,
                         const XML_Char* public_id, int);
};

StreamParser::State::State(ParserLimits bounds) : limits(bounds), expat(new_expat()) {
  XML_SetUserData(expat.get(), this);
  XML_SetXmlDeclHandler(expat.get(), on_declaration);
  XML_SetStartNamespaceDeclHandler(expat.get(), on_namespace);
  XML_SetElementHandler(expat.get(), on_start, on_end);
  XML_SetCharacterDataHandler(expat.get(), on_text);
  // The scanner finds comments and DOCTYPEs earlier; the last word is expat's.
  XML_SetProcessingInstructionHandler(expat.get(), on_instruction);
  XML_SetCommentHandler(expat.get(), on_comment);
  XML_SetStartDoctypeDeclHandler(expat.get(), on_doctype);
}

void StreamParser::State::feed(std::string_view bytes) {
  while (!bytes.empty() && !dead) {
    if (encoding_refused(bytes.front())) break;
    // The first byte alone, so that the second is looked at before expat guesses by it.
    const auto piece = scanner.next(received == 0 ? bytes.substr(0, 1) : bytes);
    take(piece.kind, bytes.substr(0, piece.size));
    received += piece.size;
    bytes.remove_prefix(piece.size);
  }
  if (dead) {
    expat.reset();
    tree = {};
    held = stray = {};
  }
}

void StreamParser::State::take(MarkupScanner::Kind kind, std::string_view bytes) {
  if (kind != MarkupScanner::Kind::text) {
    take_markup(kind, bytes);
  } else if (inside_root()) {
    give(bytes);
  } else {
    take_outside_root(bytes);
  }
}

// expat would wait for the end of a name or a quoted literal before it refuses either.
void StreamParser::State::take_outside_root(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (white_space.find(bytes[i]) != std::string_view::npos) continue;
    const std::uint64_t offset = received + i;
    if (offset < byte_order_mark.size() && bytes[i] == byte_order_mark[offset]) {
      marked = true;
      continue;
    }
    give(bytes.substr(0, i));
    return violate(offset, offset + 1,
                   {"not-well-formed",
                    closed ? "data after the end of the stream" : "data before the stream header"});
  }
  give(bytes);
}

// RFC 6120 11.6: only UTF-8. expat would follow a byte order mark or guess UTF-16.
bool StreamParser::State::encoding_refused(char byte) {
  const bool mark = received == 0 && (byte == '\xFE' || byte == '\xFF');
  if (!mark && (received > 1 || byte != '\0')) return false;
  violate(received, received + 1, {"unsupported-encoding", "not UTF-8"});
  return true;
}

// Above hold_back_bytes expat gets the rest of unfinished markup in one piece, however it came.
void StreamParser::State::take_markup(MarkupScanner::Kind kind, std::string_view bytes) {
  using Kind = MarkupScanner::Kind;
  if (given + held.size() == 0) {
    markup_begin = received;
    if (!characters.held().empty()) {  // no markup begins with an octet that could finish it
      const std::uint64_t lead = received - characters.held().size();
      return violate(lead, lead + 1, not_utf8());
    }
  }
  if (kind == Kind::comment || kind == Kind::doctype) {
    const std::string what = kind == Kind::comment ? "a comment" : "a document type declaration";
    return violate(markup_begin, received + bytes.size(), {"restricted-xml", what});
  }
  held += bytes;
  const std::size_t first = std::min(limits::hold_back_bytes, limits.token_bytes);
  if (kind != Kind::undecided && given < first) {
    const std::size_t now = std::min(first - given, held.size());
    give(std::string_view(held).substr(0, now));
    held.erase(0, now);
    given += now;
  }
  if (given + held.size() > limits.token_bytes) {
    const auto bound = std::to_string(limits.token_bytes);
    return violate(markup_begin, markup_begin + limits.token_bytes,
                   our_limit("a tag of more than " + bound + " bytes"));
  }
  if (kind == Kind::finished) {
    give(held);
    held.clear();
    given = 0;
  }
}

// expat gets whole characters: shown the first octet of one it may refuse it before it can be said
// whether it is a character, so that the reason would depend on the cuts.
void StreamParser::State::give(std::string_view piece) {
  std::string_view bytes = characters.take(piece);
  while (!bytes.empty() && !dead) {
    const auto step = bytes.substr(0, parse_step_bytes);
    bytes.remove_prefix(step.size());
    const auto status = XML_Parse(expat.get(), step.data(), static_cast<int>(step.size()), 0);
    if (status == XML_STATUS_OK || dead) continue;
    violate(begin(), begin() + 1, violation_at_error());
  }
}

Violation StreamParser::State::violation_at_error() const {
  const XML_Error error = XML_GetErrorCode(expat.get());
  int offset = 0, size = 0;
  const char* context = XML_GetInputContext(expat.get(), &offset, &size);
  if (error != XML_ERROR_INVALID_TOKEN || !context || offset >= size) return violation_of(error);
  // What makes a sequence a bad one may be the lead octet of the next, which is held back.
  const int octets = std::min(size - offset, 4);
  const std::string there = std::string(context + offset, octets).append(characters.held());
  if (!begins_with_utf8(there)) return not_utf8();
  const bool unknown = only_in_fifth_edition(there, offset > 0 ? context[offset - 1] : '=');
  return unknown ? our_limit("a name that only XML's Fifth Edition allows") : violation_of(error);
}

void StreamParser::State::violate(std::uint64_t from, std::uint64_t to, Violation violation) {
  if (dead) return;
  report(from, to, std::move(violation));
  dead = true;
  XML_StopParser(expat.get(), XML_FALSE);
}

void StreamParser::State::header(const ExpandedName& name, const XML_Char** attributes) {
  header_seen = true;
  StreamHeader header;
  header.byte_order_mark = marked;
  header.local_name = name.local;
  header.prefix = name.prefix;
  header.stream_ns = name.uri;
  header.content_ns = content_ns;
  header.xml_declaration = xml_declaration;
  for (; *attributes; attributes += 2) {
    const ExpandedName attribute = split(attributes[0]);
    header.attributes.push_back(
        {ns::canonical_attribute(attribute.uri, attribute.local), attributes[1]});
  }
  report(begin(), end(), std::move(header));
}

void StreamParser::State::open(const ExpandedName& name, const XML_Char** attributes) {
  if (tree.depth() == 0) {
    flush_stray();
    element_begin = begin();
  }
  if (tree.depth() >= limits.element_depth) {
    const auto bound = std::to_string(limits.element_depth);
    return violate(begin(), end(), our_limit("elements nested deeper than " + bound));
  }
  if (too_long()) return;
  tree.open(name.uri, name.local);
  for (; *attributes; attributes += 2) {
    const ExpandedName attribute = split(attributes[0]);
    tree.attribute(attribute.uri, attribute.local, attributes[1]);
  }
}

void StreamParser::State::close() {
  if (tree.depth() == 0) {
    flush_stray();
    closed = true;
    return report(begin(), end(), StreamEnd{});
  }
  if (too_long()) return;
  tree.close();
  if (tree.depth() == 0) report(element_begin, end(), tree.take());
}

void StreamParser::State::add_text(std::string_view text) {
  if (tree.depth() == 0) return add_stray(text);
  if (!too_long()) tree.text(text);
}

void StreamParser::State::add_stray(std::string_view text) {
  if (stray.empty()) {
    const auto blank = std::min(text.find_first_not_of(white_space), text.size());
    if (blank == text.size()) return;
    stray_begin = begin() + (text.size() == size() ? blank : 0);
    text.remove_prefix(blank);
  }
  if (end() - stray_begin > limits.element_bytes) {
    const auto bound = std::to_string(limits.element_bytes);
    return violate(stray_begin, stray_begin + limits.element_bytes,
                   our_limit("text between stanzas of more than " + bound + " bytes"));
  }
  stray += text;
}

// Only the markup that follows ends the text, so that it is one event however it was cut.
void StreamParser::State::flush_stray() {
  if (stray.empty()) return;
  report(stray_begin, begin(), StrayText{std::string(trimmed_right(stray))});
  stray.clear();
}

bool StreamParser::State::too_long() {
  if (end() - element_begin <= limits.element_bytes) return false;
  violate(element_begin, element_begin + limits.element_bytes,
          our_limit("an element of more than " + std::to_string(limits.element_bytes) + " bytes"));
  return true;
}

bool StreamParser::State::too_many(const XML_Char** attributes) {
  std::size_t count = 0;
  while (attributes[2 * count]) ++count;
  if (count <= limits::element_attributes) return false;
  const auto bound = std::to_string(limits::element_attributes);
  violate(begin(), end(), our_limit("more than " + bound + " attributes in a tag"));
  return true;
}

void StreamParser::State::on_declaration(void* user, const XML_Char* version,
                                         const XML_Char* encoding, int) {
  State& state = of(user);
  if (state.dead) return;
  state.xml_declaration = true;
  if (version && std::string_view(version) != "1.0") {
    return state.violate(state.begin(), state.end(),
                         {"not-well-formed", "an XML version other than 1.0"});
  }
  if (encoding && !is_utf8(encoding)) {
    state.violate(state.begin(), state.end(),
                  {"unsupported-encoding", "an encoding other than UTF-8 is declared"});
  }
}

void StreamParser::State::on_namespace(void* user, const XML_Char* prefix, const XML_Char* uri) {
  State& state = of(user);
  if (state.dead) return;
  const std::string_view name = uri ? uri : "";
  if (name.size() > limits::namespace_bytes) {
    const auto bound = std::to_string(limits::namespace_bytes);
    return state.violate(state.begin(), state.end(),
                         our_limit("a namespace name of more than " + bound + " bytes"));
  }
  if (!state.header_seen && !prefix) state.content_ns = name;
}

void StreamParser::State::on_start(void* user, const XML_Char* name, const XML_Char** attributes) {
  State& state = of(user);
  if (state.dead || state.too_many(attributes)) return;
  if (state.header_seen) {
    state.open(split(name), attributes);
  } else {
    state.header(split(name), attributes);
  }
}

void StreamParser::State::on_end(void* user, const XML_Char*) {
  if (!of(user).dead) of(user).close();
}

void StreamParser::State::on_text(void* user, const XML_Char* text, int length) {
  if (!of(user).dead) of(user).add_text({text, static_cast<std::size_t>(length)});
}

void StreamParser::State::on_instruction(void* user, const XML_Char*, const XML_Char*) {
  if (!of(user).dead) of(user).forbid("a processing instruction");
}

void StreamParser::State::on_comment(void* user, const XML_Char*) {
  if (!of(user).dead) of(user).forbid("a comment");
}

void StreamParser::State::on_doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*,
                                     int) {
  if (!of(user).dead) of(user).forbid("a document type declaration");
}

StreamParser::StreamParser(ParserLimits limits) : state_(std::make_unique<State>(limits)) {}
StreamParser::~StreamParser() = default;
StreamParser::StreamParser(StreamParser&&) noexcept = default;
StreamParser& StreamParser::operator=(StreamParser&&) noexcept = default;

void StreamParser::feed(std::string_view bytes, std::vector<StreamEvent>& events) {
  state_->events = &events;
  state_->feed(bytes);
  state_->events = nullptr;
}

bool StreamParser::failed() const { return state_->dead; }
bool StreamParser::ended() const { return state_->closed; }
bool StreamParser::inside_root() const { return state_->inside_root(); }

bool StreamParser::between_stanzas() const {
  return inside_root() && state_->tree.depth() == 0 && state_->scanner.in_text();
}

}  // namespace jcp
