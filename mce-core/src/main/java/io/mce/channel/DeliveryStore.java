package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import io.mce.provider.AccountId;
import io.mce.spi.Cost;
import io.mce.spi.ErrorKind;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads the delivery log, newest first. Each reading walks a bounded number of rows of one index,
 * the most selective one that the filter has, and leaves out what does not fit the rest: however
 * large the log and however rare what is looked for, a page costs about the same.
 */
final class DeliveryStore {

  /** Along what the log is walked; each has an index. */
  enum Path {
    /** To whom: through the messages of the lead, by which it is not looked for otherwise. */
    LEAD(
        """
        select d.* from (
          select m.dispatch_id from mce_message m
          where m.organization_id = :organizationId and m.lead_id = :lead
            and m.dispatch_id is not null and m.dispatch_id < :before
          order by m.dispatch_id desc limit :window) walked
        join mce_dispatch d on d.organization_id = :organizationId and d.id = walked.dispatch_id
        """),
    /** Why it failed. */
    FAILURE(
        """
        select d.* from mce_dispatch d
        where d.organization_id = :organizationId and d.state = 'FAILED' and d.reason = :failure
          and d.id < :before
        order by d.id desc limit :window
        """),
    /** In which state, of those few that few are in. */
    STATE(
        """
        select d.* from mce_dispatch d
        where d.organization_id = :organizationId
          and d.state in ('QUEUED', 'SENDING', 'UNKNOWN', 'CANCELLED', 'FAILED')
          and d.state = :state and d.id < :before
        order by d.id desc limit :window
        """),
    /** Of which campaign. */
    CAMPAIGN(
        """
        select d.* from mce_dispatch d
        where d.organization_id = :organizationId and d.campaign_id = :campaign
          and d.channel <> '' and d.id < :before
        order by d.id desc limit :window
        """),
    /** By which account. */
    ACCOUNT(
        """
        select d.* from mce_dispatch d
        where d.organization_id = :organizationId and d.account_id = :account
          and d.channel <> '' and d.id < :before
        order by d.id desc limit :window
        """),
    /** Just the newest. */
    ALL(
        """
        select d.* from mce_dispatch d
        where d.organization_id = :organizationId and d.id < :before
        order by d.id desc limit :window
        """);

    private final String walk;

    Path(String walk) {
      this.walk = walk;
    }

    /** Returns those that fit, of the rows that are walked over. */
    String fitting() {
      return """
      select * from (%s) seen
      where (:state = '' or state = :state) and (:account = '' or account_id = :account)
        and (:lead = '' or lead_id = :lead) and (:campaign = '' or campaign_id = :campaign)
        and (:failure = '' or (state = 'FAILED' and reason = :failure))
      order by id desc limit :limit
      """
          .formatted(walk);
    }

    /** Returns how many rows are walked over, and the last of them. */
    String walked() {
      return "select count(*) as n, min(id) as id from (%s) seen".formatted(walk);
    }

    static Path of(DeliveryFilter filter) {
      if (filter.lead().isPresent()) {
        return LEAD;
      }
      if (filter.failure().isPresent()) {
        return FAILURE;
      }
      if (filter.state().filter(state -> !state.isWithCarrier()).isPresent()) {
        return STATE;
      }
      if (filter.campaign().isPresent()) {
        return CAMPAIGN;
      }
      return filter.account().isPresent() ? ACCOUNT : ALL;
    }

    /** Whether every row that is walked over fits the filter. */
    boolean covers(DeliveryFilter filter) {
      return switch (this) {
        case LEAD -> false;
        case FAILURE, STATE, CAMPAIGN, ACCOUNT -> parts(filter) == 1;
        case ALL -> parts(filter) == 0;
      };
    }

    private static long parts(DeliveryFilter filter) {
      return List.<Optional<?>>of(
              filter.state(), filter.account(), filter.lead(), filter.campaign(), filter.failure())
          .stream()
          .filter(Optional::isPresent)
          .count();
    }
  }

  /**
   * How far a walk came.
   *
   * @param rows over how many rows
   * @param last the id of the last one; empty when there was none
   */
  record Walked(long rows, Optional<String> last) {}

  private final Database database;

  @Inject
  DeliveryStore(Database database) {
    this.database = database;
  }

  /** Returns those that fit of a number of rows before an id, newest first. */
  List<StoredDispatch> fitting(
      OrganizationId organizationId, DeliveryFilter filter, String before, int window, int limit) {
    return database.read(
        organizationId,
        transaction ->
            bind(transaction.query(Path.of(filter).fitting()), filter)
                .bind("before", before)
                .bind("window", window)
                .bind("limit", limit)
                .map(StoredDispatch.MAPPER)
                .list());
  }

  private static Query bind(Query query, DeliveryFilter filter) {
    return query
        .bind("state", filter.state().map(Enum::name).orElse(""))
        .bind("account", filter.account().map(AccountId::toString).orElse(""))
        .bind("lead", filter.lead().map(Object::toString).orElse(""))
        .bind("campaign", filter.campaign().map(Object::toString).orElse(""))
        .bind("failure", filter.failure().orElse(""));
  }

  /** Says how far such a walk comes. */
  Walked walked(OrganizationId organizationId, DeliveryFilter filter, String before, int window) {
    Path path = Path.of(filter);
    return database.read(
        organizationId,
        transaction ->
            bindPath(transaction, path, filter)
                .bind("before", before)
                .bind("window", window)
                .map(Row.mapper(row -> new Walked(row.number("n"), row.optionalText("id"))))
                .one());
  }

  private static Query bindPath(Transaction transaction, Path path, DeliveryFilter filter) {
    Query query = transaction.query(path.walked());
    return switch (path) {
      case LEAD -> query.bind("lead", filter.lead().orElseThrow());
      case FAILURE -> query.bind("failure", filter.failure().orElseThrow());
      case STATE -> query.bind("state", filter.state().orElseThrow().name());
      case CAMPAIGN -> query.bind("campaign", filter.campaign().orElseThrow());
      case ACCOUNT -> query.bind("account", filter.account().orElseThrow());
      case ALL -> query;
    };
  }

  /** Returns the attempts of these, the oldest first. */
  Map<DispatchId, List<DeliveryAttempt>> attempts(
      OrganizationId organizationId, Collection<DispatchId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_dispatch_attempt
                    where organization_id = :organizationId and dispatch_id in (<ids>)
                    order by dispatch_id, number
                    """)
                .bindList("ids", List.copyOf(ids))
                .map(
                    Row.mapper(
                        row -> Map.entry(new DispatchId(row.uuid("dispatch_id")), attempt(row))))
                .collect(
                    Collectors.groupingBy(
                        Map.Entry::getKey,
                        HashMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList()))));
  }

  private static DeliveryAttempt attempt(Row row) {
    return new DeliveryAttempt(
        row.integer("number"),
        new AccountId(row.uuid("account_id")),
        row.constant("state", AttemptState.class),
        row.optionalText("remote_id"),
        row.optionalText("error_kind").flatMap(DeliveryStore::kind),
        row.optionalText("error_code"),
        row.optionalText("cost_amount").map(amount -> cost(amount, row.text("cost_currency"))),
        row.instant("started_at"),
        row.optionalInstant("finished_at"));
  }

  private static Cost cost(String amount, String currency) {
    return new Cost(new BigDecimal(amount), Currency.getInstance(currency));
  }

  /** A newer node may have stored a kind that is not known here. */
  private static Optional<ErrorKind> kind(String name) {
    return Arrays.stream(ErrorKind.values()).filter(each -> each.name().equals(name)).findFirst();
  }
}
