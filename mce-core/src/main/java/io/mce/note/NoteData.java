package io.mce.note;

import io.mce.kernel.Actor;
import io.mce.kernel.DataKind;
import io.mce.kernel.FollowingData;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.PersonalRecords;
import io.mce.kernel.RetainedData;
import io.mce.lead.LeadId;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Notes about a person: they go with the person, follow a merge and come back with its undo, and an
 * organization says how long it keeps them.
 */
final class NoteData implements PersonalDataHolder, RetainedData, FollowingData {

  private static final DataKind KIND = DataKind.keptForGood("NOTES", 30, 3650);

  private final NoteStore store;

  @Inject
  NoteData(NoteStore store) {
    this.store = store;
  }

  @Override
  public Set<String> tables() {
    return Set.of("mce_note");
  }

  @Override
  public Map<String, Long> counts(OrganizationId organizationId, UUID person) {
    return Map.of("notes", store.count(organizationId, new LeadId(person)));
  }

  @Override
  public void export(OrganizationId organizationId, UUID person, PersonalRecords records) {
    List<Note> notes =
        store.of(organizationId, new LeadId(person), NoteStore.Position.START, Integer.MAX_VALUE);
    for (Note note : notes) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("kind", note.kind().name());
      fields.put("happenedAt", note.happenedAt());
      note.duration().map(Duration::toMinutes).ifPresent(each -> fields.put("minutes", each));
      note.outcome().ifPresent(each -> fields.put("outcome", each.name()));
      fields.put("text", note.text());
      fields.put("writtenAt", note.writtenAt());
      records.add("notes", fields);
    }
  }

  @Override
  public void erase(Actor actor, UUID person) {
    store.deleteOf(actor.organizationId(), person);
  }

  @Override
  public DataKind kind() {
    return KIND;
  }

  @Override
  public int removeBefore(OrganizationId organizationId, Instant before, int limit) {
    return store.removeBefore(organizationId, before, limit);
  }

  @Override
  public String name() {
    return "notes";
  }

  @Override
  public List<String> join(Actor actor, UUID from, UUID into) {
    return store.giveAll(actor.organizationId(), new LeadId(from), new LeadId(into)).stream()
        .map(NoteId::toString)
        .toList();
  }

  @Override
  public void part(Actor actor, UUID from, UUID into, List<String> joined) {
    store.giveBack(
        actor.organizationId(),
        joined.stream().map(NoteId::of).toList(),
        new LeadId(from),
        new LeadId(into));
  }
}
