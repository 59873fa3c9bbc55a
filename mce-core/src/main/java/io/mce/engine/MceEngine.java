package io.mce.engine;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import com.google.inject.util.Modules;
import io.mce.analytics.Dashboard;
import io.mce.approval.StatusRequests;
import io.mce.assignment.AssignmentPlans;
import io.mce.assignment.Assignments;
import io.mce.assignment.Availabilities;
import io.mce.audit.AuditTrail;
import io.mce.bulk.BulkChanges;
import io.mce.campaign.Campaigns;
import io.mce.channel.Deliveries;
import io.mce.channel.RoutingPolicies;
import io.mce.channel.SendingHold;
import io.mce.channel.SendingLimits;
import io.mce.conversation.Conversations;
import io.mce.event.Events;
import io.mce.field.CustomFields;
import io.mce.ingestion.Imports;
import io.mce.ingestion.Intake;
import io.mce.ingestion.LeadHooks;
import io.mce.ingestion.LeadPolls;
import io.mce.ingestion.LeadSources;
import io.mce.job.Jobs;
import io.mce.job.ManualWork;
import io.mce.job.Startable;
import io.mce.job.Worker;
import io.mce.job.Workers;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.lead.DoNotContact;
import io.mce.lead.LeadArchive;
import io.mce.lead.LeadMerges;
import io.mce.lead.Leads;
import io.mce.lead.MergePolicies;
import io.mce.lead.MergeSuggestions;
import io.mce.lead.SuppressionList;
import io.mce.note.Notes;
import io.mce.note.Timelines;
import io.mce.notification.Notices;
import io.mce.organization.ApiKeys;
import io.mce.organization.Invitations;
import io.mce.organization.Members;
import io.mce.organization.Organizations;
import io.mce.persistence.Database;
import io.mce.privacy.Consents;
import io.mce.privacy.Privacy;
import io.mce.privacy.RetentionPolicies;
import io.mce.privacy.Suppressions;
import io.mce.project.Projects;
import io.mce.provider.ProviderAccounts;
import io.mce.provider.ProviderCatalog;
import io.mce.provider.Providers;
import io.mce.provider.ReceivedEvents;
import io.mce.provider.Webhooks;
import io.mce.scoring.Scoring;
import io.mce.scoring.ScoringPolicies;
import io.mce.secret.KeyCheck;
import io.mce.secret.KeyRing;
import io.mce.secret.KeyRotation;
import io.mce.segment.SavedViews;
import io.mce.segment.Segments;
import io.mce.setup.Setup;
import io.mce.template.ChannelTemplates;
import io.mce.workflow.Workflows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * An engine for multi-channel engagement. Build it, {@link #start} it, call its services from any
 * thread, {@link #close} it. Services block on JDBC only; remotes are called by background workers.
 * Two engines in one process share nothing.
 */
public final class MceEngine implements AutoCloseable {

  private enum State {
    BUILT,
    RUNNING,
    CLOSED
  }

  private final EngineSettings settings;
  private final List<Module> overrides;
  private State state = State.BUILT;
  private volatile @Nullable Running running;

  MceEngine(EngineSettings settings, List<Module> overrides) {
    this.settings = settings;
    this.overrides = List.copyOf(overrides);
  }

  /** Begins to set up an engine. */
  public static MceEngineBuilder builder() {
    return new MceEngineBuilder();
  }

  /**
   * Brings the schema up to date, checks the master key and starts the background work. A second
   * call changes nothing.
   *
   * @throws MceException CONFIGURATION when the schema is newer than this engine, or the master key
   *     is not the one of this database, or one that is still needed is missing
   */
  public synchronized void start() {
    if (state == State.CLOSED) {
      throw new MceException(ErrorCode.NOT_RUNNING, "A closed engine does not start again.");
    }
    if (state == State.RUNNING) {
      return;
    }
    Database database = settings.open();
    try {
      Injector injector = assemble(database);
      running = new Running(database, injector);
      startWork(injector);
    } catch (RuntimeException | Error e) {
      running = null;
      database.close();
      throw e;
    }
    state = State.RUNNING;
  }

  /** Puts the parts together while another thread makes the database ready: none reads it yet. */
  private Injector assemble(Database database) {
    KeyRing keys = settings.keyRing();
    Injector injector;
    Future<?> ready;
    try (ExecutorService beside =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("mce-start").factory())) {
      ready =
          beside.submit(() -> {
            database.migrate();
            new KeyCheck(database, keys, settings.clock()).verify();
          });
      injector =
          Guice.createInjector(
              Stage.PRODUCTION,
              Modules.override(new EngineModule(database, settings, keys)).with(overrides));
    }
    if (ready.state() == Future.State.FAILED) {
      switch (ready.exceptionNow()) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }
    return injector;
  }

  private void startWork(Injector injector) {
    injector.getInstance(Key.get(new TypeLiteral<Set<Startable>>() {})).forEach(Startable::start);
    Workers workers = injector.getInstance(Workers.class);
    injector.getInstance(Key.get(new TypeLiteral<Set<Worker>>() {})).forEach(workers::add);
    Jobs jobs = injector.getInstance(Jobs.class);
    if (settings.onCallingThread()) {
      jobs.startManual();
    } else {
      jobs.start();
      workers.start();
    }
  }

  /**
   * Runs all background work that is due, on the calling thread, until nothing is. For an engine
   * whose workers are {@link WorkerSettings#onCallingThread}.
   */
  public void runDue() {
    manualWork().runDue();
  }

  /** Returns when background work is next due; only with workers on the calling thread. */
  public Optional<Instant> nextDue() {
    return manualWork().nextDue();
  }

  private ManualWork manualWork() {
    if (!settings.onCallingThread()) {
      throw new IllegalStateException("this engine has threads of its own for background work");
    }
    return service(ManualWork.class);
  }

  /** The audit trail: read it, check it, tell it what was refused. */
  public AuditTrail audit() {
    return service(AuditTrail.class);
  }

  /** The event log: subscribe, follow, read on. */
  public Events events() {
    return service(Events.class);
  }

  /** The organizations of this installation. */
  public Organizations organizations() {
    return service(Organizations.class);
  }

  /** The people who work in an organization. */
  public Members members() {
    return service(Members.class);
  }

  /** Who is asked to join an organization. */
  public Invitations invitations() {
    return service(Invitations.class);
  }

  /** The keys of programs that call in the name of an organization. */
  public ApiKeys apiKeys() {
    return service(ApiKeys.class);
  }

  /** What was sent or is to be, with every attempt, and what to do where that is unknown. */
  public Deliveries deliveries() {
    return service(Deliveries.class);
  }

  /** Who must not be written to. */
  public Suppressions suppressions() {
    return service(Suppressions.class);
  }

  /** What a person may ask for: to be told what is stored, and to be forgotten. */
  public Privacy privacy() {
    return service(Privacy.class);
  }

  /** What persons agreed to. */
  public Consents consents() {
    return service(Consents.class);
  }

  /** How long data is kept. */
  public RetentionPolicies retention() {
    return service(RetentionPolicies.class);
  }

  /** The kinds of accounts that can be created. */
  public ProviderCatalog providerCatalog() {
    return service(ProviderCatalog.class);
  }

  /** The accounts of an organization with remote services. */
  public ProviderAccounts providerAccounts() {
    return service(ProviderAccounts.class);
  }

  /** The way in for the callbacks of carriers. */
  public Webhooks webhooks() {
    return service(Webhooks.class);
  }

  /** What remotes brought and could not be handled. */
  public ReceivedEvents receivedEvents() {
    return service(ReceivedEvents.class);
  }

  /** The leads of an organization. */
  public Leads leads() {
    return service(Leads.class);
  }

  /** What an organization wants to know of its leads beside what every lead has. */
  public CustomFields customFields() {
    return service(CustomFields.class);
  }

  /** Deleted leads, while they can be brought back. */
  public LeadArchive leadArchive() {
    return service(LeadArchive.class);
  }

  /** What people write down about leads: notes, calls, meetings. */
  public Notes notes() {
    return service(Notes.class);
  }

  /** What happened to a lead, with the notes about it. */
  public Timelines timelines() {
    return service(Timelines.class);
  }

  /** Leads that turned out to be one person, and can become two again. */
  public LeadMerges leadMerges() {
    return service(LeadMerges.class);
  }

  /** Leads that may be one person, for people to decide about. */
  public MergeSuggestions mergeSuggestions() {
    return service(MergeSuggestions.class);
  }

  /** How values of the same person are joined. */
  public MergePolicies mergePolicies() {
    return service(MergePolicies.class);
  }

  /** By which channels people are reached first, and what takes over from one that fails. */
  public RoutingPolicies routing() {
    return service(RoutingPolicies.class);
  }

  /** Which roles may give leads which status, and what others ask for. */
  public StatusRequests statusRequests() {
    return service(StatusRequests.class);
  }

  /** On which channels leads are not written to. */
  public DoNotContact doNotContact() {
    return service(DoNotContact.class);
  }

  /** The list of addresses that must not be written to, as people keep it. */
  public SuppressionList suppressionList() {
    return service(SuppressionList.class);
  }

  /** The one way in for leads: read, capture, score, assign. */
  public Intake intake() {
    return service(Intake.class);
  }

  /** What the organization sells. */
  public Projects projects() {
    return service(Projects.class);
  }

  /** Changes of very many leads. */
  public BulkChanges bulkChanges() {
    return service(BulkChanges.class);
  }

  /** Imports of files. */
  public Imports imports() {
    return service(Imports.class);
  }

  /** The places that send leads over webhooks of their own. */
  public LeadSources leadSources() {
    return service(LeadSources.class);
  }

  /** The way in for leads that sources send to their own address. */
  public LeadHooks leadHooks() {
    return service(LeadHooks.class);
  }

  /** Returns the service for the templates that carriers approved. */
  public ChannelTemplates channelTemplates() {
    return service(ChannelTemplates.class);
  }

  /** The sources that are asked for leads: sheets, portals. */
  public LeadPolls leadPolls() {
    return service(LeadPolls.class);
  }

  /** Scores of leads. */
  public Scoring scoring() {
    return service(Scoring.class);
  }

  /** The rules by which leads are scored. */
  public ScoringPolicies scoringPolicies() {
    return service(ScoringPolicies.class);
  }

  /** Who takes care of which lead. */
  public Assignments assignments() {
    return service(Assignments.class);
  }

  /** How leads are given to members. */
  public AssignmentPlans assignmentPlans() {
    return service(AssignmentPlans.class);
  }

  /** When members take leads, and how many. */
  public Availabilities availabilities() {
    return service(Availabilities.class);
  }

  /** What is said between the organization and its leads. */
  public Conversations conversations() {
    return service(Conversations.class);
  }

  /** Conditions on leads under a name, and the leads in them. */
  public Segments segments() {
    return service(Segments.class);
  }

  /** How people look at the list of leads. */
  public SavedViews savedViews() {
    return service(SavedViews.class);
  }

  /** What goes to many leads, in steps. */
  public Campaigns campaigns() {
    return service(Campaigns.class);
  }

  /** What happens by itself when something happens. */
  public Workflows workflows() {
    return service(Workflows.class);
  }

  /** What the people of an organization should see. */
  public Notices notices() {
    return service(Notices.class);
  }

  /** Figures about leads, messages and replies. */
  public Dashboard dashboard() {
    return service(Dashboard.class);
  }

  /**
   * The keys of this installation, for a host that seals values of its own with {@link
   * io.mce.secret.SecretBox} or finds them by {@link io.mce.secret.MatchKeys}; see {@link
   * MceEngineBuilder#hostSeals}.
   */
  public KeyRing keyRing() {
    return service(KeyRing.class);
  }

  /** Returns how far the last replacement of the master key has come; empty when there was none. */
  public Optional<KeyRotation> keyRotation() {
    return service(KeyCheck.class).lastRotation();
  }

  /** Whether nothing is sent because the database looks like a copy, and the end of that. */
  public SendingHold sendingHold() {
    return service(SendingHold.class);
  }

  /** How much an organization lets its accounts send. */
  public SendingLimits sendingLimits() {
    return service(SendingLimits.class);
  }

  /** How far an organization is set up. */
  public Setup setup() {
    return service(Setup.class);
  }

  /** Looks whether the engine can work. Asks the database; cheap enough for a health probe. */
  public EngineHealth health() {
    Running current = running;
    if (current == null) {
      return new EngineHealth(false, false, List.of("The engine is not running."));
    }
    try {
      current
          .database()
          .readDirectory(transaction ->
              transaction.query("select count(*) as n from mce_instance").mapTo(Long.class).one());
      return new EngineHealth(true, true, keyProblems(current), warnings(current));
    } catch (RuntimeException e) {
      return new EngineHealth(true, false, List.of("The database does not answer."));
    }
  }

  private static List<String> keyProblems(Running current) {
    return current.injector().getInstance(KeyRing.class).isOvertaken()
        ? List.of("The master key in use is not one of this node's; restart it with that key.")
        : List.of();
  }

  private static List<String> warnings(Running current) {
    List<String> warnings = new ArrayList<>();
    long refusedStatements = current.database().refusedStatements();
    if (refusedStatements > 0) {
      warnings.add(
          refusedStatements
              + " statements were refused since the start because they could have reached rows of"
              + " another organization. None of them ran. This is a fault in the program: look"
              + " for \"a statement was refused\" in the log and report it.");
    }
    current
        .injector()
        .getInstance(SendingHold.class)
        .held()
        .ifPresent(held ->
            warnings.add(
                "Nothing is sent since "
                    + held.since()
                    + ": this looks like a copy of the database. If it is the only one in use,"
                    + " release the sending; docs/operations.md says how."));
    return warnings;
  }

  <T> T service(Class<T> type) {
    Running current = running;
    if (current == null) {
      throw new MceException(
          ErrorCode.NOT_RUNNING, "The engine is not running; call start() first.");
    }
    return current.injector().getInstance(type);
  }

  /** Stops claiming work, lets what is under way end, and closes what the engine opened. */
  @Override
  public synchronized void close() {
    Running closing = running;
    state = State.CLOSED;
    if (closing == null) {
      return;
    }
    closing.injector().getInstance(Jobs.class).close();
    closing.injector().getInstance(Workers.class).close();
    closing.injector().getInstance(Providers.class).close();
    running = null;
    closing.database().close();
  }

  private record Running(Database database, Injector injector) {}
}
