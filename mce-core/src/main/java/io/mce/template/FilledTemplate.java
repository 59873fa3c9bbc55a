package io.mce.template;

import io.mce.spi.Template;

/**
 * A template with its values.
 *
 * @param content what the carrier gets
 * @param text what the person will read, as far as we know it
 */
public record FilledTemplate(Template content, String text) {

  /** The name only: the values are personal. */
  @Override
  public String toString() {
    return "FilledTemplate[" + content.name() + "]";
  }
}
