package io.mce.bulk;

import io.mce.bulk.BulkItemStore.Item;
import io.mce.bulk.BulkStore.Order;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.lead.LeadFilter;
import io.mce.lead.LeadId;
import io.mce.lead.LeadMark;
import io.mce.lead.LeadQuery;
import io.mce.lead.Leads;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notes which leads a change is about, a page per transaction together with its place, so that a
 * crash neither loses nor repeats one.
 */
final class BulkCollecting {

  private static final int PAGE = PageRequest.MAX_LIMIT;

  private final Database database;
  private final BulkStore store;
  private final BulkItemStore items;
  private final Leads leads;

  @Inject
  BulkCollecting(Database database, BulkStore store, BulkItemStore items, Leads leads) {
    this.database = database;
    this.store = store;
    this.items = items;
    this.leads = leads;
  }

  /** Notes some more; false when these were the last. */
  boolean step(OrganizationId organizationId, BulkChangeId id) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          Order order = store.findOrder(organizationId, id).orElseThrow();
          if (order.change().status() != BulkStatus.COLLECTING) {
            throw new BulkChunk.HaltedException(id);
          }
          Optional<String> next =
              order.change().action() instanceof BulkAction.TakeBack undo
                  ? changed(organizationId, order, undo.of())
                  : matching(organizationId, order, order.query().orElseThrow());
          if (next.isEmpty() && !store.begin(organizationId, id)) {
            throw new BulkChunk.HaltedException(id);
          }
          return next.isPresent();
        });
  }

  private Optional<String> matching(OrganizationId organizationId, Order order, LeadQuery query) {
    Instant startedAt = order.change().createdAt();
    LeadFilter filter = order.where().map(each -> each.filter(startedAt)).orElse(LeadFilter.NONE);
    Page<LeadMark> page =
        leads.matching(organizationId, query, filter, new PageRequest(PAGE, order.collectedTo()));
    Optional<String> next = page.nextCursor().map(cursor -> cursor.text());
    List<LeadMark> wanted =
        page.items().stream().filter(lead -> !order.except().contains(lead.id())).toList();
    note(organizationId, order.change(), wanted, next);
    return next;
  }

  private Optional<String> changed(
      OrganizationId organizationId, Order order, BulkChangeId undone) {
    long from = order.collectedTo().map(Long::parseLong).orElse(0L);
    List<Item> found = items.done(organizationId, undone, from, PAGE);
    List<LeadId> leadIds = found.stream().map(Item::leadId).toList();
    Map<LeadId, LeadMark> marks = leads.marks(organizationId, leadIds);
    List<LeadMark> noted = new ArrayList<>();
    for (LeadId leadId : leadIds) {
      noted.add(marks.getOrDefault(leadId, new LeadMark(leadId, 0, Optional.empty(), true)));
    }
    Optional<String> next =
        found.size() < PAGE
            ? Optional.empty()
            : Optional.of(String.valueOf(found.getLast().position() + 1));
    note(organizationId, order.change(), noted, next);
    return next;
  }

  private void note(
      OrganizationId organizationId,
      BulkChange before,
      List<LeadMark> found,
      Optional<String> next) {
    items.insertAll(organizationId, before.id(), before.counts().total(), found);
    if (!store.collected(organizationId, before, found.size(), next)) {
      throw new BulkChunk.HaltedException(before.id());
    }
  }
}
