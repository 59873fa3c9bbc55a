package io.mce.approval;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadStatus;
import io.mce.notification.Notices;
import io.mce.organization.Member;
import io.mce.organization.MemberId;
import io.mce.organization.Members;
import io.mce.organization.Role;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells who can decide that somebody asks, and who asked what became of it. */
final class StatusNotices {

  /** In whose name notices are raised. */
  static final String NAME = "approval";

  private static final String MEMBER = Actor.Kind.MEMBER + ":";

  /** Names are as long as people make them, a notice is not. */
  private static final int LONGEST_NAME = 200;

  private final Notices notices;
  private final Members members;

  @Inject
  StatusNotices(Notices notices, Members members) {
    this.notices = notices;
    this.members = members;
  }

  /** Tells each member of these roles, but not who asks. */
  void requested(
      OrganizationId organizationId, StatusRequest request, String leadName, Set<Role> deciders) {
    Actor engine = Actor.engine(organizationId, NAME);
    List<Member> all = members.list(engine);
    String who =
        all.stream()
            .filter(member -> request.requestedBy().equals(MEMBER + member.id()))
            .map(member -> cut(member.name()))
            .findFirst()
            .orElse("Somebody");
    String text =
        "%s asks to change %s from %s to %s. Approve or refuse it under Approvals."
            .formatted(
                who, named(leadName), word(request.move().from()), word(request.move().to()));
    all.stream()
        .filter(member -> member.active() && deciders.contains(member.role()))
        .filter(member -> !request.requestedBy().equals(MEMBER + member.id()))
        .forEach(member ->
            notices.raiseFor(
                engine,
                member.id(),
                text,
                Optional.of(request.leadId().value()),
                cause(request) + ":" + member.id()));
  }

  void approved(OrganizationId organizationId, StatusRequest request, String leadName) {
    tell(
        organizationId,
        request,
        "Approved: %s is %s now.".formatted(named(leadName), word(request.move().to())));
  }

  void refused(OrganizationId organizationId, StatusRequest request, String leadName) {
    tell(
        organizationId,
        request,
        "Refused: %s does not become %s. The lead shows the answer, if there is one."
            .formatted(named(leadName), word(request.move().to())));
  }

  /** Tells who asked, unless it was their own doing. */
  void overtaken(Actor actor, StatusRequest request, LeadStatus to) {
    if (!request.isOf(actor)) {
      tell(
          actor.organizationId(),
          request,
          "You asked for %s, and the lead became %s before anybody decided."
              .formatted(word(request.move().to()), word(to)));
    }
  }

  private void tell(OrganizationId organizationId, StatusRequest request, String text) {
    if (request.requestedBy().startsWith(MEMBER)) {
      notices.raiseFor(
          Actor.engine(organizationId, NAME),
          MemberId.of(request.requestedBy().substring(MEMBER.length())),
          text,
          Optional.of(request.leadId().value()),
          cause(request) + ":ended");
    }
  }

  private static String cause(StatusRequest request) {
    return "status-request:" + request.id();
  }

  private static String named(String leadName) {
    return leadName.isBlank() ? "a lead" : cut(leadName);
  }

  private static String cut(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }

  private static String word(LeadStatus status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Names roles in a sentence. */
  static String words(Set<Role> roles) {
    List<String> words =
        roles.stream().map(role -> role.name().toLowerCase(Locale.ROOT) + "s").toList();
    if (words.size() == 1) {
      return words.getFirst();
    }
    return String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
  }
}
