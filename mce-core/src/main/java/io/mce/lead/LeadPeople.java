package io.mce.lead;

import io.mce.kernel.OrganizationId;
import io.mce.kernel.People;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Leads are the persons of an organization. */
final class LeadPeople implements People {

  private final ArchiveStore store;
  private final MergeStore merges;

  @Inject
  LeadPeople(ArchiveStore store, MergeStore merges) {
    this.store = store;
    this.merges = merges;
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

  @Override
  public Set<UUID> alsoKnownAs(OrganizationId organizationId, UUID person) {
    return merges.allInto(organizationId, new LeadId(person)).stream()
        .map(LeadId::value)
        .collect(Collectors.toSet());
  }
}
