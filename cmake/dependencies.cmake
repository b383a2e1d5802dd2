# One job a dependency (docs/ARCHITECTURE.md). All of them are Debian packages: ci/setup.
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

find_package(PkgConfig REQUIRED)
find_package(EXPAT REQUIRED)
find_package(pugixml REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)

include(CheckSymbolExists)
set(CMAKE_REQUIRED_LIBRARIES EXPAT::EXPAT)
# Debian backported it to 2.5.0, so the version says nothing.
check_symbol_exists(XML_SetReparseDeferralEnabled expat.h JCP_EXPAT_HAS_DEFERRAL)
unset(CMAKE_REQUIRED_LIBRARIES)

# Asio and Beast compiled once instead of in every file that includes them.
add_library(jcp_boost STATIC cmake/boost_asio.cpp cmake/boost_beast.cpp)
target_link_libraries(jcp_boost PUBLIC Boost::headers Threads::Threads)
target_compile_definitions(jcp_boost PUBLIC BOOST_ASIO_SEPARATE_COMPILATION
  BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED)
