#pragma once
// Our own process: names of files that only we may touch while we live, and what we were started
// with.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "system/file_system.h"

namespace makespan {

// "4711.123456-REST": `rest` behind our process id and when we started, in the kernel's ticks since
// boot: after a reboot, or in a container, another process soon has the id.
std::string owned_name(std::string_view rest);

// Whether a name has that form, or the one without a start that older versions gave; anything else
// is somebody's own file.
bool is_owned_name(std::string_view name);

// Whether the process that made such a name is still there, as far as can be told from here: the
// processes of another container are not seen (a FileLock is). False for names of another form.
bool owner_is_alive(FileSystem& files, std::string_view name);

// "NAME=VALUE", in the system's order.
std::vector<std::string> own_environment();

// "4711@123456": this process, told from later ones of the same id by when it started (in the
// kernel's ticks since boot).
std::string process_identity(FileSystem& files);

// Whether that very process is running: not gone, not a zombie, not another of its id.
bool process_is_alive(FileSystem& files, std::string_view identity);

}  // namespace makespan
