package io.mce.app.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mce.engine.MceEngine;
import io.mce.event.RecordedEvent;
import io.mce.kernel.Actor;
import io.mce.lead.Lead;
import io.mce.lead.LeadId;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shows events to people: adds the names of the leads, which events themselves never hold. */
@Singleton
final class Feed {

  private static final String LEAD_ID = "leadId";

  private final MceEngine engine;
  private final ObjectMapper json;

  Feed(MceEngine engine, ObjectMapper json) {
    this.engine = engine;
    this.json = json;
  }

  List<FeedItem> items(Actor actor, List<RecordedEvent> events) {
    List<Map<String, Object>> payloads = events.stream().map(this::payload).toList();
    Set<LeadId> ids = new HashSet<>();
    payloads.forEach(payload -> leadId(payload).ifPresent(ids::add));
    Map<LeadId, Lead> leads = engine.leads().findAll(actor.organizationId(), ids);
    List<FeedItem> items = new java.util.ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      items.add(item(events.get(i), payloads.get(i), leads));
    }
    return items;
  }

  private static FeedItem item(
      RecordedEvent event, Map<String, Object> payload, Map<LeadId, Lead> leads) {
    Optional<FeedItem.LeadName> lead =
        leadId(payload)
            .flatMap(id -> Optional.ofNullable(leads.get(id)))
            .map(each -> new FeedItem.LeadName(each.id().toString(), each.name()));
    return new FeedItem(
        event.seq(),
        event.name(),
        event.at(),
        new FeedItem.Thing(event.subject().type(), event.subject().id()),
        new FeedItem.Doer(event.actorKind().name(), event.actorId()),
        event.cause(),
        lead,
        payload);
  }

  private static Optional<LeadId> leadId(Map<String, Object> payload) {
    return Optional.ofNullable(payload.get(LEAD_ID)).map(id -> LeadId.of(id.toString()));
  }

  private Map<String, Object> payload(RecordedEvent event) {
    try {
      return json.readValue(event.payload(), new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("event " + event.seq() + " holds no JSON object", e);
    }
  }
}
