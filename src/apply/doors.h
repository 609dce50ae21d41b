#pragma once
// The doors that apply goes through.

#include "system/command_runner.h"
#include "system/file_names.h"
#include "system/file_system.h"

namespace makespan {

struct ApplyDoors {
  FileSystem& files;
  FileNames& names;
};

}  // namespace makespan
