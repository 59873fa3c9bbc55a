package io.mce.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What a remote took, a line each: {@code accepted <message id> <remote id> <to>}. */
final class RemoteJournal {

  private static final String ACCEPTED = "accepted";

  private final FileChannel channel;

  private RemoteJournal(FileChannel channel) {
    this.channel = channel;
  }

  /** Where the journal of a line lies. */
  static Path file(Path folder, String line) {
    return folder.resolve(line + ".journal");
  }

  static RemoteJournal create(Path file) throws IOException {
    return new RemoteJournal(
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /** Returns when the acceptance is on the disk. */
  void write(Acceptance acceptance) throws IOException {
    String line =
        "%s %s %s %s\n"
            .formatted(ACCEPTED, acceptance.messageId(), acceptance.remoteId(), acceptance.to());
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(false);
  }

  static List<Acceptance> read(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(RemoteJournal::parse).toList();
  }

  private static Acceptance parse(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 4 || !words[0].equals(ACCEPTED)) {
      throw new IllegalStateException("not a line of a journal: " + line);
    }
    return new Acceptance(words[1], words[2], words[3]);
  }
}
