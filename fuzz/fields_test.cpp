#include "fields.hpp"

#include <gtest/gtest.h>

#include "harness/xmpp/digest.hpp"

namespace jcp::fuzz {
namespace {

Fields some_fields(Role role) {
  Fields fields;
  fields.role = role;
  fields.own = {"c1.x", "a<b", "x", "u@c1.x", "t@x", "x", "i'd"};
  fields.other_domain = "c2.x";
  fields.fresh_id = "f&1";
  return fields;
}

TEST(FillFields, ValuesAreEscaped) {
  const Fields fields = some_fields(Role::component);
  EXPECT_EQ(fill("${domain} ${secret} ${sid} ${host}", fields), "c1.x a&lt;b i&apos;d x");
  EXPECT_EQ(fill("${us}${them}${service}${other.domain}", fields), "u@c1.xt@xxc2.x");
}

TEST(FillFields, DigestsAreThoseOfScenarios) {
  const Fields fields = some_fields(Role::component);
  const std::string digest = handshake_digest("i'd", "a<b");
  EXPECT_EQ(fill("<h>${digest}</h>", fields), "<h>" + digest + "</h>");
  EXPECT_EQ(fill("${digest:truncated}", fields), digest.substr(0, 39));
  EXPECT_EQ(fill("${digest:wrong-secret}", fields), handshake_digest("i'd", "not-a<b"));
}

TEST(FillFields, WithoutAStreamIdItIsTheEmptyOne) {
  Fields fields = some_fields(Role::component);
  fields.own.sid.reset();
  EXPECT_EQ(fill("[${sid}]${digest}", fields), "[]" + handshake_digest("", "a<b"));
}

TEST(FillFields, TheHeaderIsThatOfOurRole) {
  EXPECT_EQ(fill("${header}", some_fields(Role::component)),
            "<stream:stream xmlns='jabber:component:accept' "
            "xmlns:stream='http://etherx.jabber.org/streams' to='c1.x'>");
  EXPECT_EQ(fill("a${header}b", some_fields(Role::server)),
            "a<stream:stream xmlns='jabber:component:accept' "
            "xmlns:stream='http://etherx.jabber.org/streams' from='c1.x' id='f&amp;1'>b");
}

TEST(FillFields, AllElseIsText) {
  const Fields fields = some_fields(Role::component);
  for (const std::string_view text : {"", "$", "$$", "${", "${}", "${case.x}", "${sid",
                                      "${digest:upper}", "${fresh_id}", "$$ {sid}"}) {
    EXPECT_EQ(fill(text, fields), text);
  }
  EXPECT_EQ(fill("${${domain}${", fields), "${c1.x${");
}

}  // namespace
}  // namespace jcp::fuzz
