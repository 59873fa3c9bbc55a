package io.mce.app.project;

import io.mce.app.http.Edits;
import io.mce.app.http.PageView;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.project.PriceRange;
import io.mce.project.Project;
import io.mce.project.ProjectFact;
import io.mce.project.ProjectId;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the organization sells. */
@Tag(name = "projects")
@Controller("/api/projects")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class ProjectController {

  private final MceEngine engine;

  ProjectController(MceEngine engine) {
    this.engine = engine;
  }

  /** What leads ask, and what is true. */
  record FactView(String question, String answer) {
    static FactView of(ProjectFact fact) {
      return new FactView(fact.question(), fact.answer());
    }
  }

  /**
   * Something the organization sells.
   *
   * @param priceFrom a decimal number as text
   * @param active whether it is offered
   */
  record ProjectView(
      String id,
      String code,
      String name,
      Optional<String> location,
      Optional<String> currency,
      Optional<String> priceFrom,
      Optional<String> priceTo,
      List<String> configurations,
      List<FactView> facts,
      boolean active,
      long version) {
    static ProjectView of(Project project) {
      return new ProjectView(
          project.id().toString(),
          project.code(),
          project.name(),
          project.location(),
          project.price().map(PriceRange::currency),
          project.price().flatMap(PriceRange::from).map(BigDecimal::toPlainString),
          project.price().flatMap(PriceRange::to).map(BigDecimal::toPlainString),
          project.configurations(),
          project.facts().stream().map(FactView::of).toList(),
          project.isActive(),
          project.version());
    }
  }

  /** All there are, by name, the archived ones too. */
  @Get
  PageView<ProjectView> list(@Parameter(hidden = true) Actor actor) {
    return PageView.all(engine.projects().list(actor), ProjectView::of);
  }

  @Get("/{id}")
  HttpResponse<ProjectView> get(@Parameter(hidden = true) Actor actor, String id) {
    Project project = engine.projects().get(actor, ProjectId.of(id));
    return Edits.withVersion(ProjectView.of(project), project.version());
  }

  @Post
  @Status(HttpStatus.CREATED)
  ProjectView create(@Parameter(hidden = true) Actor actor, @Body @Valid ProjectBody body) {
    return ProjectView.of(engine.projects().create(actor, body.draft()));
  }

  @Patch("/{id}")
  MutableHttpResponse<ProjectView> change(
      @Parameter(hidden = true) Actor actor,
      String id,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid ProjectBody body) {
    ProjectId projectId = ProjectId.of(id);
    return Edits.change(
        ifMatch,
        () -> ProjectView.of(engine.projects().get(actor, projectId)),
        ProjectView::version,
        version ->
            ProjectView.of(
                engine
                    .projects()
                    .change(
                        actor,
                        projectId,
                        body.over(engine.projects().get(actor, projectId).draft()),
                        version)));
  }

  /** Stops offering it; leads keep it. */
  @Post("/{id}/archive")
  @Status(HttpStatus.OK)
  ProjectView archive(@Parameter(hidden = true) Actor actor, String id) {
    return ProjectView.of(engine.projects().archive(actor, ProjectId.of(id)));
  }

  /** Offers it again. */
  @Post("/{id}/restore")
  @Status(HttpStatus.OK)
  ProjectView restore(@Parameter(hidden = true) Actor actor, String id) {
    return ProjectView.of(engine.projects().restore(actor, ProjectId.of(id)));
  }
}
