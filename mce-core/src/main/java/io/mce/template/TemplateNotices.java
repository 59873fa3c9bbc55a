package io.mce.template;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.notification.Notices;
import io.mce.organization.Member;
import io.mce.organization.Members;
import io.mce.provider.ProviderAccount;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Tells who looks after channels that a template cannot be sent any more: once a day for each. */
final class TemplateNotices {

  private static final String NAME = "templates";
  private static final int LONGEST_NAME = 120;

  private final Notices notices;
  private final Members members;
  private final Clock clock;

  @Inject
  TemplateNotices(Notices notices, Members members, Clock clock) {
    this.notices = notices;
    this.members = members;
    this.clock = clock;
  }

  /** Raises notices if this state is one that somebody must know of. */
  void stateIs(OrganizationId organizationId, ProviderAccount account, ChannelTemplate template) {
    if (!template.state().needsPerson()) {
      return;
    }
    Actor engine = Actor.engine(organizationId, NAME);
    String text =
        "The template \"%s\" (%s) of the channel \"%s\" %s%s."
            .formatted(
                cut(template.name()),
                template.language(),
                cut(account.name()),
                words(template.state()),
                template.reason().map(each -> ": " + each).orElse(""));
    String cause =
        "template:%s:%s:%s:%s:%s"
            .formatted(
                account.id(),
                template.name(),
                template.language(),
                template.state(),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    members.list(engine).stream()
        .filter(Member::active)
        .filter(member -> member.role().permissions().contains(Permission.CHANNEL_MANAGE))
        .forEach(member ->
            notices.raiseFor(
                engine, member.id(), text, Optional.empty(), cause + ":" + member.id()));
  }

  private static String words(TemplateState state) {
    return switch (state) {
      case REJECTED -> "was rejected";
      case PAUSED -> "is paused and is not sent for some hours";
      case DISABLED -> "is not sent any more";
      case PENDING, APPROVED -> "can be sent";
    };
  }

  private static String cut(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }
}
