#include "store/testing/lockless_vfs.h"

#include <sqlite3.h>

namespace makespan {

void register_lockless_vfs() {
  static sqlite3_io_methods methods;
  static sqlite3_vfs* normal = sqlite3_vfs_find(nullptr);
  static sqlite3_vfs lockless = *normal;
  lockless.zName = "lockless";
  lockless.pNext = nullptr;
  lockless.xOpen = [](sqlite3_vfs* /*vfs*/, const char* name, sqlite3_file* file, int flags,
                      int* granted) {
    int code = normal->xOpen(normal, name, file, flags, granted);
    if (code != SQLITE_OK || file->pMethods == nullptr) return code;
    methods = *file->pMethods;
    methods.xLock = [](sqlite3_file* /*file*/, int /*level*/) { return SQLITE_IOERR_LOCK; };
    file->pMethods = &methods;
    return code;
  };
  sqlite3_vfs_register(&lockless, 0);
}

}  // namespace makespan
