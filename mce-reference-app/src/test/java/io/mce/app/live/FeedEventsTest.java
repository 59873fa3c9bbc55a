package io.mce.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.event.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class FeedEventsTest {

  private static final Pattern NAME = Pattern.compile("'([a-z]+\\.[a-z-]+)'");

  @Test
  void the_ui_keeps_the_same_events_of_the_stream() throws IOException {
    String kept = Files.readString(Path.of("ui/src/lib/feed-events.ts"));
    assertThat(NAME.matcher(kept).results().map((MatchResult found) -> found.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            FeedEvents.TYPES.stream().map(Events::nameOf).toList());
  }
}
