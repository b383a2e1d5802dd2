option(JCP_WERROR "Warnings are errors" OFF)

# Warnings for our own targets only, not for what they include.
function(jcp_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
    -Wold-style-cast -Wcast-qual -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # As soon as anything is inlined these cry wolf at "text" + std::string and at coroutines.
    target_compile_options(${target} PRIVATE -Wno-restrict -Wno-mismatched-new-delete)
  endif()
  if(JCP_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
