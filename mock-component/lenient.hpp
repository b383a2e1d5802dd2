#pragma once
// In front of the strict parser: rewrites what it would refuse, for quirks that overlook it
// (mock-server/lenient.hpp is the same for the server).

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mock-component/quirks.hpp"
#include "mock-server/lenient_filter.hpp"
#include "mock-server/lenient_memory.hpp"

namespace jcp::mock::component {

class Lenient {
 public:
  explicit Lenient(const ComponentQuirkSet& quirks) : quirks_(quirks) {}

  // What the parser is to see of `bytes`.
  std::string rewrite(std::string_view bytes, const lenient::ReadPlace& place);

 private:
  bool quirk(ComponentQuirk quirk) const { return quirks_.has(quirk); }
  void keep_first_namespaces(std::string& read);

  ComponentQuirkSet quirks_;
  std::vector<lenient::Tag> open_;  // the header, then the elements inside each other
  lenient::Utf16 utf16_;
  lenient::SplitCharacters split_;
  lenient::DoctypeSkipper doctype_;
  std::map<std::string, std::string> first_namespaces_;  // by prefix
};

}  // namespace jcp::mock::component
