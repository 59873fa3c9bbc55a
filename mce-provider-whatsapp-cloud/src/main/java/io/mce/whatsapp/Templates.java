package io.mce.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.mce.spi.CatalogTemplate;
import io.mce.spi.TemplateCategory;
import io.mce.spi.TemplateDraft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The templates of a WhatsApp Business Account. Thread-safe. */
final class Templates {

  private static final String FIELDS =
      "id,name,language,status,category,components,quality_score,rejected_reason";
  private static final String PAGE = "100";
  private static final Set<String> NOTHING_SAID = Set.of("NONE", "UNKNOWN", "null");

  private final GraphApi api;
  private final String path;

  Templates(GraphApi api, String businessAccountId) {
    this.api = api;
    this.path = businessAccountId + "/message_templates";
  }

  List<CatalogTemplate> list() {
    List<CatalogTemplate> templates = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Map<String, String> query = new LinkedHashMap<>();
      query.put("fields", FIELDS);
      query.put("limit", PAGE);
      after.ifPresent(cursor -> query.put("after", cursor));
      JsonNode page = api.get(path, query);
      page.path("data").forEach(each -> template(each).ifPresent(templates::add));
      after = next(page, after);
    } while (after.isPresent());
    return List.copyOf(templates);
  }

  CatalogTemplate submit(TemplateDraft draft) {
    JsonNode answer = api.post(path, TemplateBodies.draft(draft), GraphApi.Effect.ONCE);
    String status = answer.path("status").asText("PENDING");
    return new CatalogTemplate(
        draft.name(),
        draft.language(),
        draft.body(),
        status.equals("APPROVED"),
        status,
        category(answer).or(() -> Optional.of(draft.category())));
  }

  /** Meta names a next page beside its cursor; a cursor alone is there on the last page too. */
  private static Optional<String> next(JsonNode page, Optional<String> last) {
    JsonNode paging = page.path("paging");
    return Optional.of(paging.path("cursors").path("after").asText(""))
        .filter(cursor -> paging.hasNonNull("next") && !cursor.isEmpty())
        .filter(cursor -> !last.equals(Optional.of(cursor)));
  }

  private static Optional<CatalogTemplate> template(JsonNode node) {
    String name = node.path("name").asText("");
    String language = node.path("language").asText("");
    if (name.isBlank() || language.isBlank()) {
      return Optional.empty();
    }
    String status = node.path("status").asText("");
    JsonNode components = node.path("components");
    return Optional.of(
        new CatalogTemplate(
            name,
            language,
            TemplateParts.body(components),
            status.equals("APPROVED"),
            status,
            category(node),
            TemplateParts.parameters(components),
            word(node.path("quality_score").path("score")),
            word(node.path("rejected_reason"))));
  }

  /** A word that says something; Meta writes NONE and UNKNOWN where it has nothing to say. */
  private static Optional<String> word(JsonNode node) {
    return Optional.of(node.asText(""))
        .filter(word -> !word.isBlank() && !NOTHING_SAID.contains(word));
  }

  private static Optional<TemplateCategory> category(JsonNode node) {
    return Arrays.stream(TemplateCategory.values())
        .filter(each -> each.name().equals(node.path("category").asText("")))
        .findFirst();
  }
}
