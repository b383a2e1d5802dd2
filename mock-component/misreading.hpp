#pragma once
// How quirks misread elements.

#include <set>
#include <string>
#include <string_view>

#include "harness/xmpp/element.hpp"
#include "mock-component/core.hpp"

namespace jcp::mock::component {

// What the component takes an element for. Without quirks: jabber:client is read like
// jabber:component:accept, as servers are known to mix them up.
Element understood_as(const Element& element, std::string_view content_ns, const Core& core);

bool dies_of_stanza(const Element& stanza, const Core& core);
bool dies_of_size(const Element& element, std::string_view first_tag, const Core& core);

std::size_t depth_of(const Element& element);
std::size_t count_of(std::string_view part, std::string_view text);
// Namespaces bound to prefixes by a header, those every stream has left out.
std::set<std::string> declared_namespaces(std::string_view header);
bool uses(const Element& element, const std::set<std::string>& namespaces);

}  // namespace jcp::mock::component
