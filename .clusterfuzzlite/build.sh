#!/usr/bin/env bash
# Builds the fuzz targets, with the compiler, the flags and the engine of the environment ($CXX,
# $CXXFLAGS, $LIB_FUZZING_ENGINE), by way of $WORK into $OUT. Runs in the root of the tree.
set -euo pipefail
# Our libraries are the system's, and those are built with the system's libstdc++.
export CXXFLAGS="${CXXFLAGS//-stdlib=libc++/}"
cmake -S . -B "$WORK/build" -G Ninja -DBUILD_TESTING=OFF -DJCP_FUZZING_ENGINE="$LIB_FUZZING_ENGINE"
cmake --build "$WORK/build" --target fuzzers
cmake --install "$WORK/build" --component fuzzers --prefix "$OUT"
