// expat as most programs use it: aware of namespaces, told that all is UTF-8, no entities but
// the predefined ones.

#include <expat.h>

#include <array>
#include <memory>
#include <type_traits>

#include "parser_adapter.hpp"

namespace jcp::fuzz {

namespace {

constexpr char separator = '\x01';  // no document can hold it

struct Free {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

EventRecorder& recorder(void* user) { return *static_cast<EventRecorder*>(user); }

using Canonical = std::string(std::string_view uri, std::string_view local);

std::string named(std::string_view name, Canonical* canonical) {
  const std::size_t end = name.find(separator);
  if (end == std::string_view::npos) return canonical("", name);
  return canonical(name.substr(0, end), name.substr(end + 1));
}

void on_start(void* user, const XML_Char* name, const XML_Char** attributes) {
  recorder(user).open(named(name, ns::canonical_element));
  for (; *attributes; attributes += 2) {
    recorder(user).attribute(named(attributes[0], ns::canonical_attribute), attributes[1]);
  }
}

void on_end(void* user, const XML_Char*) { recorder(user).close(); }

void on_text(void* user, const XML_Char* text, int size) {
  recorder(user).text({text, static_cast<std::size_t>(size)});
}

void on_entity(void* user, const XML_Char*, int, const XML_Char*, int, const XML_Char*,
               const XML_Char*, const XML_Char*, const XML_Char*) {
  recorder(user).refuse("a declaration of an entity");
}

bool only_unfinished(XML_Error error) {
  constexpr std::array at_the_end = {XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN,
                                     XML_ERROR_PARTIAL_CHAR, XML_ERROR_UNCLOSED_CDATA_SECTION};
  for (const XML_Error known : at_the_end) {
    if (error == known) return true;
  }
  return false;
}

}  // namespace

void feed_expat(const CutPlan& input, EventRecorder& events) {
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free> parser(
      XML_ParserCreateNS("UTF-8", separator));
  XML_SetUserData(parser.get(), &events);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetEntityDeclHandler(parser.get(), on_entity);
  const auto give = [&](std::string_view piece, bool last) {
    if (events.refused()) return;
    const int size = static_cast<int>(piece.size());
    if (XML_Parse(parser.get(), piece.data(), size, last) == XML_STATUS_OK) return;
    const XML_Error error = XML_GetErrorCode(parser.get());
    if (!last || !only_unfinished(error)) events.refuse(XML_ErrorString(error));
  };
  input.each([&](std::string_view piece) { give(piece, false); });
  give("", true);  // it defers tokens that were not finished when they came
}

}  // namespace jcp::fuzz
