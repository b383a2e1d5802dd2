#pragma once
// Which stanzas may come, because of those that were sent: the echo property. Whatever else comes
// was smuggled, made up or changed on its way.

#include <map>
#include <string>
#include <string_view>

#include "harness/xmpp/element.hpp"

namespace jcp::fuzz {

class StanzaLedger {
 public:
  // One stanza that may come as it is, once.
  void may_come(const Element& stanza);
  // One answer to `stanza` may come: same name and id, addresses exchanged, type result or error.
  // It may also come from `host` instead of the address that was asked.
  void may_be_answered(const Element& stanza, std::string_view host);
  // The same message with its addresses exchanged may come, once.
  void may_be_echoed(const Element& message);

  // Takes what `stanza` is from the ledger; false: nothing allowed it.
  bool takes(const Element& stanza);

 private:
  std::map<std::string, int> stanzas_, answers_;
};

}  // namespace jcp::fuzz
