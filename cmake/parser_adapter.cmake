# Bring your own parser (fuzz/adapters/README.md).
set(JCP_ADAPTERS "" CACHE PATH "Folder with a CMakeLists.txt that calls jcp_parser_adapter()")

# jcp_parser_adapter(NAME SOURCES files... LIBS libraries... [KNOWN ids...] [INCLUDES folders...]
# [SWITCHES engine options...]): SOURCES define `void jcp::fuzz::feed_NAME(const CutPlan&,
# EventRecorder&)`. Gives adapter_NAME_fuzz with its tests, and a place in differential_fuzz and
# differential_report. KNOWN are ids of fuzz/adapters/policy.cpp.
function(jcp_parser_adapter name)
  cmake_parse_arguments(arg "" "" "SOURCES;LIBS;KNOWN;INCLUDES;SWITCHES" ${ARGN})
  add_library(jcp_adapter_${name} STATIC ${arg_SOURCES})
  jcp_warnings(jcp_adapter_${name})
  target_include_directories(jcp_adapter_${name} SYSTEM PRIVATE ${arg_INCLUDES})
  target_link_libraries(jcp_adapter_${name} PUBLIC jcp_adapter PRIVATE ${arg_LIBS})
  set_property(GLOBAL APPEND PROPERTY JCP_ADAPTER_NAMES ${name})
  set_property(GLOBAL PROPERTY JCP_ADAPTER_KNOWN_${name} ${arg_KNOWN})

  set(target adapter_${name}_fuzz)
  jcp_fuzz_binary(${target} ${PROJECT_SOURCE_DIR}/fuzz/targets/adapter_fuzz.cpp jcp_adapter_${name})
  target_compile_definitions(${target} PRIVATE JCP_FEED=feed_${name})
  jcp_ship_fuzzer(${target} SEEDS corpus/differential OPTIONS ${arg_SWITCHES})
  if(BUILD_TESTING)
    add_test(NAME fuzz.adapter_${name}.replay
      COMMAND ${target} -runs=0 -rss_limit_mb=2048 ${arg_SWITCHES} ${PROJECT_SOURCE_DIR}/fuzz/corpus/differential)
    set_tests_properties(fuzz.adapter_${name}.replay PROPERTIES LABELS fuzz-replay TIMEOUT 120)
  endif()
endfunction()

# jcp_adapter_table(LIBRARY): all adapters so far behind parser_adapters().
function(jcp_adapter_table library)
  get_property(names GLOBAL PROPERTY JCP_ADAPTER_NAMES)
  set(functions "")
  set(known_lists "")
  set(rows "")
  foreach(name IN LISTS names)
    get_property(known GLOBAL PROPERTY JCP_ADAPTER_KNOWN_${name})
    set(quoted "")
    foreach(id IN LISTS known)
      string(APPEND quoted "\"${id}\", ")
    endforeach()
    string(APPEND functions "Feed feed_${name};\n")
    string(APPEND known_lists "  static const std::vector<std::string_view> known_${name} = {${quoted}};\n")
    string(APPEND rows "    {\"${name}\", feed_${name}, known_${name}},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/adapter_table.cpp @ONLY CONTENT
"// Written by cmake/parser_adapter.cmake.
#include \"fuzz/adapters/parser_adapter.hpp\"

namespace jcp::fuzz {

@functions@
std::span<const ParserAdapter> parser_adapters() {
@known_lists@static const ParserAdapter table[] = {
@rows@  };
  return table;
}

}  // namespace jcp::fuzz
")
  add_library(${library} STATIC ${CMAKE_CURRENT_BINARY_DIR}/adapter_table.cpp)
  list(TRANSFORM names PREPEND jcp_adapter_)
  target_link_libraries(${library} PUBLIC jcp_adapter ${names})
endfunction()

# jcp_code_block(PAGE LANGUAGE FILE): the first code block in LANGUAGE of a Markdown page, as FILE.
function(jcp_code_block page language file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${page})
  file(READ ${page} text)
  set(fence "```${language}\n")
  string(FIND "${text}" "${fence}" begin)
  if(begin EQUAL -1)
    message(FATAL_ERROR "${page} has no code block in ${language}")
  endif()
  string(LENGTH "${fence}" skipped)
  math(EXPR begin "${begin} + ${skipped}")
  string(SUBSTRING "${text}" ${begin} -1 text)
  string(FIND "${text}" "```" end)
  string(SUBSTRING "${text}" 0 ${end} text)
  file(CONFIGURE OUTPUT ${file} CONTENT "${text}" @ONLY)
endfunction()
