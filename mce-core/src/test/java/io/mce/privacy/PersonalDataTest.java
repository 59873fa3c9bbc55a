package io.mce.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.engine.EngineParts;
import io.mce.kernel.PersonalDataHolder;
import io.mce.testing.MceExtension;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No table with something personal is forgotten when a person is exported or erased. */
final class PersonalDataTest {

  /** Tables with something personal that no holder answers for, and why. */
  private static final Map<String, String> NOT_OF_PERSONS =
      Map.ofEntries(
          Map.entry("mce_member", "people of the organization itself"),
          Map.entry("mce_invitation", "people of the organization to be; forgotten after a month"),
          Map.entry("mce_lead_poll", "how far a source was read"),
          Map.entry("mce_hook_sample", "one delivery per source; SOURCE_SAMPLES removes it daily"),
          Map.entry("mce_lead_source", "secrets of the organization"),
          Map.entry("mce_provider_account", "credentials of the organization"),
          Map.entry("mce_provider_state", "what a plugin keeps; opaque to the engine"),
          Map.entry("mce_received_event", "emptied when handled; RECEIVED_EVENTS removes the rest"),
          Map.entry("mce_bulk_change", "what an organization asked for; its items are of persons"),
          Map.entry("mce_import_chunk", "removed when the import ends"),
          Map.entry("mce_import_row", "of rows that became no lead; IMPORT_ERRORS removes them"),
          Map.entry(
              "mce_hook_delivery", "held back, of nobody known; SOURCE_DELIVERIES removes them"),
          Map.entry("mce_import_error", "of rows that became no lead; IMPORT_ERRORS removes them"),
          Map.entry("mce_dispatch_attempt", "ids and errors of carriers, by dispatch"),
          Map.entry("mce_event", "what changed is sealed under the person's key"),
          Map.entry("mce_audit_entry", "what changed is sealed under the person's key"),
          Map.entry("mce_data_key", "the person's key, destroyed by every erasure"));

  @RegisterExtension
  final MceExtension mce =
      MceExtension.sqlite()
          .with(builder ->
              EngineParts.replacing(
                  builder, binder -> binder.bind(Holders.class).asEagerSingleton()));

  /** Guice's way to the holders of an engine. */
  static final class Holders {
    private final Set<PersonalDataHolder> all;

    @Inject
    Holders(Set<PersonalDataHolder> all) {
      this.all = all;
    }
  }

  @Test
  void every_table_with_something_personal_has_a_holder_or_a_reason() throws IOException {
    Set<String> personal =
        tables().entrySet().stream()
            .filter(table -> isPersonal(table.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> held = new TreeSet<>();
    for (PersonalDataHolder holder : EngineParts.part(mce.engine(), Holders.class).all) {
      holder.tables().forEach(table -> assertThat(held.add(table)).as(table).isTrue());
    }
    Set<String> answered = new TreeSet<>(held);
    answered.addAll(NOT_OF_PERSONS.keySet());
    assertThat(answered).containsAll(personal);
    assertThat(held).doesNotContainAnyElementsOf(NOT_OF_PERSONS.keySet());
    assertThat(tables().keySet()).containsAll(answered);
  }

  private static boolean isPersonal(String columns) {
    return columns.contains(" lead_id ")
        || columns.contains("_sealed ")
        || columns.contains("\n  named ");
  }

  private static Map<String, String> tables() throws IOException {
    try (InputStream in =
        PersonalDataHolder.class.getResourceAsStream("/io/mce/persistence/tables.txt")) {
      Map<String, String> tables = new LinkedHashMap<>();
      String table = "";
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("business ")) {
          table = line.split(" ")[1];
          tables.put(table, "");
        } else if (line.startsWith("  ") && !table.isEmpty()) {
          tables.merge(table, "\n" + line + " ", String::concat);
        } else {
          table = "";
        }
      }
      return tables;
    }
  }
}
