package io.mce.lead;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/** The names by which leads are known. */
final class IdentifierStore {

  private static final RowMapper<StoredIdentifier> IDENTIFIER =
      Row.mapper(row ->
          new StoredIdentifier(
              new LeadId(row.uuid("lead_id")),
              row.constant("kind", IdentifierKind.class),
              row.text("match_key"),
              row.text("value_sealed"),
              row.instant("created_at"),
              row.flag("decides")));

  /*
   * One look into the index for each key, whatever the planner believes about a table that grows
   * while it is imported into: until the first statistics it would read "match_key in (...)" as "few
   * rows have this organization", and read them all.
   */
  private static final String OWNERS_OF_UNIQUE =
      """
      with k(match_key) as (values <keys>)
      select k.match_key,
        (select i.lead_id from mce_lead_identifier i
          where i.organization_id = :organizationId and i.kind <> 'EMAIL'
            and i.match_key = k.match_key) as lead_id
      from k
      """;

  private static final String OWNERS_OF_EMAILS =
      """
      with k(match_key) as (values <keys>)
      select
        (select string_agg(i.lead_id, ',') from mce_lead_identifier i
          where i.organization_id = :organizationId and i.kind = 'EMAIL'
            and i.match_key = k.match_key) as lead_ids
      from k
      """;

  private static final String OWNERS =
      """
      with k(match_key) as (values <keys>)
      select k.match_key,
        coalesce(
          (select i.lead_id from mce_lead_identifier i
            where i.organization_id = :organizationId and i.kind <> 'EMAIL'
              and i.match_key = k.match_key),
          (select min(i.lead_id) from mce_lead_identifier i
            where i.organization_id = :organizationId and i.kind = 'EMAIL'
              and i.match_key = k.match_key)) as lead_id
      from k
      """;

  private final Database database;
  private final Identifiers identifiers;

  @Inject
  IdentifierStore(Database database, Identifiers identifiers) {
    this.database = database;
    this.identifiers = identifiers;
  }

  /** One identifier to store. */
  record NewIdentifier(LeadId leadId, Identifier identifier, Instant createdAt, boolean decides) {}

  /** Returns whose each of these unique names is; names nobody has are left out. */
  Map<String, LeadId> ownersOfUnique(OrganizationId organizationId, Collection<String> matchKeys) {
    if (matchKeys.isEmpty()) {
      return Map.of();
    }
    Map<String, LeadId> owners = new HashMap<>();
    database.read(
        organizationId,
        transaction ->
            keyed(transaction, OWNERS_OF_UNIQUE, matchKeys)
                .map(
                    Row.mapper(row ->
                        row.optionalUuid("lead_id")
                            .map(id -> owners.put(row.text("match_key"), new LeadId(id)))))
                .list());
    return owners;
  }

  /** Returns the leads that have any of these e-mail addresses. */
  Set<LeadId> ownersOfEmails(OrganizationId organizationId, Collection<String> matchKeys) {
    if (matchKeys.isEmpty()) {
      return Set.of();
    }
    return database.read(
        organizationId,
        transaction ->
            keyed(transaction, OWNERS_OF_EMAILS, matchKeys)
                .map(Row.mapper(row -> row.optionalText("lead_ids").orElse("")))
                .stream()
                .flatMap(ids -> Stream.of(ids.split(",")))
                .filter(id -> !id.isEmpty())
                .map(LeadId::of)
                .collect(Collectors.toSet()));
  }

  /**
   * Returns whose each of these names is, of several leads that share an e-mail the oldest; names
   * nobody has are left out.
   */
  Map<String, LeadId> owners(OrganizationId organizationId, Collection<String> matchKeys) {
    if (matchKeys.isEmpty()) {
      return Map.of();
    }
    Map<String, LeadId> owners = new HashMap<>();
    database.read(
        organizationId,
        transaction ->
            keyed(transaction, OWNERS, matchKeys)
                .map(
                    Row.mapper(row ->
                        row.optionalUuid("lead_id")
                            .map(id -> owners.put(row.text("match_key"), new LeadId(id)))))
                .list());
    return owners;
  }

