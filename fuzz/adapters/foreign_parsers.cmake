# Each is there when its library is. -DJCP_<NAME>_SOURCE=tree compiles the parser from that tree
# with our flags, so that the engine sees its branches; else it is linked as installed.
jcp_parser_adapter(expat SOURCES expat.cpp LIBS EXPAT::EXPAT KNOWN ${restrictions}
  accepts-bad-declarations)

jcp_parser_adapter(pugixml SOURCES pugixml.cpp LIBS pugixml::pugixml KNOWN ${restrictions}
  accepts-bad-utf8 accepts-bad-utf8-in-cdata accepts-undeclared-entities accepts-forbidden-characters
  accepts-bad-character-references accepts-bad-references accepts-duplicate-attributes
  accepts-data-before-root accepts-data-after-root accepts-less-than-in-values
  accepts-cdata-end-in-text accepts-bad-declarations accepts-unbound-prefixes
  accepts-undeclared-prefixes accepts-reserved-namespaces accepts-bad-names
  accepts-misplaced-declarations)

pkg_check_modules(LIBXML2 IMPORTED_TARGET libxml-2.0)
if(LIBXML2_FOUND)
  jcp_parser_adapter(libxml2 SOURCES libxml2.cpp LIBS PkgConfig::LIBXML2 KNOWN ${restrictions}
    accepts-bad-declarations accepts-bad-utf8-in-cdata delivers-broken-tags
    keeps-line-ends refuses-namespace-names)
endif()

pkg_check_modules(GLOOX IMPORTED_TARGET gloox)
set(JCP_GLOOX_SOURCE "" CACHE PATH "gloox source tree")
set(gloox_known accepts-bad-utf8 accepts-bad-utf8-in-cdata accepts-other-encodings accepts-forbidden-characters
  accepts-duplicate-attributes accepts-mismatched-tags accepts-data-after-root
  accepts-misplaced-declarations accepts-bad-declarations accepts-unbound-prefixes
  accepts-undeclared-prefixes accepts-reserved-namespaces accepts-cdata-end-in-text
  accepts-bad-names accepts-bad-tags accepts-bad-references forgets-content-namespace
  forgets-inherited-namespaces forgets-attribute-namespaces restarts-within-the-stream
  restarts-at-declarations delivers-unfinished-roots keeps-streams-open
  binds-stream-prefix moves-text-into-stanzas
  keeps-line-ends keeps-white-space-in-values keeps-white-space-in-names
  gathers-text silent-about-closing waits-for-a-stream refuses-byte-order-mark
  refuses-supplementary-references refuses-long-references refuses-text-between-stanzas
  refuses-empty-streams refuses-space-in-end-tags ends-values-at-the-other-quote)
if(JCP_GLOOX_SOURCE)
  add_library(jcp_gloox STATIC ${JCP_GLOOX_SOURCE}/src/parser.cpp ${JCP_GLOOX_SOURCE}/src/tag.cpp
    ${JCP_GLOOX_SOURCE}/src/util.cpp ${JCP_GLOOX_SOURCE}/src/gloox.cpp)
  file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/gloox_include)
  file(CREATE_LINK ${JCP_GLOOX_SOURCE}/src ${CMAKE_CURRENT_BINARY_DIR}/gloox_include/gloox SYMBOLIC)
  target_include_directories(jcp_gloox SYSTEM PUBLIC ${CMAKE_CURRENT_BINARY_DIR}/gloox_include)
  set_target_properties(jcp_gloox PROPERTIES CXX_STANDARD 14)  # it says std::auto_ptr
  jcp_parser_adapter(gloox SOURCES gloox.cpp LIBS jcp_gloox KNOWN ${gloox_known})
elseif(GLOOX_FOUND)
  jcp_parser_adapter(gloox SOURCES gloox.cpp LIBS PkgConfig::GLOOX KNOWN ${gloox_known})
endif()

# Its parser is no part of the shared library's interface, but of the static one.
pkg_check_modules(LIBSTROPHE libstrophe)
find_library(JCP_LIBSTROPHE_STATIC libstrophe.a)
set(JCP_LIBSTROPHE_SOURCE "" CACHE PATH "libstrophe source tree")
set(libstrophe_known ${restrictions} accepts-bad-declarations forgets-root-namespace forgets-attribute-namespaces)
if(JCP_LIBSTROPHE_SOURCE)
  enable_language(C)
  file(GLOB libstrophe_sources ${JCP_LIBSTROPHE_SOURCE}/src/*.c)
  list(FILTER libstrophe_sources EXCLUDE REGEX "parser_libxml2|tls_gnutls|tls_schannel|tls_dummy|compression.c$")
  add_library(jcp_libstrophe STATIC ${libstrophe_sources})
  target_include_directories(jcp_libstrophe SYSTEM PUBLIC ${JCP_LIBSTROPHE_SOURCE})
  target_compile_definitions(jcp_libstrophe PRIVATE HAVE_VSNPRINTF HAVE_SNPRINTF HAVE_STRTOK_R)
  target_link_libraries(jcp_libstrophe PRIVATE EXPAT::EXPAT OpenSSL::SSL OpenSSL::Crypto resolv)
  jcp_parser_adapter(libstrophe SOURCES libstrophe.cpp LIBS jcp_libstrophe KNOWN ${libstrophe_known})
elseif(LIBSTROPHE_FOUND AND JCP_LIBSTROPHE_STATIC)
  jcp_parser_adapter(libstrophe SOURCES libstrophe.cpp INCLUDES ${LIBSTROPHE_INCLUDE_DIRS}
    LIBS ${JCP_LIBSTROPHE_STATIC} EXPAT::EXPAT OpenSSL::SSL OpenSSL::Crypto resolv z
    KNOWN ${libstrophe_known})
endif()
