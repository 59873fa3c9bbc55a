package io.mce.lead;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.mce.event.EventModule;
import io.mce.job.Startable;
import io.mce.job.Worker;
import io.mce.kernel.FollowingData;
import io.mce.kernel.People;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.RetainedData;
import io.mce.secret.SecretModule;
import io.mce.spi.Internal;

/** Wires leads. */
@Internal
public final class LeadModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Leads.class).asEagerSingleton();
    bind(LeadStore.class).asEagerSingleton();
    bind(LeadFieldStore.class).asEagerSingleton();
    bind(LeadFieldIndex.class).asEagerSingleton();
    bind(FieldIndexing.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), Worker.class).addBinding().to(FieldIndexing.class);
    Multibinder.newSetBinder(binder(), Startable.class).addBinding().to(FieldIndexing.class);
    bind(LeadListStore.class).asEagerSingleton();
    bind(AudienceStore.class).asEagerSingleton();
    bind(IdentifierStore.class).asEagerSingleton();
    bind(Identifiers.class).asEagerSingleton();
    bind(LeadWordStore.class).asEagerSingleton();
    bind(LeadWords.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), Worker.class).addBinding().to(LeadWords.class);
    bind(PhoneEndings.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), Worker.class).addBinding().to(PhoneEndings.class);
    bind(Capture.class).asEagerSingleton();
    bind(LeadUndo.class).asEagerSingleton();
    bind(LeadUndoStore.class).asEagerSingleton();
    bind(OldLeadUndo.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), RetainedData.class).addBinding().to(OldLeadUndo.class);
    SecretModule.columns(binder()).addBinding().toInstance(LeadUndoStore.COLUMN);
    bind(LeadEditing.class).asEagerSingleton();
    SecretModule.columns(binder()).addBinding().toInstance(Identifiers.COLUMN);
    SecretModule.columns(binder()).addBinding().toInstance(LeadStore.COLUMN);
    SecretModule.columns(binder()).addBinding().toInstance(MergeStore.COLUMN);
    bind(LeadMerges.class).asEagerSingleton();
    bind(LeadMerging.class).asEagerSingleton();
    bind(MergeStore.class).asEagerSingleton();
    bind(MergeSuggestions.class).asEagerSingleton();
    bind(SuggestionStore.class).asEagerSingleton();
    bind(SuggestionFinder.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), Worker.class).addBinding().to(SuggestionFinder.class);
    Multibinder.newSetBinder(binder(), Startable.class).addBinding().to(SuggestionFinder.class);
    bind(MergeRefusals.class).asEagerSingleton();
    bind(MergePolicies.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), FollowingData.class);
    Multibinder.newSetBinder(binder(), StatusMoves.class);
    bind(LeadDeletion.class).asEagerSingleton();
    bind(LeadArchive.class).asEagerSingleton();
    bind(ArchiveStore.class).asEagerSingleton();
    bind(ArchivePurge.class).asEagerSingleton();
    bind(DoNotContact.class).asEagerSingleton();
    bind(DoNotContactStore.class).asEagerSingleton();
    bind(SuppressionList.class).asEagerSingleton();
    bind(People.class).to(LeadPeople.class).asEagerSingleton();
    bind(LeadPeople.class).asEagerSingleton();
    bind(LeadData.class).asEagerSingleton();
    Multibinder.newSetBinder(binder(), PersonalDataHolder.class).addBinding().to(LeadData.class);
    Multibinder.newSetBinder(binder(), RetainedData.class).addBinding().to(ArchivePurge.class);
    EventModule.types(binder()).addBinding().toInstance(LeadCaptured.class);
    EventModule.types(binder()).addBinding().toInstance(LeadUpdated.class);
    EventModule.types(binder()).addBinding().toInstance(LeadStatusChanged.class);
    EventModule.types(binder()).addBinding().toInstance(LeadAssigned.class);
    EventModule.types(binder()).addBinding().toInstance(AutomationPaused.class);
    EventModule.types(binder()).addBinding().toInstance(AutomationResumed.class);
    EventModule.types(binder()).addBinding().toInstance(LeadOptedOut.class);
    EventModule.types(binder()).addBinding().toInstance(LeadDeleted.class);
    EventModule.types(binder()).addBinding().toInstance(LeadRestored.class);
    EventModule.types(binder()).addBinding().toInstance(LeadPurged.class);
    EventModule.types(binder()).addBinding().toInstance(LeadMerged.class);
    EventModule.types(binder()).addBinding().toInstance(LeadUnmerged.class);
    EventModule.types(binder()).addBinding().toInstance(MergePolicyChanged.class);
    EventModule.types(binder()).addBinding().toInstance(SuggestionDismissed.class);
    EventModule.types(binder()).addBinding().toInstance(SuggestionScanStarted.class);
    EventModule.types(binder()).addBinding().toInstance(DoNotContactSet.class);
    EventModule.types(binder()).addBinding().toInstance(DoNotContactLifted.class);
  }
}
