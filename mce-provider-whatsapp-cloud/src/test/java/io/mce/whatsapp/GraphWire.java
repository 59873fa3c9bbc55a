package io.mce.whatsapp;

import io.mce.spi.wire.Amendment;
import io.mce.spi.wire.WireSpec;
import io.mce.spi.wire.WireWatch;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What our requests are held against: our own words for them, and with {@code -Dmce.wire.specs}
 * what Meta publishes (github.com/facebook/openapi, WhatsApp Cloud API v23.0), with what it leaves
 * out or gets wrong.
 */
final class GraphWire {

  static final WireSpec OURS = WireSpec.beside(GraphWire.class, "wire.json");

  /** Files, ours and those to which Meta gave an address. */
  private static final Pattern FILES =
      Pattern.compile("/ours/.*|/whatsapp_business/attachments/.*");

  private static final String SCHEMAS = "/components/schemas/";
  private static final String DRAFT =
      "/paths/~1{Version}~1{WABA-ID}~1message_templates/post/requestBody/content/application~1json"
          + "/schema/properties";
  private static final String COMPONENT = DRAFT + "/components/items/properties";

  private static final List<Amendment> AMENDMENTS =
      Stream.of(
              Amendment.all(
                  "documented for every message, and left out",
                  List.of(
                      SCHEMAS + "BaseMessageProperties/properties/biz_opaque_callback_data",
                      "{\"type\": \"string\", \"maxLength\": 512}",
                      SCHEMAS + "MediaObject/properties/caption",
                      "{\"type\": \"string\"}",
                      SCHEMAS + "MediaObject/properties/filename",
                      "{\"type\": \"string\"}")),
              Amendment.all(
                  "user ids are newer: one of to and recipient",
                  List.of(
                      SCHEMAS + "BaseMessageProperties/properties/recipient",
                      "{\"type\": \"string\"}",
                      SCHEMAS + "BaseMessageProperties/required",
                      "[\"messaging_product\", \"recipient_type\", \"type\"]")),
              Amendment.all(
                  "marking as read and typing are shown as examples and have no schema",
                  List.of(
                      SCHEMAS + "Message/oneOf/-",
                      """
                      {"type": "object", "required": ["messaging_product", "status", "message_id"],
                       "properties": {"messaging_product": {"const": "whatsapp"},
                         "status": {"const": "read"}, "message_id": {"type": "string"},
                         "typing_indicator": {"type": "object", "required": ["type"],
                           "properties": {"type": {"const": "text"}}}}}
                      """)),
              Amendment.all(
                  "the pattern is a typing error, and buttons that copy a code are left out",
                  List.of(
                      SCHEMAS + "TemplateComponent/properties/index",
                      "{\"type\": \"string\", \"pattern\": \"^[0-9]$\"}",
                      SCHEMAS + "TemplateComponent/properties/sub_type/enum/-",
                      "\"copy_code\"")),
              Amendment.all(
                  "fields of a number are read like those of any object of Graph",
                  List.of(
                      "/paths/~1{Version}~1{Number}/get",
                      """
                      {"security": [{"bearerAuth": []}], "parameters": [
                        {"name": "Version", "in": "path", "required": true, "schema": {}},
                        {"name": "Number", "in": "path", "required": true, "schema": {}},
                        {"name": "fields", "in": "query", "required": true, "schema": {}}]}
                      """)),
              Amendment.all(
                  "the type of an uploaded file is documented as required, and left out",
                  List.of(
                      "/paths/~1{Version}~1{Phone-Number-ID}~1media/post/requestBody/content"
                          + "/multipart~1form-data/schema/properties/type",
                      "{\"type\": \"string\"}")),
              Amendment.all(
                  "lists of Graph have fields and pages, which are left out",
                  Stream.of("fields", "limit", "after")
                      .flatMap(name ->
                          Stream.of(
                              "/paths/~1{Version}~1{WABA-ID}~1message_templates/get/parameters/-",
                              "{\"name\": \"%s\", \"in\": \"query\", \"schema\": {}}"
                                  .formatted(name)))
                      .toList()),
              Amendment.all(
                  "the schema of a draft is that of one example",
                  List.of(
                      DRAFT + "/parameter_format",
                      "{\"enum\": [\"NAMED\", \"POSITIONAL\"]}",
                      COMPONENT + "/format",
                      "{\"type\": \"string\"}",
                      COMPONENT + "/example",
                      "{\"type\": \"object\"}",
                      COMPONENT + "/add_security_recommendation",
                      "{\"type\": \"boolean\"}",
                      COMPONENT + "/buttons/items/properties/otp_type",
                      "{\"type\": \"string\"}")))
          .flatMap(List::stream)
          .toList();

  private static final List<WireSpec> ALL =
      Stream.concat(
              Stream.of(OURS), WireSpec.official(List.of("wa_cloud_mce.json"), AMENDMENTS).stream())
          .toList();

  private GraphWire() {}

  static WireWatch watch() {
    return new WireWatch(ALL, FILES);
  }
}
