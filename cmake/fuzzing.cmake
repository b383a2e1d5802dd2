# Fuzz targets (docs/FUZZING.md). What drives them: libFuzzer where the compiler brings it
# (JCP_SANITIZE with fuzzer-no-link), $LIB_FUZZING_ENGINE for anybody else's engine, and with every
# compiler a main that replays files.
set(JCP_FUZZING_ENGINE "$ENV{LIB_FUZZING_ENGINE}" CACHE STRING "Linked into the fuzz targets")
if(JCP_FUZZING_ENGINE STREQUAL "" AND JCP_SANITIZE MATCHES "fuzzer-no-link")
  set(JCP_FUZZING_ENGINE -fsanitize=fuzzer)
endif()
set(JCP_FUZZ_SEEDS 1 2 3)       # a planted fault is found from each of them
set(JCP_FUZZ_RUNS 200000)       # within so many inputs

function(jcp_fuzz_binary binary source)
  add_executable(${binary} ${source})
  jcp_warnings(${binary})
  target_link_libraries(${binary} PRIVATE ${ARGN})
  if(JCP_FUZZING_ENGINE)
    target_link_libraries(${binary} PRIVATE ${JCP_FUZZING_ENGINE})
  else()
    target_link_libraries(${binary} PRIVATE jcp_fuzz_replay)
  endif()
endfunction()

# jcp_ship_fuzzer(TARGET SEEDS folders... [OPTIONS engine options...]): into the list of targets, and
# into what `cmake --install TREE --component fuzzers` makes for ClusterFuzzLite
# (.clusterfuzzlite/build.sh): the binary, and beside it seeds, dictionary and options of its name.
function(jcp_ship_fuzzer target)
  cmake_parse_arguments(arg "" "" "SEEDS;OPTIONS" ${ARGN})
  set_property(GLOBAL APPEND PROPERTY JCP_FUZZ_TARGETS ${target})
  # Where it runs nothing is installed, so the libraries come along. The old kind of path is also
  # that of what they need themselves.
  set_target_properties(${target} PROPERTIES INSTALL_RPATH \$ORIGIN/lib)
  target_link_options(${target} PRIVATE -Wl,--disable-new-dtags)
  install(TARGETS ${target} RUNTIME_DEPENDENCY_SET jcp_fuzzers
    RUNTIME DESTINATION . COMPONENT fuzzers EXCLUDE_FROM_ALL)
  install(FILES ${PROJECT_SOURCE_DIR}/fuzz/component.dict RENAME ${target}.dict
    DESTINATION . COMPONENT fuzzers EXCLUDE_FROM_ALL)
  install(CODE "
    execute_process(COMMAND \"${CMAKE_COMMAND}\" -E tar cf
        \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${target}_seed_corpus.zip\" --format=zip ${arg_SEEDS}
      WORKING_DIRECTORY \"${PROJECT_SOURCE_DIR}/fuzz\" COMMAND_ERROR_IS_FATAL ANY)"
    COMPONENT fuzzers EXCLUDE_FROM_ALL)
  if(arg_OPTIONS)
    list(TRANSFORM arg_OPTIONS REPLACE "^-([a-z_]+)=(.*)" "\\1 = \\2\n")
    list(JOIN arg_OPTIONS "" options)
    file(CONFIGURE OUTPUT ${target}.options CONTENT "[libfuzzer]\n${options}")
    install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${target}.options
      DESTINATION . COMPONENT fuzzers EXCLUDE_FROM_ALL)
  endif()
endfunction()

# jcp_fuzz_target(NAME LIBS... [CORPUS name] [OPTIONS engine options...]): targets/NAME_fuzz.cpp,
# alone and with its planted fault; it shares the corpus of CORPUS. Tests: the corpus and former
# findings pass (fuzz-replay), the planted fault is not in the corpus (fuzz-replay), and is found
# from every seed (fuzz-long).
function(jcp_fuzz_target name)
  cmake_parse_arguments(arg "" "CORPUS" "LIBS;OPTIONS" ${ARGN})
  if(NOT arg_CORPUS)
    set(arg_CORPUS ${name})
    set_property(GLOBAL APPEND PROPERTY JCP_FUZZ_CORPORA ${name})
  endif()
  set(folders corpus/${arg_CORPUS})
  if(IS_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/regressions/${name})
    list(APPEND folders regressions/${name})
  endif()
  jcp_fuzz_binary(${name}_fuzz targets/${name}_fuzz.cpp ${arg_LIBS})
  jcp_ship_fuzzer(${name}_fuzz SEEDS ${folders} OPTIONS ${arg_OPTIONS})
  if(NOT BUILD_TESTING)
    return()
  endif()
  jcp_fuzz_binary(${name}_fuzz_planted targets/${name}_fuzz.cpp ${arg_LIBS})
  target_compile_definitions(${name}_fuzz_planted PRIVATE JCP_PLANTED_FAULT)

  list(TRANSFORM folders PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  set(options -dict=${CMAKE_CURRENT_SOURCE_DIR}/component.dict -rss_limit_mb=2048 ${arg_OPTIONS})
  add_test(NAME fuzz.${name}.replay COMMAND ${name}_fuzz -runs=0 ${options} ${folders})
  add_test(NAME fuzz.${name}.planted_not_in_corpus
    COMMAND ${name}_fuzz_planted -runs=0 ${options} ${folders})
  set_tests_properties(fuzz.${name}.replay fuzz.${name}.planted_not_in_corpus PROPERTIES
    LABELS fuzz-replay TIMEOUT 120)
  if(NOT JCP_FUZZING_ENGINE STREQUAL "-fsanitize=fuzzer")
    return()
  endif()
  foreach(seed IN LISTS JCP_FUZZ_SEEDS)
    set(test fuzz.${name}.finds_planted_fault.${seed})
    add_test(NAME ${test} COMMAND ${PROJECT_SOURCE_DIR}/fuzz/find-planted $<TARGET_FILE:${name}_fuzz_planted>
      ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${arg_CORPUS} -seed=${seed} -runs=${JCP_FUZZ_RUNS} ${options})
    set_tests_properties(${test} PROPERTIES LABELS fuzz-long TIMEOUT 900)
  endforeach()
endfunction()
