#include "analysis/process_role.h"

#include <array>

namespace makespan {
namespace {

struct Entry {
  std::string_view program;
  ProcessRole role;
};

// Names after the target prefix ("x86_64-linux-gnu-") and before the version ("-12") are cut off.
constexpr std::array kPrograms = {
    Entry{"cc1", ProcessRole::compiler},
    Entry{"cc1plus", ProcessRole::compiler},
    Entry{"cc1obj", ProcessRole::compiler},
    Entry{"cc1objplus", ProcessRole::compiler},
    Entry{"f951", ProcessRole::compiler},
    Entry{"lto1", ProcessRole::compiler},
    Entry{"gnat1", ProcessRole::compiler},
    Entry{"as", ProcessRole::compiler},
    Entry{"nasm", ProcessRole::compiler},
    Entry{"yasm", ProcessRole::compiler},
    Entry{"clang", ProcessRole::compiler},
    Entry{"clang++", ProcessRole::compiler},
    Entry{"rustc", ProcessRole::compiler},
    Entry{"rustdoc", ProcessRole::compiler},
    Entry{"clippy-driver", ProcessRole::compiler},
    Entry{"javac", ProcessRole::compiler},
    Entry{"compile", ProcessRole::compiler},
    Entry{"asm", ProcessRole::compiler},
    Entry{"swiftc", ProcessRole::compiler},
    Entry{"swift-frontend", ProcessRole::compiler},
    Entry{"ghc", ProcessRole::compiler},
    Entry{"ocamlopt", ProcessRole::compiler},
    Entry{"ocamlopt.opt", ProcessRole::compiler},
    Entry{"protoc", ProcessRole::compiler},
    Entry{"tsc", ProcessRole::compiler},
    Entry{"ld", ProcessRole::linker},
    Entry{"ld.bfd", ProcessRole::linker},
    Entry{"ld.gold", ProcessRole::linker},
    Entry{"ld.lld", ProcessRole::linker},
    Entry{"lld", ProcessRole::linker},
    Entry{"rust-lld", ProcessRole::linker},
    Entry{"mold", ProcessRole::linker},
    Entry{"ld.mold", ProcessRole::linker},
    Entry{"wild", ProcessRole::linker},
    Entry{"link", ProcessRole::linker},
    Entry{"ar", ProcessRole::linker},
    Entry{"ranlib", ProcessRole::linker},
    Entry{"llvm-ar", ProcessRole::linker},
    Entry{"gcc", ProcessRole::driver},
    Entry{"g++", ProcessRole::driver},
    Entry{"cc", ProcessRole::driver},
    Entry{"c++", ProcessRole::driver},
    Entry{"gfortran", ProcessRole::driver},
    Entry{"collect2", ProcessRole::driver},
    Entry{"make", ProcessRole::driver},
    Entry{"gmake", ProcessRole::driver},
    Entry{"ninja", ProcessRole::driver},
    Entry{"cmake", ProcessRole::driver},
    Entry{"cargo", ProcessRole::driver},
    Entry{"just", ProcessRole::driver},
    Entry{"sh", ProcessRole::driver},
    Entry{"dash", ProcessRole::driver},
    Entry{"bash", ProcessRole::driver},
    Entry{"go", ProcessRole::driver},
    Entry{"ccache", ProcessRole::driver},
    Entry{"sccache", ProcessRole::driver},
};

// "clang-16" -> "clang", "gcc-12.2" -> "gcc".
std::string_view without_version(std::string_view program) {
  size_t dash = program.find_last_of('-');
  if (dash == std::string_view::npos || dash + 1 == program.size()) return program;
  bool version = program.find_first_not_of("0123456789.", dash + 1) == std::string_view::npos;
  return version ? program.substr(0, dash) : program;
}

}  // namespace

ProcessRole process_role(std::string_view program) {
  program = without_version(program);
  for (;;) {
    for (const Entry& entry : kPrograms) {
      if (entry.program == program) return entry.role;
    }
    // The next shorter suffix: "x86_64-linux-gnu-gcc" may still be "gcc".
    size_t dash = program.find('-');
    if (dash == std::string_view::npos) return ProcessRole::other;
    program.remove_prefix(dash + 1);
  }
}

}  // namespace makespan
