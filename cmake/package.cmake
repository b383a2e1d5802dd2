# What `cmake --install` puts where, and how CPack wraps it: a .deb, and a tarball that runs from
# anywhere. ci/package-test installs both for real.
include(GNUInstallDirs)
set(JCP_SHARE ${CMAKE_INSTALL_DATAROOTDIR})

install(TARGETS jcpspec RUNTIME)
install(FILES completions/jcpspec.bash DESTINATION ${JCP_SHARE}/bash-completion/completions
  RENAME jcpspec)
install(FILES completions/_jcpspec DESTINATION ${JCP_SHARE}/zsh/vendor-completions)
install(FILES completions/jcpspec.fish DESTINATION ${JCP_SHARE}/fish/vendor_completions.d)
install(DIRECTORY docs/ DESTINATION ${JCP_SHARE}/doc/jcpspec/docs FILES_MATCHING PATTERN "*.md")
install(FILES README.md SECURITY.md CONTRIBUTING.md DESTINATION ${JCP_SHARE}/doc/jcpspec)
install(FILES LICENSE DESTINATION ${JCP_SHARE}/doc/jcpspec RENAME copyright)  # Debian's name of it
# The binary carries them; these are to be read, copied and changed.
install(DIRECTORY scenarios targets DESTINATION ${JCP_SHARE}/jcpspec
  FILES_MATCHING PATTERN "*.json" PATTERN "*.in" PATTERN "component.*")
install(FILES ci/gitlab/jcpspec.yml DESTINATION ${JCP_SHARE}/jcpspec/ci)

# Debian wants both compressed; -n: without the time, so that a build can be repeated.
find_program(GZIP gzip REQUIRED)
function(jcp_install_compressed file name folder)
  install(CODE "
    set(folder \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${folder}\")
    file(MAKE_DIRECTORY \"\${folder}\")
    execute_process(COMMAND ${GZIP} -9nc \"${PROJECT_SOURCE_DIR}/${file}\"
      OUTPUT_FILE \"\${folder}/${name}.gz\" COMMAND_ERROR_IS_FATAL ANY)")
endfunction()
jcp_install_compressed(docs/jcpspec.1 jcpspec.1 ${CMAKE_INSTALL_MANDIR}/man1)
jcp_install_compressed(CHANGELOG.md changelog ${JCP_SHARE}/doc/jcpspec)

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_NAME jcpspec)
set(CPACK_PACKAGE_CONTACT "The jcpspec authors <jcpspec@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "conformance tests of the Jabber Component Protocol")
set(CPACK_PACKAGE_DESCRIPTION
  "jcpspec plays components against an XMPP server, and the server against
components, and judges what they do by XEP-0114, requirement by requirement,
with the bytes that prove it.")
set(CPACK_STRIP_FILES TRUE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS TRUE)
# The libraries' own symbols files do not know in which update of Debian this function came.
if(JCP_EXPAT_HAS_DEFERRAL)
  execute_process(COMMAND dpkg-query -W -f "libexpat1 (>= \${Version})" libexpat1
    OUTPUT_VARIABLE CPACK_DEBIAN_PACKAGE_DEPENDS ERROR_QUIET)
endif()
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
include(CPack)
