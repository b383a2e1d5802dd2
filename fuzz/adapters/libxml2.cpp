// libxml2's push parser, SAX2. It holds text and unfinished tags back until more comes.

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include <memory>

#include "parser_adapter.hpp"

namespace jcp::fuzz {

namespace {

struct Free {
  void operator()(xmlParserCtxtPtr context) const {
    if (context->myDoc) xmlFreeDoc(context->myDoc);
    xmlFreeParserCtxt(context);
  }
};

struct Reader {
  EventRecorder& events;
  std::unique_ptr<xmlParserCtxt, Free> context;
  bool at_end = false;
  bool unfinished_tag = false;  // at the end
};

std::string_view view(const xmlChar* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

std::string_view view(const xmlChar* begin, const xmlChar* end) {
  return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin)};
}

// Where entities are not replaced, an ampersand in a value comes as a reference; its own trees
// replace that later.
std::string with_ampersands(std::string_view value) {
  constexpr std::string_view reference = "&#38;";
  std::string out;
  for (std::size_t at = value.find(reference); at != std::string_view::npos;
       at = value.find(reference)) {
    out.append(value.substr(0, at)).append(1, '&');
    value.remove_prefix(at + reference.size());
  }
  return out.append(value);
}

// A broken rule of Namespaces in XML does not stop libxml2 itself.
bool refused(Reader& reader) {
  if (reader.context && !reader.context->nsWellFormed) {
    reader.events.refuse("namespaces");
    xmlStopParser(reader.context.get());
  }
  return reader.events.refused();
}

void on_start(void* user, const xmlChar* local, const xmlChar*, const xmlChar* uri, int,
              const xmlChar**, int count, int, const xmlChar** attributes) {
  Reader& reader = *static_cast<Reader*>(user);
  if (refused(reader)) return;
  reader.unfinished_tag = reader.at_end && *reader.context->input->cur == 0;
  if (reader.unfinished_tag) return;
  reader.events.open(ns::canonical_element(view(uri), view(local)));
  for (; count > 0; --count, attributes += 5) {  // local name, prefix, URI, value, its end
    reader.events.attribute(ns::canonical_attribute(view(attributes[2]), view(attributes[0])),
                            with_ampersands(view(attributes[3], attributes[4])));
  }
}

void on_end(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
  Reader& reader = *static_cast<Reader*>(user);
  if (!refused(reader)) reader.events.close();
}

void on_text(void* user, const xmlChar* text, int size) {
  Reader& reader = *static_cast<Reader*>(user);
  if (!refused(reader)) reader.events.text(view(text, text + size));
}

void on_error(void*, xmlErrorPtr) {}  // it would print

xmlSAXHandler handlers() {
  xmlSAXHandler sax = {};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = on_start;
  sax.endElementNs = on_end;
  sax.characters = sax.cdataBlock = sax.ignorableWhitespace = on_text;
  sax.serror = on_error;
  return sax;
}

bool only_unfinished(const Reader& reader) {
  const int error = reader.context->errNo;
  return error == XML_ERR_DOCUMENT_END || error == XML_ERR_DOCUMENT_EMPTY ||
         (reader.unfinished_tag && error == XML_ERR_GT_REQUIRED);
}

}  // namespace

void feed_libxml2(const CutPlan& input, EventRecorder& events) {
  xmlSAXHandler sax = handlers();
  Reader reader{.events = events, .context = nullptr};
  reader.context.reset(xmlCreatePushParserCtxt(&sax, &reader, nullptr, 0, nullptr));
  xmlParserCtxt& context = *reader.context;
  xmlCtxtUseOptions(&context, XML_PARSE_NONET);  // and no XML_PARSE_NOENT: nothing is expanded
  const auto give = [&](std::string_view piece, bool last) {
    if (events.refused()) return;
    xmlParseChunk(&context, piece.data(), static_cast<int>(piece.size()), last);
    if (refused(reader) || context.wellFormed) return;
    if (!last || !only_unfinished(reader)) {
      events.refuse("error " + std::to_string(context.errNo));
    }
  };
  input.each([&](std::string_view piece) { give(piece, false); });
  reader.at_end = true;
  give("", true);
}

}  // namespace jcp::fuzz
