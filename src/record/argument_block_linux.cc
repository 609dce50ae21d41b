// The stack of a new program, upwards from its stack pointer:
//
//   argc | argv[0] … argv[argc-1] | 0 | envp[0] … | 0 | auxiliary vector | gap of up to 8 KiB |
//   the texts of the arguments, each ended by a zero byte | those of the environment | file name
//
// The texts of the arguments end where those of the environment begin. The auxiliary vector is
// pairs of a type and a value; AT_EXECFN's is where the file name is.

#include "record/argument_block_linux.h"

#include <elf.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>

#include <array>
#include <cstring>
#include <optional>
#include <string_view>

namespace makespan {
namespace {

// Pointers and auxiliary vector of a usual environment, the gap, and the arguments of all but
// compilers, which are few and slow enough for /proc.
constexpr size_t kBlockBytes = 16384;
constexpr size_t kPageBytes = 4096;
constexpr uint64_t kMaximumArguments = 1024;

std::optional<uint64_t> stack_pointer(int32_t pid) {
#if defined(__x86_64__) || defined(__aarch64__)
  user_regs_struct registers = {};
  iovec place = {.iov_base = &registers, .iov_len = sizeof registers};
  if (::ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &place) != 0) return std::nullopt;
  if (place.iov_len != sizeof registers) return std::nullopt;  // a 32-bit program
#if defined(__x86_64__)
  return registers.rsp;
#else
  return registers.sp;
#endif
#else
  (void)pid;
  return std::nullopt;
#endif
}

struct Block {
  uint64_t address = 0;
  size_t size = 0;
  std::array<char, kBlockBytes> bytes;

  [[nodiscard]] std::optional<uint64_t> word(uint64_t index) const {
    if ((index + 1) * sizeof(uint64_t) > size) return std::nullopt;
    uint64_t value = 0;
    std::memcpy(&value, bytes.data() + index * sizeof value, sizeof value);
    return value;
  }
};

// Page by page, since the read stops whole where a page is missing: above the stack's top.
bool read_block(int32_t pid, Block& block) {
  std::array<iovec, kBlockBytes / kPageBytes + 1> pages = {};
  size_t count = 0;
  for (size_t done = 0; done < kBlockBytes; ++count) {
    size_t part = kPageBytes - (block.address + done) % kPageBytes;
    part = part < kBlockBytes - done ? part : kBlockBytes - done;
    pages[count] = {.iov_base = reinterpret_cast<void*>(block.address + done), .iov_len = part};
    done += part;
  }
  iovec local = {.iov_base = block.bytes.data(), .iov_len = kBlockBytes};
  ssize_t got = ::process_vm_readv(pid, &local, 1, pages.data(), count, 0);
  block.size = got > 0 ? static_cast<size_t>(got) : 0;
  return block.size > 0;
}

std::string text_between(const Block& block, uint64_t first, uint64_t end) {
  if (first < block.address || end <= first || end > block.address + block.size) return {};
  return std::string(block.bytes.data() + (first - block.address), end - first);
}

std::string file_name_of(const Block& block, uint64_t at) {
  while (block.word(at).value_or(0) != 0)  // the environment's pointers
    ++at;
  for (++at; block.word(at).value_or(AT_NULL) != AT_NULL; at += 2) {
    if (block.word(at) != AT_EXECFN) continue;
    uint64_t first = block.word(at + 1).value_or(0);
    std::string rest = text_between(block, first, block.address + block.size);
    return rest.substr(0, rest.find('\0'));
  }
  return {};
}

}  // namespace

StackBlock read_stack_block(int32_t pid) {
  std::optional<uint64_t> stack = stack_pointer(pid);
  if (!stack) return {};
  Block block;
  block.address = *stack;
  if (!read_block(pid, block)) return {};
  std::optional<uint64_t> count = block.word(0);
  if (!count || *count == 0 || *count > kMaximumArguments) return {};
  std::optional<uint64_t> first = block.word(1);
  uint64_t environment = 1 + *count + 1;
  std::optional<uint64_t> end = block.word(environment);
  if (!first || !end) return {};
  return {.arguments = text_between(block, *first, *end),
          .file_name = file_name_of(block, environment)};
}

}  // namespace makespan
