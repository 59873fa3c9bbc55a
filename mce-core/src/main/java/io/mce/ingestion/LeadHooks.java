package io.mce.ingestion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.LeadDraft;
import io.mce.notification.Notices;
import io.mce.persistence.Database;
import io.mce.spi.WebhookRequest;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what forms, ads and other programs send to a source's own address, in whatever shape: JSON
 * objects or arrays, or a submitted form. Each delivery is taken once, also when its sender repeats
 * it; one that its source did not sign, or that holds no lead, is held back for a person instead of
 * vanishing. Thread-safe; blocks on the database.
 */
public final class LeadHooks {

  private static final Logger log = LoggerFactory.getLogger(LeadHooks.class);

  private static final int MOST_LEADS = 1000;

  /** Without an id of its sender's, the same bytes are the same delivery for so long. */
  private static final Duration SAME_BYTES = Duration.ofHours(24);

  /** Of what waits, so many for each source. */
  static final int MOST_HELD = 200;

  /** Of a larger body only the fact is kept. */
  private static final int MOST_HELD_BYTES = 256 << 10;

  /** Of a delivery that is only tested. */
  private static final int MOST_TESTED = 20;

  private static final int MAX_CONTENT_TYPE = 200;

  /** In front of a key that is the sender's own id. */
  private static final String ID_KEY = "id:";

