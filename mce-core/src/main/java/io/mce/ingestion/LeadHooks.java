package io.mce.ingestion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.Permission;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Takes what forms, ads and other programs send to a source's own address, in whatever shape: JSON
 * objects or arrays, or a submitted form. The key in the address is the permission. Thread-safe.
 */
public final class LeadHooks {

  private static final int MOST_LEADS = 1000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LeadSources sources;
  private final Intake intake;

  @Inject
  LeadHooks(LeadSources sources, Intake intake) {
    this.sources = sources;
    this.intake = intake;
  }

  /**
   * Takes the leads of one request; they are stored when this returns.
   *
   * @param sourceKey the key of the source
   * @param contentType as the request names it; a form when it says so, otherwise JSON
   * @param body the bytes of the request
   * @return what became of each lead, in order
   * @throws MceException NOT_FOUND for an unknown key; INVALID when the body holds no lead
   */
  public List<IntakeResult> receive(String sourceKey, String contentType, byte[] body) {
    SourceRef source =
        sources.findByKey(sourceKey).orElseThrow(() -> MceException.notFound("source"));
    String text = new String(body, StandardCharsets.UTF_8);
    List<LeadFields> leads =
        contentType.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")
            ? List.of(LeadFields.ofForm(form(text)))
            : LeadFields.allOf(json(text));
    if (leads.isEmpty() || leads.size() > MOST_LEADS) {
      throw MceException.invalid(
          "body",
          "Send one lead as a JSON object or a form, or up to "
              + MOST_LEADS
              + " as an array of objects.");
    }
    Actor actor =
        Actor.of(
            source.organizationId(),
            Actor.Kind.SOURCE,
            source.source().value(),
            EnumSet.of(Permission.LEAD_WRITE));
    String name = source.source().value();
    return intake.takeAll(
        actor, leads.stream().map(lead -> lead.draft(name)).toList(), source.source(), true);
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
