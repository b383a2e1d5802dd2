#include "policy.hpp"

#include <algorithm>

namespace jcp::fuzz {

namespace {

constexpr PolicyRow rows[] = {
    {"accepts-bad-utf8", "high", "RFC 3629 3, RFC 6120 11.6",
     "octets that are not UTF-8 are delivered as text or names"},
    {"accepts-bad-utf8-in-cdata", "high", "RFC 3629 3, RFC 6120 11.6",
     "a CDATA section with octets that are not UTF-8 is delivered, or silently left out"},
    {"accepts-other-encodings", "high", "RFC 6120 11.6",
     "a byte order mark or a declaration changes the encoding"},
    {"accepts-mismatched-tags", "high", "XML 3, Element Type Match",
     "an end tag closes an element of another name"},
    {"accepts-duplicate-attributes", "high", "XML 3.1, Unique Att Spec; NS 6.3",
     "an attribute that stands twice in a tag is delivered"},
    {"accepts-data-after-root", "high", "XML 2.1 [1], RFC 6120 4.4",
     "what follows the end of the stream is delivered"},
    {"accepts-data-before-root", "medium", "XML 2.8 [22]", "text before the root is skipped"},
    {"accepts-doctype", "medium", "RFC 6120 11.1", "a document type declaration is read"},
    {"accepts-undeclared-entities", "medium", "RFC 6120 11.1; XML 4.1, Entity Declared",
     "a reference to an entity that nobody declared is delivered as text"},
    {"accepts-comments", "low", "RFC 6120 11.1", "comments are skipped"},
    {"accepts-instructions", "low", "RFC 6120 11.1", "processing instructions are skipped"},
    {"accepts-forbidden-characters", "medium", "XML 2.2 [2]",
     "characters that no document may hold are delivered"},
    {"accepts-bad-character-references", "medium", "XML 4.1, Legal Character",
     "a reference to such a character is delivered"},
    {"accepts-bad-references", "medium", "XML 4.1 [66], [68]",
     "what is no reference is delivered, as it stands or resolved"},
    {"accepts-cdata-end-in-text", "low", "XML 2.4 [14]", "]]> stands in text"},
    {"accepts-less-than-in-values", "medium", "XML 3.1, No < in Attribute Values",
     "< stands in the value of an attribute"},
    {"delivers-broken-tags", "low", "XML 2.2 [2], 3.1 [40]",
     "a tag with a forbidden character is delivered up to that, and then refused"},
    {"accepts-bad-tags", "medium", "XML 3.1 [40] to [44]",
     "a tag has too little or too much in it"},
    {"accepts-bad-names", "medium", "XML 2.3 [5], NS 4 [7]", "a name holds what no name may hold"},
    {"accepts-misplaced-declarations", "medium", "XML 2.6 [17], 2.8 [22]",
     "an XML declaration stands within the stream"},
    {"accepts-bad-declarations", "low", "XML 2.8 [23]", "the XML declaration is not read"},
    {"accepts-unbound-prefixes", "medium", "NS 5, Prefix Declared",
     "a prefix that is bound to nothing is delivered"},
    {"accepts-undeclared-prefixes", "low", "NS 5, No Prefix Undeclaring",
     "a prefix is bound to the empty name"},
    {"accepts-reserved-namespaces", "low", "NS 3, Reserved Prefixes and Namespace Names",
     "xml or xmlns are bound to something else"},
    {"binds-stream-prefix", "medium", "NS 5, Namespace Scoping",
     "the prefix stream of a stanza or root is bound to streams, whatever it is declared for"},
    {"forgets-root-namespace", "medium", "RFC 6120 4.8.1",
     "the namespace of the root is not told: every stream is one"},
    {"forgets-content-namespace", "medium", "RFC 6120 4.8.2, NS 6.2",
     "stanzas do not inherit the default namespace of the stream"},
    {"forgets-inherited-namespaces", "medium", "NS 6.2",
     "an element below a stanza does not inherit the default namespace of the one around it"},
    {"forgets-attribute-namespaces", "medium", "NS 6.3",
     "attributes of different namespaces become one"},
    {"delivers-unfinished-roots", "high", "XML 3 [39]",
     "an element with the prefix stream is delivered when a stream element is opened in it"},
    {"keeps-streams-open", "high", "XML 3 [39]",
     "an end tag </stream:stream> closes nothing: what follows such an element is held in it"},
    {"restarts-at-declarations", "high", "XML 2.8 [22]",
     "an XML declaration within the document begins it anew: what is unfinished is dropped"},
    {"restarts-within-the-stream", "high", "RFC 6120 4.8.1, XML 3 [39]",
     "a stream element within the stream is a new stream: what it holds is delivered as stanzas"},
    {"moves-text-into-stanzas", "high", "XML 3.1 [43]",
     "text between stanzas is delivered as text of the next one"},
    {"keeps-line-ends", "low", "XML 2.11", "line ends are not normalised"},
    {"keeps-white-space-in-values", "low", "XML 3.3.3", "values are not normalised"},
    {"keeps-white-space-in-names", "low", "XML 3.3.3", "namespace names are not normalised"},
    {"gathers-text", "low", "XML 3.1 [43]", "the order of text and children is not told"},
    {"silent-about-closing", "medium", "RFC 6120 4.4", "the end of the stream is not told"},
    {"waits-for-a-stream", "low", "RFC 6120 4.8.1",
     "below a root that is no stream, nothing is delivered before the root ends"},
    {"refuses-byte-order-mark", "low", "RFC 6120 11.6", "a byte order mark in UTF-8 is refused"},
    {"refuses-namespace-names", "low", "NS 2", "a namespace name that is no URI is refused"},
    {"refuses-supplementary-references", "medium", "XML 4.1 [66]",
     "a reference beyond U+FFFF is refused"},
    {"refuses-long-references", "low", "XML 4.1 [66]",
     "a reference of more than nine octets is refused"},
    {"refuses-text-between-stanzas", "low", "XML 3.1 [43]",
     "text in front of the first stanza is refused"},
    {"refuses-empty-streams", "low", "XML 3.1 [44]",
     "a stream that is one empty-element tag is refused"},
    {"refuses-space-in-end-tags", "low", "XML 3.1 [42]", "white space in an end tag is refused"},
    {"ends-values-at-the-other-quote", "high", "XML 2.3 [10]",
     "a value in apostrophes ends at a double quote"},
};

}  // namespace

std::span<const PolicyRow> policy() { return rows; }

const PolicyRow* policy_row(std::string_view id) {
  const auto found = std::find_if(std::begin(rows), std::end(rows),
                                  [&](const PolicyRow& row) { return row.id == id; });
  return found == std::end(rows) ? nullptr : found;
}

bool knows(const ParserAdapter& adapter, std::string_view id) {
  return std::find(adapter.known.begin(), adapter.known.end(), id) != adapter.known.end();
}

}  // namespace jcp::fuzz
