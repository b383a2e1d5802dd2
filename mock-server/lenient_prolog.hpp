#pragma once
// Filters of the tolerant reader: XML declarations and document type declarations.

#include <string>
#include <string_view>
#include <vector>

namespace jcp::mock::lenient {

// Gives an attribute of the XML declaration at the beginning of `read` another value.
void declare(std::string& read, std::string_view attribute, std::string_view value);
// Makes an encoding unknown that is UTF-8 only when case is ignored.
void refuse_other_case(std::string& read);
void skip_space_before_declaration(std::string& read);
void refuse_space_before_header(std::string& read);
void drop_mid_stream_declaration(std::string& read);

struct Entity {
  std::string name;
  std::string value;
};

// Behind the '>' of the document type declaration at `begin`; npos: it is not whole.
std::size_t end_of_doctype(std::string_view read, std::size_t begin);
// The general entities a document type declaration declares with a literal value.
std::vector<Entity> entities_of(std::string_view doctype);
void expand_entities(std::string& read);
void drop_doctypes(std::string& read);

}  // namespace jcp::mock::lenient
