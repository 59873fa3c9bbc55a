package io.mce.segment;

import io.mce.kernel.Actor;
import io.mce.kernel.FollowingData;
import io.mce.lead.LeadId;
import io.mce.persistence.Database;
import io.mce.segment.ActivityStore.Hour;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Activity of merged leads: what either did counts for the one that stays, and goes back as it
 * came. What is counted since stays there.
 */
final class FollowingActivity implements FollowingData {

  private static final String SEPARATOR = " ";

  private final Database database;
  private final ActivityStore store;

  @Inject
  FollowingActivity(Database database, ActivityStore store) {
    this.database = database;
    this.store = store;
  }

  @Override
  public String name() {
    return "activity";
  }

  @Override
  public List<String> join(Actor actor, UUID from, UUID into) {
    Map<Hour, Long> given = store.of(actor.organizationId(), new LeadId(from));
    move(actor, given, from, into);
    return given.entrySet().stream()
        .map(each ->
            String.join(
                SEPARATOR,
                each.getKey().kind().name(),
                Long.toString(each.getKey().hour()),
                each.getValue().toString()))
        .toList();
  }

  @Override
  public void part(Actor actor, UUID from, UUID into, List<String> joined) {
    Map<Hour, Long> given =
        joined.stream()
            .map(each -> each.split(SEPARATOR, -1))
            .collect(
                Collectors.toMap(
                    parts ->
                        new Hour(
                            new LeadId(into),
                            ActivityKind.valueOf(parts[0]),
                            Long.parseLong(parts[1])),
                    parts -> Long.parseLong(parts[2])));
    move(actor, given, /* from= */ into, /* into= */ from);
  }

  private void move(Actor actor, Map<Hour, Long> hours, UUID from, UUID into) {
    database.runInOrganization(
        actor.organizationId(),
        transaction -> {
          store.add(transaction, times(hours, into, 1));
          store.add(transaction, times(hours, from, -1));
        });
  }

  private static Map<Hour, Long> times(Map<Hour, Long> hours, UUID lead, int sign) {
    return hours.entrySet().stream()
        .collect(
            Collectors.toMap(
                each -> new Hour(new LeadId(lead), each.getKey().kind(), each.getKey().hour()),
                each -> sign * each.getValue()));
  }
}
