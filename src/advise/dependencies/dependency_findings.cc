#include "advise/dependencies/dependency_findings.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>

#include "base/json_value.h"
#include "base/json_writer.h"

namespace makespan {
namespace {

// Raised also where a search comes to judge otherwise: what is kept is then of no use.
constexpr int64_t kVersion = 3;

using Texts = std::vector<std::string>;

template <class T>
using Words = std::array<std::pair<T, std::string_view>, 4>;

constexpr Words<DependencyKind> kTables = {{{DependencyKind::normal, "normal"},
                                            {DependencyKind::development, "dev"},
                                            {DependencyKind::build, "build"},
                                            {DependencyKind::normal, ""}}};
using Outcome = AlignmentProof::Outcome;
constexpr Words<Outcome> kOutcomes = {{{Outcome::not_tried, "not-tried"},
                                       {Outcome::compiles, "compiles"},
                                       {Outcome::partly, "partly"},
                                       {Outcome::breaks, "breaks"}}};
constexpr std::string_view kToDevelopment = "to-dev";

template <class T>
std::string_view word_of(const Words<T>& words, T value) {
  for (const auto& [known, word] : words)
    if (known == value) return word;
  return {};
}

template <class T>
T value_of(const Words<T>& words, std::string_view text) {
  for (const auto& [value, word] : words)
    if (word == text) return value;
  return words[0].first;
}

void write_texts(JsonWriter& json, std::string_view key, const Texts& texts) {
  json.key(key).begin_array();
  for (const std::string& text : texts)
    json.value(text);
  json.end_array();
}

void write_doubts(JsonWriter& json, std::string_view key, const std::vector<Doubt>& doubts) {
  json.key(key).begin_array();
  for (const Doubt& doubt : doubts)
    json.begin_object()
        .key("reason")
        .value(doubt.reason)
        .key("settles")
        .value(doubt.settles)
        .end_object();
  json.end_array();
}

// Which entry of which manifest it is about.
void write_declaration(JsonWriter& json, const WorkspacePackage& package,
                       const DeclaredDependency& dependency) {
  json.key("manifest").value(package.manifest_path);
  json.key("dependency").value(dependency.name);
  json.key("table").value(word_of(kTables, dependency.kind));
  json.key("target").value(dependency.target);
}

void write_unused(JsonWriter& json, const Workspace& workspace, const UnusedDependency& unused,
                  const std::string& proven) {
  const WorkspacePackage& package = workspace.packages[unused.package];
  json.begin_object();
  write_declaration(json, package, package.dependencies[unused.dependency]);
  json.key("crate").value(unused.crate);
  json.key("action").value(unused.action == UnusedAction::remove ? "remove" : kToDevelopment);
  json.key("proven").value(proven);
  write_texts(json, "used_by", unused.used_by);
  write_texts(json, "checked", unused.checked);
  write_texts(json, "changes", unused.changes);
  write_doubts(json, "doubts", unused.doubts);
  write_doubts(json, "apart", unused.apart);
  json.end_object();
}

void write_features(JsonWriter& json, const Workspace& workspace, const FeatureFinding& found) {
  const WorkspacePackage& package = workspace.packages[found.package];
  json.begin_object();
  write_declaration(json, package, package.dependencies[found.dependency]);
  json.key("inherited").value(found.inherited);
  write_texts(json, "listed", found.listed);
  write_texts(json, "needed", found.needed);
  write_texts(json, "changes", found.changes);
  write_texts(json, "vanished", found.vanished);
  write_texts(json, "shrunk", found.shrunk);
  write_texts(json, "alone", found.alone);
  write_texts(json, "broken_alone", found.broken_alone);
  json.end_object();
}

void write_proof(JsonWriter& json, const std::string& aligned, const AlignmentProof& proof) {
  json.begin_object();
  json.key("aligned").value(aligned);
  json.key("outcome").value(word_of(kOutcomes, proof.outcome));
  json.key("error").value(proof.error);
  json.key("compiled").value(proof.compiled);
  json.key("update").begin_object();
  json.key("version").value(proof.update.version);
  write_texts(json, "commands", proof.update.commands);
  write_texts(json, "moved", proof.update.moved);
  json.key("lock").value(proof.update.lock);
  json.key("complaint").value(proof.update.complaint);
  json.end_object().end_object();
}

Texts texts_of(const JsonValue& json) {
  Texts texts;
  for (const JsonValue& text : json.array())
    texts.emplace_back(text.text());
  return texts;
}

std::vector<Doubt> doubts_of(const JsonValue& json) {
  std::vector<Doubt> doubts;
  for (const JsonValue& doubt : json.array())
    doubts.push_back({.reason = std::string(doubt["reason"].text()),
                      .settles = std::string(doubt["settles"].text())});
  return doubts;
}

struct Declaration {
  size_t package = 0;
  size_t dependency = 0;
};

Result<Declaration> declaration_of(const Workspace& workspace, const JsonValue& json) {
  for (size_t i = 0; i < workspace.packages.size(); ++i) {
    const WorkspacePackage& package = workspace.packages[i];
    if (package.manifest_path != json["manifest"].text()) continue;
    for (size_t j = 0; j < package.dependencies.size(); ++j) {
      const DeclaredDependency& dependency = package.dependencies[j];
      if (dependency.name == json["dependency"].text() &&
          dependency.kind == value_of(kTables, json["table"].text()) &&
          dependency.target == json["target"].text())
        return Declaration{.package = i, .dependency = j};
    }
  }
  return failure(ErrorKind::corrupt, fmt::format("{} declares no `{}`", json["manifest"].text(),
                                                 json["dependency"].text()));
}

Status read_unused(const Workspace& workspace, const JsonValue& json, UnusedSearch& search) {
  MAKESPAN_TRY(const Declaration declaration, declaration_of(workspace, json));
  search.found.push_back({.package = declaration.package,
                          .dependency = declaration.dependency,
                          .crate = std::string(json["crate"].text()),
                          .action = json["action"].text() == kToDevelopment
                                        ? UnusedAction::to_development
                                        : UnusedAction::remove,
                          .used_by = texts_of(json["used_by"]),
                          .checked = texts_of(json["checked"]),
                          .changes = texts_of(json["changes"]),
                          .doubts = doubts_of(json["doubts"]),
                          .apart = doubts_of(json["apart"])});
  search.proven.emplace_back(json["proven"].text());
  return {};
}

Result<FeatureFinding> read_features(const Workspace& workspace, const JsonValue& json) {
  MAKESPAN_TRY(const Declaration declaration, declaration_of(workspace, json));
  return FeatureFinding{.package = declaration.package,
                        .dependency = declaration.dependency,
                        .inherited = json["inherited"].boolean().value_or(false),
                        .listed = texts_of(json["listed"]),
                        .needed = texts_of(json["needed"]),
                        .changes = texts_of(json["changes"]),
                        .vanished = texts_of(json["vanished"]),
                        .shrunk = texts_of(json["shrunk"]),
                        .alone = texts_of(json["alone"]),
                        .broken_alone = texts_of(json["broken_alone"])};
}

LockUpdate read_update(const JsonValue& json) {
  return {.version = std::string(json["version"].text()),
          .commands = texts_of(json["commands"]),
          .moved = texts_of(json["moved"]),
          .lock = std::string(json["lock"].text()),
          .complaint = std::string(json["complaint"].text())};
}

}  // namespace

std::string findings_text(const Workspace& workspace, const KeptFindings& kept) {
  const DependencyFindings& findings = kept.findings;
  JsonWriter json;
  json.begin_object();
  json.key("makespan_findings").value(kVersion);
  json.key("inputs").value(kept.inputs);
  json.key("deep").value(findings.deep);
  json.key("complete").value(findings.complete);
  json.key("all_platforms").value(findings.unused.all_platforms);
  json.key("all_features_work").value(findings.unused.all_features_work);
  json.key("unused").begin_array();
  for (size_t i = 0; i < findings.unused.found.size(); ++i)
    write_unused(json, workspace, findings.unused.found[i], findings.unused.proven[i]);
  json.end_array().key("aligned").begin_array();
  for (const auto& [aligned, proof] : findings.proofs)
    write_proof(json, aligned, proof);
  json.end_array().key("features").begin_array();
  for (const FeatureFinding& found : findings.features)
    write_features(json, workspace, found);
  json.end_array();
  write_texts(json, "notes", findings.unused.notes);
  json.end_object();
  return json.take() + '\n';
}

Result<KeptFindings> read_findings(const Workspace& workspace, std::string_view text) {
  MAKESPAN_TRY(const JsonValue json, parse_json(text, "kept findings"));
  if (json["makespan_findings"].integer() != kVersion)
    return failure(ErrorKind::unsupported, "findings of another makespan");
  KeptFindings kept{.inputs = std::string(json["inputs"].text()), .findings = {}};
  DependencyFindings& findings = kept.findings;
  findings.deep = json["deep"].boolean().value_or(false);
  findings.complete = json["complete"].boolean().value_or(false);
  findings.unused.all_platforms = json["all_platforms"].boolean().value_or(false);
  findings.unused.all_features_work = json["all_features_work"].boolean().value_or(false);
  findings.unused.notes = texts_of(json["notes"]);
  for (const JsonValue& one : json["unused"].array())
    MAKESPAN_CHECKED(read_unused(workspace, one, findings.unused));
  for (const JsonValue& one : json["features"].array()) {
    MAKESPAN_TRY(FeatureFinding found, read_features(workspace, one));
    findings.features.push_back(std::move(found));
  }
  for (const JsonValue& one : json["aligned"].array())
    findings.proofs[std::string(one["aligned"].text())] = {
        .outcome = value_of(kOutcomes, one["outcome"].text()),
        .error = std::string(one["error"].text()),
        .compiled = std::string(one["compiled"].text()),
        .update = read_update(one["update"])};
  return kept;
}

}  // namespace makespan
