package io.mce.channel;

import io.mce.campaign.CampaignDraft;
import io.mce.campaign.Step;
import io.mce.engine.EngineParts;
import io.mce.engine.MceEngine;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadDraft;
import io.mce.lead.Leads;
import io.mce.organization.Organizations;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.privacy.Suppressions;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderAccountDraft;
import io.mce.provider.ProviderAccounts;
import io.mce.provider.ReceivedEvents;
import io.mce.spi.Address;
import io.mce.spi.Content;
import io.mce.spi.ProviderEvent;
import io.mce.spi.Text;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** An organization with an account of a scripted carrier, people to write to, and the outbox. */
final class OutboxFixture {

  /** Someone to write to, with a conversation. */
  record Person(UUID leadId, UUID conversationId, Address address, String recipientKey) {}

  private static final AtomicInteger KEYS = new AtomicInteger();

  final MceExtension mce;
  final ScriptedCarrier carrier;
  private MceEngine engine;
  final OrganizationId organizationId;
  final Actor actor;
  final AccountId account;
  private int people;

  OutboxFixture(MceExtension mce, ScriptedCarrier carrier) {
    this(mce, carrier, "acme");
  }

  /** In an organization of its own. */
  OutboxFixture(MceExtension mce, ScriptedCarrier carrier, String organization) {
    this.mce = mce;
    this.carrier = carrier;
    this.engine = mce.engine();
    this.organizationId = part(Organizations.class).ensure(organization, "Acme").id();
    this.actor = Actor.system(organizationId, "test");
    this.account = newAccount();
  }

  /** Goes on with another engine on the same database. */
  void use(MceEngine other) {
    engine = other;
  }

  MceEngine engine() {
    return engine;
  }

  <T> T part(Class<T> type) {
    return EngineParts.part(engine, type);
  }

  AccountId newAccount() {
    return part(ProviderAccounts.class)
        .create(actor, new ProviderAccountDraft(ScriptedCarrier.PROVIDER, "Scripted", Map.of()))
        .id();
  }

  Person person() {
    return person(account);
  }

  Person person(AccountId by) {
    Address address = ScriptedCarrier.phone(++people);
    UUID leadId =
        part(Leads.class).capture(actor, LeadDraft.of("Person", address.value())).leadId().value();
    String recipientKey = part(Leads.class).recipientKey(organizationId, address);
    UUID conversationId = part(IdGenerator.class).next();
    database()
        .inOrganization(
            organizationId,
            transaction ->
                transaction
                    .update(
                        """
                        insert into mce_conversation (organization_id, id, lead_id, account_id,
                          channel, last_at, unread, created_at)
                        values (:organizationId, :id, :leadId, :accountId, 'SCRIPTED', 0, 0, 0)
                        """)
                    .bind("id", conversationId)
                    .bind("leadId", leadId)
                    .bind("accountId", by)
                    .execute());
    return new Person(leadId, conversationId, address, recipientKey);
  }

  /** A campaign that has not begun. */
  UUID campaign() {
    return engine
        .campaigns()
        .create(actor, CampaignDraft.of("Campaign", Step.now("Hi")))
        .id()
        .value();
  }

  Database database() {
    return part(Database.class);
  }

  DispatchRequest request(Person to, Purpose purpose, String text) {
    return request(to, purpose, text, Optional.empty(), Optional.empty());
  }

  DispatchRequest request(
      Person to,
      Purpose purpose,
      String text,
      Optional<UUID> campaignId,
      Optional<Instant> notBefore) {
    return new DispatchRequest(
        "key-" + KEYS.incrementAndGet(),
        account,
        ScriptedCarrier.CHANNEL,
        to.leadId(),
        to.conversationId(),
        part(IdGenerator.class).next(),
        campaignId,
        purpose,
        to.recipientKey(),
        to.address(),
        new Text(text),
        notBefore);
  }

  DispatchId enqueue(DispatchRequest request) {
    return part(Outbox.class).enqueue(actor, request).dispatchId();
  }

  DispatchId enqueue(Person to, Purpose purpose, String text) {
    return enqueue(request(to, purpose, text));
  }