  /** Puts one row in the place of {@code <keys>} for each key, a parameter in each. */
  private static Query keyed(Transaction transaction, String sql, Collection<String> matchKeys) {
    List<String> keys = List.copyOf(matchKeys);
    // Filled up with repetitions to one of few sizes, so that the statements are few too.
    int size = Integer.highestOneBit(2 * keys.size() - 1);
    Query query = transaction.query(sql);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < size; i++) {
      rows.append(i == 0 ? "(:key" : ", (:key").append(i).append(')');
      query.bind("key" + i, keys.get(Math.min(i, keys.size() - 1)));
    }
    return query.define("keys", rows.toString());
  }

  /** Returns all names of these leads, those known longest first. */
  Map<LeadId, List<StoredIdentifier>> of(
      OrganizationId organizationId, Collection<LeadId> leadIds) {
    if (leadIds.isEmpty()) {
      return Map.of();
    }
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select lead_id, kind, match_key, value_sealed, created_at,
                      coalesce(decides, false) as decides
                    from mce_lead_identifier
                    where organization_id = :organizationId and lead_id in (<leadIds>)
                    order by lead_id, created_at, match_key
                    """)
                .bindList("leadIds", List.copyOf(leadIds))
                .map(IDENTIFIER)
                .collect(Collectors.groupingBy(StoredIdentifier::leadId)));
  }

  /** Returns the lead that has this name and is not deleted; of several the one known longest. */
  Optional<LeadId> find(OrganizationId organizationId, Identifier identifier) {
    String owners =
        identifier.kind().isUnique()
            ? """
            select i.lead_id from mce_lead_identifier i
            join mce_lead l on l.organization_id = :organizationId and l.id = i.lead_id
            where i.organization_id = :organizationId and i.kind <> 'EMAIL'
              and i.match_key = :matchKey and l.deleted_at is null
            """
            : """
            select i.lead_id from mce_lead_identifier i
            join mce_lead l on l.organization_id = :organizationId and l.id = i.lead_id
            where i.organization_id = :organizationId and i.kind = 'EMAIL'
              and i.match_key = :matchKey and l.deleted_at is null
            order by i.lead_id limit 1
            """;
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(owners)
                .bind("matchKey", identifier.matchKey())
                .map(Row.mapper(row -> new LeadId(row.uuid("lead_id"))))
                .findOne());
  }

  /**
   * Stores names and returns the match keys of those that are another lead's by now. Where someone
   * else is storing the same name, it waits for the outcome.
   */
  Set<String> insertAll(OrganizationId organizationId, List<NewIdentifier> rows) {
    // In one order, so that two who store the same names do not wait for each other in a circle.
    List<NewIdentifier> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(row -> row.identifier().matchKey()));
    return database.inOrganization(
        organizationId,
        transaction -> {
          if (insert(organizationId, transaction, sorted) == sorted.size()) {
            return Set.of();
          }
          return lost(organizationId, sorted);
        });
  }

  private int insert(
      OrganizationId organizationId, Transaction transaction, List<NewIdentifier> rows) {
    Transaction.Batch batch =
        transaction.batch(
            """
            insert into mce_lead_identifier
              (organization_id, kind, match_key, lead_id, value_sealed, ending_key, created_at,
                decides)
            values (:organizationId, :kind, :matchKey, :leadId, :value, :endingKey, :createdAt,
              :decides)
            on conflict do nothing
            """);
    for (NewIdentifier row : rows) {
      batch
          .bind("kind", row.identifier().kind().name())
          .bind("matchKey", row.identifier().matchKey())
          .bind("leadId", row.leadId())
          .bind("value", identifiers.seal(organizationId, row.identifier()))
          .bind("endingKey", identifiers.endingKey(organizationId, row.identifier()).orElse(null))
          .bind("createdAt", row.createdAt())
          .bind("decides", row.decides())
          .add();
    }
    return batch.insert();
  }

  /** Returns the unique names among these that another lead has. */
  private Set<String> lost(OrganizationId organizationId, List<NewIdentifier> rows) {
    Set<String> unique =
        rows.stream()
            .map(NewIdentifier::identifier)
            .filter(identifier -> identifier.kind().isUnique())
            .map(Identifier::matchKey)
            .collect(Collectors.toSet());
    Map<String, LeadId> owners = ownersOfUnique(organizationId, unique);
    return rows.stream()
        .filter(row -> unique.contains(row.identifier().matchKey()))
        .filter(row -> !row.leadId().equals(owners.get(row.identifier().matchKey())))
        .map(row -> row.identifier().matchKey())
        .collect(Collectors.toSet());
  }

  /** What stands for the last digits of a phone number. */
  record Ending(StoredIdentifier phone, String key) {}

  /** Returns the phone numbers whose last digits have this key, those of the newest leads first. */
  List<StoredIdentifier> phonesEnding(OrganizationId organizationId, String endingKey, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select lead_id, kind, match_key, value_sealed, created_at,
                      coalesce(decides, false) as decides
                    from mce_lead_identifier
                    where organization_id = :organizationId and ending_key = :endingKey
                    order by lead_id desc limit :limit
                    """)
                .bind("endingKey", endingKey)
                .bind("limit", limit)
                .map(IDENTIFIER)
                .list());
  }

  /** Returns phone numbers that the index of last digits does not know, behind this one. */
  List<StoredIdentifier> phonesWithoutEnding(
      OrganizationId organizationId, Optional<StoredIdentifier> after, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select lead_id, kind, match_key, value_sealed, created_at,
                      coalesce(decides, false) as decides
                    from mce_lead_identifier
                    where organization_id = :organizationId and kind = 'PHONE'
                      and ending_key is null and (lead_id, kind, match_key) > (:leadId, :kind, :key)
                    order by lead_id, kind, match_key limit :limit
                    """)
                .bind("leadId", after.map(each -> each.leadId().toString()).orElse(""))
                .bind("kind", IdentifierKind.PHONE.name())
                .bind("key", after.map(StoredIdentifier::matchKey).orElse(""))
                .bind("limit", limit)
                .map(IDENTIFIER)
                .list());
  }

  /** Makes phone numbers known to the index of last digits. */
  void updateEndings(OrganizationId organizationId, List<Ending> endings) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  update mce_lead_identifier set ending_key = :endingKey
                  where organization_id = :organizationId and lead_id = :leadId
                    and kind = :kind and match_key = :matchKey
                  """);
          for (Ending ending : endings) {
            batch
                .bind("endingKey", ending.key())
                .bind("leadId", ending.phone().leadId())
                .bind("kind", ending.phone().kind().name())
                .bind("matchKey", ending.phone().matchKey())
                .add();
          }
          batch.execute();
        });
  }

  /** Removes all names of these leads. */
  void deleteOf(OrganizationId organizationId, Collection<LeadId> leadIds) {
    if (leadIds.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_lead_identifier
                    where organization_id = :organizationId and lead_id in (<leadIds>)
                    """)
                .bindList("leadIds", List.copyOf(leadIds))
                .execute());
  }

  /** Gives a name to another lead; false when this lead does not have it. */
  boolean move(
      OrganizationId organizationId, LeadId from, LeadId to, String matchKey, Instant since) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_lead_identifier set lead_id = :to, created_at = :since
                        where organization_id = :organizationId and lead_id = :from
                          and match_key = :matchKey
                        """)
                    .bind("from", from)
                    .bind("to", to)
                    .bind("matchKey", matchKey)
                    .bind("since", since)
                    .execute()
                == 1);
  }

  /** Makes an e-mail address of a lead one that decides who it is, or no longer. */
  void decide(OrganizationId organizationId, LeadId leadId, String matchKey, boolean decides) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_lead_identifier set decides = :decides
                    where organization_id = :organizationId and lead_id = :leadId
                      and match_key = :matchKey
                    """)
                .bind("decides", decides)
                .bind("leadId", leadId)
                .bind("matchKey", matchKey)
                .execute());
  }

  /** Removes one name of a lead. */
  void delete(OrganizationId organizationId, StoredIdentifier identifier) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_lead_identifier
                    where organization_id = :organizationId and lead_id = :leadId
                      and kind = :kind and match_key = :matchKey
                    """)
                .bind("leadId", identifier.leadId())
                .bind("kind", identifier.kind().name())
                .bind("matchKey", identifier.matchKey())
                .execute());
  }
}
