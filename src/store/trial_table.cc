#include "store/trial_table.h"

#include <optional>

namespace makespan {
namespace {

void bind_or_null(SqliteStatement& statement, const std::optional<double>& value) {
  if (value) {
    statement.bind(*value);
  } else {
    statement.bind_null();
  }
}

std::optional<double> real_or_none(SqliteStatement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(row.real(column));
}

std::optional<ProductChange> product_in(SqliteStatement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return ProductChange{.run_time = row.real(column),
                       .run_time_low = row.real(column + 1),
                       .run_time_high = row.real(column + 2),
                       .bytes = real_or_none(row, column + 3)};
}

}  // namespace

Status write_trial(Sqlite& database, const Trial& trial) {
  MAKESPAN_TRY(
      SqliteStatement insert,
      database.prepare(
          "INSERT OR REPLACE INTO trials (tried_ns, workspace, directory, command, kind, "
          "fix, rounds, basis, predicted, predicted_low, predicted_high, interval_scale, "
          "measured, measured_low, measured_high, measured_cpu, verdict, "
          "base_wall_ns, base_run, variant_run, run_time, run_time_low, run_time_high, "
          "artifact_bytes) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  insert.bind(trial.at.since_epoch().nanoseconds());
  insert.bind(trial.workspace)
      .bind(trial.directory)
      .bind(trial.command)
      .bind(trial.kind)
      .bind(trial.fix);
  insert.bind(int64_t{trial.rounds}).bind(trial.basis);
  insert.bind(trial.predicted).bind(trial.predicted_low).bind(trial.predicted_high);
  insert.bind(trial.interval_scale);
  bind_or_null(insert, trial.measured);
  insert.bind(trial.measured_low).bind(trial.measured_high).bind(trial.measured_cpu);
  insert.bind(trial.verdict).bind(trial.base_wall.nanoseconds());
  insert.bind(trial.base_run).bind(trial.variant_run);
  const ProductChange product = trial.product.value_or(ProductChange());
  for (const double part : {product.run_time, product.run_time_low, product.run_time_high})
    bind_or_null(insert, trial.product ? std::optional(part) : std::nullopt);
  bind_or_null(insert, product.bytes);
  return insert.run();
}

Result<std::vector<Trial>> read_trials(Sqlite& database) {
  MAKESPAN_TRY(
      SqliteStatement select,
      database.prepare(
          "SELECT tried_ns, workspace, command, kind, fix, rounds, basis, "
          "predicted, predicted_low, predicted_high, measured, measured_low, "
          "measured_high, measured_cpu, verdict, base_wall_ns, base_run, "
          "variant_run, interval_scale, run_time, run_time_low, run_time_high, artifact_bytes, "
          "directory FROM trials ORDER BY tried_ns, number"));
  std::vector<Trial> trials;
  while (true) {
    MAKESPAN_TRY(bool row, select.step());
    if (!row) return trials;
    auto text = [&](int column) { return std::string(select.text(column)); };
    trials.push_back({.at = UnixTime::at(Duration::nanoseconds(select.integer(0))),
                      .workspace = text(1),
                      .directory = text(23),
                      .command = text(2),
                      .kind = text(3),
                      .fix = text(4),
                      .rounds = static_cast<uint32_t>(select.integer(5)),
                      .basis = text(6),
                      .predicted = select.real(7),
                      .predicted_low = select.real(8),
                      .predicted_high = select.real(9),
                      .measured = real_or_none(select, 10),
                      .measured_low = select.real(11),
                      .measured_high = select.real(12),
                      .measured_cpu = select.real(13),
                      .verdict = text(14),
                      .base_wall = Duration::nanoseconds(select.integer(15)),
                      .base_run = text(16),
                      .variant_run = text(17),
                      .product = product_in(select, 19)});
    trials.back().interval_scale = select.real(18);
  }
}

}  // namespace makespan
