option(JCP_WERROR "Warnings are errors" OFF)

# Warnings for our own targets only, not for what they include.
function(jcp_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
    -Wold-style-cast -Wcast-qual -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13 AND CMAKE_BUILD_TYPE STREQUAL Release)
    target_compile_options(${target} PRIVATE -Wno-restrict)  # cries wolf at "text" + std::string
  endif()
  if(JCP_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
