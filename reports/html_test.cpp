#include "html.hpp"

#include <gtest/gtest.h>
