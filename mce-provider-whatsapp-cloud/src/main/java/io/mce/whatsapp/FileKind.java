package io.mce.whatsapp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What WhatsApp shows a file as, by its type, and how large it may be. */
enum FileKind {
  IMAGE(5L << 20, true, "image/jpeg", "image/png"),
  VIDEO(16L << 20, true, "video/mp4", "video/3gpp"),
  AUDIO(16L << 20, false, "audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
  STICKER(500L << 10, false, "image/webp"),
  /** Everything else. */
  DOCUMENT(100L << 20, true);

  private final long largest;
  private final boolean captioned;
  private final Set<String> types;

  FileKind(long largest, boolean captioned, String... types) {
    this.largest = largest;
    this.captioned = captioned;
    this.types = Set.of(types);
  }

  /** What a file becomes; one that would lose its caption goes as a document. */
  static FileKind of(String mimeType, boolean withCaption) {
    String type = mimeType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(kind -> kind.types.contains(type) && (kind.captioned || !withCaption))
        .findFirst()
        .orElse(DOCUMENT);
  }

  /** In bytes. */
  long largest() {
    return largest;
  }

  /** Its name in requests and webhooks. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
