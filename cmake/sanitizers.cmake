set(JCP_SANITIZE "" CACHE STRING "List for -fsanitize=, applied to everything")

if(JCP_SANITIZE)
  add_compile_definitions(JCP_SANITIZED)  # tests of memory and time say less then
  add_compile_options(-fsanitize=${JCP_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${JCP_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    # clang 14 cannot compile Asio's coroutines with it ("cannot represent a difference across
    # sections").
    add_compile_options(-fno-sanitize=function)
  endif()
endif()
