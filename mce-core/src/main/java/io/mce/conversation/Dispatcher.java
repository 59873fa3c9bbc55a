package io.mce.conversation;

import io.mce.channel.ConversationRoutes;
import io.mce.channel.DispatchRequest;
import io.mce.channel.Enqueued;
import io.mce.channel.Outbox;
import io.mce.channel.Purpose;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.lead.Lead;
import io.mce.lead.LeadId;
import io.mce.lead.Leads;
import io.mce.provider.AccountId;
import io.mce.spi.ChannelCapability;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns texts and templates into messages of conversations and hands them to the outbox: many at
 * once, in few statements. Called inside a transaction.
 */
final class Dispatcher {

  private final Leads leads;
  private final ChannelChoice choice;
  private final Wording wording;
  private final ConversationRoutes routes;
  private final ConversationStore conversations;
  private final MessageStore messages;
  private final Seals seals;
  private final Outbox outbox;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  Dispatcher(
      Leads leads,
      ChannelChoice choice,
      Wording wording,
      ConversationRoutes routes,
      ConversationStore conversations,
      MessageStore messages,
      Seals seals,
      Outbox outbox,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.leads = leads;
    this.choice = choice;
    this.wording = wording;
    this.routes = routes;
    this.conversations = conversations;
    this.messages = messages;
    this.seals = seals;
    this.outbox = outbox;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /** Sends texts; one result for each, in their order. */
  List<SendResult> dispatch(Actor actor, List<SendMessage> texts) {
    OrganizationId organizationId = actor.organizationId();
    Map<Integer, SendResult> results = new HashMap<>();
    List<Planned> planned = plan(organizationId, texts, results);
    Map<Planned, ConversationId> places = conversationsOf(organizationId, planned);
    enqueue(actor, planned, places, results);
    followRoutes(organizationId, planned);
    List<SendResult> inOrder = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      inOrder.add(present(results.get(i)));
    }
    return inOrder;
  }

