package io.mce.app.lead;

import io.mce.app.organization.MemberNames;
import io.mce.engine.MceEngine;
import io.mce.field.CustomField;
import io.mce.kernel.Actor;
import io.mce.kernel.Permission;
import io.mce.kernel.TypedId;
import java.util.List;
import java.util.Optional;

/**
 * What an answer about leads says beside what they hold: whose they are, and what is missing. Read
 * once, for all that one answer shows.
 */
record LeadContext(MemberNames names, List<CustomField> fields) {

  static LeadContext of(MceEngine engine, Actor actor) {
    return new LeadContext(
        MemberNames.of(engine, actor),
        actor.permissions().contains(Permission.LEAD_READ)
            ? engine.customFields().list(actor)
            : List.of());
  }

  Optional<String> name(TypedId memberId) {
    return names.name(memberId);
  }

  Optional<String> name(String actorId) {
    return names.name(actorId);
  }
}
