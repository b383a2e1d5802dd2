# Who may include whom, and what g++ 12 miscompiles: docs/ARCHITECTURE.md.
if(BUILD_TESTING)
  add_test(NAME source_rules COMMAND ${PROJECT_SOURCE_DIR}/ci/check-source)
endif()