  private List<Planned> plan(
      OrganizationId organizationId, List<SendMessage> texts, Map<Integer, SendResult> results) {
    Set<LeadId> leadIds =
        texts.stream()
            .map(SendMessage::leadId)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Map<LeadId, Lead> known = leads.keepAll(organizationId, leadIds);
    Map<LeadId, List<StoredConversation>> existing =
        conversations.ofLeads(organizationId, leadIds).stream()
            .collect(Collectors.groupingBy(StoredConversation::leadId));
    ChannelChoice.Choices usable = choice.usable(organizationId);
    Wording.Session words = wording.begin(organizationId);
    List<Planned> planned = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      SendMessage text = texts.get(i);
      try {
        Lead lead = known.get(text.leadId());
        if (lead == null) {
          throw MceException.notFound("lead");
        }
        ChannelChoice.Way way =
            choice.choose(
                organizationId,
                lead,
                text.account(),
                usable,
                existing.getOrDefault(lead.id(), List.of()),
                text.template().isEmpty());
        Wording.Said said = words.say(text, way);
        planned.add(new Planned(i, text, said, way, new MessageId(ids.next())));
      } catch (MceException e) {
        results.put(i, SendResult.refused(text.leadId(), e));
      }
    }
    return planned;
  }

  /**
   * Tells by which way free text would go now.
   *
   * @throws MceException NO_CHANNEL
   */
  ReplyWay way(OrganizationId organizationId, Lead lead) {
    ChannelChoice.Way way =
        choice.choose(
            organizationId,
            lead,
            Optional.empty(),
            choice.usable(organizationId),
            conversations.ofLeads(organizationId, List.of(lead.id())),
            true);
    return new ReplyWay(
        way.account().id(),
        way.account().channel(),
        way.window(clock.instant()),
        way.account().profile().can(ChannelCapability.TEMPLATE));
  }

  /** Conversations stay with who takes over from an account that is down. */
  private void followRoutes(OrganizationId organizationId, List<Planned> planned) {
    Map<AccountId, List<UUID>> moved = new HashMap<>();
    for (Planned each : planned) {
      AccountId by = each.way().account().id();
      each.way()
          .conversation()
          .filter(conversation -> each.text().account().isEmpty())
          .filter(conversation -> !conversation.goesBy().equals(by))
          .ifPresent(conversation ->
              moved.computeIfAbsent(by, id -> new ArrayList<>()).add(conversation.id().value()));
    }
    moved.forEach((by, ids) -> routes.goBy(organizationId, ids, by));
  }

  /** Finds or makes the conversation of each message. */
  private Map<Planned, ConversationId> conversationsOf(
      OrganizationId organizationId, List<Planned> planned) {
    Map<Place, ConversationId> places = new HashMap<>();
    Map<Place, ConversationStore.NewConversation> fresh = new LinkedHashMap<>();
    for (Planned each : planned) {
      Optional<StoredConversation> existing = each.way().conversation();
      if (existing.isPresent()) {
        places.put(each.place(), existing.get().id());
      } else {
        fresh.computeIfAbsent(each.place(), place -> newConversation(organizationId, each));
      }
    }
    if (!fresh.isEmpty()) {
      conversations.insert(organizationId, List.copyOf(fresh.values()), clock.instant());
      Set<LeadId> leadIds = fresh.keySet().stream().map(Place::leadId).collect(Collectors.toSet());
      // Read back: another transaction may have made one of them first.
      for (StoredConversation stored : conversations.ofLeads(organizationId, leadIds)) {
        places.putIfAbsent(new Place(stored.leadId(), stored.account()), stored.id());
      }
    }
    Map<Planned, ConversationId> found = new HashMap<>();
    planned.forEach(each -> found.put(each, present(places.get(each.place()))));
    return found;
  }

  private ConversationStore.NewConversation newConversation(
      OrganizationId organizationId, Planned planned) {
    ConversationId id = new ConversationId(ids.next());
    return new ConversationStore.NewConversation(
        id,
        planned.text().leadId(),
        planned.way().account().id(),
        planned.way().account().channel(),
        Optional.of(seals.seal(organizationId, id, planned.way().to())));
  }

  private void enqueue(
      Actor actor,
      List<Planned> planned,
      Map<Planned, ConversationId> places,
      Map<Integer, SendResult> results) {
    if (planned.isEmpty()) {
      return;
    }
    OrganizationId organizationId = actor.organizationId();
    List<Enqueued> answers =
        outbox.enqueueAll(
            actor,
            planned.stream()
                .map(each -> request(organizationId, each, present(places.get(each))))
                .toList());
    Instant now = clock.instant();
    List<MessageStore.NewMessage> rows = new ArrayList<>();
    for (int i = 0; i < planned.size(); i++) {
      Planned each = planned.get(i);
      Enqueued answer = answers.get(i);
      if (answer.repeated()) {
        continue;
      }
      ConversationId place = present(places.get(each));
      rows.add(row(organizationId, each, place, answer, now));
      results.put(each.index(), SendResult.sent(message(each, place, now), false));
      events.append(
          actor,
          new MessageQueued(
              each.messageId(),
              each.text().leadId(),
              place,
              answer.dispatchId(),
              each.text().purpose(),
              each.text().campaignId()));
    }
    messages.insert(organizationId, rows);
    conversations.wrote(organizationId, rows.stream().map(Dispatcher::lastMessage).toList());
    answerRepeated(organizationId, planned, answers, results);
  }

  private void answerRepeated(
      OrganizationId organizationId,
      List<Planned> planned,
      List<Enqueued> answers,
      Map<Integer, SendResult> results) {
    Set<MessageId> wanted = new LinkedHashSet<>();
    answers.stream()
        .filter(Enqueued::repeated)
        .forEach(answer -> wanted.add(new MessageId(answer.messageId())));
    Map<MessageId, Message> known = new HashMap<>();
    for (StoredMessage stored : messages.findAll(organizationId, wanted)) {
      known.put(
          stored.id(),
          stored.opened(seals.open(organizationId, stored.conversationId(), stored.text())));
    }
    for (int i = 0; i < planned.size(); i++) {
      if (answers.get(i).repeated()) {
        Message message = present(known.get(new MessageId(answers.get(i).messageId())));
        results.put(planned.get(i).index(), SendResult.sent(message, true));
      }
    }
  }

  private DispatchRequest request(
      OrganizationId organizationId, Planned planned, ConversationId place) {
    SendMessage text = planned.text();
    return new DispatchRequest(
        text.dedupKey(),
        planned.way().account().id(),
        planned.way().account().channel(),
        text.leadId().value(),
        place.value(),
        planned.messageId().value(),
        text.campaignId(),
        text.purpose(),
        leads.recipientKey(organizationId, planned.way().to()),
        planned.way().to(),
        planned.said().content(),
        Optional.empty());
  }

  private MessageStore.NewMessage row(
      OrganizationId organizationId,
      Planned planned,
      ConversationId place,
      Enqueued answer,
      Instant now) {
    return new MessageStore.NewMessage(
        planned.messageId(),
        place,
        planned.text().leadId(),
        Direction.OUTBOUND,
        seals.seal(organizationId, place, planned.said().text()),
        planned.text().sender(),
        Optional.of(answer.dispatchId().value()),
        now);
  }

  private static ConversationStore.LastMessage lastMessage(MessageStore.NewMessage row) {
    return new ConversationStore.LastMessage(
        row.conversationId(), row.id(), row.sealedText(), row.at());
  }

  private static Message message(Planned planned, ConversationId place, Instant now) {
    return new Message(
        planned.messageId(),
        planned.text().leadId(),
        place,
        Direction.OUTBOUND,
        planned.said().text(),
        MessageStatus.QUEUED,
        now,
        planned.text().sender(),
        planned.way().account().id(),
        Optional.empty());
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a message got lost on its way to the outbox");
    }
    return value;
  }

  /** Tells whether a person wrote one of these that was not known before. */
  static boolean isTakeover(SendMessage text, SendResult result) {
    return text.purpose() == Purpose.HUMAN && result.message().isPresent() && !result.repeated();
  }

  /** A message that can be sent. */
  private record Planned(
      int index, SendMessage text, Wording.Said said, ChannelChoice.Way way, MessageId messageId) {

    Place place() {
      return new Place(text.leadId(), way.account().id());
    }

    /** Ids only: what is said, and to which address, is personal. */
    @Override
    public String toString() {
      return "Planned[" + messageId + ", " + text + "]";
    }
  }

  /** What names a conversation. */
  private record Place(LeadId leadId, AccountId account) {}
}
