package io.mce.engine;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.mce.analytics.AnalyticsModule;
import io.mce.approval.ApprovalModule;
import io.mce.assignment.AssignmentModule;
import io.mce.audit.AuditModule;
import io.mce.bulk.BulkModule;
import io.mce.campaign.CampaignModule;
import io.mce.channel.ChannelModule;
import io.mce.conversation.ConversationModule;
import io.mce.event.EventModule;
import io.mce.field.FieldModule;
import io.mce.ingestion.IngestionModule;
import io.mce.job.JobModule;
import io.mce.job.Startable;
import io.mce.job.Worker;
import io.mce.kernel.IdGenerator;
import io.mce.lead.LeadModule;
import io.mce.note.NoteModule;
import io.mce.notification.NotificationModule;
import io.mce.organization.OrganizationModule;
import io.mce.persistence.Database;
import io.mce.privacy.PrivacyModule;
import io.mce.project.ProjectModule;
import io.mce.provider.ProviderModule;
import io.mce.scoring.ScoringModule;
import io.mce.secret.DataKeys;
import io.mce.secret.KeyRing;
import io.mce.secret.MatchKeys;
import io.mce.secret.PersonalBox;
import io.mce.secret.SecretBox;
import io.mce.secret.SecretModule;
import io.mce.segment.SegmentModule;
import io.mce.setup.SetupModule;
import io.mce.template.TemplateModule;
import io.mce.workflow.WorkflowModule;
import java.net.URI;
import java.time.Clock;

/** The list of everything an engine consists of. */
final class EngineModule extends AbstractModule {

  private final Database database;
  private final EngineSettings settings;
  private final KeyRing keys;

  EngineModule(Database database, EngineSettings settings, KeyRing keys) {
    this.database = database;
    this.settings = settings;
    this.keys = keys;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().disableCircularProxies();
    binder().requireAtInjectOnConstructors();
    bind(Database.class).toInstance(database);
    bind(KeyRing.class).toInstance(keys);
    bind(Clock.class).toInstance(settings.clock());
    bind(DataKeys.class).asEagerSingleton();
    bind(URI.class).toInstance(settings.publicUrl());
    Multibinder.newSetBinder(binder(), Worker.class);
    Multibinder.newSetBinder(binder(), Startable.class);
    install(new JobModule());
    install(new SecretModule(settings.hostSeals()));
    install(new EventModule());
    install(new AuditModule());
    install(new NotificationModule());
    install(new OrganizationModule());
    install(new PrivacyModule());
    install(new ProviderModule(settings.catalog()));
    install(new ProjectModule());
    install(new FieldModule());
    install(new LeadModule());
    install(new ApprovalModule());
    install(new ScoringModule());
    install(new AssignmentModule());
    install(new BulkModule());
    install(new IngestionModule());
    install(new ChannelModule());
    install(new TemplateModule());
    install(new ConversationModule());
    install(new SegmentModule());
    install(new NoteModule());
    install(new CampaignModule());
    install(new WorkflowModule());
    install(new AnalyticsModule());
    install(new SetupModule());
  }

  @Provides
  @Singleton
  IdGenerator ids(Clock clock) {
    return new IdGenerator(clock);
  }

  @Provides
  @Singleton
  SecretBox secretBox(KeyRing keys) {
    return new SecretBox(keys);
  }

  @Provides
  @Singleton
  PersonalBox personalBox(SecretBox box) {
    return new PersonalBox(box, settings.fieldEncryption());
  }

  @Provides
  @Singleton
  MatchKeys matchKeys(KeyRing keys) {
    return new MatchKeys(keys);
  }
}
