package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Json;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import io.mce.spi.Address;
import io.mce.spi.Content;
import io.mce.spi.Media;
import io.mce.spi.QuickReply;
import io.mce.spi.Template;
import io.mce.spi.Text;
import jakarta.inject.Inject;
import java.util.List;

/** Seals what is said and to whom: it opens for that dispatch of that organization only. */
final class DispatchContent {

  static final SealedColumn COLUMN =
      new SealedColumn(
          "mce_dispatch",
          "content_sealed",
          List.of("id"),
          row -> context(new DispatchId(row.uuid("id"))));

  /** What a carrier gets. */
  record Opened(Address to, Content content) {}

  private record Stored(Address to, String kind, String content) {}

  private final PersonalBox secrets;

  @Inject
  DispatchContent(PersonalBox secrets) {
    this.secrets = secrets;
  }

  String seal(OrganizationId organizationId, DispatchId id, Address to, Content content) {
    Stored stored = new Stored(to, kind(content), Json.write(content));
    return secrets.seal(organizationId, context(id), Json.write(stored));
  }

  /** Opens the content; throws when it is not this dispatch's or of a kind not known here. */
  Opened open(StoredDispatch dispatch) {
    String json =
        secrets.openText(dispatch.organizationId(), context(dispatch.id()), dispatch.content());
    Stored stored = Json.read(json, Stored.class);
    return new Opened(stored.to(), read(stored));
  }

  private static String kind(Content content) {
    return switch (content) {
      case Text ignored -> "text";
      case Media ignored -> "media";
      case Template ignored -> "template";
      case QuickReply ignored -> "quick-reply";
    };
  }

  private static Content read(Stored stored) {
    return switch (stored.kind()) {
      case "text" -> Json.read(stored.content(), Text.class);
      case "media" -> Json.read(stored.content(), Media.class);
      case "template" -> Json.read(stored.content(), Template.class);
      case "quick-reply" -> Json.read(stored.content(), QuickReply.class);
      default -> throw new IllegalStateException("a newer node stored a " + stored.kind());
    };
  }

  private static String context(DispatchId id) {
    return "dispatch:" + id;
  }
}
