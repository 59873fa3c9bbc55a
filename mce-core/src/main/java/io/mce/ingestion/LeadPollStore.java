package io.mce.ingestion;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import io.mce.provider.AccountId;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import io.mce.spi.ErrorKind;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** How far each lead source was read, and which of its leads are known. */
final class LeadPollStore {

  /** Where each source goes on. */
  static final SealedColumn COLUMN =
      new SealedColumn(
          "mce_lead_poll",
          "cursor_sealed",
          List.of("account_id"),
          row -> seal(new AccountId(row.uuid("account_id"))));

  private final Database database;
  private final PersonalBox box;

  @Inject
  LeadPollStore(Database database, PersonalBox box) {
    this.database = database;
    this.box = box;
  }

  /**
   * A source as it stands.
   *
   * @param turn what {@link #advance} must find unchanged
   */
  record State(
      AccountId accountId,
      long accountVersion,
      long turn,
      Optional<String> cursor,
      int failures,
      Optional<ErrorKind> errorKind,
      Optional<String> error,
      Optional<Instant> polledAt,
      Optional<Instant> nextAt,
      long taken) {}

  /** A lead that was seen before. */
  record Seen(String versionKey, boolean known) {}

  /** A lead as it is now. */
  record Sighting(String leadKey, String versionKey, boolean known) {}

  private static String seal(AccountId accountId) {
    return "lead-poll/" + accountId;
  }

  private RowMapper<State> state(OrganizationId organizationId) {
    return Row.mapper(row -> {
      AccountId accountId = new AccountId(row.uuid("account_id"));
      return new State(
          accountId,
          row.number("account_version"),
          row.number("turn"),
          row.optionalText("cursor_sealed")
              .map(sealed -> box.openText(organizationId, seal(accountId), sealed)),
          row.integer("failures"),
          row.optionalText("error_kind").map(ErrorKind::valueOf),
          row.optionalText("error"),
          row.optionalInstant("polled_at"),
          row.optionalInstant("next_at"),
          row.number("taken"));
    });
  }

  /** Returns every source that was ever due. */
  List<State> list(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query("select * from mce_lead_poll where organization_id = :organizationId")
                .map(state(organizationId))
                .list());
  }

  Optional<State> find(OrganizationId organizationId, AccountId accountId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_lead_poll
                    where organization_id = :organizationId and account_id = :accountId
                    """)
                .bind("accountId", accountId)
                .map(state(organizationId))
                .findOne());
  }

  /**
   * Notes that an account has this version; false when that was known. A new one ends a pause, as
   * what was wrong may be mended.
   */
  boolean meet(OrganizationId organizationId, AccountId accountId, long version, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        insert into mce_lead_poll
                          (organization_id, account_id, account_version, turn, failures, next_at,
                           taken)
                        values (:organizationId, :accountId, :version, 0, 0, :now, 0)
                        on conflict (organization_id, account_id) do update
                        set account_version = excluded.account_version,
                          next_at = excluded.next_at, failures = 0
                        where mce_lead_poll.account_version <> excluded.account_version
                        """)
                    .bind("accountId", accountId)
                    .bind("version", version)
                    .bind("now", now)
                    .execute()
                == 1);
  }

  /** Makes a source due; with {@code again} it is read from its beginning. */
  void hurry(OrganizationId organizationId, AccountId accountId, boolean again, Instant now) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_lead_poll
                    set next_at = :now, turn = turn + 1,
                      cursor_sealed = case when :again = 1 then null else cursor_sealed end
                    where organization_id = :organizationId and account_id = :accountId
                    """)
                .bind("accountId", accountId)
                .bind("again", again ? 1 : 0)
                .bind("now", now)
                .execute());
  }

  /** Moves on behind a page; false when somebody else has moved meanwhile. */
  boolean advance(OrganizationId organizationId, State from, Optional<String> cursor, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_lead_poll
                        set turn = turn + 1, cursor_sealed = :cursor, failures = 0,
                          error_kind = null, error = null, polled_at = :now
                        where organization_id = :organizationId and account_id = :accountId
                          and turn = :turn
                        """)
                    .bind("accountId", from.accountId())
                    .bind("turn", from.turn())
                    .bind(
                        "cursor",
                        cursor
                            .map(text -> box.seal(organizationId, seal(from.accountId()), text))
                            .orElse(null))
                    .bind("now", now)
                    .execute()
                == 1);
  }

  /** Writes down what went wrong; false when somebody else has moved meanwhile. */
  boolean fail(
      OrganizationId organizationId, State from, ErrorKind kind, String error, Instant now) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_lead_poll
                        set failures = failures + 1, error_kind = :kind, error = :error,
                          polled_at = :now
                        where organization_id = :organizationId and account_id = :accountId
                          and turn = :turn
                        """)
                    .bind("accountId", from.accountId())
                    .bind("turn", from.turn())
                    .bind("kind", kind)
                    .bind("error", error)
                    .bind("now", now)
                    .execute()
                == 1);
  }

  /** Counts leads that were taken. */
  void count(OrganizationId organizationId, AccountId accountId, int taken) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_lead_poll set taken = taken + :taken
                    where organization_id = :organizationId and account_id = :accountId
                    """)
                .bind("accountId", accountId)
                .bind("taken", taken)
                .execute());
  }

  /** Writes down, for people, when the source is asked next. */
  void plan(OrganizationId organizationId, AccountId accountId, @Nullable Instant next) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_lead_poll set next_at = :next
                    where organization_id = :organizationId and account_id = :accountId
                    """)
                .bind("accountId", accountId)
                .bind("next", next)
                .execute());
  }

  /** Returns, of these leads, those that were seen before. */
  Map<String, Seen> seen(
      OrganizationId organizationId, AccountId accountId, Collection<String> leadKeys) {
    if (leadKeys.isEmpty()) {
      return Map.of();
    }
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select lead_key, version_key, known from mce_polled_lead
                    where organization_id = :organizationId and account_id = :accountId
                      and lead_key in (<keys>)
                    """)
                .bind("accountId", accountId)
                .bindList("keys", List.copyOf(leadKeys))
                .map(
                    Row.mapper(row ->
                        Map.entry(
                            row.text("lead_key"),
                            new Seen(row.text("version_key"), row.flag("known")))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** Remembers leads as they are now. */
  void remember(
      OrganizationId organizationId, AccountId accountId, List<Sighting> leads, Instant now) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  insert into mce_polled_lead
                    (organization_id, account_id, lead_key, version_key, known, seen_at)
                  values (:organizationId, :accountId, :leadKey, :versionKey, :known, :now)
                  on conflict (organization_id, account_id, lead_key) do update
                  set version_key = excluded.version_key, seen_at = excluded.seen_at
                  """);
          for (Sighting lead : leads) {
            batch
                .bind("accountId", accountId)
                .bind("leadKey", lead.leadKey())
                .bind("versionKey", lead.versionKey())
                .bind("known", lead.known())
                .bind("now", now)
                .add();
          }
          if (batch.size() > 0) {
            batch.execute();
          }
        });
  }
}
