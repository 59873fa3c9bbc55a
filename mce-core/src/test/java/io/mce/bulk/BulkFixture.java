package io.mce.bulk;

import com.google.inject.AbstractModule;
import io.mce.engine.EngineParts;
import io.mce.kernel.Actor;
import io.mce.kernel.PageRequest;
import io.mce.lead.Lead;
import io.mce.lead.LeadChange;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadQuery;
import io.mce.lead.LeadSort;
import io.mce.lead.Leads;
import io.mce.organization.MemberId;
import io.mce.organization.Role;
import io.mce.testing.MceExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An organization with leads, and a process that can die in the middle of a change of many. */
abstract class BulkFixture {

  @RegisterExtension final MceExtension mce;

  /** How many leads are done when the next chunk breaks off, as if the process had died. */
  long breakAt = -1;

  Actor actor;

  BulkFixture(MceExtension mce) {
    this.mce =
        mce.with(builder ->
            EngineParts.replacing(
                builder,
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    bind(BulkProbe.class).toInstance(BulkFixture.this::breakOff);
                  }
                }));
  }

  private void breakOff(BulkChange before) {
    if (before.counts().processed() == breakAt) {
      breakAt = -1;
      throw new AssertionError("the process dies here");
    }
  }

  @BeforeEach
  void organization() {
    actor = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "bulk-test");
  }

  BulkChanges bulk() {
    return mce.engine().bulkChanges();
  }

  Leads service() {
    return mce.engine().leads();
  }

  MemberId member(String userId) {
    return mce.engine().members().add(actor, userId, userId, Role.REP).id();
  }

  List<LeadId> captured(int count) {
    List<LeadDraft> drafts = new ArrayList<>();
    int first = leads().size();
    for (int i = 0; i < count; i++) {
      drafts.add(LeadDraft.of("Lead " + (first + i), "+9198%08d".formatted(first + i)));
    }
    return service().captureAll(actor, drafts).stream().map(each -> each.leadId()).toList();
  }

  Lead lead(LeadId id) {
    return service().get(actor, id);
  }

  Lead edit(LeadId id, LeadChange change) {
    return service().update(actor, id, change, lead(id).version());
  }

  BulkChange changed(List<LeadId> ids, BulkAction action) {
    return finished(bulk().start(actor, new BulkTarget.Chosen(ids), action));
  }

  BulkChange changed(LeadQuery query, BulkAction action) {
    return finished(bulk().start(actor, new BulkTarget.Matching(query), action));
  }

  BulkChange undone(BulkChange change) {
    return finished(bulk().undo(actor, change.id()));
  }

  private BulkChange finished(BulkChange started) {
    mce.runDue();
    return bulk().get(actor, started.id());
  }

  List<BulkFailure> failures(BulkChange change) {
    return bulk().failures(actor, change.id(), PageRequest.first(200)).items();
  }

  List<Lead> leads() {
    List<Lead> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      var page =
          service()
              .list(actor, LeadQuery.all().sort(LeadSort.OLDEST), new PageRequest(200, cursor));
      all.addAll(page.items());
      cursor = page.nextCursor().map(each -> each.text());
    } while (cursor.isPresent());
    return all;
  }

  /** What a change of many may touch, of every lead that is there. */
  TreeMap<String, List<Object>> table() {
    TreeMap<String, List<Object>> table = new TreeMap<>();
    for (Lead lead : leads()) {
      table.put(lead.id().toString(), state(lead));
    }
    return table;
  }

  static List<Object> state(Lead lead) {
    return List.of(
        lead.name(),
        lead.status(),
        lead.owner(),
        lead.company(),
        lead.project(),
        new TreeSet<>(lead.tags()),
        new TreeMap<>(lead.metadata()));
  }

  static BulkAction.ChangeTags tags(Set<String> added, Set<String> removed) {
    return new BulkAction.ChangeTags(added, removed);
  }
}
