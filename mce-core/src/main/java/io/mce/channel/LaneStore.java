package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.organization.QuietHours;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import io.mce.provider.AccountId;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Rows of lanes. Touching a lane's row locks it to the end of the transaction: under that lock an
 * answer stores the remote id and a receipt that found none is put aside, so they cannot miss each
 * other.
 */
final class LaneStore {

  private static final RowMapper<LaneState> STATE = Row.mapper(LaneStore::stateOf);

  private final Database database;

  @Inject
  LaneStore(Database database) {
    this.database = database;
  }

  private static LaneState stateOf(Row row) {
    return new LaneState(
        row.integer("failures"),
        row.optionalInstant("paused_until"),
        row.optionalText("pause_reason"));
  }

  /** Takes a lane over under a lease: from now on only this token may claim. */
  LaneState enter(OrganizationId organizationId, AccountId accountId, String token) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    insert into mce_lane (organization_id, account_id, lease_token, turn, failures)
                    values (:organizationId, :accountId, :token, 1, 0)
                    on conflict (organization_id, account_id) do update
                    set lease_token = excluded.lease_token, turn = mce_lane.turn + 1
                    returning failures, paused_until, pause_reason
                    """)
                .bind("accountId", accountId)
                .bind("token", token)
                .map(STATE)
                .one());
  }

  /**
   * What a lane goes by in one turn, read with the lock and in the same statement: limits cost a
   * turn no other.
   */
  record Turned(LaneState state, Limits limits) {

    static Turned of(Row row) {
      return new Turned(
          stateOf(row),
          new Limits(
              row.optionalText("quiet_hours").flatMap(QuietHours::stored),
              ZoneId.of(row.text("time_zone")),
              row.optionalText("rules")
                  .map(json -> Json.read(json, SendingRules.class))
                  .orElse(SendingRules.NONE)));
    }
  }

  /** Takes the lock for another turn; empty when someone else has taken the lane over. */
  Optional<Turned> turn(OrganizationId organizationId, AccountId accountId, String token) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    update mce_lane set turn = turn + 1
                    where organization_id = :organizationId and account_id = :accountId
                      and lease_token = :token
                    returning failures, paused_until, pause_reason,
                      (select o.quiet_hours from mce_organization o
                        where o.organization_id = :organizationId) as quiet_hours,
                      (select o.time_zone from mce_organization o
                        where o.organization_id = :organizationId) as time_zone,
                      (select s.value from mce_setting s
                        where s.organization_id = :organizationId and s.name = :limits) as rules
                    """)
                .bind("limits", SendingLimits.SETTING)
                .bind("accountId", accountId)
                .bind("token", token)
                .map(Row.mapper(Turned::of))
                .findOne());
  }

  /** Takes the lock without working on the lane. */
  void lock(OrganizationId organizationId, AccountId accountId) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_lane (organization_id, account_id, turn, failures)
                    values (:organizationId, :accountId, 1, 0)
                    on conflict (organization_id, account_id) do update
                    set turn = mce_lane.turn + 1
                    """)
                .bind("accountId", accountId)
                .execute());
  }

  /** Writes down how a lane does. */
  void save(OrganizationId organizationId, AccountId accountId, LaneState state) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_lane
                    set failures = :failures, paused_until = :until, pause_reason = :reason
                    where organization_id = :organizationId and account_id = :accountId
                    """)
                .bind("accountId", accountId)
                .bind("failures", state.failures())
                .bind("until", state.pausedUntil().orElse(null))
                .bind("reason", state.reason().orElse(null))
                .execute());
  }

  /** Ends a pause that trouble of the account began; false when there is none. */
  boolean reopen(OrganizationId organizationId, AccountId accountId) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_lane
                        set failures = 0, paused_until = null, pause_reason = null
                        where organization_id = :organizationId and account_id = :accountId
                          and pause_reason = :trouble
                        """)
                    .bind("accountId", accountId)
                    .bind("trouble", LaneState.TROUBLE)
                    .execute()
                > 0);
  }
}
