#include "store/schema_sql.h"

namespace makespan {

// Each table is clustered by run and number (WITHOUT ROWID): a run is read, and removed, in one
// sweep of consecutive pages. Numbers count from 0 in the order that model/trace.h promises.
const char* const kTables = R"sql(
CREATE TABLE runs (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  purpose TEXT NOT NULL,
  command TEXT NOT NULL,
  arguments TEXT NOT NULL,
  working_directory TEXT NOT NULL,
  project_root TEXT NOT NULL,
  source TEXT NOT NULL,
  cpu_model TEXT NOT NULL,
  kernel TEXT NOT NULL,
  online_cores INTEGER NOT NULL,
  cores REAL,
  memory_bytes INTEGER NOT NULL,
  git_revision TEXT NOT NULL,
  git_dirty INTEGER,
  started_ns INTEGER NOT NULL,
  wall_ns INTEGER NOT NULL,
  cpu_ns INTEGER,
  exit_code INTEGER,
  cold INTEGER NOT NULL,
  complete INTEGER NOT NULL,
  makespan_version TEXT NOT NULL,
  task_count INTEGER NOT NULL
);
CREATE TABLE strings (
  run INTEGER NOT NULL, string INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (run, string)
) WITHOUT ROWID;
CREATE TABLE tools (
  run INTEGER NOT NULL, tool INTEGER NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  PRIMARY KEY (run, tool)
) WITHOUT ROWID;
CREATE TABLE invocations (
  run INTEGER NOT NULL, invocation INTEGER NOT NULL,
  tool TEXT NOT NULL,
  process INTEGER,
  parent INTEGER,
  command TEXT NOT NULL,
  subcommand TEXT NOT NULL,
  profile TEXT NOT NULL,
  target_directory TEXT NOT NULL,
  start_ns INTEGER NOT NULL,
  wall_ns INTEGER NOT NULL,
  exit_code INTEGER,
  jobs INTEGER,
  fresh INTEGER,
  failed TEXT NOT NULL,
  not_reached TEXT NOT NULL,
  PRIMARY KEY (run, invocation)
) WITHOUT ROWID;
CREATE TABLE processes (
  run INTEGER NOT NULL, process INTEGER NOT NULL,
  parent INTEGER,
  pid INTEGER NOT NULL,
  start_ns INTEGER NOT NULL,
  end_ns INTEGER NOT NULL,
  exit_code INTEGER,
  signal INTEGER,
  cpu_ns INTEGER,
  run_queue_wait_ns INTEGER,
  user_ns INTEGER,
  system_ns INTEGER,
  peak_memory_bytes INTEGER,
  read_bytes INTEGER,
  written_bytes INTEGER,
  spawner INTEGER,
  spawner_cpu_ns INTEGER,
  left_behind INTEGER NOT NULL,
  unobserved INTEGER NOT NULL,
  PRIMARY KEY (run, process)
) WITHOUT ROWID;
CREATE TABLE images (
  run INTEGER NOT NULL, image INTEGER NOT NULL,
  process INTEGER NOT NULL,
  start_ns INTEGER NOT NULL,
  executable INTEGER,
  working_directory INTEGER,
  arguments TEXT NOT NULL,
  environment TEXT NOT NULL,
  PRIMARY KEY (run, image)
) WITHOUT ROWID;
CREATE TABLE threads (
  run INTEGER NOT NULL, thread INTEGER NOT NULL,
  process INTEGER NOT NULL,
  name INTEGER,
  start_ns INTEGER NOT NULL,
  end_ns INTEGER NOT NULL,
  cpu_ns INTEGER NOT NULL,
  run_queue_wait_ns INTEGER,
  spawner INTEGER,
  spawner_cpu_ns INTEGER,
  PRIMARY KEY (run, thread)
) WITHOUT ROWID;
CREATE TABLE output_files (
  run INTEGER NOT NULL, file INTEGER NOT NULL,
  process INTEGER NOT NULL,
  path TEXT,
  modified_ns INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY (run, file)
) WITHOUT ROWID;
CREATE TABLE lock_waits (
  run INTEGER NOT NULL, wait INTEGER NOT NULL,
  process INTEGER NOT NULL,
  start_ns INTEGER NOT NULL,
  end_ns INTEGER NOT NULL,
  holder TEXT,
  PRIMARY KEY (run, wait)
) WITHOUT ROWID;
CREATE TABLE tasks (
  run INTEGER NOT NULL, task INTEGER NOT NULL,
  kind TEXT NOT NULL,
  mode TEXT NOT NULL,
  side TEXT NOT NULL,
  outcome TEXT NOT NULL,
  name TEXT,
  version TEXT,
  target TEXT,
  platform TEXT,
  package_directory TEXT,
  unit_hash TEXT,
  features TEXT NOT NULL,
  flags TEXT NOT NULL,
  local INTEGER NOT NULL,
  invocation INTEGER,
  process INTEGER,
  start_ns INTEGER NOT NULL,
  wall_ns INTEGER NOT NULL,
  cpu_ns INTEGER,
  run_queue_wait_ns INTEGER,
  peak_memory_bytes INTEGER,
  metadata_ready_ns INTEGER,
  PRIMARY KEY (run, task)
) WITHOUT ROWID;
CREATE TABLE sections (
  run INTEGER NOT NULL, section INTEGER NOT NULL,
  task INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT,
  start_ns INTEGER NOT NULL,
  wall_ns INTEGER NOT NULL,
  cpu_ns INTEGER,
  run_queue_wait_ns INTEGER,
  PRIMARY KEY (run, section)
) WITHOUT ROWID;
CREATE TABLE dependencies (
  run INTEGER NOT NULL,
  task INTEGER NOT NULL,
  depends_on INTEGER NOT NULL,
  waits_for TEXT NOT NULL,
  PRIMARY KEY (run, task, depends_on)
) WITHOUT ROWID;
CREATE TABLE samples (
  run INTEGER NOT NULL, sample INTEGER NOT NULL,
  time_ns INTEGER NOT NULL,
  busy_cores REAL,
  own_cores REAL,
  stolen_cores REAL,
  memory_used_bytes INTEGER NOT NULL,
  read_bytes INTEGER NOT NULL,
  written_bytes INTEGER NOT NULL,
  cpu_pressure REAL,
  io_pressure REAL,
  memory_pressure REAL,
  core_busy TEXT NOT NULL,
  PRIMARY KEY (run, sample)
) WITHOUT ROWID;
CREATE TABLE diagnostics (
  run INTEGER NOT NULL, diagnostic INTEGER NOT NULL,
  severity TEXT NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (run, diagnostic)
) WITHOUT ROWID;
CREATE TABLE artifacts (
  run INTEGER NOT NULL, artifact INTEGER NOT NULL,
  path TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  allocated_bytes INTEGER NOT NULL,
  task INTEGER,
  PRIMARY KEY (run, artifact)
) WITHOUT ROWID;
CREATE TABLE findings (
  run INTEGER NOT NULL, finding INTEGER NOT NULL,
  fix TEXT NOT NULL,
  verdict TEXT NOT NULL,
  basis TEXT NOT NULL,
  saving_ns INTEGER,
  saving_low_ns INTEGER,
  saving_high_ns INTEGER,
  PRIMARY KEY (run, finding)
) WITHOUT ROWID;
CREATE TABLE experiments (
  run INTEGER NOT NULL, experiment INTEGER NOT NULL,
  fix TEXT NOT NULL,
  basis TEXT NOT NULL,
  predicted REAL,
  measured REAL,
  PRIMARY KEY (run, experiment)
) WITHOUT ROWID;
)sql";

