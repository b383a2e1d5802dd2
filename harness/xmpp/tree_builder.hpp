#pragma once
// Builds an Element from what a parser reports.

#include <map>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "element.hpp"

namespace jcp {

class TreeBuilder {
 public:
  std::size_t depth() const { return depth_; }
  void open(std::string_view uri, std::string_view local);
  void attribute(std::string_view uri, std::string_view local, const char* value);
  void text(std::string_view piece) { text_ += piece; }
  void close();
  // What was built since the last take; depth() is 0.
  Element take();

 private:
  void flush_text();

  std::shared_ptr<pugi::xml_document> document_;
  pugi::xml_node current_;
  std::size_t depth_ = 0;
  std::string text_;
  std::map<std::string, std::string, std::less<>> namespaces_;  // by canonical prefix
};

}  // namespace jcp
