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

# jcp_fuzz_target(NAME LIBS... [CORPUS name] [OPTIONS engine options...]): targets/NAME_fuzz.cpp,
# alone and with its planted fault; it shares the corpus of CORPUS. Tests: the corpus and former
# findings pass (fuzz-replay), the planted fault is not in the corpus (fuzz-replay), and is found
# from every seed (fuzz-long; the first: fuzz-smoke).
function(jcp_fuzz_target name)
  cmake_parse_arguments(arg "" "CORPUS" "LIBS;OPTIONS" ${ARGN})
  set_property(GLOBAL APPEND PROPERTY JCP_FUZZ_TARGETS ${name}_fuzz)
  jcp_fuzz_binary(${name}_fuzz targets/${name}_fuzz.cpp ${arg_LIBS})
  if(NOT BUILD_TESTING)
    return()
  endif()
  jcp_fuzz_binary(${name}_fuzz_planted targets/${name}_fuzz.cpp ${arg_LIBS})
  target_compile_definitions(${name}_fuzz_planted PRIVATE JCP_PLANTED_FAULT)

  if(NOT arg_CORPUS)
    set(arg_CORPUS ${name})
    set_property(GLOBAL APPEND PROPERTY JCP_FUZZ_CORPORA ${name})
  endif()
  set(seeds ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${arg_CORPUS})
  set(found)
  if(IS_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/regressions/${name})
    set(found ${CMAKE_CURRENT_SOURCE_DIR}/regressions/${name})
  endif()
  set(options -dict=${CMAKE_CURRENT_SOURCE_DIR}/component.dict -rss_limit_mb=2048 ${arg_OPTIONS})
  add_test(NAME fuzz.${name}.replay COMMAND ${name}_fuzz -runs=0 ${options} ${seeds} ${found})
  add_test(NAME fuzz.${name}.planted_not_in_corpus
    COMMAND ${name}_fuzz_planted -runs=0 ${options} ${seeds} ${found})
  set_tests_properties(fuzz.${name}.replay fuzz.${name}.planted_not_in_corpus PROPERTIES
    LABELS fuzz-replay TIMEOUT 120)
  if(NOT JCP_FUZZING_ENGINE STREQUAL "-fsanitize=fuzzer")
    return()
  endif()
  foreach(seed IN LISTS JCP_FUZZ_SEEDS)
    set(test fuzz.${name}.finds_planted_fault.${seed})
    add_test(NAME ${test} COMMAND ${PROJECT_SOURCE_DIR}/fuzz/find-planted $<TARGET_FILE:${name}_fuzz_planted>
      ${seeds} -seed=${seed} -runs=${JCP_FUZZ_RUNS} ${options})
    set_tests_properties(${test} PROPERTIES LABELS fuzz-long TIMEOUT 900)
  endforeach()
endfunction()
