package io.mce.app.lead;

import io.mce.app.http.Edits;
import io.mce.app.http.Words;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.lead.MergePolicies;
import io.mce.lead.MergePolicy;
import io.mce.lead.MergeStrategy;
import io.mce.lead.SameEmail;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How values of the same person are joined. */
@Tag(name = "leads")
@Controller("/api/leads/merge-policy")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class MergePolicyController {

  private final MceEngine engine;

  MergePolicyController(MceEngine engine) {
    this.engine = engine;
  }

  /** The policy; fields that it does not name are kept as they are known longest. */
  record PolicyView(Map<String, MergeStrategy> fields, SameEmail sameEmail, long version) {
    static PolicyView of(MergePolicies.Chosen chosen) {
      return new PolicyView(
          chosen.policy().strategies(), chosen.policy().sameEmail(), chosen.version());
    }
  }

  /**
   * A whole policy.
   *
   * @param fields OLDEST, NEWEST, LONGEST, SUM or UNION by field: name, company, tags, metadata,
   *     metadata.key
   * @param sameEmail SUGGEST or JOIN
   */
  @Introspected
  record PolicyBody(
      @Nullable @Size(max = 100) Map<String, @Nullable String> fields, @Nullable String sameEmail) {

    MergePolicy policy() {
      if (fields == null || sameEmail == null) {
        throw MceException.invalid("fields", "Send fields and sameEmail.");
      }
      Map<String, MergeStrategy> strategies = new TreeMap<>();
      fields.forEach((field, word) ->
          strategies.put(
              field, Words.constant(MergeStrategy.class, "fields", word == null ? "" : word)));
      return new MergePolicy(strategies, Words.constant(SameEmail.class, "sameEmail", sameEmail));
    }
  }

  @Get
  HttpResponse<PolicyView> get(@Parameter(hidden = true) Actor actor) {
    MergePolicies.Chosen chosen = engine.mergePolicies().get(actor);
    return Edits.withVersion(PolicyView.of(chosen), chosen.version());
  }

  @Put
  MutableHttpResponse<PolicyView> change(
      @Parameter(hidden = true) Actor actor,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid PolicyBody body) {
    MergePolicy policy = body.policy();
    return Edits.change(
        ifMatch,
        () -> PolicyView.of(engine.mergePolicies().get(actor)),
        PolicyView::version,
        version -> PolicyView.of(engine.mergePolicies().change(actor, policy, version)));
  }
}
