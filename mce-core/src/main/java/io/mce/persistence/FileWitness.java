package io.mce.persistence;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small file beside an SQLite file: an id and a count. A copy of the database alone has none; one
 * taken with it has another inode, where the file system has such; one from before has counted
 * less.
 */
final class FileWitness implements InstanceWitness {

  private static final Pattern CONTENT = Pattern.compile("([0-9a-f-]{36}) (\\d{19})\n");
  private static final int COUNT_AT = 37;
  private static final String INODE = "unix:ino";

  private final Path file;

  FileWitness(Path file) {
    this.file = file;
  }

  @Override
  public Optional<Testimony> read() {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      Matcher content = CONTENT.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      return content.matches()
          ? Optional.of(new Testimony(place(content.group(1)), Long.parseLong(content.group(2))))
          : Optional.empty();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  @Override
  public Testimony renew(UUID id) {
    try {
      // Not overwritten: that would keep the inode, and with it the place, of one that was copied.
      Files.deleteIfExists(file);
      write(id + " " + text(0) + "\n", 0, StandardOpenOption.CREATE_NEW);
      return new Testimony(place(id.toString()), 0);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  @Override
  public boolean counts() {
    return true;
  }

  /** The digits alone, in place: a crash leaves the number before or this one. */
  @Override
  public void count(long count) {
    try {
      write(text(count), COUNT_AT, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void write(String text, long at, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, how)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
      while (bytes.hasRemaining()) {
        channel.write(bytes, at + bytes.position());
      }
      channel.force(true);
    }
  }

  private static String text(long count) {
    return "%019d".formatted(count);
  }

  private String place(String id) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? id + "@" + Files.getAttribute(file, INODE)
        : id;
  }

  private MceException unusable(IOException e) {
    return new MceException(
        ErrorCode.CONFIGURATION,
        "The file "
            + file
            + " beside the database cannot be used. It tells the database from a copy of it, so"
            + " that a copy sends nothing: make the folder writable.",
        Map.of(),
        e);
  }
}
