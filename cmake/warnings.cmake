option(JCP_WERROR "Warnings are errors" OFF)

# Warnings for our own targets only, not for what they include.
function(jcp_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
    -Wold-style-cast -Wcast-qual -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers)
  if(JCP_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
