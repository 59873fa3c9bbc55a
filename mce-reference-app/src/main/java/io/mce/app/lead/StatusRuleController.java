package io.mce.app.lead;

import io.mce.app.http.Edits;
import io.mce.app.http.Words;
import io.mce.approval.StatusMove;
import io.mce.approval.StatusRequests;
import io.mce.approval.StatusRule;
import io.mce.approval.StatusRules;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.lead.LeadStatus;
import io.mce.organization.Role;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which roles may give leads which status. */
@Tag(name = "leads")
@Controller("/api/status-rules")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class StatusRuleController {

  private static final int MOST = 100;

  private final MceEngine engine;

  StatusRuleController(MceEngine engine) {
    this.engine = engine;
  }

  /** Who may make a change without asking; without {@code from} from any status. */
  record RuleView(Optional<LeadStatus> from, LeadStatus to, Set<Role> roles) {
    static RuleView of(StatusRule rule) {
      return new RuleView(rule.from(), rule.to(), rule.roles());
    }
  }

  /** The rules, and the changes that who asks must ask for. */
  record RulesView(List<RuleView> rules, List<StatusMove> restricted, long version) {
    static RulesView of(StatusRequests.Chosen chosen, Set<StatusMove> restricted) {
      return new RulesView(
          chosen.rules().rules().stream().map(RuleView::of).toList(),
          List.copyOf(restricted),
          chosen.version());
    }
  }

  /**
   * One rule.
   *
   * @param from NEW, CONTACTED, QUALIFIED, NOT_INTERESTED, CONVERTED or LOST; absent: any
   * @param to one of the same
   * @param roles ADMIN, MANAGER, MARKETER, REP; owners always may
   */
  @Introspected
  record RuleBody(
      @Nullable @Size(max = 50) String from,
      @Nullable @Size(max = 50) String to,
      @Nullable @Size(max = 20) List<@Nullable String> roles) {

    StatusRule rule() {
      if (roles == null) {
        throw MceException.invalid("rules", "Send the roles of each rule; owners always may.");
      }
      Set<Role> named = EnumSet.noneOf(Role.class);
      roles.forEach(role -> named.add(Words.constant(Role.class, "rules", role)));
      return new StatusRule(
          Optional.ofNullable(from)
              .filter(each -> !each.isBlank())
              .map(each -> Words.constant(LeadStatus.class, "rules", each)),
          Words.constant(LeadStatus.class, "rules", to),
          named);
    }
  }

  /** All rules from now on. */
  @Introspected
  record RulesBody(@Nullable @Valid @Size(max = MOST) List<@Nullable @Valid RuleBody> rules) {

    StatusRules all() {
      if (rules == null) {
        throw MceException.invalid("rules", "Send the rules; an empty list restricts nothing.");
      }
      List<StatusRule> all = new ArrayList<>();
      for (RuleBody each : rules) {
        if (each == null) {
          throw MceException.invalid("rules", "A rule must not be null.");
        }
        all.add(each.rule());
      }
      return new StatusRules(all);
    }
  }

  @Get
  HttpResponse<RulesView> get(@Parameter(hidden = true) Actor actor) {
    RulesView view = view(actor, engine.statusRequests().rules(actor));
    return Edits.withVersion(view, view.version());
  }

  @Put
  MutableHttpResponse<RulesView> change(
      @Parameter(hidden = true) Actor actor,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid RulesBody body) {
    StatusRules rules = body.all();
    return Edits.change(
        ifMatch,
        () -> view(actor, engine.statusRequests().rules(actor)),
        RulesView::version,
        version -> view(actor, engine.statusRequests().changeRules(actor, rules, version)));
  }

  private RulesView view(Actor actor, StatusRequests.Chosen chosen) {
    return RulesView.of(chosen, engine.statusRequests().restricted(actor));
  }
}
