// What fuzz campaigns are to find in a session (quirk_list.inc, kind fuzz).

#include "mock-server/router.hpp"
#include "mock-server/session.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock {

// What the session takes `element` for.
Element Session::misread(const Element& element) {
  if (!lenient_) return element;
  watch_.element(element, raw_of_element());
  const bool shorter =
      quirk(Quirk::shortens_bodies_with_references) && watch_.reference_in_body_with_language();
  return shorter ? watch_.shortened() : element;
}

// Whether that was all: nothing else is done about `element`.
bool Session::struck(const Element& element) {
  if (phase_ != Phase::authenticated) return false;
  if (quirk(Quirk::dies_of_a_repeated_id) && watch_.repeats_id_of_iq()) {
    core_.crashed = true;
    return true;
  }
  if (quirk(Quirk::hangs_on_cdata_beside_long_values) && watch_.long_value_beside_cdata()) {
    core_.hung = true;
    return true;
  }
  if (quirk(Quirk::goes_deaf_on_nested_errors) && watch_.error_around_iq_with_foreign_child()) {
    go_deaf();
    return true;
  }
  if (quirk(Quirk::acknowledges_behind_empty_bodies) && element.name() == "handshake" &&
      watch_.behind_empty_body()) {
    write("<handshake/>");
    return true;
  }
  if (quirk(Quirk::leaks_behind_empty_bodies) && watch_.again_empty_body()) core_.leak.grow();
  if (quirk(Quirk::compares_children_pairwise)) burn(watch_.crowd());
  if (quirk(Quirk::spins_behind_cut_references) && watch_.presence_cut_in_reference()) {
    core_.spinning = true;
  }
  if (quirk(Quirk::delivers_cut_chats_twice) && watch_.chat_cut_in_end_tag()) {
    router_.stanza(*this, element);
  }
  if (quirk(Quirk::delivers_quoted_stanzas)) {
    if (const auto quoted = watch_.quoted_stanza()) router_.stanza(*this, *quoted);
  }
  return !live();
}

}  // namespace jcp::mock
