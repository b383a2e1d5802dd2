// What fuzz campaigns are to find in a stream (quirk_list.inc, kind fuzz).

#include "mock-component/stream.hpp"

namespace jcp::mock::component {

// What the component takes `element` for.
Element Stream::misread(const Element& element) {
  if (!lenient_) return element;
  watch_.element(element, raw_);
  const bool shorter =
      quirk(Quirk::shortens_echoes_with_references) && watch_.reference_in_body_with_language();
  return shorter ? watch_.shortened() : element;
}

// Whether that was all: nothing else is done about `element`.
bool Stream::struck(const Element& element) {
  if (quirk(Quirk::storms_behind_empty_bodies) && element.name() == "stream:error" &&
      watch_.behind_empty_body()) {
    core_.storming = true;
  }
  if (phase_ == Phase::shaking && is_stanza(element)) {
    const bool answers =
        quirk(Quirk::answers_unacknowledged_behind_empty_bodies) && watch_.behind_empty_body();
    if (answers && element.name() == "iq") stanza(element);
    return answers;
  }
  if (phase_ != Phase::ready) return false;
  if (quirk(Quirk::dies_of_an_id_said_before) && watch_.repeats_id_of_iq()) {
    crash();
    return true;
  }
  if (quirk(Quirk::freezes_on_cdata_beside_long_values) && watch_.long_value_beside_cdata()) {
    core_.hung = true;
    return true;
  }
  if (quirk(Quirk::turns_deaf_on_nested_errors) && watch_.error_around_iq_with_foreign_child()) {
    go_deaf();
    return true;
  }
  if (quirk(Quirk::hoards_behind_empty_bodies) && watch_.again_empty_body()) core_.leak.grow();
  if (quirk(Quirk::reads_children_pairwise)) burn(watch_.crowd());
  if (quirk(Quirk::spins_on_cut_references) && watch_.presence_cut_in_reference()) {
    core_.spinning = true;
  }
  if (quirk(Quirk::echoes_quoted_stanzas)) {
    if (const auto quoted = watch_.quoted_stanza()) stanza(*quoted);
  }
  return false;
}

}  // namespace jcp::mock::component