  private static final String LAST_ID = "\uffff";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Database database;
  private final LeadSources sources;
  private final DeliveryStore store;
  private final HookSampleStore samples;
  private final Intake intake;
  private final Notices notices;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  LeadHooks(
      Database database,
      LeadSources sources,
      DeliveryStore store,
      HookSampleStore samples,
      Intake intake,
      Notices notices,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.database = database;
    this.sources = sources;
    this.store = store;
    this.samples = samples;
    this.intake = intake;
    this.notices = notices;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Takes the leads of one request; they are stored when this returns. Without an actor: the key in
   * the address is the permission. When one of them has nothing to be known by, the others are
   * taken and the request waits in {@link #held} as well: few senders look at an answer.
   *
   * @param sourceKey the key of the source
   * @param request with its headers and the bytes of its body; a form when its content type says
   *     so, otherwise JSON
   * @throws MceException NOT_FOUND for an unknown key; NOT_GENUINE when the source has to sign and
   *     did not; INVALID when the body holds no lead. In the last two cases the request waits in
   *     {@link #held}
   */
  public HookReceipt receive(String sourceKey, WebhookRequest request) {
    HookSource source = sources.hook(sourceKey).orElseThrow(() -> MceException.notFound("source"));
    if (!source.sent(request)) {
      hold(source, request, HeldDelivery.Reason.NOT_GENUINE);
      throw new MceException(
          ErrorCode.NOT_GENUINE, "The signature does not fit the secret of this source.");
    }
    List<LeadFields> leads;
    try {
      leads = leads(contentType(request), request.text(), source.mapping());
    } catch (MceException unreadable) {
      hold(source, request, HeldDelivery.Reason.UNREADABLE);
      throw unreadable;
    }
    String eventKey = eventKey(source, request);
    return database.inOrganization(
        source.organizationId(), transaction -> takeOnce(source, request, eventKey, leads));
  }

  private HookReceipt takeOnce(
      HookSource source, WebhookRequest request, String eventKey, List<LeadFields> leads) {
    OrganizationId organizationId = source.organizationId();
    Instant now = clock.instant();
    Optional<DeliveryStore.Taken> before = store.findTaken(organizationId, source.id(), eventKey);
    if (before.isPresent() && isRepeat(eventKey, before.get(), now)) {
      return new HookReceipt(true, before.get().results());
    }
    before.ifPresent(old -> store.forgetKey(organizationId, old.id()));
    UUID id = ids.next();
    if (!store.begin(source, id, eventKey, contentType(request), now)) {
      // Somebody else took the same while we asked; what waits has keys of its own.
      return new HookReceipt(
          true,
          store
              .findTaken(organizationId, source.id(), eventKey)
              .orElseThrow(() -> new IllegalStateException("a delivery without its row"))
              .results());
    }
    List<IntakeResult> results = take(source.actor(), source.name(), leads);
    store.finish(organizationId, id, results);
    if (isAnyRejected(results)) {
      hold(source, request, HeldDelivery.Reason.NO_CONTACT);
    }
    samples.keep(source, contentType(request), request.body(), now);
    return new HookReceipt(false, results);
  }

  private static boolean isRepeat(String eventKey, DeliveryStore.Taken before, Instant now) {
    return eventKey.startsWith(ID_KEY) || before.receivedAt().plus(SAME_BYTES).isAfter(now);
  }

  private List<IntakeResult> take(Actor actor, SourceId source, List<LeadFields> leads) {
    return intake.takeAll(
        actor, leads.stream().map(lead -> lead.draft(source.value())).toList(), source, true);
  }

  private static boolean isAnyRejected(List<IntakeResult> results) {
    return results.stream().anyMatch(each -> each.outcome() == IntakeOutcome.REJECTED);
  }

  private void hold(HookSource source, WebhookRequest request, HeldDelivery.Reason reason) {
    UUID id = ids.next();
    byte[] body = request.body();
    Actor engine = Actor.system(source.organizationId(), "lead-hooks");
    database.runInOrganization(
        source.organizationId(),
        transaction -> {
          boolean fresh =
              store.hold(
                  source,
                  id,
                  "held:" + hash(body),
                  reason,
                  contentType(request),
                  body.length > MOST_HELD_BYTES ? new byte[0] : body,
                  clock.instant());
          if (fresh) {
            store.keepNewest(source, MOST_HELD);
            events.append(
                engine, new DeliveryHeld(new DeliveryId(id), source.name().value(), reason));
            notices.raise(
                engine,
                "%s sent something that was held back: %s Look at it under Sources."
                    .formatted(source.name(), sentence(reason)),
                Optional.empty(),
                "held:" + source.id() + ":" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
          }
        });
    log.warn("a delivery of source {} was held back: {}", source.id(), reason);
  }

  private static String sentence(HeldDelivery.Reason reason) {
    return switch (reason) {
      case NOT_GENUINE -> "its signature is missing or wrong.";
      case UNREADABLE -> "there is no lead in it that could be read.";
      case NO_CONTACT -> "a lead in it has no phone number, e-mail address or id that can be used.";
    };
  }

  /** Returns what was held back and waits for a decision, newest first. */
  public Page<HeldDelivery> held(Actor actor, PageRequest page) {
    actor.require(Permission.SOURCE_MANAGE);
    String before = page.cursor(1).map(cursor -> cursor.idAt(0)).orElse(LAST_ID);
    return Page.of(
        store.held(actor.organizationId(), before, page.limit() + 1),
        page.limit(),
        delivery -> Cursor.of(delivery.id()));
  }

  /**
   * Takes the leads of a delivery that was held back, by the mapping that its source has now. Those
   * that were taken before are not taken twice; while one of them has nothing to be known by, the
   * delivery goes on waiting.
   *
   * @throws MceException NOT_FOUND; INVALID when it holds no lead that can be read
   */
  public List<IntakeResult> take(Actor actor, DeliveryId id) {
    actor.require(Permission.SOURCE_MANAGE);
    actor.require(Permission.LEAD_WRITE);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          HeldDelivery held = claim(organizationId, id);
          List<IntakeResult> results =
              take(
                  actor,
                  held.source(),
                  leads(held.contentType(), held.body(), mapping(organizationId, held)));
          if (isAnyRejected(results)) {
            store.hold(organizationId, id, HeldDelivery.Reason.NO_CONTACT);
          } else {
            store.finish(organizationId, id.value(), results);
            events.append(actor, new DeliverySettled(id, held.source().value(), true));
          }
          return results;
        });
  }

  /**
   * Throws away a delivery that was held back.
   *
   * @throws MceException NOT_FOUND
   */
  public void discard(Actor actor, DeliveryId id) {
    actor.require(Permission.SOURCE_MANAGE);
    OrganizationId organizationId = actor.organizationId();
    database.runInOrganization(
        organizationId,
        transaction -> {
          HeldDelivery held = claim(organizationId, id);
          store.remove(organizationId, id);
          events.append(actor, new DeliverySettled(id, held.source().value(), false));
        });
  }

  private Optional<LeadMapping> mapping(OrganizationId organizationId, HeldDelivery held) {
    return sources.hook(organizationId, held.source()).flatMap(HookSource::mapping);
  }

  /**
   * Returns what a source sent last, unless that was over a day ago or too large to keep.
   *
   * @throws MceException NOT_FOUND
   */
  public Optional<DeliverySample> sample(Actor actor, UUID sourceId) {
    actor.require(Permission.SOURCE_MANAGE);
    sources.get(actor, sourceId);
    return samples.last(
        actor.organizationId(),
        sourceId,
        clock.instant().minus(Duration.ofDays(OldHookSamples.DAYS)));
  }

  /**
   * Shows what would be understood of a delivery, and what would become of its leads. Nothing is
   * stored, and no signature is looked at.
   *
   * @param contentType a form when it says so, otherwise JSON
   * @param mapping tried instead of the source's own
   * @throws MceException NOT_FOUND; INVALID when there is no lead in it
   */
  public List<TestedLead> test(
      Actor actor, UUID sourceId, String contentType, String body, Optional<LeadMapping> mapping) {
    actor.require(Permission.SOURCE_MANAGE);
    HookSource source =
        sources
            .hook(actor.organizationId(), sourceId)
            .orElseThrow(() -> MceException.notFound("source"));
    List<LeadDraft> drafts =
        leads(contentType, body, mapping.or(source::mapping)).stream()
            .limit(MOST_TESTED)
            .map(lead -> lead.draft(source.name().value()))
            .toList();
    List<IntakeResult> results = intake.foreseeAll(actor, drafts, source.name());
    return IntStream.range(0, drafts.size())
        .mapToObj(at -> new TestedLead(drafts.get(at), results.get(at)))
        .toList();
  }

  private HeldDelivery claim(OrganizationId organizationId, DeliveryId id) {
    return store.claim(organizationId, id).orElseThrow(() -> MceException.notFound("delivery"));
  }

  private static String eventKey(HookSource source, WebhookRequest request) {
    return source
        .signature()
        .eventId(request)
        .map(id -> ID_KEY + hash(id.getBytes(StandardCharsets.UTF_8)))
        .orElseGet(() -> "body:" + hash(request.body()));
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String contentType(WebhookRequest request) {
    String type = TypedText.clean(request.header("Content-Type").orElse(""));
    return type.substring(0, Math.min(type.length(), MAX_CONTENT_TYPE));
  }

  private static List<LeadFields> leads(
      String contentType, String text, Optional<LeadMapping> mapping) {
    boolean form =
        contentType.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    List<LeadFields> leads =
        mapping
            .map(own -> own.read(form ? JSON.valueToTree(joined(form(text))) : json(text)))
            .orElseGet(
                () -> form ? List.of(LeadFields.ofForm(form(text))) : LeadFields.allOf(json(text)));
    if (leads.isEmpty() || leads.size() > MOST_LEADS) {
      throw MceException.invalid(
          "body",
          "Send one lead as a JSON object or a form, or up to "
              + MOST_LEADS
              + " as an array of objects.");
    }
    return leads;
  }

  /** A form as an object, for pointers into it. */
  private static Map<String, String> joined(Map<String, List<String>> form) {
    Map<String, String> joined = new LinkedHashMap<>();
    form.forEach((name, values) -> joined.put(name, String.join(", ", values)));
    return joined;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw MceException.invalid(
          "body",
          "The body is not JSON. Send a JSON object such as {\"name\": \"Ana\", \"phone\":"
              + " \"+55 11 91234-5678\"}, or a form with the content type"
              + " application/x-www-form-urlencoded.");
    }
  }

  private static Map<String, List<String>> form(String text) {
    Map<String, List<String>> form = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.computeIfAbsent(decode(pair.substring(0, equals)), name -> new ArrayList<>())
            .add(decode(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
