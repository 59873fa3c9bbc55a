package io.mce.channel;

import io.mce.event.DomainEvent;
import io.mce.event.Events;
import io.mce.job.DueWork;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.privacy.Suppressions;
import io.mce.provider.AccountId;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderErrorDetail;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Moves dispatches on by what is reported about them, and tells. Reports come in any order and more
 * than once; see {@link DispatchState}. Called inside a transaction.
 */
final class DispatchProgress {

  private final DispatchStore dispatches;
  private final Suppressions suppressions;
  private final Events events;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  DispatchProgress(
      DispatchStore dispatches,
      Suppressions suppressions,
      Events events,
      DueWork dueWork,
      Clock clock) {
    this.dispatches = dispatches;
    this.suppressions = suppressions;
    this.events = events;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  /**
   * Takes a report about one attempt of a dispatch.
   *
   * @param error why it failed, with FAILED
   */
  void report(
      StoredDispatch dispatch,
      int attempt,
      DispatchState state,
      Optional<ProviderErrorDetail> error) {
    OrganizationId organizationId = dispatch.organizationId();
    Instant now = clock.instant();
    boolean moved =
        dispatches.advance(
            organizationId,
            dispatch.id(),
            attempt,
            state,
            error.map(each -> each.kind().name()),
            error.map(ProviderErrorDetail::message),
            now);
    if (!moved) {
      return;
    }
    if (dispatch.state().isOpen() && state != DispatchState.ACCEPTED) {
      // A receipt that is faster than the answer: that a carrier took it is told once for each,
      // also where it failed afterwards, because a later report may say that it arrived after all.
      tell(dispatch, DispatchState.ACCEPTED);
    }
    if (state == DispatchState.FAILED) {
      failed(dispatch, error.map(ProviderErrorDetail::kind).orElse(ErrorKind.REFUSED));
    } else {
      tell(dispatch, state);
    }
    if (dispatch.state() == DispatchState.UNKNOWN) {
      wake(dispatch, now);
    }
  }

  /** Lets what waited behind a dispatch go on. */
  void wake(StoredDispatch dispatch, Instant now) {
    OrganizationId organizationId = dispatch.organizationId();
    for (AccountId at : dispatches.wakeConversation(organizationId, dispatch, now)) {
      dueWork.schedule(organizationId, OutboxWorker.KIND, at.toString(), now);
    }
  }

  /** Tells that a dispatch has come to a state that a carrier has it in. */
  void tell(StoredDispatch dispatch, DispatchState state) {
    append(dispatch, event(dispatch, state));
  }

  /** Tells that a dispatch failed, and remembers recipients that want no messages. */
  void failed(StoredDispatch dispatch, ErrorKind kind) {
    append(
        dispatch,
        new DispatchFailed(
            dispatch.id(),
            dispatch.messageId(),
            dispatch.leadId(),
            dispatch.conversationId(),
            dispatch.campaignId(),
            dispatch.channel(),
            kind));
    if (kind == ErrorKind.OPTED_OUT && !dispatch.recipientKey().isEmpty()) {
      suppressions.suppress(
          actor(dispatch.organizationId()),
          dispatch.channel(),
          dispatch.recipientKey(),
          Suppressions.CARRIER);
    }
  }

  /** Tells that a dispatch was cancelled, or that what it may have done stays unknown. */
  void cancelled(StoredDispatch dispatch) {
    if (dispatch.state() == DispatchState.UNKNOWN) {
      tell(dispatch, DispatchState.UNKNOWN);
      return;
    }
    append(
        dispatch,
        new DispatchCancelled(
            dispatch.id(),
            dispatch.messageId(),
            dispatch.leadId(),
            dispatch.conversationId(),
            dispatch.campaignId(),
            dispatch.reason().orElse("")));
  }

  private void append(StoredDispatch dispatch, DomainEvent event) {
    events.append(actor(dispatch.organizationId()), event);
  }

  private static Actor actor(OrganizationId organizationId) {
    return Actor.engine(organizationId, "outbox");
  }

  private static DomainEvent event(StoredDispatch of, DispatchState state) {
    return switch (state) {
      case ACCEPTED ->
          new DispatchAccepted(
              of.id(), of.messageId(), of.leadId(), of.conversationId(), of.campaignId());
      case SENT ->
          new DispatchSent(
              of.id(), of.messageId(), of.leadId(), of.conversationId(), of.campaignId());
      case DELIVERED ->
          new DispatchDelivered(
              of.id(), of.messageId(), of.leadId(), of.conversationId(), of.campaignId());
      case READ ->
          new DispatchRead(
              of.id(), of.messageId(), of.leadId(), of.conversationId(), of.campaignId());
      case UNKNOWN ->
          new DispatchUnknown(
              of.id(), of.messageId(), of.leadId(), of.conversationId(), of.campaignId());
      case QUEUED, SENDING, CANCELLED, FAILED ->
          throw new IllegalArgumentException("no report says " + state);
    };
  }
}
