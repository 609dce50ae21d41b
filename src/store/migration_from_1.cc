// Version 2: the ledger of tries; a process is labelled with the file that it is about.

#include "store/schema_sql.h"

namespace makespan {

const char* const kMigrationFrom1 = R"sql(
CREATE TABLE trials (
  number INTEGER PRIMARY KEY,
  tried_ns INTEGER NOT NULL,
  workspace TEXT NOT NULL,
  command TEXT NOT NULL,
  kind TEXT NOT NULL,
  fix TEXT NOT NULL,
  rounds INTEGER NOT NULL,
  basis TEXT NOT NULL,
  predicted REAL NOT NULL,
  predicted_low REAL NOT NULL,
  predicted_high REAL NOT NULL,
  measured REAL,
  measured_low REAL NOT NULL,
  measured_high REAL NOT NULL,
  measured_cpu REAL NOT NULL,
  verdict TEXT NOT NULL,
  base_wall_ns INTEGER NOT NULL,
  base_run TEXT NOT NULL,
  variant_run TEXT NOT NULL,
  UNIQUE (workspace, fix, tried_ns)
);

DROP VIEW IF EXISTS task_view;
CREATE VIEW task_view AS
SELECT runs.id AS run, task,
       coalesce(name, '')
         || CASE WHEN kind IN ('binary', 'test', 'example', 'bench', 'test-run')
                      AND replace(target, '-', '_') <> replace(name, '-', '_')
                 THEN '/' || target ELSE '' END
         || CASE WHEN version <> '' THEN ' ' || version ELSE '' END
         || CASE WHEN kind = 'process' AND target <> '' THEN ' ' || target ELSE '' END
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
)sql";

}  // namespace makespan
