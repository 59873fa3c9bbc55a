package io.mce.app.privacy;

import io.mce.app.http.Edits;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.privacy.Retention;
import io.mce.privacy.RetentionRule;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How long data is kept. */
@Tag(name = "privacy")
@Controller("/api/privacy/retention")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class RetentionController {

  private final MceEngine engine;

  RetentionController(MceEngine engine) {
    this.engine = engine;
  }

  /**
   * How long data of one kind is kept.
   *
   * @param days absent: until a person removes it
   * @param fixed whether there is nothing to choose
   */
  record RuleView(
      String kind,
      Optional<Integer> days,
      Optional<Integer> defaultDays,
      int minimumDays,
      int maximumDays,
      boolean fixed) {

    static RuleView of(RetentionRule rule) {
      return new RuleView(
          rule.kind().name(),
          number(rule.days()),
          number(rule.kind().defaultDays()),
          rule.kind().minimumDays(),
          rule.kind().maximumDays(),
          rule.kind().isFixed());
    }

    private static Optional<Integer> number(OptionalInt days) {
      return days.isPresent() ? Optional.of(days.getAsInt()) : Optional.empty();
    }
  }

  /** How long what is kept, one item for each kind. */
  record RetentionView(List<RuleView> items, long version) {
    static RetentionView of(Retention retention) {
      return new RetentionView(
          retention.rules().stream().map(RuleView::of).toList(), retention.version());
    }
  }

  /** Days by kind; null keeps it until a person removes it, kinds left out stay as they are. */
  @Introspected
  record RetentionPatch(@Nullable @Size(max = 50) Map<String, @Nullable Integer> days) {

    Map<String, OptionalInt> chosen() {
      if (days == null) {
        throw MceException.invalid("days", "Say for which kinds of data how many days.");
      }
      Map<String, OptionalInt> chosen = new TreeMap<>();
      days.forEach((kind, each) ->
          chosen.put(kind, each == null ? OptionalInt.empty() : OptionalInt.of(each)));
      return chosen;
    }
  }

  @Get
  HttpResponse<RetentionView> get(@Parameter(hidden = true) Actor actor) {
    Retention retention = engine.retention().get(actor);
    return Edits.withVersion(RetentionView.of(retention), retention.version());
  }

  @Patch
  MutableHttpResponse<RetentionView> change(
      @Parameter(hidden = true) Actor actor,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid RetentionPatch body) {
    Map<String, OptionalInt> chosen = body.chosen();
    return Edits.change(
        ifMatch,
        () -> RetentionView.of(engine.retention().get(actor)),
        RetentionView::version,
        version -> RetentionView.of(engine.retention().change(actor, chosen, version)));
  }
}
