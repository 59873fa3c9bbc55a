package io.mce.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.mce.spi.CatalogTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the components of a template say: its text, and which parameters {@link TemplateBodies} must
 * be given for it. Pure.
 */
final class TemplateParts {

  private static final String MARK = "{{";

  private TemplateParts() {}

  static String body(JsonNode components) {
    for (JsonNode each : components) {
      if (type(each).equals("BODY")) {
        return each.path("text").asText("");
      }
    }
    return "";
  }

  /** The keys of all parameters, those of the header first and those of the buttons last. */
  static List<String> parameters(JsonNode components) {
    List<String> header = new ArrayList<>();
    List<String> body = new ArrayList<>();
    List<String> buttons = new ArrayList<>();
    for (JsonNode each : components) {
      switch (type(each)) {
        case "HEADER" -> header(each, header);
        case "BODY" -> body.addAll(CatalogTemplate.variables(each.path("text").asText("")));
        case "BUTTONS" -> buttons(each.path("buttons"), buttons);
        default -> {} // A footer has no variables.
      }
    }
    List<String> all = new ArrayList<>(header);
    all.addAll(body);
    all.addAll(buttons);
    return all;
  }

  private static void header(JsonNode header, List<String> parameters) {
    switch (header.path("format").asText("").toUpperCase(Locale.ROOT)) {
      case "TEXT" -> {
        if (header.path("text").asText("").contains(MARK)) {
          parameters.add("header.text");
        }
      }
      case "IMAGE" -> parameters.add("header.image");
      case "VIDEO" -> parameters.add("header.video");
      case "DOCUMENT" -> parameters.add("header.document");
      default -> {} // Nothing that is filled in.
    }
  }

  private static void buttons(JsonNode buttons, List<String> parameters) {
    for (int i = 0; i < buttons.size(); i++) {
      JsonNode button = buttons.get(i);
      switch (type(button)) {
        // The button of a one-time code is listed as an address that ends with the code.
        case "URL" -> {
          if (button.path("url").asText("").contains(MARK)) {
            parameters.add("button." + i + ".url");
          }
        }
        case "OTP" -> parameters.add("button." + i + ".url");
        case "COPY_CODE" -> parameters.add("button." + i + ".code");
        default -> {} // Nothing that is filled in.
      }
    }
  }

  private static String type(JsonNode node) {
    return node.path("type").asText("").toUpperCase(Locale.ROOT);
  }
}
