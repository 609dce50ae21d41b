#include "record/leak_checker_linux.h"

#include <elf.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string_view>
#include <vector>

namespace makespan {
namespace {

// No dynamic string table of a sane program is larger.
constexpr uint64_t kMaximumTableBytes = 32U << 20;

bool read_at(int fd, void* into, size_t size, uint64_t offset) {
  return ::pread(fd, into, size, static_cast<off_t>(offset)) == static_cast<ssize_t>(size);
}

std::string read_section(int fd, const Elf64_Shdr& section) {
  if (section.sh_type == SHT_NOBITS || section.sh_size > kMaximumTableBytes) return {};
  std::string bytes(section.sh_size, '\0');
  if (!read_at(fd, bytes.data(), bytes.size(), section.sh_offset)) return {};
  return bytes;
}

bool mentions_leak_checker(std::string_view names) {
  for (std::string_view name : {"__lsan_", "__asan_init", "__hwasan_init", "libasan.so",
                                "liblsan.so", "libclang_rt.asan", "libclang_rt.lsan"}) {
    if (names.find(name) != std::string_view::npos) return true;
  }
  return false;
}

// A shared runtime is among the names that the program imports. A static one is among those that it
// exports, or else in the symbol table, which is read only where the program has an initialiser
// that runs before all others, as the static runtimes do.
bool links_leak_checker(int fd) {
  Elf64_Ehdr header = {};
  if (!read_at(fd, &header, sizeof header, 0) ||
      std::string_view(reinterpret_cast<char*>(header.e_ident), SELFMAG) != ELFMAG ||
      header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_shentsize != sizeof(Elf64_Shdr)) {
    return false;
  }
  std::vector<Elf64_Shdr> sections(header.e_shnum);
  if (!read_at(fd, sections.data(), sections.size() * sizeof(Elf64_Shdr), header.e_shoff))
    return false;
  bool early_initialiser = false;
  for (const Elf64_Shdr& section : sections)
    early_initialiser |= section.sh_type == SHT_PREINIT_ARRAY;
  for (const Elf64_Shdr& section : sections) {
    bool dynamic = section.sh_type == SHT_DYNSYM;
    if (!dynamic && !(early_initialiser && section.sh_type == SHT_SYMTAB)) continue;
    if (section.sh_link < sections.size() &&
        mentions_leak_checker(read_section(fd, sections[section.sh_link])))
      return true;
  }
  return false;
}

}  // namespace

bool LeakChecker::is_linked(const std::string& executable, int32_t pid) {
  if (executable.starts_with("/usr/") || executable.starts_with("/nix/store/")) return false;
  // Not the path: it may have been replaced since.
  std::string path = fmt::format("/proc/{}/exe", pid);
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) return false;
  auto [place, is_new] = known_.try_emplace(
      FileId(status.st_dev, status.st_ino, status.st_mtim.tv_sec, status.st_mtim.tv_nsec), false);
  if (is_new) {
    int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
      place->second = links_leak_checker(fd);
      ::close(fd);
    }
  }
  return place->second;
}

}  // namespace makespan
