package io.mce.whatsapp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import io.mce.spi.Template;
import io.mce.spi.TemplateCategory;
import io.mce.spi.TemplateDraft;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Templates as WhatsApp writes them, to be sent and to be approved. Pure.
 *
 * <p>Parameters {@code 1}, {@code 2}, ... or names are variables of the body. Others say where they
 * belong: {@code header.text}, {@code header.image}, {@code header.video} and {@code
 * header.document} (an address), and for the button at a place from 0 to 9 {@code button.0.url}
 * (the end of its address), {@code button.0.payload} (comes back when it is pressed) and {@code
 * button.0.code} (to be copied).
 */
final class TemplateBodies {

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]?");
  private static final Pattern BUTTON = Pattern.compile("button\\.([0-9])\\.(url|payload|code)");
  private static final Pattern HEADER = Pattern.compile("header\\.(text|image|video|document)");

  private TemplateBodies() {}

  /**
   * The template of a message.
   *
   * @throws ProviderException TEMPLATE_UNUSABLE when the parameters cannot be what a template has
   */
  static ObjectNode message(Template template) {
    ObjectNode body = GraphApi.JSON.createObjectNode();
    body.put("name", template.name());
    body.putObject("language").put("policy", "deterministic").put("code", template.language());
    ArrayNode components = GraphApi.JSON.createArrayNode();
    ArrayNode variables = GraphApi.JSON.createArrayNode();
    ArrayNode buttons = GraphApi.JSON.createArrayNode();
    TreeMap<Integer, String> numbered = new TreeMap<>();
    template
        .parameters()
        .forEach((key, value) -> {
          Matcher button = BUTTON.matcher(key);
          Matcher header = HEADER.matcher(key);
          if (button.matches()) {
            button(buttons.addObject(), button.group(1), button.group(2), value);
          } else if (header.matches()) {
            header(components.addObject(), header.group(1), value);
          } else if (NUMBER.matcher(key).matches()) {
            numbered.put(Integer.parseInt(key), value);
          } else {
            text(variables.addObject(), value).put("parameter_name", key);
          }
        });
    if (!numbered.isEmpty()) {
      requireOneByOne(template, numbered, variables);
      numbered.values().forEach(value -> text(variables.addObject(), value));
    }
    if (!variables.isEmpty()) {
      components.addObject().put("type", "body").set("parameters", variables);
    }
    components.addAll(buttons);
    if (!components.isEmpty()) {
      body.set("components", components);
    }
    return body;
  }

  private static ObjectNode text(ObjectNode parameter, String value) {
    return parameter.put("type", "text").put("text", value);
  }

  private static void header(ObjectNode component, String kind, String value) {
    ObjectNode parameter = component.put("type", "header").putArray("parameters").addObject();
    if (kind.equals("text")) {
      text(parameter, value);
    } else {
      parameter.put("type", kind).putObject(kind).put("link", value);
    }
  }

  private static void button(ObjectNode component, String place, String kind, String value) {
    component.put("type", "button");
    switch (kind) {
      case "url" -> component.put("sub_type", "url");
      case "payload" -> component.put("sub_type", "quick_reply");
      default -> component.put("sub_type", "copy_code");
    }
    component.put("index", place);
    ObjectNode parameter = component.putArray("parameters").addObject();
    switch (kind) {
      case "url" -> text(parameter, value);
      case "payload" -> parameter.put("type", "payload").put("payload", value);
      default -> parameter.put("type", "coupon_code").put("coupon_code", value);
    }
  }

  /** With a gap, each value behind it would stand where another belongs. */
  private static void requireOneByOne(
      Template template, SortedMap<Integer, String> numbered, ArrayNode named) {
    if (numbered.lastKey() != numbered.size() || !named.isEmpty()) {
      throw ProviderException.of(
          ErrorKind.TEMPLATE_UNUSABLE,
          "the parameters of template %s must be all named, or numbered from 1 without a gap"
              .formatted(template.name()));
    }
  }

  /** The body of {@code POST /{account}/message_templates}. */
  static ObjectNode draft(TemplateDraft draft) {
    ObjectNode body = GraphApi.JSON.createObjectNode();
    body.put("name", draft.name());
    body.put("language", draft.language());
    body.put("category", draft.category().name());
    ArrayNode components = GraphApi.JSON.createArrayNode();
    if (draft.category() == TemplateCategory.AUTHENTICATION) {
      components.addObject().put("type", "BODY").put("add_security_recommendation", true);
      ObjectNode otp =
          components.addObject().put("type", "BUTTONS").putArray("buttons").addObject();
      otp.put("type", "OTP").put("otp_type", "COPY_CODE");
    } else {
      draft
          .header()
          .ifPresent(header ->
              components
                  .addObject()
                  .put("type", "HEADER")
                  .put("format", "TEXT")
                  .put("text", header));
      ObjectNode text = components.addObject().put("type", "BODY").put("text", draft.body());
      examples(body, text, draft.examples());
      draft
          .footer()
          .ifPresent(footer -> components.addObject().put("type", "FOOTER").put("text", footer));
      replies(components, draft.replies());
    }
    body.set("components", components);
    return body;
  }

  private static void examples(ObjectNode body, ObjectNode text, Map<String, String> examples) {
    if (examples.isEmpty()) {
      return;
    }
    if (examples.keySet().stream().allMatch(key -> NUMBER.matcher(key).matches())) {
      TreeMap<Integer, String> numbered = new TreeMap<>();
      examples.forEach((key, value) -> numbered.put(Integer.parseInt(key), value));
      ArrayNode values = text.putObject("example").putArray("body_text").addArray();
      numbered.values().forEach(values::add);
      return;
    }
    body.put("parameter_format", "NAMED");
    ArrayNode values = text.putObject("example").putArray("body_text_named_params");
    examples.forEach(
        (key, value) -> values.addObject().put("param_name", key).put("example", value));
  }

  private static void replies(ArrayNode components, List<String> replies) {
    if (!replies.isEmpty()) {
      ArrayNode buttons = components.addObject().put("type", "BUTTONS").putArray("buttons");
      replies.forEach(reply -> buttons.addObject().put("type", "QUICK_REPLY").put("text", reply));
    }
  }
}
