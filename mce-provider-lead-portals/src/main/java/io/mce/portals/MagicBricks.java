package io.mce.portals;

import io.mce.spi.LeadIn;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leads of MagicBricks, by whole days of India, as JSON. It names no lead, and refuses in words.
 */
final class MagicBricks implements Portal {

  private static final Duration REACH = Duration.ofDays(30);
  private static final Duration SPAN = Duration.ofDays(7);
  private static final Duration OVERLAP = Duration.ofHours(1);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneId.of("Asia/Kolkata"));

  private final MagicBricksSettings settings;
  private final URI root;
  private final PortalHttp http = new PortalHttp("MagicBricks");

  MagicBricks(MagicBricksSettings settings, URI root) {
    this.settings = settings;
    this.root = root;
  }

  @Override
  public Duration reach() {
    return REACH;
  }

  @Override
  public Duration longestSpan() {
    return SPAN;
  }

  @Override
  public Duration overlap() {
    return OVERLAP;
  }

  @Override
  public Answer ask(Instant from, Instant to, Optional<String> page, int limit) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("key", settings.key().reveal());
    query.put("startDate", DAY.format(from));
    query.put("endDate", DAY.format(to));
    PortalHttp.Answer answer = http.get(root.resolve("download.json"), query);
    if (answer.status() != 200
        || answer.body().contains("Access Denied")
        || answer.body().contains("<errormsg>")) {
      throw http.refused(
          answer.status() == 200 ? 401 : answer.status(),
          "Check the key, and ask MagicBricks to allow the address of your server.");
    }
    Object tree;
    try {
      tree = JsonTree.read(answer.body());
    } catch (IOException e) {
      throw http.unreadable();
    }
    Object list =
        JsonTree.at(tree, "leadPojo").flatMap(pojo -> JsonTree.at(pojo, "leads")).orElse(null);
    if (!(tree instanceof Map<?, ?>)) {
      throw http.unreadable();
    }
    return new Answer(leads(list, from), Optional.empty());
  }

  private static List<LeadIn> leads(@Nullable Object list, Instant from) {
    List<LeadIn> leads = new ArrayList<>();
    for (Map<?, ?> each : JsonTree.objects(list)) {
      Map<String, String> fields = JsonTree.texts(each);
      String id = LeadIds.of(fields);
      phone(fields);
      leads.add(LeadIn.of(id, from, fields));
    }
    return leads;
  }

  /** The country code stands apart. */
  private static void phone(Map<String, String> fields) {
    String isd = fields.remove("isd");
    String mobile = fields.get("mobile");
    if (isd != null && mobile != null && !mobile.startsWith("+")) {
      String code = isd.replaceAll("\\D", "");
      fields.put("mobile", code.isEmpty() ? mobile : "+" + code + mobile);
    }
  }
}
