#include "import/cargo/program_subject.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

TEST(ProgramSubject, OfACompilerIsItsSource) {
  EXPECT_EQ(program_subject({"/usr/lib/gcc/cc1", "-quiet", "src/alpha.c", "-o", "/tmp/ccF3kq1t.s"}),
            "alpha.c");
  EXPECT_EQ(program_subject({"g++", "-o", "beta.o", "-c", "beta.cpp"}), "beta.cpp");
}

TEST(ProgramSubject, OfWhatReadsTemporaryFilesIsWhatItWrites) {
  EXPECT_EQ(program_subject({"as", "--64", "-o", "out/alpha.o", "/tmp/ccF3kq1t.s"}), "alpha.o");
  EXPECT_EQ(program_subject({"ld", "-o", "app", "crt1.o", "alpha.o"}), "app");
}

TEST(ProgramSubject, IsEmptyWhereTheCommandLineShowsNone) {
  EXPECT_EQ(program_subject({"make", "-j2"}), "");
  EXPECT_EQ(program_subject({"as", "/tmp/ccF3kq1t.s", "-o", "/tmp/ccG.o"}), "");
  EXPECT_EQ(program_subject({"cc", "-o"}), "");
  EXPECT_EQ(program_subject({"cc", "-include-pch.c"}), "");
  EXPECT_EQ(program_subject({}), "");
}

}  // namespace
}  // namespace makespan