// For people and the sqlite3 shell; makespan itself reads the tables. Of version 1, as the tables.
const char* const kViews = R"sql(
CREATE VIEW run_view AS
SELECT id AS run, command, strftime('%Y-%m-%d %H:%M:%S', started_ns / 1000000000, 'unixepoch') AS started_utc,
       wall_ns / 1e9 AS wall_seconds, cpu_ns / 1e9 AS cpu_seconds, cpu_ns * 1.0 / nullif(wall_ns, 0) AS busy_cores,
       cores, exit_code, source, purpose, task_count AS tasks, project_root, git_revision
FROM runs;

CREATE VIEW task_view AS
SELECT runs.id AS run, task,
       coalesce(name, '')
         || CASE WHEN kind IN ('binary', 'test', 'example', 'bench', 'test-run')
                      AND replace(target, '-', '_') <> replace(name, '-', '_')
                 THEN '/' || target ELSE '' END
         || CASE WHEN version <> '' THEN ' ' || version ELSE '' END
         || CASE kind WHEN 'binary' THEN ' (bin)' WHEN 'test' THEN ' (test)' WHEN 'example' THEN ' (example)'
                      WHEN 'bench' THEN ' (bench)' WHEN 'build-script' THEN ' build.rs'
                      WHEN 'build-script-run' THEN ' build.rs (run)' WHEN 'doc' THEN ' (doc)'
                      WHEN 'test-run' THEN ' (tests run)' WHEN 'doctest' THEN ' (doctests)'
                      WHEN 'run' THEN ' (run)' ELSE '' END AS label,
       kind, name, version, target, side, outcome, local,
       tasks.start_ns / 1e9 AS start_seconds, tasks.wall_ns / 1e9 AS wall_seconds, tasks.cpu_ns / 1e9 AS cpu_seconds,
       run_queue_wait_ns / 1e9 AS wait_seconds,
       (SELECT group_concat(text, ' ') FROM json_each(features) CROSS JOIN strings ON string = value
        WHERE strings.run = tasks.run) AS features,
       (SELECT group_concat(text, ' ') FROM json_each(flags) CROSS JOIN strings ON string = value
        WHERE strings.run = tasks.run) AS flags
