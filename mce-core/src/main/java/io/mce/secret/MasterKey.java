package io.mce.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one key from which every other key is derived: {@value #BYTES} random bytes. Whoever has it
 * and the database can read everything; whoever loses it can read nothing sealed any more. It is
 * never stored in the database. Immutable and thread-safe; {@link #toString()} shows nothing of it.
 */
public final class MasterKey {

  /** Length of the key in bytes. */
  public static final int BYTES = 32;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.copyOf(PosixFilePermissions.fromString("rw-------"));
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.copyOf(
          EnumSet.complementOf(
              EnumSet.of(
                  PosixFilePermission.OWNER_READ,
                  PosixFilePermission.OWNER_WRITE,
                  PosixFilePermission.OWNER_EXECUTE)));

  private final byte[] bytes;

  private MasterKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a key from base64, standard or URL-safe, with or without padding; space around it is
   * ignored.
   *
   * @throws MceException CONFIGURATION when the text is not base64 of {@value #BYTES} bytes
   */
  public static MasterKey fromBase64(String text) {
    return fromBase64(text, "The master key");
  }

  /**
   * Makes a new random key. Store {@link #toBase64()} in a safe place before anything is sealed.
   */
  public static MasterKey generate() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new MasterKey(bytes);
  }

  /**
   * Reads the key in this file; where there is no file, makes a key and writes it, readable by the
   * owner only. The file appears complete or not at all, and of two processes that create it at the
   * same time both return the key of the one that was first.
   *
   * @throws MceException CONFIGURATION when the file holds no key, when others may read it, or when
   *     it can be neither read nor written
   */
  public static MasterKey loadOrCreate(Path file) {
    try {
      return Files.exists(file) ? load(file) : create(file);
    } catch (IOException | UncheckedIOException e) {
      throw configuration(
          "The key file " + file + " cannot be read or written: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Reads the key beside this key file that it replaces: the file of the same name with {@code
   * .previous} behind it. Renaming a key file so and starting again makes a new key and keeps the
   * old one at hand for as long as something is sealed under it.
   *
   * @return empty when there is no such file
   * @throws MceException CONFIGURATION as {@link #loadOrCreate} does
   */
  public static Optional<MasterKey> loadPrevious(Path file) {
    Path previous = file.resolveSibling(file.getFileName() + ".previous");
    return Files.exists(previous) ? Optional.of(loadOrCreate(previous)) : Optional.empty();
  }

  /** Returns the key as base64: the secret itself, for storing it; never log it. */
  public String toBase64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "MasterKey[****]";
  }

  /** The key itself; callers do not keep or change it. */
  byte[] bytes() {
    return bytes;
  }

  private static MasterKey fromBase64(String text, String subject) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text.strip().replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      // The cause would quote a character of the key.
      throw configuration(subject + " is not base64. " + howToMakeOne(), null);
    }
    if (bytes.length != BYTES) {
      throw configuration(
          "%s must be %d bytes in base64, but has %d. %s"
              .formatted(subject, BYTES, bytes.length, howToMakeOne()),
          null);
    }
    return new MasterKey(bytes);
  }

  private static String howToMakeOne() {
    return "Make one with: openssl rand -base64 " + BYTES;
  }

  private static MasterKey load(Path file) throws IOException {
    if (hasPosixPermissions(file)) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.stream().anyMatch(OF_OTHERS::contains)) {
        throw configuration(
            "The key file %s is open to others (%s). Close it with: chmod 600 %s"
                .formatted(file, PosixFilePermissions.toString(permissions), file),
            null);
      }
    }
    return fromBase64(Files.readString(file, US_ASCII), "The key in the file " + file);
  }

  private static MasterKey create(Path file) throws IOException {
    Path folder = folderOf(file);
    Files.createDirectories(folder);
    MasterKey key = generate();
    Path draft = writeDraft(folder, key);
    try {
      publish(draft, file);
    } catch (FileAlreadyExistsException e) {
      return load(file);
    } finally {
      Files.deleteIfExists(draft);
    }
    return key;
  }

  private static Path writeDraft(Path folder, MasterKey key) throws IOException {
    Path draft =
        hasPosixPermissions(folder)
            ? Files.createTempFile(
                folder, ".key", null, PosixFilePermissions.asFileAttribute(OWNER_ONLY))
            : Files.createTempFile(folder, ".key", null);
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer content = ByteBuffer.wrap((key.toBase64() + "\n").getBytes(US_ASCII));
      while (content.hasRemaining()) {
        channel.write(content);
      }
      // A key that a power cut loses makes everything sealed with it unreadable.
      channel.force(true);
    }
    return draft;
  }

  private static void publish(Path draft, Path file) throws IOException {
    try {
      // A link, unlike a rename, fails when the name is taken.
      Files.createLink(file, draft);
    } catch (UnsupportedOperationException e) {
      Files.move(draft, file);
    }
    syncFolder(folderOf(file));
  }

  private static void syncFolder(Path folder) throws IOException {
    if (!hasPosixPermissions(folder)) {
      return; // Windows cannot open a folder, and needs no such sync.
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path folderOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("it is the root of a file system, not a file");
    }
    return folder;
  }

  private static boolean hasPosixPermissions(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView("posix");
  }

  private static MceException configuration(String message, @Nullable Throwable cause) {
    return new MceException(ErrorCode.CONFIGURATION, message, Map.of(), cause);
  }
}
