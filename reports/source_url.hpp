#pragma once
// Where the text stands that a requirement is taken from.

#include <string>

namespace jcp {

// `source` as in the catalogue: "RFC 6120 4.9.1.1, 4.8", "XEP-0114 3". "": it names none,
// as "practice" and "security".
std::string source_url(const std::string& source);

}  // namespace jcp