FROM tasks JOIN runs ON runs.number = tasks.run;

CREATE VIEW section_view AS
SELECT task_view.run, label, sections.kind, sections.name, sections.start_ns / 1e9 AS start_seconds,
       sections.wall_ns / 1e9 AS wall_seconds, sections.cpu_ns / 1e9 AS cpu_seconds
FROM sections JOIN runs ON runs.number = sections.run
JOIN task_view ON task_view.run = runs.id AND task_view.task = sections.task;

CREATE VIEW dependency_view AS
SELECT a.run, a.label, b.label AS depends_on, waits_for
FROM dependencies JOIN runs ON runs.number = dependencies.run
JOIN task_view a ON a.run = runs.id AND a.task = dependencies.task
JOIN task_view b ON b.run = runs.id AND b.task = depends_on;

CREATE VIEW arguments AS
SELECT images.run, process, image, key AS position, text
FROM images, json_each(arguments) JOIN strings ON strings.run = images.run AND string = value;

CREATE VIEW environment AS
SELECT images.run, process, image, names.text AS name, texts.text AS value
FROM images, json_each(environment) AS a, json_each(environment) AS b
JOIN strings AS names ON names.run = images.run AND names.string = a.value
LEFT JOIN strings AS texts ON texts.run = images.run AND texts.string = b.value
WHERE a.key % 2 = 0 AND b.key = a.key + 1;

CREATE VIEW process_view AS
SELECT runs.id AS run, process, pid, parent,
       (SELECT group_concat(text, ' ') FROM json_each((SELECT arguments FROM images
          WHERE images.run = processes.run AND images.process = processes.process ORDER BY image DESC LIMIT 1))
        CROSS JOIN strings ON strings.run = processes.run AND string = value) AS command,
       start_ns / 1e9 AS start_seconds, (end_ns - start_ns) / 1e9 AS wall_seconds,
       processes.cpu_ns / 1e9 AS cpu_seconds, run_queue_wait_ns / 1e9 AS wait_seconds,
       peak_memory_bytes, processes.exit_code, signal
FROM processes JOIN runs ON runs.number = processes.run;

CREATE VIEW thread_view AS
SELECT runs.id AS run, thread, process, text AS name, start_ns / 1e9 AS start_seconds,
       (end_ns - start_ns) / 1e9 AS wall_seconds, threads.cpu_ns / 1e9 AS cpu_seconds,
       run_queue_wait_ns / 1e9 AS wait_seconds
FROM threads JOIN runs ON runs.number = threads.run
LEFT JOIN strings ON strings.run = threads.run AND string = name;
)sql";

}  // namespace makespan
