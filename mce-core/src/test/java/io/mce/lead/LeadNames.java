package io.mce.lead;

import io.mce.engine.EngineParts;
import io.mce.engine.MceEngine;
import io.mce.kernel.OrganizationId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Opens everything that leads are known by to the crash proof. */
public final class LeadNames {

  private LeadNames() {}

  /** Returns the names of each lead as a text, in an order of their own. */
  public static Map<String, String> of(
      MceEngine engine, OrganizationId organizationId, Collection<LeadId> leadIds) {
    IdentifierStore store = EngineParts.part(engine, IdentifierStore.class);
    Identifiers identifiers = EngineParts.part(engine, Identifiers.class);
    Map<String, String> texts = new TreeMap<>();
    store
        .of(organizationId, leadIds)
        .forEach((leadId, names) ->
            texts.put(leadId.toString(), text(identifiers, organizationId, names)));
    return texts;
  }

  private static String text(
      Identifiers identifiers, OrganizationId organizationId, List<StoredIdentifier> names) {
    return names.stream()
        .map(name ->
            name.kind()
                + " "
                + identifiers.open(organizationId, name)
                + (name.decides() ? " decides" : ""))
        .sorted()
        .toList()
        .toString();
  }
}
