package io.mce.notification;

import io.mce.kernel.Actor;
import io.mce.kernel.DataKind;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.PersonalRecords;
import io.mce.kernel.RetainedData;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Notices about a person, which go with the person, and old ones, which go too. */
final class NoticeData implements PersonalDataHolder, RetainedData {

  private static final DataKind KIND = DataKind.keptForGood("NOTICES", 1, 3650);

  private final NoticeStore store;

  @Inject
  NoticeData(NoticeStore store) {
    this.store = store;
  }

  @Override
  public Set<String> tables() {
    return Set.of("mce_notice");
  }

  @Override
  public Map<String, Long> counts(OrganizationId organizationId, UUID person) {
    return Map.of("notices", (long) store.about(organizationId, person).size());
  }

  @Override
  public void export(OrganizationId organizationId, UUID person, PersonalRecords records) {
    List<Notice> notices = store.about(organizationId, person);
    for (Notice notice : notices) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("at", notice.at());
      fields.put("text", notice.text());
      records.add("notices", fields);
    }
  }

  @Override
  public void erase(Actor actor, UUID person) {
    store.removeAbout(actor.organizationId(), person);
  }

  @Override
  public DataKind kind() {
    return KIND;
  }

  @Override
  public int removeBefore(OrganizationId organizationId, Instant before, int limit) {
    return store.removeBefore(organizationId, before, limit);
  }
}
