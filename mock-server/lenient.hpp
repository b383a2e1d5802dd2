#pragma once
// In front of the strict parser: rewrites what it would refuse, for quirks that tolerate it. The
// parser stays the same for everybody; only what it gets to see differs. The filters look at one
// read at a time, so bytes that come one by one pass unchanged.

#include <string>
#include <string_view>
#include <vector>

#include "mock-server/lenient_filter.hpp"
#include "mock-server/lenient_markup.hpp"
#include "mock-server/lenient_memory.hpp"
#include "mock-server/quirks.hpp"

namespace jcp::mock {

class Lenient {
 public:
  explicit Lenient(const QuirkSet& quirks) : quirks_(quirks) {}

  // What the parser is to see of `bytes`.
  std::string rewrite(std::string_view bytes, const lenient::ReadPlace& place);

 private:
  bool quirk(Quirk quirk) const { return quirks_.has(quirk); }

  QuirkSet quirks_;
  std::vector<lenient::Tag> open_;  // the header, then the elements inside each other
  lenient::Utf16 utf16_;
  lenient::SplitCharacters split_;
  lenient::DoctypeSkipper doctype_;
};

}  // namespace jcp::mock
