package io.mce.lead;

import io.mce.project.KnownProject;
import io.mce.project.KnownProjects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads drafts that may name a project by its code or id. */
final class NamedProject {

  private static final String FIELD = "project";

  private NamedProject() {}

  /** Reads a draft, with its project, or with the problem that there is none of that code. */
  static DraftCheck read(LeadDraft draft, TypedFields typed, KnownProjects known) {
    if (draft.project().isEmpty()) {
      return DraftReader.read(draft, typed);
    }
    String named = draft.project().get();
    Optional<KnownProject> found = known.find(named);
    if (found.filter(KnownProject::active).isPresent()) {
      DraftCheck check = DraftReader.read(draft, typed);
      return new DraftCheck(
          check.details().map(details -> details.withProject(found.get().id())), check.problems());
    }
    DraftCheck check = DraftReader.read(noted(draft, named), typed);
    if (known.isNone()) {
      // Nobody says yet what is sold: what sources tell of it is kept as they tell it.
      return check;
    }
    List<DraftProblem> problems = new ArrayList<>(check.problems());
    problems.add(found.map(NamedProject::archived).orElseGet(() -> unknown(named, known)));
    return new DraftCheck(check.details(), problems);
  }

  /** The draft with the word among whatever else is known, unless something is there already. */
  private static LeadDraft noted(LeadDraft draft, String named) {
    Map<String, String> metadata = new LinkedHashMap<>(draft.metadata());
    metadata.putIfAbsent(FIELD, named);
    return draft.metadata(metadata);
  }

  private static DraftProblem archived(KnownProject project) {
    return new DraftProblem(
        FIELD,
        project.code(),
        "ARCHIVED_PROJECT",
        "The project " + project.code() + " is archived.",
        "Restore it under Settings, Projects, or name another one.");
  }

  private static DraftProblem unknown(String named, KnownProjects known) {
    return new DraftProblem(
        FIELD,
        named,
        "UNKNOWN_PROJECT",
        "There is no project with this code.",
        known
            .nearest(named)
            .map(project -> "Did you mean %s (%s)?".formatted(project.code(), project.name()))
            .orElse(
                known.isEmpty()
                    ? "Define the project under Settings, Projects first."
                    : "Write the code of a project as Settings, Projects has it."));
  }
}
