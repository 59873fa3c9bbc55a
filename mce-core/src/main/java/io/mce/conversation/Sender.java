package io.mce.conversation;

import io.mce.kernel.TypedId;
import java.util.Optional;

/**
 * Who a message is from, as the chat shows it.
 *
 * @param id id of the member, campaign or workflow
 * @param name what people call it
 */
public record Sender(SenderKind kind, Optional<String> id, Optional<String> name) {

  /** The engine. */
  public static final Sender SYSTEM =
      new Sender(SenderKind.SYSTEM, Optional.empty(), Optional.empty());

  /** The lead. */
  public static final Sender LEAD = new Sender(SenderKind.LEAD, Optional.empty(), Optional.empty());

  /** A person of the organization, on the phone of the account. */
  public static final Sender PHONE =
      new Sender(SenderKind.PHONE, Optional.empty(), Optional.empty());

  /** A person of the organization. */
  public static Sender human(String memberId, String name) {
    return new Sender(SenderKind.HUMAN, Optional.of(memberId), Optional.of(name));
  }

  /** A campaign. */
  public static Sender campaign(TypedId id, String name) {
    return new Sender(SenderKind.CAMPAIGN, Optional.of(id.value().toString()), Optional.of(name));
  }

  /** A workflow. */
  public static Sender workflow(TypedId id, String name) {
    return new Sender(SenderKind.WORKFLOW, Optional.of(id.value().toString()), Optional.of(name));
  }

  /** The kind only: names are personal. */
  @Override
  public String toString() {
    return "Sender[" + kind + "]";
  }
}
