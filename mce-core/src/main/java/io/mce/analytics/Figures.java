package io.mce.analytics;

import io.mce.channel.DispatchAccepted;
import io.mce.conversation.MessageArrived;
import io.mce.event.DomainEvent;
import io.mce.event.Events;
import io.mce.event.Projection;
import io.mce.event.RecordedEvent;
import io.mce.job.Startable;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.lead.AutomationPaused;
import io.mce.lead.AutomationReason;
import io.mce.lead.AutomationResumed;
import io.mce.lead.CaptureOutcome;
import io.mce.lead.LeadCaptured;
import io.mce.lead.LeadDeleted;
import io.mce.lead.LeadId;
import io.mce.lead.LeadMerged;
import io.mce.lead.LeadOptedOut;
import io.mce.lead.LeadRestored;
import io.mce.lead.LeadStatus;
import io.mce.lead.LeadStatusChanged;
import io.mce.lead.LeadUnmerged;
import io.mce.organization.Organizations;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Keeps the counters: folds the event log into them, exactly once, from what the log says alone, so
 * that it does not matter how far the tables have gone on since.
 */
final class Figures implements Projection, Startable {

  private static final String SUBSCRIBER = "analytics";

  private final Events events;
  private final Organizations organizations;
  private final LeadFigureStore figureStore;
  private final CounterStore counterStore;

  @Inject
  Figures(
      Events events,
      Organizations organizations,
      LeadFigureStore figureStore,
      CounterStore counterStore) {
    this.events = events;
    this.organizations = organizations;
    this.figureStore = figureStore;
    this.counterStore = counterStore;
  }

  @Override
  public void start() {
    Set<Class<? extends DomainEvent>> types =
        Set.of(
            LeadCaptured.class,
            LeadStatusChanged.class,
            LeadDeleted.class,
            LeadRestored.class,
            LeadMerged.class,
            LeadUnmerged.class,
            AutomationPaused.class,
            AutomationResumed.class,
            LeadOptedOut.class,
            MessageArrived.class,
            DispatchAccepted.class);
    events.project(SUBSCRIBER, types, this);
  }

  @Override
  public void apply(Transaction transaction, List<RecordedEvent> recorded) {
    List<Happening> happenings = recorded.stream().map(this::happening).toList();
    Set<LeadId> leadIds = new LinkedHashSet<>();
    happenings.forEach(happening -> leadIds.add(happening.leadId()));
    Fold fold =
        new Fold(
            zone(organizations, transaction.organizationId()),
            figureStore.origins(transaction, leadIds),
            new HashMap<>(figureStore.find(transaction, leadIds)));
    happenings.forEach(fold::apply);
    figureStore.save(transaction, fold.changed);
    counterStore.add(transaction, fold.amounts);
  }

  /** Returns the zone whose days the counters are of. */
  static ZoneId zone(Organizations organizations, OrganizationId organizationId) {
    return organizations.get(Actor.engine(organizationId, SUBSCRIBER)).timeZone();
  }

  private Happening happening(RecordedEvent event) {
    Instant at = event.at();
    return switch (events.typed(event)) {
      case LeadCaptured captured -> new Happening(captured.leadId(), at, captured);
      case LeadStatusChanged changed -> new Happening(changed.leadId(), at, changed);
      case LeadDeleted deleted -> new Happening(deleted.leadId(), at, deleted);
      case LeadRestored restored -> new Happening(restored.leadId(), at, restored);
      case LeadMerged merged -> new Happening(merged.mergedId(), at, merged);
      case LeadUnmerged unmerged -> new Happening(unmerged.mergedId(), at, unmerged);
      case AutomationPaused paused -> new Happening(paused.leadId(), at, paused);
      case AutomationResumed resumed -> new Happening(resumed.leadId(), at, resumed);
      case LeadOptedOut optedOut -> new Happening(optedOut.leadId(), at, optedOut);
      case MessageArrived arrived -> new Happening(arrived.leadId(), at, arrived);
      case DispatchAccepted accepted -> new Happening(new LeadId(accepted.leadId()), at, accepted);
      default -> throw new IllegalStateException("not asked for: " + event.name());
    };
  }

  private record Happening(LeadId leadId, Instant at, DomainEvent event) {}

  /** A batch of events on its way into the counters. */
  private static final class Fold {

    private final ZoneId zone;
    private final Map<LeadId, LeadFigureStore.Origin> origins;
    private final Map<LeadId, LeadFigure> figures;
    private final Map<LeadId, LeadFigure> changed = new LinkedHashMap<>();
    private final Map<Counter, Long> amounts = new HashMap<>();

    Fold(
        ZoneId zone, Map<LeadId, LeadFigureStore.Origin> origins, Map<LeadId, LeadFigure> figures) {
      this.zone = zone;
      this.origins = origins;
      this.figures = figures;
    }

    void apply(Happening happening) {
      LeadId leadId = happening.leadId();
      LocalDate day = LocalDate.ofInstant(happening.at(), zone);
      switch (happening.event()) {
        case LeadCaptured captured -> {
          if (captured.outcome() == CaptureOutcome.CREATED) {
            add(leadId, LeadFigure.NEW, 1);
          } else {
            change(leadId, figure -> figure.withDeleted(false));
          }
        }
        case LeadStatusChanged status -> {
          change(leadId, figure -> figure.withStatus(status.to()));
          if (status.to() == LeadStatus.CONVERTED) {
            add(Counter.on(Counter.CONVERSIONS, day), 1);
          }
        }
        case LeadDeleted deleted -> change(leadId, figure -> figure.withDeleted(true));
        case LeadRestored restored -> change(leadId, figure -> figure.withDeleted(false));
        case LeadMerged merged -> change(leadId, figure -> figure.withDeleted(true));
        case LeadUnmerged unmerged -> change(leadId, figure -> figure.withDeleted(false));
        case AutomationPaused paused ->
            change(leadId, figure -> figure.withStopped(Optional.of(paused.reason())));
        case AutomationResumed resumed ->
            change(leadId, figure -> figure.withStopped(Optional.empty()));
        case LeadOptedOut optedOut ->
            change(leadId, figure -> figure.withStopped(Optional.of(AutomationReason.OPTED_OUT)));
        case MessageArrived arrived -> {
          if (!arrived.optOut()) {
            change(leadId, figure -> figure.answered(arrived.written()));
          }
          add(Counter.on(Counter.REPLIES, day), 1);
        }
        case DispatchAccepted accepted -> {
          change(leadId, figure -> figure.contacted(day));
          add(Counter.on(Counter.SENT, day), 1);
        }
        default -> throw new IllegalStateException("not asked for: " + happening.event());
      }
    }

    private void change(LeadId leadId, UnaryOperator<LeadFigure> operator) {
      LeadFigure before = figures.getOrDefault(leadId, LeadFigure.NEW);
      LeadFigure after = operator.apply(before);
      if (!after.equals(before)) {
        add(leadId, before, -1);
        add(leadId, after, 1);
        figures.put(leadId, after);
        changed.put(leadId, after);
      }
    }

    private void add(LeadId leadId, LeadFigure figure, long amount) {
      LeadFigureStore.Origin origin = origins.get(leadId);
      if (origin != null) {
        figure
            .counters(LocalDate.ofInstant(origin.createdAt(), zone), origin.source())
            .forEach(counter -> add(counter, amount));
      }
    }

    private void add(Counter counter, long amount) {
      amounts.merge(counter, amount, Long::sum);
    }
  }
}
