package io.mce.lead;

import io.mce.kernel.OrganizationId;
import io.mce.kernel.People;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Leads are the persons of an organization. */
final class LeadPeople implements People {

  private final ArchiveStore store;

  @Inject
  LeadPeople(ArchiveStore store) {
    this.store = store;
  }

  @Override
  public Optional<String> name(OrganizationId organizationId, UUID person) {
    return store.name(organizationId, new LeadId(person));
  }

  @Override
  public boolean isThere(OrganizationId organizationId, UUID person) {
    return store.isThere(organizationId, new LeadId(person));
  }

  @Override
  public boolean keep(OrganizationId organizationId, UUID person) {
    return store.keep(organizationId, new LeadId(person));
  }

  @Override
  public boolean lock(OrganizationId organizationId, UUID person) {
    return store.lock(organizationId, new LeadId(person));
  }
}
