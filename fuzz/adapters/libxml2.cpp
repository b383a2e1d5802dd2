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
};

std::string_view view(const xmlChar* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

std::string_view view(const xmlChar* begin, const xmlChar* end) {
  return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin)};
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
  reader.events.open(ns::canonical_element(view(uri), view(local)));
  for (; count > 0; --count, attributes += 5) {  // local name, prefix, URI, value, its end
    reader.events.attribute(ns::canonical_attribute(view(attributes[2]), view(attributes[0])),
                            view(attributes[3], attributes[4]));
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

bool only_unfinished(int error) {
  return error == XML_ERR_DOCUMENT_END || error == XML_ERR_DOCUMENT_EMPTY;
}

}  // namespace

void feed_libxml2(const CutPlan& input, EventRecorder& events) {
  xmlSAXHandler sax = handlers();
  Reader reader{events, nullptr};
  reader.context.reset(xmlCreatePushParserCtxt(&sax, &reader, nullptr, 0, nullptr));
  xmlParserCtxt& context = *reader.context;
  xmlCtxtUseOptions(&context, XML_PARSE_NONET);  // and no XML_PARSE_NOENT: nothing is expanded
  const auto give = [&](std::string_view piece, bool last) {
    if (events.refused()) return;
    xmlParseChunk(&context, piece.data(), static_cast<int>(piece.size()), last);
    if (refused(reader) || context.wellFormed) return;
    if (!last || !only_unfinished(context.errNo)) {
      events.refuse("error " + std::to_string(context.errNo));
    }
  };
  input.each([&](std::string_view piece) { give(piece, false); });
  give("", true);
}

}  // namespace jcp::fuzz
