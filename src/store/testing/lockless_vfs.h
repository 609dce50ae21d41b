#pragma once
// For SQLite: a file system that refuses every lock, as some network and container file systems do.

namespace makespan {

// Makes "lockless" known to Sqlite::open.
void register_lockless_vfs();

}  // namespace makespan