  /** A message by another account than the first. */
  DispatchRequest by(AccountId other, DispatchRequest request) {
    return new DispatchRequest(
        request.dedupKey(),
        other,
        request.channel(),
        request.leadId(),
        request.conversationId(),
        request.messageId(),
        request.campaignId(),
        request.purpose(),
        request.recipientKey(),
        request.to(),
        request.content(),
        request.notBefore());
  }

  /** A message that is something else than a text. */
  DispatchRequest saying(Content content, DispatchRequest request) {
    return new DispatchRequest(
        request.dedupKey(),
        request.account(),
        request.channel(),
        request.leadId(),
        request.conversationId(),
        request.messageId(),
        request.campaignId(),
        request.purpose(),
        request.recipientKey(),
        request.to(),
        content,
        request.notBefore());
  }

  /** So many new people. */
  List<Person> persons(int count) {
    return database()
        .inOrganization(
            organizationId,
            transaction -> IntStream.range(0, count).mapToObj(i -> person()).toList());
  }

  /** One message for each of so many new people. */
  List<DispatchId> enqueueOutreach(int count) {
    return enqueueOutreach(count, Optional.empty());
  }

  /** One message of a campaign for each of so many new people. */
  List<DispatchId> enqueueOutreach(int count, Optional<UUID> campaignId) {
    List<DispatchRequest> requests = new ArrayList<>();
    for (Person person : persons(count)) {
      requests.add(
          request(
              person, Purpose.OUTREACH, "text " + requests.size(), campaignId, Optional.empty()));
    }
    return part(Outbox.class).enqueueAll(actor, requests).stream()
        .map(Enqueued::dispatchId)
        .toList();
  }

  Dispatch dispatch(DispatchId id) {
    return part(Outbox.class).get(actor, id);
  }

  DispatchState state(DispatchId id) {
    return dispatch(id).state();
  }

  List<DispatchState> states(List<DispatchId> ids) {
    return ids.stream().map(this::state).toList();
  }

  void runDue() {
    engine.runDue();
  }

  /** Moves the clock in steps, so that what becomes due is done in between. */
  void advance(Duration duration) {
    Instant target = mce.clock().instant().plus(duration);
    runDue();
    while (true) {
      Optional<Instant> next = engine.nextDue().filter(due -> !due.isAfter(target));
      Instant earliest = mce.clock().instant().plusMillis(1);
      if (next.isEmpty() || earliest.isAfter(target)) {
        mce.clock().set(target);
        runDue();
        return;
      }
      mce.clock().set(next.get().isAfter(earliest) ? next.get() : earliest);
      runDue();
    }
  }

  /** A carrier tells something; it is stored, and handled when work is run. */
  void receive(ProviderEvent event) {
    receive(List.of(event));
  }

  void receive(List<ProviderEvent> events) {
    part(ReceivedEvents.class).store(organizationId, account, events);
  }

  /** The bubble of a message, which sending by hand does not make. */
  void addMessage(DispatchRequest request, DispatchId dispatchId) {
    database()
        .inOrganization(
            organizationId,
            transaction ->
                transaction
                    .update(
                        """
                        insert into mce_message (organization_id, id, conversation_id, lead_id,
                          direction, text_sealed, sender_kind, dispatch_id, at)
                        values (:organizationId, :id, :conversationId, :leadId,
                          'OUTBOUND', 's1.x', 'CAMPAIGN', :dispatchId, 0)
                        """)
                    .bind("id", request.messageId())
                    .bind("conversationId", request.conversationId())
                    .bind("leadId", request.leadId())
                    .bind("dispatchId", dispatchId)
                    .execute());
  }

  void suppress(Person person) {
    part(Suppressions.class)
        .suppress(actor, ScriptedCarrier.CHANNEL, person.recipientKey(), "TEST");
  }

  SendGate gate() {
    return part(SendGate.class);
  }

  /** The names of all events so far, in order. */
  List<String> events() {
    return part(Events.class).since(actor, 0, 10_000).events().stream()
        .map(event -> event.name())
        .filter(name -> name.startsWith("dispatch."))
        .toList();
  }

  long count(String sql) {
    return database()
        .read(
            organizationId,
            transaction -> transaction.query(sql).map(Row.mapper(row -> row.number("n"))).one());
  }

  int update(String sql) {
    return database()
        .inOrganization(organizationId, transaction -> transaction.update(sql).execute());
  }
}
