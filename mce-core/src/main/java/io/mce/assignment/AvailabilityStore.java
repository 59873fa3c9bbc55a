package io.mce.assignment;

import io.mce.kernel.OrganizationId;
import io.mce.organization.BusinessHours;
import io.mce.organization.MemberId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.mapper.RowMapper;

/** Rows of members about whom something was said. */
final class AvailabilityStore {

  private static final RowMapper<Availability> AVAILABILITY =
      Row.mapper(row ->
          new Availability(
              new MemberId(row.uuid("member_id")),
              row.flag("away"),
              row.optionalInstant("away_until"),
              row.optionalText("hours").map(text -> Json.read(text, BusinessHours.class)),
              optional(row.optionalNumber("capacity")),
              row.optionalUuid("backup_id").map(MemberId::new),
              row.number("version")));

  private final Database database;

  @Inject
  AvailabilityStore(Database database) {
    this.database = database;
  }

  private static Optional<Integer> optional(OptionalLong number) {
    return number.isPresent() ? Optional.of((int) number.getAsLong()) : Optional.empty();
  }

  Map<MemberId, Availability> all(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction -> {
          Map<MemberId, Availability> all = new LinkedHashMap<>();
          transaction
              .query(
                  """
                  select * from mce_member_availability
                  where organization_id = :organizationId order by member_id
                  """)
              .map(AVAILABILITY)
              .forEach(each -> all.put(each.memberId(), each));
          return all;
        });
  }

  /** Stores what holds now; false when someone else changed it since this version. */
  boolean save(OrganizationId organizationId, Availability changed, long expected, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        expected == 0
                            ? """
                            insert into mce_member_availability (organization_id, member_id, away,
                              away_until, hours, capacity, backup_id, changed_at, version)
                            values (:organizationId, :memberId, :away, :awayUntil, :hours,
                              :capacity, :backup, :now, 1)
                            on conflict (organization_id, member_id) do nothing
                            """
                            : """
                            update mce_member_availability
                            set away = :away, away_until = :awayUntil, hours = :hours,
                              capacity = :capacity, backup_id = :backup, changed_at = :now,
                              version = version + 1
                            where organization_id = :organizationId and member_id = :memberId
                              and version = :expected
                            """)
                    .bind("memberId", changed.memberId())
                    .bind("away", changed.away())
                    .bind("awayUntil", changed.awayUntil().map(Instant::toEpochMilli).orElse(null))
                    .bind("hours", changed.hours().map(Json::write).orElse(null))
                    .bind("capacity", changed.capacity().orElse(null))
                    .bind("backup", changed.backup().map(Object::toString).orElse(null))
                    .bind("now", now)
                    .bind("expected", expected)
                    .execute()
                == 1);
  }
}
