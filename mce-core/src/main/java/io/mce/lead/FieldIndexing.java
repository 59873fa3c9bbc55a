package io.mce.lead;

import io.mce.event.DomainEvent;
import io.mce.event.Events;
import io.mce.event.Projection;
import io.mce.event.RecordedEvent;
import io.mce.field.CustomField;
import io.mce.field.CustomFieldArchived;
import io.mce.field.CustomFieldChanged;
import io.mce.field.CustomFieldCreated;
import io.mce.field.CustomFieldId;
import io.mce.field.CustomFieldRestored;
import io.mce.field.CustomFields;
import io.mce.job.DueWork;
import io.mce.job.DueWork.Lease;
import io.mce.job.Startable;
import io.mce.job.Worker;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings the leads that are there into the index when a field comes, and out of it when it goes or
 * becomes sensitive, some hundred to a transaction. Each piece of work says where the next begins,
 * so a process that dies repeats one of them. Who wrote a lead while the field was being defined
 * may not have known of it: a second pass, some time later, looks at what was changed meanwhile.
 */
final class FieldIndexing implements Projection, Worker, Startable {

  static final String KIND = "field-index";
  private static final String SUBSCRIBER = "field-index";
  private static final int BATCH = 200;
  private static final int DELETED_AT_ONCE = 400;
  private static final Duration LEASE = Duration.ofMinutes(1);

  /** Longer than any transaction that writes leads takes. */
  private static final Duration UNTIL_SECOND_PASS = Duration.ofMinutes(2);

  private final Events events;
  private final Database database;
  private final CustomFields fields;
  private final LeadStore leads;
  private final LeadFieldStore store;
  private final LeadFieldIndex index;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  FieldIndexing(
      Events events,
      Database database,
      CustomFields fields,
      LeadStore leads,
      LeadFieldStore store,
      LeadFieldIndex index,
      DueWork dueWork,
      Clock clock) {
    this.events = events;
    this.database = database;
    this.fields = fields;
    this.leads = leads;
    this.store = store;
    this.index = index;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  /**
   * A piece of work, as the key of due work.
   *
   * @param after the last lead of the piece before; empty for the first
   */
  private record Piece(CustomFieldId fieldId, boolean second, String after) {

    static Piece of(String key) {
      String[] parts = key.split("/", -1);
      return new Piece(CustomFieldId.of(parts[0]), parts[1].equals("2"), parts[2]);
    }

    String key() {
      return fieldId + "/" + (second ? 2 : 1) + "/" + after;
    }
  }

  @Override
  public void start() {
    Set<Class<? extends DomainEvent>> types =
        Set.of(
            CustomFieldCreated.class,
            CustomFieldChanged.class,
            CustomFieldArchived.class,
            CustomFieldRestored.class);
    events.project(SUBSCRIBER, types, this);
  }

  @Override
  public void apply(Transaction transaction, List<RecordedEvent> recorded) {
    recorded.stream()
        .map(event -> CustomFieldId.of(event.subject().id()))
        .distinct()
        .forEach(fieldId ->
            dueWork.schedule(
                transaction.organizationId(),
                KIND,
                new Piece(fieldId, false, "").key(),
                clock.instant()));
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public Optional<String> kind() {
    return Optional.of(KIND);
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork.nextDue(KIND);
  }

  @Override
  public boolean runOnce() {
    Optional<Lease> lease = dueWork.claim(KIND, LEASE);
    lease.ifPresent(this::work);
    return lease.isPresent();
  }

  private void work(Lease lease) {
    OrganizationId organizationId = lease.organizationId();
    Piece piece = Piece.of(lease.key());
    database.runInOrganization(
        organizationId,
        transaction ->
            fields
                .find(organizationId, piece.fieldId())
                .flatMap(field ->
                    field.isIndexed()
                        ? put(organizationId, field, piece)
                        : remove(organizationId, field, piece))
                .ifPresent(next -> schedule(organizationId, piece, next)));
    dueWork.complete(lease, Optional.empty());
  }

  private void schedule(OrganizationId organizationId, Piece done, Piece next) {
    Instant now = clock.instant();
    Instant due = next.second() && !done.second() ? now.plus(UNTIL_SECOND_PASS) : now;
    dueWork.schedule(organizationId, KIND, next.key(), due);
  }

  private Optional<Piece> put(OrganizationId organizationId, CustomField field, Piece piece) {
    Instant since = piece.second() ? field.changedAt().minus(UNTIL_SECOND_PASS) : Instant.EPOCH;
    List<LeadRow> rows = store.next(organizationId, piece.after(), since, BATCH);
    if (!rows.isEmpty()) {
      String region = index.region(organizationId);
      store.deleteOf(organizationId, field.id(), rows.stream().map(LeadRow::id).toList());
      store.insertAll(
          organizationId,
          rows.stream()
              .flatMap(row ->
                  LeadFieldIndex.entry(row.id(), leads.metadata(organizationId, row), field, region)
                      .stream())
              .toList());
    }
    if (rows.size() == BATCH) {
      return Optional.of(new Piece(field.id(), piece.second(), rows.getLast().id().toString()));
    }
    return secondPass(piece);
  }

  private Optional<Piece> remove(OrganizationId organizationId, CustomField field, Piece piece) {
    int removed = store.deleteSome(organizationId, field.id(), DELETED_AT_ONCE);
    // Scheduled while it is worked on, a piece is due again.
    return removed == DELETED_AT_ONCE ? Optional.of(piece) : secondPass(piece);
  }

  private static Optional<Piece> secondPass(Piece piece) {
    return piece.second() ? Optional.empty() : Optional.of(new Piece(piece.fieldId(), true, ""));
  }
}
