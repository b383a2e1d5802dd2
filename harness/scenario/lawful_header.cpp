#include "lawful_header.hpp"

namespace jcp {

std::string_view lawful_header(Role role) {
  if (role == Role::component) {
    return "<stream:stream xmlns='jabber:component:accept' "
           "xmlns:stream='http://etherx.jabber.org/streams' to='${domain}'>";
  }
  return "<stream:stream xmlns='jabber:component:accept' "
         "xmlns:stream='http://etherx.jabber.org/streams' from='${domain}' id='${fresh_id}'>";
}

}  // namespace jcp
