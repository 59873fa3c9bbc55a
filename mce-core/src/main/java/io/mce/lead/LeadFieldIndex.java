package io.mce.lead;

import io.mce.field.CustomField;
import io.mce.field.CustomFields;
import io.mce.field.FieldTerm;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadFieldStore.Entry;
import io.mce.organization.Organizations;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the index of leads by custom fields, in the transaction that writes the leads. An
 * organization without fields pays for one look at that per transaction.
 */
final class LeadFieldIndex {

  private final Database database;
  private final CustomFields fields;
  private final LeadFieldStore store;
  private final Organizations organizations;

  @Inject
  LeadFieldIndex(
      Database database, CustomFields fields, LeadFieldStore store, Organizations organizations) {
    this.database = database;
    this.fields = fields;
    this.store = store;
    this.organizations = organizations;
  }

  /** The region, as a transaction has read it. */
  private static final class Region {
    private Optional<String> code = Optional.empty();
  }

  /** Returns the rules for the metadata of leads. */
  TypedFields rules(OrganizationId organizationId) {
    return TypedFields.of(fields.active(organizationId), region(organizationId));
  }

  /** Returns the region of the organization; read once in a transaction. */
  String region(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction -> {
          Region region = transaction.attachment(Region.class, Region::new);
          if (region.code.isEmpty()) {
            region.code =
                Optional.of(
                    organizations.get(Actor.engine(organizationId, "leads")).defaultRegion());
          }
          return region.code.get();
        });
  }

  /** Puts new leads in. */
  void insertAll(OrganizationId organizationId, Collection<Lead> leads) {
    List<CustomField> indexed = indexed(organizationId);
    if (indexed.isEmpty()) {
      return;
    }
    String region = region(organizationId);
    List<Entry> entries = new ArrayList<>();
    for (Lead lead : leads) {
      for (CustomField field : indexed) {
        entry(lead.id(), lead.metadata(), field, region).ifPresent(entries::add);
      }
    }
    store.insertAll(organizationId, entries);
  }

  /** Puts a lead in as it is now, in the place of what it was. */
  void replace(OrganizationId organizationId, LeadId leadId, Map<String, String> metadata) {
    List<CustomField> indexed = indexed(organizationId);
    if (indexed.isEmpty()) {
      return;
    }
    String region = region(organizationId);
    store.deleteOf(organizationId, leadId);
    store.insertAll(
        organizationId,
        indexed.stream()
            .flatMap(field -> entry(leadId, metadata, field, region).stream())
            .toList());
  }

  /** Returns what the index holds of one field of a lead. */
  static Optional<Entry> entry(
      LeadId leadId, Map<String, String> metadata, CustomField field, String region) {
    return Optional.ofNullable(metadata.get(field.key()))
        .map(value -> FieldTerm.of(field, value, region))
        .filter(terms -> !terms.isEmpty())
        .map(terms -> new Entry(leadId, field.id(), terms));
  }

  private List<CustomField> indexed(OrganizationId organizationId) {
    return fields.active(organizationId).stream().filter(CustomField::isIndexed).toList();
  }
}
