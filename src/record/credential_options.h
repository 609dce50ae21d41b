#pragma once
// Options with which programs are given credentials though their names do not say so: `curl -u
// me:hunter2`, `openssl enc -k hunter2`, `sshpass -p hunter2`.

#include <cstddef>
#include <optional>
#include <string_view>

namespace makespan {

// Has a program (its file's name) such options?
bool takes_credentials(std::string_view program);

// Where in `word`, one argument of `program`, a credential begins: at its length where the next
// argument is one. None where the word is no such option.
//   curl:  "-u" -> 2   "-uME:PW" -> 2   "-sSu" -> 4   "--user=ME:PW" -> 7   "-o" -> none
std::optional<size_t> credential_at(std::string_view program, std::string_view word);

}  // namespace makespan
