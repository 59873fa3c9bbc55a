package io.mce.conversation;

import io.mce.job.DueWork;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.AutomationReason;
import io.mce.lead.Lead;
import io.mce.lead.LeadId;
import io.mce.lead.Leads;
import io.mce.persistence.Database;
import io.mce.provider.AccountId;
import io.mce.provider.Providers;
import io.mce.spi.Internal;
import io.mce.spi.ProviderException;
import io.mce.spi.ReplyWindow;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is said with leads. Thread-safe; each command is one transaction or joins the open one.
 * Sending means handing over to the outbox: no remote is called here.
 */
public final class Conversations {

  /** After every id, in the order of ids. */
  private static final String LAST_ID = "~";

  private static final Instant LAST_TIME = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final Database database;
  private final Dispatcher dispatcher;
  private final ConversationStore conversations;
  private final MessageStore messages;
  private final AutomationGate gate;
  private final Leads leads;
  private final Seals seals;
  private final Providers providers;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  Conversations(
      Database database,
      Dispatcher dispatcher,
      ConversationStore conversations,
      MessageStore messages,
      AutomationGate gate,
      Leads leads,
      Seals seals,
      Providers providers,
      DueWork dueWork,
      Clock clock) {
    this.database = database;
    this.dispatcher = dispatcher;
    this.conversations = conversations;
    this.messages = messages;
    this.gate = gate;
    this.leads = leads;
    this.seals = seals;
    this.providers = providers;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  /**
   * Sends a text or a template to a lead. A person's message pauses the lead's automation: people
   * take over.
   *
   * @return the message on its way; the first one when the dedup key is known
   * @throws MceException NOT_FOUND no such lead; NO_CHANNEL no account can reach the lead;
   *     WINDOW_CLOSED free text is not allowed now; TEMPLATE_UNUSABLE the account has no such
   *     template, or its carrier does not send it now; INVALID blank or too long, or a value of the
   *     template is missing
   */
  public Message send(Actor actor, SendMessage message) {
    SendResult result = sendAll(actor, List.of(message)).getFirst();
    if (result.refusal().isPresent()) {
      throw result.refusal().get();
    }
    return result.message().orElseThrow();
  }

  /**
   * Sends many texts in one transaction and few statements. What cannot be sent is told in its
   * result and does not stop the others.
   *
   * @return one result for each message, in their order
   */
  @Internal
  public List<SendResult> sendAll(Actor actor, List<SendMessage> texts) {
    actor.require(Permission.MESSAGE_SEND);
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          List<SendResult> results = dispatcher.dispatch(actor, texts);
          for (int i = 0; i < texts.size(); i++) {
            if (Dispatcher.isTakeover(texts.get(i), results.get(i))) {
              takeOver(actor, texts.get(i).leadId());
            }
          }
          return results;
        });
  }

  /** Who may write may take over: that needs no right of its own. */
  private void takeOver(Actor actor, LeadId leadId) {
    Actor writer =
        new Actor(
            actor.organizationId(),
            actor.kind(),
            actor.id(),
            EnumSet.of(Permission.LEAD_WRITE),
            actor.cause(),
            actor.origin());
    if (leads.pauseAutomation(writer, leadId, AutomationReason.HUMAN_TAKEOVER)) {
      gate.follow(actor.organizationId(), leadId);
    }
  }

  /** Returns one message; NOT_FOUND when the actor's organization has none of this id. */
  public Message message(Actor actor, MessageId id) {
    actor.require(Permission.CONVERSATION_READ);
    return messages.findAll(actor.organizationId(), Set.of(id)).stream()
        .filter(stored -> leads.find(actor.organizationId(), stored.leadId()).isPresent())
        .findFirst()
        .map(stored -> opened(actor.organizationId(), stored))
        .orElseThrow(() -> MceException.notFound("message"));
  }

  /**
   * Returns what was said with a lead, through all accounts: the first page holds the newest, the
   * next ones older; within a page the oldest comes first.
   */
  public Page<Message> messages(Actor actor, LeadId leadId, PageRequest page) {
    actor.require(Permission.CONVERSATION_READ);
    OrganizationId organizationId = actor.organizationId();
    Position before = position(page);
    return database.read(
        organizationId,
        transaction -> {
          if (leads.find(organizationId, leadId).isEmpty()) {
            throw MceException.notFound("lead");
          }
          Page<StoredMessage> newestFirst =
              Page.of(
                  messages.ofLead(
                      organizationId, leadId, before.at(), before.id(), page.limit() + 1),
                  page.limit(),
                  each -> Cursor.of(each.at().toEpochMilli(), each.id()));
          Page<Message> opened = newestFirst.map(each -> opened(organizationId, each));
          return new Page<>(opened.items().reversed(), opened.nextCursor());
        });
  }

  /** Returns the conversations of the organization, the one with the newest message first. */
  public Page<Conversation> list(Actor actor, PageRequest page) {
    actor.require(Permission.CONVERSATION_READ);
    OrganizationId organizationId = actor.organizationId();
    Position before = position(page);
    return database.read(
        organizationId,
        transaction -> {
          Page<StoredConversation> rows =
              Page.of(
                  conversations.list(organizationId, before.at(), before.id(), page.limit() + 1),
                  page.limit(),
                  each -> Cursor.of(each.lastAt().toEpochMilli(), each.id()));
          Map<LeadId, Lead> known =
              leads.findAll(
                  organizationId,
                  rows.items().stream().map(StoredConversation::leadId).distinct().toList());
          Map<AccountId, ReplyWindow> windows = new HashMap<>();
          return rows.map(each ->
              view(
                  organizationId,
                  each,
                  Optional.ofNullable(known.get(each.leadId())),
                  windows.computeIfAbsent(
                      each.goesBy(), account -> window(organizationId, account))));
        });
  }

  /**
   * Tells by which way a message to a lead would go now, and whether free text may; empty when no
   * account can reach the lead.
   *
   * @throws MceException NOT_FOUND no such lead
   */
  public Optional<ReplyWay> replyWay(Actor actor, LeadId leadId) {
    actor.require(Permission.CONVERSATION_READ);
    OrganizationId organizationId = actor.organizationId();
    return database.read(
        organizationId,
        transaction -> {
          Lead lead =
              leads.find(organizationId, leadId).orElseThrow(() -> MceException.notFound("lead"));
          try {
            return Optional.of(dispatcher.way(organizationId, lead));
          } catch (MceException e) {
            if (e.code() == ErrorCode.NO_CHANNEL) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  private Conversation view(
      OrganizationId organizationId,
      StoredConversation stored,
      Optional<Lead> lead,
      ReplyWindow window) {
    return new Conversation(
        stored.id(),
        stored.leadId(),
        lead.map(Lead::name).orElse(""),
        stored.account(),
        stored.channel(),
        stored.lastText().map(sealed -> seals.open(organizationId, stored.id(), sealed)),
        stored.lastAt(),
        stored.lastDirection(),
        stored.unread(),
        WindowState.of(
            window,
            // Who took over has not been written to.
            stored.route().isPresent() ? Optional.empty() : stored.lastInboundAt(),
            clock.instant()));
  }

  private ReplyWindow window(OrganizationId organizationId, AccountId account) {
    try {
      return providers.profile(organizationId, account).replyWindow();
    } catch (ProviderException e) {
      return ReplyWindow.NONE; // Nothing goes by it at all, and that is said elsewhere.
    }
  }

  /**
   * Marks a conversation as read. Repeating it changes nothing. The carrier is told a moment later,
   * where it shows that to the lead and the account's settings say so.
   */
  public void markRead(Actor actor, ConversationId id) {
    actor.require(Permission.CONVERSATION_READ);
    OrganizationId organizationId = actor.organizationId();
    database.runInOrganization(
        organizationId,
        transaction -> {
          boolean some =
              conversations
                  .markRead(organizationId, id)
                  .orElseThrow(() -> MceException.notFound("conversation"));
          if (some) {
            dueWork.schedule(organizationId, ReadMarkWorker.KIND, id.toString(), clock.instant());
          }
        });
  }

  /** Pauses a lead's automation by hand, and cancels what it has queued; false when it was. */
  public boolean pauseAutomation(Actor actor, LeadId leadId) {
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          boolean changed = leads.pauseAutomation(actor, leadId, AutomationReason.MANUAL);
          if (changed) {
            gate.follow(actor.organizationId(), leadId);
          }
          return changed;
        });
  }

  /** Resumes a lead's automation; false when it was active or the lead opted out. */
  public boolean resumeAutomation(Actor actor, LeadId leadId) {
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          boolean changed = leads.resumeAutomation(actor, leadId);
          if (changed) {
            gate.follow(actor.organizationId(), leadId);
          }
          return changed;
        });
  }

  private Message opened(OrganizationId organizationId, StoredMessage stored) {
    return stored.opened(seals.open(organizationId, stored.conversationId(), stored.text()));
  }

  private static Position position(PageRequest page) {
    return page.cursor(2)
        .map(cursor -> new Position(Instant.ofEpochMilli(cursor.longAt(0)), cursor.idAt(1)))
        .orElse(new Position(LAST_TIME, LAST_ID));
  }

  /** Where a page begins. */
  private record Position(Instant at, String id) {}
}
